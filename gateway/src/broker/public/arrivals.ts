import type { AuthenticateError, Client } from 'aedes';
import type { Log } from '../../domain/log.ts';
import { numberOf, type ConnectAnswer, type ConnectFacts } from '../guard/index.ts';
import { GuardedStream } from './guarded-stream.ts';
import type { Plugs } from './plugs.ts';
import type { BrokerHooks } from './protocol.ts';
import type { Roll } from './roll.ts';
import { credentialOf, type Sessions } from './sessions.ts';
import type { SignIn } from './sign-in.ts';
import type { Uplink } from './uplink.ts';

export interface ArrivalsParts {
  readonly roll: Roll;
  readonly signIn: SignIn;
  readonly sessions: Sessions;
  readonly plugs: Plugs;
  readonly uplink: Pick<Uplink, 'say'>;
  readonly log: Log;
}

/** Who comes and who goes. */
export class Arrivals {
  readonly #parts: ArrivalsParts;

  constructor(parts: ArrivalsParts) {
    this.#parts = parts;
  }

  readonly preConnect: BrokerHooks['preConnect'] = (client, packet, done) => {
    const facts = client.conn instanceof GuardedStream ? client.conn.connectFacts : undefined;
    if (facts) packet.clientId = this.#nameOf(facts);
    // The library does not see all that it says: its connection watches over that.
    packet.keepalive = 0;
    done(null, facts !== undefined);
  };

  readonly authenticate: BrokerHooks['authenticate'] = (client, _username, _password, done) => {
    const answer = this.#findRefusal(client);
    done(answer ? refusalOf(answer) : null, answer === undefined);
  };

  /** It was let in. */
  welcome(client: Client): void {
    const { sessions, plugs, log } = this.#parts;
    const stream = client.conn;
    const session = sessions.find(stream);
    if (!session || !(stream instanceof GuardedStream)) return;
    session.client = client;
    const id = credentialOf(client);
    // Those who share a login are there when they say so.
    if (id === client.id) session.online.add(id);
    plugs.connect(id, stream);
    log.info({ id: client.id, host: stream.host }, 'An MQTT client is there');
    stream.accept();
  }

  /** A device whose connection ended is offline, whether it left a will or not. */
  lose(client: Client): void {
    const { roll, sessions, plugs, uplink, log } = this.#parts;
    const id = credentialOf(client);
    if (!roll.find(id)) return;
    log.info({ id }, 'An MQTT client is gone');
    if (plugs.has(id)) {
      if (client.conn instanceof GuardedStream) plugs.disconnect(id, client.conn);
      return;
    }
    const payload = { online: false, reason: 'its connection ended' };
    for (const device of sessions.find(client.conn)?.online ?? [])
      uplink.say({ credential: id, device, word: 'status', payload });
  }

  /** Here everybody is called by the credential: of one, the latest connection alone is there, but for a login that many share. */
  #nameOf({ username, clientId }: ConnectFacts): string {
    return this.#parts.roll.find(username)?.kind === 'shared' ? `${username}#${clientId}` : username;
  }

  #findRefusal({ conn: stream }: Client): ConnectAnswer | undefined {
    const { roll, signIn, sessions } = this.#parts;
    if (!(stream instanceof GuardedStream) || !stream.connectFacts) return 'not-authorized';
    const answer = signIn.findRefusal(stream.connectFacts, stream.host);
    if (answer) return answer;
    const session = sessions.find(stream);
    if (session?.ticket.admit() !== true) return 'unavailable';
    // From here on it is in, though the library says so only later: its credential may be taken back before that.
    session.hash = roll.find(stream.connectFacts.username)?.hash;
    return undefined;
  }
}

function refusalOf(answer: ConnectAnswer): AuthenticateError {
  return Object.assign(new Error(`not let in: ${answer}`), { returnCode: numberOf(answer) });
}
