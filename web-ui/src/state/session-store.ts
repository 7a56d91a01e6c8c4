import type { Cancel, Claim, Clock, GatewayInfo, PasswordChange, Session, SignIn } from '@farmgate/gateway/contract';
import type { Answer, Refusal } from '../api/answer.ts';
import type { SessionApi } from '../api/session-api.ts';
import { Observable } from './observable.ts';

/** Who is here, as far as is known. `ended` tells a person who was signed in why the sign-in page is back. */
export type Presence =
  | { readonly kind: 'starting' }
  | { readonly kind: 'unreachable' }
  | { readonly kind: 'unclaimed'; readonly info: GatewayInfo }
  | { readonly kind: 'signed-out'; readonly info: GatewayInfo; readonly ended: boolean }
  | { readonly kind: 'signed-in'; readonly info: GatewayInfo; readonly session: Session };

const RETRY_MS = 3_000;
const RENEW_AHEAD_MS = 60_000;

/** Claims, signs in, keeps the session fresh, and knows when it has ended. */
export class SessionStore extends Observable<Presence> {
  readonly #api: SessionApi;
  readonly #clock: Clock;
  #info: GatewayInfo | undefined;
  #renewing: Promise<boolean> | undefined;
  #cancelTimer: Cancel | undefined;

  constructor(api: SessionApi, clock: Clock) {
    super({ kind: 'starting' });
    this.#api = api;
    this.#clock = clock;
  }

  /** Finds out whether the gateway is claimed and somebody is signed in; tries again while it cannot be reached. */
  async start(): Promise<void> {
    // Both at once: on a slow link each answer is a long way off, and most visitors are signed in.
    const [info, session] = await Promise.all([this.#api.info(), this.#api.session()]);
    if ('problem' in info) return this.#retryLater();
    this.#info = info.value;
    if (!info.value.claimed) this.value = { kind: 'unclaimed', info: info.value };
    else await this.#resume(session);
  }

  /** Asks anew how the gateway is, for who is signed in. */
  async look(): Promise<void> {
    const info = await this.#api.info();
    if ('problem' in info) return;
    this.#info = info.value;
    if (this.value.kind === 'signed-in') this.value = { ...this.value, info: info.value };
  }

  /** Waits for nothing any more. */
  stop(): void {
    this.#cancelTimer?.();
  }

  /** Makes the gateway this person's. */
  async claim(body: Claim): Promise<Refusal | undefined> {
    const answer = await this.#api.claim(body);
    if ('problem' in answer && answer.problem.code === 'already-claimed') await this.start();
    return this.take(answer);
  }

  async signIn(body: SignIn): Promise<Refusal | undefined> {
    return this.take(await this.#api.signIn(body));
  }

  async signOut(): Promise<Refusal | undefined> {
    const answer = await this.#api.signOut();
    if ('problem' in answer && answer.problem.status !== 401) return answer.problem;
    this.#leave(false);
    return undefined;
  }

  async changePassword(body: PasswordChange): Promise<Refusal | undefined> {
    const answer = await this.#api.changePassword(body);
    return 'problem' in answer ? answer.problem : undefined;
  }

  /** Renews the session; whoever asks meanwhile waits for the same answer. True where there is a session. */
  renew(): Promise<boolean> {
    this.#renewing ??= this.#renewOnce().finally(() => {
      this.#renewing = undefined;
    });
    return this.#renewing;
  }

  async #renewOnce(): Promise<boolean> {
    const answer = await this.#api.refresh();
    if ('value' in answer) this.#enter(answer.value);
    else if (answer.problem.status === 401) this.#leave(this.value.kind === 'signed-in');
    else this.#later(RETRY_MS, () => this.renew());
    return 'value' in answer;
  }

  async #resume(answer: Answer<Session>): Promise<void> {
    if ('value' in answer) this.#enter(answer.value);
    else if (answer.problem.status !== 401) this.#retryLater();
    else if (!(await this.renew()) && this.value.kind !== 'signed-out') this.#retryLater();
  }

  /** Goes in with a session that was opened; answers why there is none. */
  readonly take = (answer: Answer<Session>): Refusal | undefined => {
    if ('problem' in answer) return answer.problem;
    this.#enter(answer.value);
    return undefined;
  };

  #enter(session: Session): void {
    if (!this.#info) return;
    this.value = { kind: 'signed-in', info: { ...this.#info, claimed: true }, session };
    // The phone's clock may be wrong, so a life time that makes no sense is taken as a short one.
    const leftMs = session.expiresAt - this.#clock.wallMs() - RENEW_AHEAD_MS;
    this.#later(Math.min(Math.max(leftMs, RENEW_AHEAD_MS), 10 * RENEW_AHEAD_MS), () => this.renew());
  }

  #leave(ended: boolean): void {
    this.#cancelTimer?.();
    if (this.#info) this.value = { kind: 'signed-out', info: { ...this.#info, claimed: true }, ended };
  }

  #retryLater(): void {
    this.value = { kind: 'unreachable' };
    this.#later(RETRY_MS, () => this.start());
  }

  #later(ms: number, run: () => Promise<unknown>): void {
    this.#cancelTimer?.();
    this.#cancelTimer = this.#clock.after(ms, () => void run());
  }
}
