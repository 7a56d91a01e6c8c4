import type { Cancel } from '../../contract/index.ts';
import { Fault } from '../fault.ts';
import { momentOf } from '../field/farm.ts';
import type { Answer } from './answer.ts';
import { book } from './book.ts';
import { decide, decideStart, dueNext } from './decide.ts';
import type { Decision } from './draft.ts';
import type { SharingEffect } from './effects.ts';
import type { SharingEvent } from './events.ts';
import { reserve, settle, type Booking } from './ledger.ts';
import { localDay } from './local-day.ts';
import { Orders, type Order, type RefusedOrder } from './orders.ts';
import type { Run } from './run.ts';
import type { SharingParts } from './sharing-parts.ts';
import type { SiteSharing } from './sharing-ports.ts';
import type { SharingState } from './state.ts';
import type { SiteLedger } from './wallet-ports.ts';

/** Where the disk took nothing, it is tried again after so long. Unit: ms. */
const RETRY_MS = 5_000;
/** A clock on the wall that jumps is noticed by then. Unit: ms. */
const LONGEST_SLEEP_MS = 3_600_000;

/** What stands beside a booking of a run. Without `by` the gateway made it. */
interface BookNote {
  readonly key: string;
  readonly reason: string;
  readonly by?: string;
  readonly at: number;
}

/** Runs the engine of one site: decides, writes, then acts, and comes back when something is due. */
export class SiteEngine {
  readonly state: SharingState;
  readonly #site: string;
  readonly #parts: SharingParts;
  readonly #store: SiteSharing;
  readonly #ledger: SiteLedger;
  readonly #orders: Orders;
  /** Decided and acted upon, and not written yet: safety does not wait for a disk. */
  #unwritten: Decision[] = [];
  #cancel: Cancel = () => {};

  constructor(parts: SharingParts, state: SharingState) {
    this.#parts = parts;
    this.state = state;
    this.#site = state.setup.site;
    this.#store = parts.store.forSite(this.#site);
    this.#ledger = parts.ledger.forSite(this.#site);
    this.#orders = new Orders(parts.field.commander);
  }

  /**
   * One event, with the starts that follow from it. What a person asks for and the disk does not take throws a Fault `unwritable`, and
   * nothing has changed; what stops a pump is done all the same. `record`: what is written in the same step.
   */
  happen(event: SharingEvent, record?: () => void): Answer<Run | undefined> {
    const { decision, answer } = decide(this.state, event, momentOf(this.#parts.clock));
    if (answer.ok) this.#commit(decision, isAsked(event), record);
    this.#startNext();
    return answer;
  }

  stop(): void {
    this.#cancel();
  }

  #startNext(): void {
    let waitMs = 0;
    for (let next = this.#nextStart(); next && waitMs === 0; next = this.#nextStart()) {
      try {
        this.#commit(next, true);
      } catch (error) {
        this.#parts.log.error({ err: error, site: this.#site }, 'A start could not be written and is not done.');
        waitMs = RETRY_MS;
      }
    }
    this.#setTimer(waitMs);
  }

  #nextStart(): Decision | undefined {
    return decideStart(this.state, momentOf(this.#parts.clock));
  }

  /** `isAsked`: without its record it does not happen. */
  #commit(decision: Decision, isAsked: boolean, record?: () => void): void {
    if (decision.isVolatile) return this.#act(decision, []);
    const orders = this.#prepare(decision.effects);
    const due = [...this.#unwritten, decision];
    try {
      this.#parts.store.transaction(() => {
        for (const one of due) this.#write(one);
        for (const order of orders) if ('record' in order) order.record();
        record?.();
      });
      this.#unwritten = [];
    } catch (error) {
      // OFF is sent whatever went wrong with the books: it waits neither for a disk nor for the mending of a mistake.
      const stops = decision.effects.some((effect) => effect.do === 'off');
      const isDisk = error instanceof Fault && error.code === 'unwritable';
      if (!stops && (isAsked || !isDisk)) throw error;
      this.#parts.log.error({ err: error, site: this.#site }, 'A decision about pumps is not written yet.');
      this.#unwritten = due;
    }
    this.#act(decision, orders);
  }

