import type { Cancel, Clock, CommandMessage, Receipt, TopicWord } from '../contract/index.ts';
import type { Dialect, PlugState, Said, Sent, Step } from './plug.ts';
import { goOffline, newPlug, still } from './plug-steps.ts';

/** What one plug's link is handed. */
export interface PlugLinkParts {
  /** The device's id, which is also the plug's topic. */
  readonly id: string;
  readonly dialect: Dialect;
  readonly clock: Clock;
  /** 4 to 20 letters and digits, made anew by each start of the gateway. */
  readonly session: string;
  readonly demo?: boolean;
  /** Whether there is somebody who wants it on: else no lease is renewed, and it goes off by itself. */
  readonly mayRenew?: () => boolean;
  /** Publishes for the plug: QoS 0, never retained. */
  readonly send: (sent: Sent) => void;
  /** Takes what the plug says, as if it spoke our contract. */
  readonly tell: (device: string, word: TopicWord, message: Said['message']) => void;
}

/** How often leases are renewed and the plug is asked: section 2 of the rules. */
const RENEW_EVERY_MS = 20_000;
/** A plug says that it is there before it has subscribed, so what it is told at once may be lost: it is asked again soon. */
const ASK_AGAIN_MS = 2_000;
/** Receipts that are remembered, so that a command that comes twice is done once. */
const MAX_KNOWN = 64;

/** One plug and its dialect: holds its state, hands over commands in time, renews its lease and asks it now and then. */
export class PlugLink {
  readonly #parts: PlugLinkParts;
  readonly #known = new Map<string, Receipt>();
  #state: PlugState;
  #cancel: Cancel = () => {};

  constructor(parts: PlugLinkParts) {
    this.#parts = parts;
    this.#state = newPlug(parts.id, parts.session, parts.demo);
  }

  start(): void {
    this.#ask();
    this.#repeat();
  }

  stop(): void {
    this.#cancel();
  }

  get state(): PlugState {
    return this.#state;
  }

  /** A message that the plug published. */
  hear(topic: string, payload: Uint8Array | string): void {
    const text = typeof payload === 'string' ? payload : new TextDecoder().decode(payload);
    this.#take(this.#parts.dialect.translate(topic, text, this.#state));
  }

  /** A message of the device's command topic. */
  command(message: CommandMessage & { readonly leaseS?: number | undefined }): void {
    const { id } = message;
    const known = this.#known.get(id);
    if (known && message.again !== true) return this.#tell({ word: 'receipts', message: known });
    if (isExpired(message, this.#parts.clock))
      return this.#tell({ word: 'receipts', message: { id, state: 'failed', reason: 'expired' } });
    this.#take(this.#parts.dialect.command(message, this.#state));
  }

  /** The broker lost it without a last will. */
  lose(reason: string): void {
    this.#take(this.#state.online === true ? goOffline(this.#state, reason) : still(this.#state));
  }

  #repeat(): void {
    this.#cancel();
    const { online, isPrepared } = this.#state;
    this.#cancel = this.#parts.clock.after(online === true && !isPrepared ? ASK_AGAIN_MS : RENEW_EVERY_MS, () => {
      if (this.#parts.mayRenew?.() ?? true) this.#take(this.#parts.dialect.renew(this.#state));
      this.#ask();
      this.#repeat();
    });
  }

  /** One of which nothing was heard is asked too: it may be there since before the gateway started. */
  #ask(): void {
    if (this.#state.online !== false) for (const sent of this.#parts.dialect.ask(this.#state)) this.#parts.send(sent);
  }

  #take({ state, says, sends }: Step): void {
    const isNew = state.connects !== this.#state.connects;
    this.#state = state;
    if (isNew) this.#repeat();
    // What it is told in turn goes first: an OFF waits for nobody.
    for (const sent of sends) this.#parts.send(sent);
    for (const said of says) this.#tell(said);
  }

  #tell(said: Said): void {
    if (said.word === 'receipts') this.#remember(said.message);
    this.#parts.tell(this.#parts.id, said.word, said.message);
  }

  #remember(receipt: Receipt): void {
    this.#known.delete(receipt.id);
    this.#known.set(receipt.id, receipt);
    for (const oldest of this.#known.keys()) {
      if (this.#known.size <= MAX_KNOWN) break;
      this.#known.delete(oldest);
    }
  }
}

/** An OFF never is. Anything else must say until when: by this boot's clock, or how much was left when it came. */
function isExpired({ value, deadline, ttlMs }: CommandMessage, clock: Clock): boolean {
  if (value === false) return false;
  if (deadline?.boot === clock.boot) return clock.monoMs() >= deadline.monoMs;
  return ttlMs === undefined || ttlMs <= 0;
}
