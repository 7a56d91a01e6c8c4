import type { Cancel, Clock, RadioAnswer, RadioAsk } from '@farmgate/gateway/contract';
import { Deframer, type Frame, decodeFrame } from '../codec/index.ts';
import type { AirTrouble, Finding } from './air-watch.ts';
import { defaultDuty, type DutyLimit } from './duty.ts';
import type { LinkEvent } from './events.ts';
import type { Currents } from './exchange.ts';
import type { Order, OrderReceipt } from './orders.ts';
import type { LinkFigures } from './quality.ts';
import { Scheduler } from './scheduler.ts';
import { defaultTiming, type Timing } from './timing.ts';

/** What the link tells of a node. `node` is a radio id. */
export interface LinkEvents {
  onReceipt(receipt: OrderReceipt): void;
  /** What a poll brought; only one current is there where the other report was lost. */
  onReading(reading: { node: number; currents: Currents; roundTripMs: number }): void;
  /** A threshold that the node acknowledged. Unit: mA. */
  onThreshold(node: number, ma: number): void;
  /** It answers: after it did not, for the first time, or, where nobody has adopted it, once more. */
  onHeard(node: number): void;
  onSilent(node: number): void;
  /** Something on the air is not ours. */
  onFinding(finding: Finding): void;
  /** How the work goes on that somebody asked for. */
  onAnswer(answer: RadioAnswer): void;
}

export interface LinkOptions {
  readonly clock: Clock;
  /** 0 to 1, for the jitter of retries. */
  readonly random: () => number;
  readonly write: (bytes: Uint8Array) => void;
  /** Our own id on the air: the nodes answer only the master they were paired with. */
  readonly master: number;
  /** Ids to look for first, and again and again. */
  readonly nodes: readonly number[];
  readonly events: LinkEvents;
  readonly timing?: Timing;
  /** What the law allows of the air; the licence-free band's rule where nothing is said. */
  readonly duty?: DutyLimit;
}

export interface LinkCounts {
  readonly good: number;
  readonly bad: number;
  /** Whole frames that are not for us, or answer nothing we asked. */
  readonly foreign: number;
}

/** What goes over the line to the module, as it goes; `at` is monotonic ms. A frame is told after the bytes that end it. */
export type Tapped =
  | { readonly kind: 'bytes'; readonly at: number; readonly way: 'sent' | 'heard'; readonly bytes: Uint8Array }
  /** `foreign`: heard, and no part of an exchange of ours. */
  | { readonly kind: 'frame'; readonly at: number; readonly way: 'sent' | 'heard' | 'foreign'; readonly frame: Frame };

/** Drives a `Scheduler` with bytes and a clock. Nothing is decided here. */
export class Link {
  readonly #options: LinkOptions;
  readonly #scheduler: Scheduler;
  readonly #deframer: Deframer;
  readonly #taps = new Set<(tapped: Tapped) => void>();
  #cancel: Cancel = () => {};