  #prepare(effects: readonly SharingEffect[]): (Order | RefusedOrder)[] {
    return effects.flatMap((effect) => {
      if (effect.do !== 'on' && effect.do !== 'off') return [];
      const pump = this.state.pumps.get(effect.pump)?.pump;
      if (!pump) return [];
      const order = effect.do === 'on' ? this.#orders.on(pump, effect) : this.#orders.off(pump, effect);
      return order ? [order] : [];
    });
  }

  #write({ changes, effects }: Decision): void {
    const now = momentOf(this.#parts.clock);
    this.#store.save(changes, now);
    for (const effect of effects) this.#writeEffect(effect, now.wall);
  }

  #writeEffect(effect: SharingEffect, at: number): void {
    switch (effect.do) {
      case 'note': {
        const { run, what, by, why } = effect;
        return this.#store.note(run, { at, what, by, ...(why === undefined ? {} : { why }) });
      }
      case 'reserve':
        return this.#book(effect, { key: effect.key, reason: 'run', by: effect.by, at }, () => this.#reserved(effect));
      case 'settle': {
        const { run, user, reservedS: reservedSeconds, usedS: usedSeconds, why: reason } = effect;
        return this.#book(effect, { key: `${run}:settle`, reason, at }, () =>
          settle(this.#ledger.wallet(user), { reservedSeconds, usedSeconds }),
        );
      }
      case 'refund': {
        const { run, user, seconds } = effect;
        const back: Booking = { user, kind: 'adjust', seconds, reservedSeconds: 0 };
        return this.#book(effect, { key: `${run}:refund`, reason: 'the node counted less', at }, () => [back]);
      }
      case 'pumped':
        return this.#store.addPumped(effect.user, localDay(at, this.state.setup.timeZone), effect.seconds);
      default:
    }
  }

  #reserved({ user, seconds }: { readonly user: string; readonly seconds: number }): readonly Booking[] {
    const bookings = reserve(this.#ledger.wallet(user), seconds);
    if (!bookings.ok) throw new RangeError(bookings.why.sentence);
    return bookings.value;
  }

  /** Once: a deed whose key is there was done before, and its wallet is past it. */
  #book(
    { run }: { readonly run: string },
    { key, reason, by = 'gateway', at }: BookNote,
    bookings: () => readonly Booking[],
  ): void {
    if (this.#ledger.findByKey(key)) return;
    book(this.#ledger, bookings(), { site: this.#site, actor: by, reason, run, key, at });
  }

  #act({ changes, effects, isVolatile }: Decision, orders: readonly (Order | RefusedOrder)[]): void {
    this.state.apply(changes);
    for (const order of orders) {
      if (!('send' in order)) continue;
      // A node that has latched refuses to start; whoever may start it now has waited for as long as its protection asks.
      if (!order.isOff) this.#parts.field.releaseLatch?.(this.#site, order.device);
      order.send();
    }
    for (const effect of effects) this.#actOn(effect);
    if (!isVolatile) this.#parts.onChange(this.#site, changes);
    for (const order of orders)
      if (!('send' in order)) this.#parts.defer(() => void this.happen({ kind: 'refused-on', ...order }));
  }

  #actOn(effect: SharingEffect): void {
    if (effect.do === 'alert' || effect.do === 'clear') return this.#parts.onAlert(this.#site, effect);
    if (effect.do !== 'renew') return;
    const pump = this.state.pumps.get(effect.pump)?.pump;
    if (pump) this.#orders.renew(pump, effect);
  }

  #setTimer(atLeastMs: number): void {
    this.#cancel();
    const { clock } = this.#parts;
    const now = momentOf(clock);
    const inMs = dueNext(this.state, now) - now.mono;
    const waitMs = Math.max(atLeastMs, Math.min(inMs, LONGEST_SLEEP_MS));
    this.#cancel = clock.after(this.#unwritten.length > 0 ? Math.min(RETRY_MS, waitMs) : waitMs, () => this.#tick());
  }

  /** Nobody waits for an answer: a mistake is told and tried again, and does not end the process, on which every OFF hangs. */
  #tick(): void {
    try {
      if (this.#unwritten.length > 0) this.#retryWriting();
      this.happen({ kind: 'tick' });
    } catch (error) {
      this.#parts.log.error({ err: error, site: this.#site }, 'The pumps of a site could not go on, and try again');
      this.#cancel();
      this.#cancel = this.#parts.clock.after(RETRY_MS, () => this.#tick());
    }
  }

  #retryWriting(): void {
    try {
      this.#parts.store.transaction(() => {
        for (const one of this.#unwritten) this.#write(one);
      });
      this.#unwritten = [];
    } catch (error) {
      this.#parts.log.error({ err: error, site: this.#site }, 'Decisions about pumps are still not written.');
    }
  }
}

/** A person asks for it and is told whether it was done. */
function isAsked({ kind }: SharingEvent): boolean {
  return ['request', 'extend', 'move', 'remove', 'swap', 'set-pump', 'set-group', 'stop'].includes(kind);
}
