import type { Cancel, Clock } from '@farmgate/gateway/contract';
import {
  COMMAND,
  Deframer,
  type TRIPPED,
  encodeFrame,
  parseAnswer,
  requestFrame,
  type Frame,
  type Request,
  type Socket,
} from '../codec/index.ts';
import { Nodes } from './nodes.ts';
import { OrderBook } from './order-book.ts';
import { requestOf, type Order, type OrderReceipt } from './orders.ts';
import { defaultTiming, type Timing } from './timing.ts';

/** What the link tells of a node. */
export interface LinkEvents {
  onReceipt(receipt: OrderReceipt): void;
  /** Currents in mA, or `tripped`, of the sockets that answered. */
  onReading(reading: {
    node: number;
    currents: ReadonlyMap<Socket, number | typeof TRIPPED>;
    roundTripMs: number;
  }): void;
  onThreshold(node: number, ma: number): void;
  onHeard(node: number): void;
  onSilent(node: number): void;
}

export interface LinkOptions {
  readonly clock: Clock;
  readonly random: () => number;
  readonly write: (bytes: Uint8Array) => void;
  /** Our own id on the air: the nodes answer only the master they were paired with. */
  readonly master: number;
  /** Ids to look for first. */
  readonly nodes: readonly number[];
  readonly events: LinkEvents;
  readonly timing?: Timing;
}

export interface LinkCounts {
  readonly good: number;
  readonly bad: number;
  /** Whole frames that are not for us, or answer nothing we asked. */
  readonly foreign: number;
}

/** One request in the air. Whatever is answered now is attributed to the node that was asked. */
interface Exchange {
  readonly node: number;
  readonly request: Request;
  readonly order: Order | undefined;
  readonly beganAt: number;
  readonly currents: Map<Socket, number | typeof TRIPPED>;
}

/** The half-duplex link: one request at a time, OFF before ON before settings before polls, expiry checked at each transmission. */
export class Link {
  readonly #options: LinkOptions;
  readonly #timing: Timing;
  readonly #book: OrderBook;
  readonly #nodes: Nodes;
  readonly #deframer: Deframer;
  #air: Exchange | undefined;
  #freeAt = 0;
  /** A retry is due then, and nothing of lower rank may take the air before it. */
  #holdUntil = 0;
  #isOpen = false;
  #foreign = 0;
  #cancel: Cancel = () => {};

