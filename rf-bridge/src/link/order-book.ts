import type { AirUse } from './duty.ts';
import { type Change, type Order, type OrderReceipt, isOff, rankOf, subjectOf } from './orders.ts';
import { ReceiptMemory } from './receipt-memory.ts';
import { TRIES, type Timing } from './timing.ts';

/** An order that waits, is in the air, or is an OFF that its burst did not bring home. */
interface Entry {
  readonly order: Order;
  /** Order of arrival. */
  readonly seq: number;
  /** Transmissions so far. */
  tries: number;
  /** How many it may have before it is given up. */
  limit: number;
  /** Monotonic ms before which it is not transmitted: the jitter of a retry. */
  notBefore: number;
  /** When it was last transmitted; -Infinity before. */
  sentAt: number;
}

/** An OFF owed to a node that answers other things is not sent more often than this by ourselves. Unit: ms. */
const OWED_EVERY_MS = 2_000;

/** What the book has for the air now. */
export type NextOrder =
  | { readonly kind: 'transmit'; readonly order: Order; readonly use: AirUse }
  /** Something is owed soon: nothing of lower rank may take the air until then. Unit: monotonic ms. */
  | { readonly kind: 'hold'; readonly until: number }
  | { readonly kind: 'none' };

export interface OrderBookOptions {
  readonly timing: Timing;
  /** 0 to 1, for the jitter of retries. */
  readonly random: () => number;
  readonly onReceipt: (receipt: OrderReceipt) => void;
}

/**
 * The commands on their way to the nodes: which is next, which has expired, which was overtaken. Pure: time is an input.
 * An OFF that is not acknowledged stays owed here: it is asked for again by its giver, and goes out by itself when its node is
 * heard again.
 */
export class OrderBook {
  readonly #options: OrderBookOptions;
  readonly #memory = new ReceiptMemory();
  /** By subject: at most one order waits for each thing that can be changed. */
  readonly #open = new Map<string, Entry>();
  readonly #owed = new Map<string, Entry>();
  /** By subject: the id of the order accepted last. An older OFF is not sent again over it. */
  readonly #latest = new Map<string, string>();
  #seq = 0;

  constructor(options: OrderBookOptions) {
    this.#options = options;
  }