  constructor(options: LinkOptions) {
    this.#options = options;
    this.#scheduler = new Scheduler({
      ...options,
      timing: options.timing ?? defaultTiming,
      duty: options.duty ?? defaultDuty,
      onEvent: (event) => tell(options.events, event),
    });
    this.#deframer = new Deframer((frame) => this.#heardFrame(frame));
  }

  get counts(): LinkCounts {
    const { good, bad } = this.#deframer.counts;
    return { good, bad, foreign: this.#scheduler.foreign };
  }

  /** From one plain poll of a node to the next; undefined before there were two. Unit: ms. */
  get cycleMs(): number | undefined {
    return this.#scheduler.cycleMs;
  }

  /** Everyone that was heard, for a fresh start of the other side. */
  heardIds(): { id: number; isOnline: boolean }[] {
    return this.#scheduler.heardIds;
  }

  figuresOf(node: number): LinkFigures {
    return this.#scheduler.figuresOf(node);
  }

  /** Air time spent of what an hour allows (unit: %), and whether that keeps polls waiting. */
  get airUse(): { percent: number; isFull: boolean } {
    const now = this.#now();
    return { percent: this.#scheduler.airUsedPercent(now), isFull: this.#scheduler.isAirFull(now) };
  }

  /** Whether an OFF is being handed over to its node. */
  get isOffWaiting(): boolean {
    return this.#scheduler.isOffWaiting;
  }

  /** What is wrong on the air, as heard in the last minute. */
  troubles(): AirTrouble[] {
    return this.#scheduler.troubles(this.#now());
  }

  /** Work at the radio that a person asks for. */
  ask(ask: RadioAsk): void {
    this.#scheduler.ask(ask, this.#now());
    this.#pump();
  }

  /** Tells everything that is written and heard from now on, until it is taken back. */
  tap(onTapped: (tapped: Tapped) => void): Cancel {
    this.#taps.add(onTapped);
    return () => void this.#taps.delete(onTapped);
  }

  /** Who is to be polled from now on. */
  setMembers(members: readonly { readonly id: number; readonly watched: boolean }[]): void {
    const nodes = members.map(({ id, watched }) => ({ node: id, watched }));
    this.#scheduler.setNodes(nodes);
    this.#pump();
  }

  accept(order: Order): void {
    this.#scheduler.accept(order, this.#now());
    this.#pump();
  }

  /** Answers a command that cannot be carried out; `note` says why. */
  refuse(order: { readonly id: string; readonly node: number }, note: string): void {
    this.#scheduler.refuse(order, note);
  }

  opened(): void {
    this.#deframer.reset();
    this.#scheduler.opened(this.#now());
    this.#pump();
  }

  /** The port is gone: commands wait and expire. Tells whom we do not hear any more by that. */
  lost(): number[] {
    const unheard = this.#scheduler.lost(this.#now());
    this.#pump();
    return unheard;
  }

  receive(bytes: Uint8Array): void {
    const before = this.#deframer.counts;
    this.#tellTaps({ kind: 'bytes', at: this.#now(), way: 'heard', bytes });
    this.#deframer.push(bytes);
    const { bad, junk } = this.#deframer.counts;
    this.#scheduler.heardBytes({ all: bytes.length, junk: junk - before.junk, bad: bad - before.bad }, this.#now());
    this.#pump();
  }

  stop(): void {
    this.#scheduler.lost(this.#now());
    this.#cancel();
  }

  #heardFrame(frame: Frame): void {
    const foreignBefore = this.#scheduler.foreign;
    const at = this.#now();
    this.#scheduler.received(frame, at);
    const way = this.#scheduler.foreign === foreignBefore ? 'heard' : 'foreign';
    this.#tellTaps({ kind: 'frame', at, way, frame });
  }

  #write(bytes: Uint8Array): void {
    this.#options.write(bytes);
    if (this.#taps.size === 0) return;
    const at = this.#now();
    this.#tellTaps({ kind: 'bytes', at, way: 'sent', bytes });
    const frame = decodeFrame(bytes);
    if (frame) this.#tellTaps({ kind: 'frame', at, way: 'sent', frame });
  }

  #tellTaps(tapped: Tapped): void {
    for (const tell of this.#taps) tell(tapped);
  }

  #now(): number {
    return this.#options.clock.monoMs();
  }

  /** Does what can be done now and sets the timer for what comes next. */
  #pump(): void {
    this.#cancel();
    const now = this.#now();
    const step = this.#scheduler.next(now);
    if (step.kind === 'transmit') {
      this.#write(step.bytes);
      this.#pump();
    } else if (step.until !== Infinity) {
      this.#cancel = this.#options.clock.after(Math.max(0, step.until - now), () => this.#pump());
    }
  }
}

function tell(events: LinkEvents, event: LinkEvent): void {
  switch (event.kind) {
    case 'receipt':
      return events.onReceipt(event);
    case 'read':
      return events.onReading(event);
    case 'threshold':
      return events.onThreshold(event.node, event.ma);
    case 'online':
    case 'found':
      return events.onHeard(event.node);
    case 'offline':
      return events.onSilent(event.node);
    case 'finding':
      return events.onFinding(event.finding);
    case 'answer':
      return events.onAnswer(event.answer);
  }
}