  constructor(options: LinkOptions) {
    this.#options = options;
    this.#timing = options.timing ?? defaultTiming;
    this.#nodes = new Nodes(options.nodes, this.#timing);
    this.#book = new OrderBook({
      timing: this.#timing,
      random: options.random,
      onReceipt: (receipt) => options.events.onReceipt(receipt),
      isSilent: (node) => this.#nodes.isSilent(node),
    });
    this.#deframer = new Deframer((frame) => this.#onFrame(frame));
  }

  get counts(): LinkCounts {
    const { good, bad } = this.#deframer.counts;
    return { good, bad, foreign: this.#foreign };
  }

  get cycleMs(): number | undefined {
    return this.#nodes.cycleMs;
  }

  heardIds(): { id: number; isOnline: boolean }[] {
    return this.#nodes.heardIds();
  }

  firstTryPercent(node: number): number {
    return this.#nodes.firstTryPercent(node);
  }

  setMembers(members: readonly { readonly id: number; readonly watched: boolean }[]): void {
    this.#nodes.setMembers(members, this.#now());
    this.#pump();
  }

  accept(order: Order): void {
    this.#book.accept(order, this.#now());
    this.#pump();
  }

  refuse(order: { readonly id: string; readonly node: number }, note: string): void {
    this.#book.refuse(order, note);
  }

  opened(): void {
    this.#isOpen = true;
    this.#freeAt = this.#now();
    this.#nodes.askAll(this.#now());
    this.#pump();
  }

  /** The port is gone. Commands wait and expire; whom we heard through it is not heard any more. */
  lost(): number[] {
    const air = this.#air;
    this.#isOpen = false;
    this.#air = undefined;
    this.#deframer.reset();
    if (air?.order) this.#book.unanswered(air.order, this.#now());
    this.#pump();
    return this.#nodes.loseAll();
  }

  receive(bytes: Uint8Array): void {
    this.#deframer.push(bytes);
  }

  stop(): void {
    this.#isOpen = false;
    this.#air = undefined;
    this.#cancel();
  }

  #now(): number {
    return this.#options.clock.monoMs();
  }

  /** Does what can be done now and sets the timer for what comes next. */
  #pump(): void {
    const now = this.#now();
    this.#book.expire(now);
    if (this.#isOpen && !this.#air && now >= this.#freeAt) this.#begin(now);
    this.#wakeAt(this.#nextMoment(now));
  }

  #begin(now: number): void {
    const next = this.#book.next(now);
    if (next.kind === 'transmit') return this.#transmit(next.order.node, requestOf(next.order.change), next.order, now);
    this.#holdUntil = next.kind === 'hold' ? next.until : 0;
    if (next.kind === 'hold') return;
    const ask = this.#nodes.next(now);
    if (ask.kind === 'wait') return;
    this.#nodes.notePolled(ask.node, now);
    this.#transmit(ask.node, { kind: ask.kind === 'poll' ? 'read-current' : 'ping' }, undefined, now);
  }

  #transmit(node: number, request: Request, order: Order | undefined, now: number): void {
    // Told before it is done: whatever happens next, the record says that it may have gone out.
    if (order) this.#book.transmitting(order);
    this.#air = { node, request, order, beganAt: now, currents: new Map() };
    this.#options.write(encodeFrame(requestFrame(request, { target: node, sender: this.#options.master })));
  }

  #onFrame(frame: Frame): void {
    const air = this.#air;
    const answer = frame.target === this.#options.master ? parseAnswer(frame) : undefined;
    if (!air || !answer) {
      this.#foreign += 1;
      return;
    }
    if (answer.kind === 'report' && air.request.kind === 'read-current') {
      air.currents.set(answer.socket, answer.current);
      if (air.currents.size === 2) this.#answered(air);
      return;
    }
    if (answer.kind === 'ack' && frame.sender === air.node && answer.command === commandOf(air.request))
      this.#answered(air);
    else this.#foreign += 1;
  }

  #answered(air: Exchange): void {
    const now = this.#now();
    this.#end(now);
    this.#heard(air, true);
    if (air.order) {
      this.#book.acknowledged(air.order);
      this.#nodes.noteChanged(air.node, now);
      if (air.order.change.kind === 'set-threshold') this.#options.events.onThreshold(air.node, air.order.change.ma);
    }
    this.#tellReading(air, now);
    this.#pump();
  }

  #unanswered(air: Exchange): void {
    const now = this.#now();
    this.#end(now);
    if (air.currents.size > 0) {
      this.#heard(air, false);
      this.#tellReading(air, now);
      return;
    }
    if (air.order) this.#book.unanswered(air.order, now);
    else if (this.#nodes.noteSilent(air.node, now, this.#book.isOwedTo(air.node)))
      this.#options.events.onSilent(air.node);
    this.#nodes.forgetUnheard(air.node);
  }

  #heard(air: Exchange, firstTry: boolean): void {
    if (this.#nodes.noteHeard(air.node, firstTry)) this.#options.events.onHeard(air.node);
    this.#book.heard(air.node, this.#now());
  }

  #tellReading(air: Exchange, now: number): void {
    if (air.currents.size === 0) return;
    this.#options.events.onReading({
      node: air.node,
      currents: air.currents,
      roundTripMs: Math.round(now - air.beganAt),
    });
  }

  #end(now: number): void {
    const began = this.#air?.beganAt ?? now;
    this.#air = undefined;
    this.#freeAt = Math.max(now + this.#timing.guardMs, began + this.#timing.spacingMs);
  }

  #nextMoment(now: number): number {
    const expiry = this.#book.nextExpiryAt;
    if (!this.#isOpen) return expiry;
    if (this.#air) return Math.min(expiry, this.#air.beganAt + this.#timing.answerMs);
    if (now < this.#freeAt) return Math.min(expiry, this.#freeAt);
    return Math.min(expiry, this.#holdUntil > now ? this.#holdUntil : this.#nodes.nextMoment);
  }

  #wakeAt(at: number): void {
    this.#cancel();
    if (at === Infinity) return;
    this.#cancel = this.#options.clock.after(Math.max(0, at - this.#now()), () => {
      const air = this.#air;
      if (air && this.#now() >= air.beganAt + this.#timing.answerMs) this.#unanswered(air);
      this.#pump();
    });
  }
}

function commandOf(request: Request): number {
  switch (request.kind) {
    case 'ping':
      return COMMAND.ping;
    case 'relay':
      return request.on ? COMMAND.relayOn : COMMAND.relayOff;
    case 'read-current':
      return COMMAND.readCurrent;
    case 'set-threshold':
      return COMMAND.setThreshold;
    case 'set-device-id':
      return COMMAND.setDeviceId;
    case 'set-master-id':
      return COMMAND.setMasterId;
  }
}
