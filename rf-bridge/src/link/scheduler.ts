import { type Frame, type Request, encodeFrame, requestFrame } from '../codec/index.ts';
import type { LinkEvent } from './events.ts';
import { type Exchange, progress } from './exchange.ts';
import { OrderBook } from './order-book.ts';
import type { Order } from './orders.ts';
import { type PolledNode, PollPlan } from './poll-plan.ts';
import { LinkQuality } from './quality.ts';
import { ScanPlan } from './scan-plan.ts';
import type { Timing } from './timing.ts';

/** What is to be done at a moment: bytes for the air, or nothing before `until` (monotonic ms). */
export type Step =
  { readonly kind: 'transmit'; readonly bytes: Uint8Array } | { readonly kind: 'wait'; readonly until: number };

export interface SchedulerOptions {
  readonly timing: Timing;
  /** Our radio id; nodes answer only to the one they have stored. */
  readonly master: number;
  /** Radio ids to look for first and again and again. */
  readonly nodes: readonly number[];
  /** 0 to 1, for the jitter of retries. */
  readonly random: () => number;
  readonly onEvent: (event: LinkEvent) => void;
}

/** The exchange in the air and the order it carries, if it is not a poll or a PING. */
interface InAir {
  readonly exchange: Exchange;
  readonly order?: Order;
}

/**
 * Decides what goes to the air and when: one request at a time, OFF before ON before settings before polls before the search for
 * unknown outlets. It does no I/O and reads no clock: `now` is monotonic ms and never goes back.
 */
export class Scheduler {
  readonly #options: SchedulerOptions;
  readonly #book: OrderBook;
  readonly #polls: PollPlan;
  readonly #scan: ScanPlan;
  readonly #quality = new LinkQuality();
  #inAir: InAir | undefined;
  #isOpen = false;
  #airFreeAt = -Infinity;
  #foreign = 0;

  constructor(options: SchedulerOptions) {
    const { timing, random, nodes, onEvent } = options;
    this.#options = options;
    this.#book = new OrderBook({ timing, random, onReceipt: (receipt) => onEvent({ kind: 'receipt', ...receipt }) });
    this.#polls = new PollPlan(timing, (node) => this.#book.isOwedTo(node));
    this.#scan = new ScanPlan(timing, nodes);
  }

  /** Frames that were intact and no part of an exchange of ours. */
  get foreign(): number {
    return this.#foreign;
  }

  get cycleMs(): number | undefined {
    return this.#polls.cycleMs;
  }

