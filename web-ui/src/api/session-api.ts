import { type Claim, GatewayInfo, type PasswordChange, Session, type SignIn } from '@farmgate/gateway/contract';
import type { Answer } from './answer.ts';
import type { Send } from './send.ts';

/** What the session store needs of the gateway. */
export interface SessionApi {
  info(): Promise<Answer<GatewayInfo>>;
  claim(body: Claim): Promise<Answer<Session>>;
  signIn(body: SignIn): Promise<Answer<Session>>;
  session(): Promise<Answer<Session>>;
  refresh(): Promise<Answer<Session>>;
  signOut(): Promise<Answer<void>>;
  changePassword(body: PasswordChange): Promise<Answer<void>>;
}

/** Claim, sign in, stay signed in: the requests that need no renewal before them. */
export function createSessionApi(send: Send): SessionApi {
  return {
    info: () => send({ method: 'GET', path: '/gateway', schema: GatewayInfo }),
    claim: (body) => send({ method: 'POST', path: '/claim', body, schema: Session }),
    signIn: (body) => send({ method: 'POST', path: '/session', body, schema: Session }),
    session: () => send({ method: 'GET', path: '/session', schema: Session }),
    refresh: () => send({ method: 'POST', path: '/session/refresh', schema: Session }),
    signOut: () => send({ method: 'DELETE', path: '/session' }),
    changePassword: (body) => send({ method: 'PUT', path: '/session/password', body }),
  };
}