  /** Takes an order in. Whatever comes of it is told by receipts. */
  accept(order: Order, now: number): void {
    if (this.#memory.has(order.id)) return this.#repeat(order, now);
    this.#memory.remember(order.id);
    if (order.resume && !isOff(order.change)) return this.#fail(order, 'no-ack', 'The bridge has restarted since');
    if (hasExpired(order, now)) return this.#fail(order, 'expired', 'It arrived too late');
    this.#supersede(subjectOf(order));
    this.#latest.set(subjectOf(order), order.id);
    this.#begin(order, now);
  }

  /** A command that cannot be carried out here: remembered, so that its repetition gets the same answer. */
  refuse(order: { readonly id: string; readonly node: number }, note: string): void {
    if (this.#memory.has(order.id)) return this.#retell(order.id);
    this.#fail(order, 'rejected', note);
  }

  /** Fails what has expired, so that its giver hears at once and not when the air is free. */
  expire(now: number): void {
    for (const { order, tries } of this.#open.values())
      if (hasExpired(order, now))
        this.#end(order, 'expired', tries === 0 ? 'Not transmitted' : `No answer to ${countOf(tries)}`);
  }

  /** The node is another's to tell: what waits for it or is owed to it here is never sent, for that one may have said otherwise. */
  release(node: number): void {
    for (const { order } of this.#open.values())
      if (order.node === node) this.#end(order, 'no-ack', 'Its outlet does not hang on this bridge any more');
    for (const [subject, { order }] of this.#owed) if (order.node === node) this.#owed.delete(subject);
  }

  /** What to transmit at this moment, by `mayAt` the air's budget. Call `expire` first: what it leaves has not expired. */
  next(now: number, mayAt: (use: AirUse) => number): NextOrder {
    const entries = [...this.#open.values()].sort(byUrgency);
    const [first] = entries;
    if (!first) return { kind: 'none' };
    const peers = entries.filter(({ order }) => rankOf(order.change) === rankOf(first.order.change));
    const at = (entry: Entry) => Math.max(entry.notBefore, mayAt(useOf(entry)));
    const ready = peers.find((entry) => at(entry) <= now);
    if (ready) return { kind: 'transmit', order: ready.order, use: useOf(ready) };
    return { kind: 'hold', until: Math.min(...peers.map(at)) };
  }

  /** When the first order expires; Infinity when none does. Unit: monotonic ms. */
  get nextExpiryAt(): number {
    return Math.min(Infinity, ...[...this.#open.values()].map(({ order }) => order.expiresAt ?? Infinity));
  }

  /** Whether something waits for the air. */
  get isWaiting(): boolean {
    return this.#open.size > 0;
  }

  /** Whether the first burst of an OFF is not over. */
  get isOffWaiting(): boolean {
    return [...this.#open.values()].some(({ order }) => isOff(order.change));
  }

  isOwedTo(node: number): boolean {
    return [...this.#open.values(), ...this.#owed.values()].some(
      ({ order }) => order.node === node && isOff(order.change),
    );
  }

  /** Tells that an order is being transmitted; answers which of its tries that is. */
  transmitting(order: Order, now: number): number {
    const entry = this.#findOpen(order);
    if (!entry) return 0;
    entry.tries++;
    entry.sentAt = now;
    this.#tell(order, { state: 'sent', try: entry.tries, of: TRIES });
    return entry.tries;
  }

  /** The node acknowledged it. An order that was overtaken while in the air has had its last receipt. */
  acknowledged(order: Order): void {
    const entry = this.#findOpen(order);
    if (!entry) return;
    this.#open.delete(subjectOf(order));
    this.#tell(order, { state: 'delivered', try: entry.tries, of: TRIES });
  }

  /** Nothing came back in time, or the port was lost while it was in the air. */
  unanswered(order: Order, now: number): void {
    const entry = this.#findOpen(order);
    if (!entry) return;
    const { firstRetryMs, retryMs } = this.#options.timing;
    const [least, most] = entry.tries === 1 ? firstRetryMs : retryMs;
    entry.notBefore = now + least + this.#options.random() * (most - least);
    if (entry.tries < entry.limit) return;
    this.#end(order, 'no-ack', `No answer to ${countOf(entry.tries)}`);
    if (isOff(order.change)) this.#owed.set(subjectOf(order), entry);
  }

  /** The node was heard: what is owed to it goes out first. */
  heard(node: number, now: number): void {
    for (const entry of this.#owed.values())
      if (entry.order.node === node && now - entry.sentAt >= OWED_EVERY_MS) this.#tryOnceMore(entry, now);
  }

  #repeat(order: Order, now: number): void {
    const subject = subjectOf(order);
    const mayGoAgain = order.again && isOff(order.change) && this.#latest.get(subject) === order.id;
    if (!mayGoAgain || this.#open.has(subject)) return this.#retell(order.id);
    const owed = this.#owed.get(subject);
    if (owed) this.#tryOnceMore(owed, now);
    // It was acknowledged; but after a trip the node closes its contact again by itself.
    else this.#begin(order, now);
  }

  #begin(order: Order, now: number): void {
    const entry = { order, seq: this.#seq++, tries: 0, limit: TRIES, notBefore: now, sentAt: -Infinity };
    this.#open.set(subjectOf(order), entry);
  }

  #tryOnceMore(entry: Entry, now: number): void {
    const subject = subjectOf(entry.order);
    this.#owed.delete(subject);
    this.#open.set(subject, { ...entry, limit: entry.tries + 1, notBefore: now });
  }

  /** A later order for the same thing takes the place of what waits and of what is owed. */
  #supersede(subject: string): void {
    const waiting = this.#open.get(subject);
    if (waiting) this.#end(waiting.order, 'superseded');
    const owed = this.#owed.get(subject);
    this.#owed.delete(subject);
    if (owed) this.#fail(owed.order, 'superseded');
  }

  #findOpen(order: Order): Entry | undefined {
    const entry = this.#open.get(subjectOf(order));
    return entry?.order.id === order.id ? entry : undefined;
  }

  #end(order: Order, reason: 'superseded' | 'expired' | 'no-ack', note?: string): void {
    const tries = this.#open.get(subjectOf(order))?.tries ?? 0;
    this.#open.delete(subjectOf(order));
    this.#tell(order, {
      state: 'failed',
      reason,
      ...(tries > 0 && { try: tries, of: TRIES }),
      ...(note !== undefined && { note }),
    });
  }

  #fail(order: { readonly id: string; readonly node: number }, reason: OrderFailure, note?: string): void {
    this.#tell(order, { state: 'failed', reason, ...(note !== undefined && { note }) });
  }

  #tell(
    { id, node, change }: { readonly id: string; readonly node: number; readonly change?: Change },
    receipt: Omit<OrderReceipt['receipt'], 'id'>,
  ): void {
    const socket = change?.kind === 'relay' ? { socket: change.socket } : {};
    const told: OrderReceipt = { node, ...socket, receipt: { id, ...receipt } };
    this.#memory.remember(id, told);
    this.#options.onReceipt(told);
  }

  #retell(id: string): void {
    const last = this.#memory.find(id);
    if (last) this.#options.onReceipt(last);
  }
}

type OrderFailure = 'rejected' | 'superseded' | 'expired' | 'no-ack';

/** The bound itself has expired: at that moment the gateway may already have told that it failed. */
function hasExpired({ expiresAt }: Order, now: number): boolean {
  return expiresAt !== undefined && now >= expiresAt;
}

/** An OFF that its first burst did not bring home gives way to a fresh one. */
function useOf({ order, limit }: Entry): AirUse {
  if (!isOff(order.change)) return 'order';
  return limit > TRIES || order.again ? 'owed' : 'off';
}

/** By rank, then first tries before retries, so that a dead node does not hold up the others, then by arrival. */
function byUrgency(a: Entry, b: Entry): number {
  return rankOf(a.order.change) - rankOf(b.order.change) || a.tries - b.tries || a.seq - b.seq;
}

function countOf(tries: number): string {
  return tries === 1 ? '1 try' : `${tries} tries`;
}