  /** Takes a new roster. Whoever is on it no more is looked for, so that he can be adopted again. */
  setNodes(nodes: readonly PolledNode[]): void {
    for (const node of this.#polls.setNodes(nodes)) this.#scan.lookFor(node);
  }

  accept(order: Order, now: number): void {
    this.#book.accept(order, now);
  }

  /** A command that cannot be carried out; `note` says why in a sentence. */
  refuse(order: { readonly id: string; readonly node: number }, note: string): void {
    this.#book.refuse(order, note);
  }

  opened(now: number): void {
    this.#isOpen = true;
    this.#airFreeAt = Math.max(this.#airFreeAt, now);
  }

  /**
   * The port is gone: what is in the air is lost, what waits goes on waiting until it expires. Tells which nodes are not
   * heard any more by that.
   */
  lost(now: number): number[] {
    const unheard = [...this.#polls.ids, ...this.#scanHeardIds()];
    this.#isOpen = false;
    this.#loseExchange(now);
    this.#polls.forget();
    this.#scan.forget();
    return unheard;
  }

  /** Every node that was heard, and whether it answers now. */
  get heardIds(): { id: number; isOnline: boolean }[] {
    return [...this.#polls.heardIds, ...this.#scanHeardIds().map((id) => ({ id, isOnline: true }))];
  }

  /** Share of the last requests to a node that were answered at first try. Unit: %. */
  firstTryPercent(node: number): number {
    return this.#quality.firstTryPercent(node);
  }

  received(frame: Frame, now: number): void {
    const step = this.#inAir && progress(this.#inAir.exchange, frame);
    if (!this.#inAir || !step || step.kind === 'foreign') {
      this.#foreign++;
      return;
    }
    this.#inAir = { ...this.#inAir, exchange: step.exchange };
    if (step.kind === 'done') this.#finish(now);
  }

  /** Call it until it says `wait`, then again after any other call and when `until` has come. */
  next(now: number): Step {
    if (this.#inAir && now >= this.#inAir.exchange.sentAt + this.#options.timing.answerMs) this.#timeOut(now);
    this.#book.expire(now);
    if (this.#inAir) return this.#waitUntil(this.#inAir.exchange.sentAt + this.#options.timing.answerMs);
    if (!this.#isOpen) return this.#waitUntil(Infinity);
    if (now < this.#airFreeAt) return this.#waitUntil(this.#airFreeAt);
    return this.#nextOrder(now);
  }

  #nextOrder(now: number): Step {
    const next = this.#book.next(now);
    if (next.kind === 'hold') return this.#waitUntil(next.until);
    if (next.kind === 'none') return this.#nextPoll(now);
    this.#book.transmitting(next.order, now);
    return this.#transmit(next.order.node, next.order.change, now, next.order);
  }

  #nextPoll(now: number): Step {
    const poll = this.#polls.next(now);
    const scan = this.#scan.next(now, (node) => this.#polls.has(node), poll.kind === 'poll');
    if (scan.kind === 'ping') {
      this.#scan.pinging(scan.node, now);
      return this.#transmit(scan.node, { kind: 'ping' }, now);
    }
    if (poll.kind === 'wait') return this.#waitUntil(Math.min(poll.until, scan.until));
    this.#polls.polling(poll.node, now);
    return this.#transmit(poll.node, { kind: 'read-current' }, now);
  }

  #transmit(node: number, request: Request, now: number, order?: Order): Step {
    const { master } = this.#options;
    this.#inAir = { exchange: { node, master, request, sentAt: now, currents: {} }, ...(order && { order }) };
    return { kind: 'transmit', bytes: encodeFrame(requestFrame(request, { target: node, sender: master })) };
  }

  /** Nothing is to be done before `until`, except to tell of an expiry. */
  #waitUntil(until: number): Step {
    return { kind: 'wait', until: Math.min(until, this.#book.nextExpiryAt) };
  }

  #finish(now: number): void {
    const ended = this.#endExchange(now);
    if (!ended) return;
    const { exchange, order } = ended;
    this.#quality.note(exchange.node, true);
    this.#heard(exchange.node, now);
    if (order) this.#acknowledged(order, now);
    else if (exchange.request.kind === 'read-current') this.#read(exchange, now);
  }

  #timeOut(now: number): void {
    const ended = this.#endExchange(now);
    if (!ended) return;
    const { exchange, order } = ended;
    this.#quality.note(exchange.node, false);
    if (order) this.#book.unanswered(order, now);
    else if (exchange.request.kind === 'ping') this.#noPong(exchange.node);
    else if (isEmpty(exchange)) this.#noReading(exchange.node);
    else this.#halfRead(exchange, now);
  }

  #endExchange(now: number): InAir | undefined {
    const ended = this.#inAir;
    this.#inAir = undefined;
    const { guardMs, spacingMs } = this.#options.timing;
    if (ended) this.#airFreeAt = Math.max(now + guardMs, ended.exchange.sentAt + spacingMs);
    return ended;
  }

  /** A port that is back at once may still bring the late reports of whoever was asked: nobody else is asked before. */
  #loseExchange(now: number): void {
    if (!this.#inAir) return;
    const { exchange, order } = this.#inAir;
    this.#inAir = undefined;
    this.#airFreeAt = exchange.sentAt + this.#options.timing.answerMs;
    if (order) this.#book.unanswered(order, now);
  }

  #acknowledged(order: Order, now: number): void {
    this.#book.acknowledged(order);
    const { node, change } = order;
    if (change.kind === 'relay') this.#polls.readBack(node, now);
    else this.#options.onEvent({ kind: 'threshold', node, ma: change.ma });
  }

  #heard(node: number, now: number): void {
    this.#book.heard(node, now);
    if (this.#polls.has(node)) {
      if (this.#polls.heard(node)) this.#options.onEvent({ kind: 'online', node });
    } else {
      this.#scan.heard(node, now);
      this.#options.onEvent({ kind: 'found', node });
    }
  }

  #read(exchange: Exchange, now: number): void {
    const { node, currents, sentAt } = exchange;
    this.#polls.wasRead(node);
    this.#options.onEvent({ kind: 'read', node, currents, roundTripMs: Math.round(now - sentAt) });
  }

  /** One of the two reports was lost: the node is alive and what came is true. */
  #halfRead(exchange: Exchange, now: number): void {
    this.#heard(exchange.node, now);
    this.#read(exchange, now);
  }

  #noReading(node: number): void {
    if (this.#polls.wasSilent(node)) this.#options.onEvent({ kind: 'offline', node });
  }

  #scanHeardIds(): number[] {
    return this.#scan.heardIds.filter((id) => !this.#polls.has(id));
  }

  #noPong(node: number): void {
    if (this.#scan.wasSilent(node)) this.#options.onEvent({ kind: 'offline', node });
  }
}

function isEmpty({ currents }: Exchange): boolean {
  return currents.a === undefined && currents.b === undefined;
}
