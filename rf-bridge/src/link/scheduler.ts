import type { RadioAsk } from '@farmgate/gateway/contract';
import { type Frame, type Request, encodeFrame, parseAnswer, parseRequest, requestFrame } from '../codec/index.ts';
import { AirWatch, type AirTrouble, type Finding } from './air-watch.ts';
import { AnswerTimes, kindOf } from './answer-times.ts';
import { type AirUse, DutyBudget, type DutyLimit } from './duty.ts';
import type { LinkEvent } from './events.ts';
import { type Exchange, progress } from './exchange.ts';
import { LateReports } from './late-reports.ts';
import { OrderBook } from './order-book.ts';
import type { Order } from './orders.ts';
import { type PolledNode, PollPlan } from './poll-plan.ts';
import { type LinkFigures, LinkQuality } from './quality.ts';
import { isNodeId, ScanPlan } from './scan-plan.ts';
import type { Timing } from './timing.ts';
import { RadioWork } from './work.ts';

/** What is to be done at a moment: bytes for the air, or nothing before `until` (monotonic ms). */
export type Step =
  { readonly kind: 'transmit'; readonly bytes: Uint8Array } | { readonly kind: 'wait'; readonly until: number };

export interface SchedulerOptions {
  readonly timing: Timing;
  readonly duty: DutyLimit;
  /** Our radio id; nodes answer only to the one they have stored. */
  readonly master: number;
  /** Radio ids to look for first and again and again. */
  readonly nodes: readonly number[];
  /** 0 to 1, for the jitter of retries. */
  readonly random: () => number;
  readonly onEvent: (event: LinkEvent) => void;
}

/** The exchange in the air, and what it is for. */
interface InAir {
  readonly exchange: Exchange;
  readonly purpose: Purpose;
  /** Another asked the same kind of thing meanwhile: its reports cannot be told from ours. */
  readonly isTainted: boolean;
}

type Purpose =
  | { readonly kind: 'order'; readonly order: Order; readonly isFirstTry: boolean }
  | { readonly kind: 'poll' }
  | { readonly kind: 'scan' }
  | { readonly kind: 'work' };

/**
 * Decides what goes to the air and when: one request at a time, OFF before ON before settings, then polls and the work that
 * people ask for by turns, then the search for unknown outlets. It does no I/O and reads no clock: `now` is monotonic ms and
 * never goes back.
 */
export class Scheduler {
  readonly #options: SchedulerOptions;
  readonly #book: OrderBook;
  readonly #polls: PollPlan;
  readonly #scan: ScanPlan;
  readonly #work: RadioWork;
  readonly #duty: DutyBudget;
  readonly #answerTimes: AnswerTimes;
  readonly #quality = new LinkQuality();
  readonly #watch: AirWatch;
  #inAir: InAir | undefined;
  #isOpen = false;
  #airFreeAt = -Infinity;
  readonly #late: LateReports;
  #wasWorkTurn = false;
  #foreign = 0;

  constructor(options: SchedulerOptions) {
    const { timing, random, nodes, onEvent, master, duty } = options;
    this.#options = options;
    this.#book = new OrderBook({ timing, random, onReceipt: (receipt) => onEvent({ kind: 'receipt', ...receipt }) });
    this.#polls = new PollPlan(timing, (node) => this.#book.isOwedTo(node));
    this.#scan = new ScanPlan(timing, nodes);
    this.#work = new RadioWork({ timing, master, onAnswer: (answer) => onEvent({ kind: 'answer', answer }) });
    this.#duty = new DutyBudget(duty);
    this.#answerTimes = new AnswerTimes(timing);
    this.#late = new LateReports(timing.answerMs);
    this.#watch = new AirWatch({ master, isOurs: (node) => this.#polls.has(node) });
  }

  /** Frames that were intact and no part of an exchange of ours. */
  get foreign(): number {
    return this.#foreign;
  }

  get cycleMs(): number | undefined {
    return this.#polls.cycleMs;
  }

  /** Takes a new roster. Whoever is on it no more is told nothing more, and is looked for, so that he can be adopted again. */
  setNodes(nodes: readonly PolledNode[]): void {
    for (const node of this.#polls.setNodes(nodes)) {
      this.#book.release(node);
      this.#scan.lookFor(node);
    }
  }

  accept(order: Order, now: number): void {
    this.#book.accept(order, now);
  }

  /** A command that cannot be carried out; `note` says why in a sentence. */
  refuse(order: { readonly id: string; readonly node: number }, note: string): void {
    this.#book.refuse(order, note);
  }

  /** Whether an OFF is being handed over. */
  get isOffWaiting(): boolean {
    return this.#isOpen && this.#book.isOffWaiting;
  }

  /** Work that a person asks for. */
  ask(ask: RadioAsk, now: number): void {
    this.#work.accept(ask, now);
    if (!this.#isOpen) this.#work.lost();
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
    this.#work.lost();
    return unheard;
  }

  /** Every node that was heard, and whether it answers now. */
  get heardIds(): { id: number; isOnline: boolean }[] {
    return [...this.#polls.heardIds, ...this.#scanHeardIds().map((id) => ({ id, isOnline: true }))];
  }

  figuresOf(node: number): LinkFigures {
    return this.#quality.figures(node);
  }

  /** Air time spent of what an hour allows. Unit: %. */
  airUsedPercent(now: number): number {
    return this.#duty.usedPercent(now);
  }

  /** Whether the polls of this hour have used up theirs. */
  isAirFull(now: number): boolean {
    return this.airUsedPercent(now) >= 79.9;
  }

  /** What is wrong on the air. */
  troubles(now: number): AirTrouble[] {
    return this.#watch.standing(now);
  }

  received(frame: Frame, now: number): void {
    const step = this.#inAir && progress(this.#inAir.exchange, frame, now);
    if (!this.#inAir || !step || step.kind === 'foreign')
      return this.#isLateReport(frame, now) ? this.#heardLate(now) : this.#heardForeign(frame, now);
    if (step.kind === 'early') return this.#heardLate(now);
    const { exchange } = step;
    const endsAt = Math.min(exchange.endsAt, now + this.#answerTimes.waitForSecond(exchange.node));
    this.#inAir = { ...this.#inAir, exchange: { ...exchange, endsAt } };
    if (step.kind === 'done') this.#finish(now);
  }

  /** Bytes came in: all of them, those that were no frame and no text, and how many frames broke off. */
  heardBytes({ all, junk, bad }: { all: number; junk: number; bad: number }, now: number): void {
    if (this.#inAir) this.#quality.noteBad(this.#inAir.exchange.node, bad);
    this.#tellFindings(this.#watch.heardBytes(all, junk, now), now);
  }

  /** Call it until it says `wait`, then again after any other call and when `until` has come. */
  next(now: number): Step {
    if (this.#inAir && now >= this.#endsAt(this.#inAir)) this.#timeOut(now);
    this.#book.expire(now);
    if (this.#inAir) return this.#waitUntil(this.#endsAt(this.#inAir));
    this.#work.expire(now);
    if (!this.#isOpen) return this.#waitUntil(Infinity);
    if (now < this.#airFreeAt) return this.#waitUntil(this.#airFreeAt);
    return this.#nextOrder(now);
  }

  /** A poll or a search of which nothing came when its first answer must have come does not hold up a command. Unit: monotonic ms. */
  #endsAt({ exchange, purpose }: InAir): number {
    if (!isEmpty(exchange) || !this.#book.isWaiting) return exchange.endsAt;
    const { endsAt, sentAt, node } = exchange;
    if (purpose.kind === 'poll') return Math.min(endsAt, sentAt + this.#answerTimes.waitForFirst(node));
    return purpose.kind === 'scan' ? Math.min(endsAt, sentAt + this.#answerTimes.waitForStranger) : endsAt;
  }

  #nextOrder(now: number): Step {
    const next = this.#book.next(now, (use) => this.#duty.mayAt(use, now));
    if (next.kind === 'hold') return this.#waitUntil(next.until);
    if (next.kind === 'none') return this.#nextOfRest(now);
    const { order, use } = next;
    const isFirstTry = this.#book.transmitting(order, now) === 1;
    const work = { node: order.node, master: this.#options.master, request: order.change };
    return this.#transmit(work, { kind: 'order', order, isFirstTry }, use, now);
  }

  /** Polls, work and search: all that gives way, within the polls' part of the hour. */
  #nextOfRest(now: number): Step {
    const mayAt = this.#duty.mayAt('poll', now);
    if (mayAt > now) return this.#waitUntil(mayAt);
    const poll = this.#polls.next(now);
    if (this.#work.isUnderWay && !(this.#wasWorkTurn && poll.kind === 'poll')) {
      const work = this.#work.next(now);
      this.#wasWorkTurn = true;
      if (work.kind === 'transmit') return this.#transmit(work.work, { kind: 'work' }, 'poll', now);
      if (poll.kind === 'wait') return this.#waitUntil(Math.min(work.until, poll.until));
    }
    this.#wasWorkTurn = false;
    return this.#nextPoll(poll, now);
  }

  #nextPoll(poll: ReturnType<PollPlan['next']>, now: number): Step {
    const { master } = this.#options;
    const scan = this.#scan.next(now, (node) => this.#polls.has(node), poll.kind === 'poll');
    if (scan.kind === 'ping') {
      this.#scan.pinging(scan.node, now);
      return this.#transmit({ node: scan.node, master, request: { kind: 'ping' } }, { kind: 'scan' }, 'poll', now);
    }
    if (poll.kind === 'wait') return this.#waitUntil(Math.min(poll.until, scan.until));
    const clearAt = this.#clearOfLateAt(poll.node);
    if (now < clearAt) return this.#waitUntil(clearAt);
    this.#polls.polling(poll.node, now);
    return this.#transmit(
      { node: poll.node, master, request: { kind: 'read-current' } },
      { kind: 'poll' },
      'poll',
      now,
    );
  }

  /** From when on a poll of this node cannot be answered by a late report of another. Unit: monotonic ms. */
  #clearOfLateAt(node: number): number {
    return this.#late.clearAt(node) - this.#answerTimes.earliest(node, 'poll');
  }

  #transmit(
    { node, master, request }: { node: number; master: number; request: Request },
    purpose: Purpose,
    use: AirUse,
    now: number,
  ): Step {
    const kind = kindOf(request);
    const exchange: Exchange = {
      node,
      master,
      request,
      sentAt: now,
      endsAt: now + this.#answerTimes.waitFor(node, kind),
      earliestAt: now + this.#answerTimes.earliest(node, kind),
      currents: {},
    };
    this.#inAir = { exchange, purpose, isTainted: false };
    this.#duty.spend(use, now);
    const frame = requestFrame(request, { target: node, sender: master });
    this.#watch.sent(frame, now);
    return { kind: 'transmit', bytes: encodeFrame(frame) };
  }

  /** Nothing is to be done before `until`, except to tell of an expiry. */
  #waitUntil(until: number): Step {
    const expiresAt = Math.min(this.#book.nextExpiryAt, this.#inAir ? Infinity : this.#work.givesUpAt);
    return { kind: 'wait', until: Math.min(until, expiresAt) };
  }

  /** What it waited for has come, all of it or all that can still come. */
  #finish(now: number): void {
    const ended = this.#endExchange(now);
    if (!ended) return;
    const { exchange, purpose } = ended;
    const { node, request, sentAt } = exchange;
    const isWhole = request.kind !== 'read-current' || isBoth(exchange);
    if (request.kind === 'read-current') this.#late.answered(node, sentAt);
    if (isWhole)
      this.#answerTimes.note(node, kindOf(request), {
        firstMs: (exchange.firstAt ?? now) - sentAt,
        wholeMs: now - sentAt,
      });
    this.#quality.note(node, { isFirstTry: isFirstTry(purpose), wasAnswered: isWhole });
    if (isWhole) this.#quality.noteRoundTrip(node, now - sentAt);
    if (isWordTo(this.#options.master, exchange)) this.#heard(node, now);
    if (purpose.kind === 'order') this.#acknowledged(purpose.order, now);
    else if (purpose.kind === 'poll') this.#read(exchange, now);
    else if (purpose.kind === 'work') this.#work.ended(true, now, now - sentAt);
  }

  #timeOut(now: number): void {
    const ended = this.#endExchange(now);
    if (!ended) return;
    const { exchange, purpose, isTainted } = ended;
    const { node, sentAt } = exchange;
    if (kindOf(exchange.request) === 'poll') this.#late.expect(node, sentAt);
    if (isTainted) return;
    if (isEmpty(exchange)) this.#answerTimes.noteSilence(node, kindOf(exchange.request));
    this.#quality.note(node, { isFirstTry: isFirstTry(purpose), wasAnswered: false });
    switch (purpose.kind) {
      case 'order':
        return this.#book.unanswered(purpose.order, now);
      case 'work':
        return this.#work.ended(false, now, now - sentAt);
      case 'scan':
        return this.#noPong(node);
      case 'poll':
        return isEmpty(exchange) ? this.#noReading(node) : this.#halfRead(exchange, now);
    }
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
    const { exchange, purpose } = this.#inAir;
    this.#inAir = undefined;
    this.#airFreeAt = exchange.sentAt + this.#options.timing.answerMs;
    if (purpose.kind === 'order') this.#book.unanswered(purpose.order, now);
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
    } else if (isNodeId(node)) {
      // One that is as it left the factory is being paired, and has this id no more in a moment.
      this.#scan.heard(node, now);
      this.#options.onEvent({ kind: 'found', node });
    }
  }

  #read(exchange: Exchange, now: number): void {
    const { node, currents, sentAt } = exchange;
    if (isBoth(exchange)) this.#polls.wasRead(node);
    else this.#polls.wasHalfRead(node);
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

  #noPong(node: number): void {
    if (this.#scan.wasSilent(node)) this.#options.onEvent({ kind: 'offline', node });
  }

  /** An answer to a request that was given up. Where it is sure whose it is, its node is waited for longer from now on. */
  #heardLate(now: number): void {
    const source = this.#late.findSource(now);
    if (!source) return;
    const tookMs = now - source.askedAt;
    this.#answerTimes.note(source.node, 'poll', { firstMs: tookMs, wholeMs: tookMs });
  }

  #isLateReport(frame: Frame, now: number): boolean {
    return this.#late.mayCome(now) && parseAnswer(frame)?.kind === 'report';
  }

  #heardForeign(frame: Frame, now: number): void {
    this.#foreign++;
    if (this.#polls.has(frame.target)) this.#quality.noteForeign(frame.target);
    if (parseRequest(frame)?.kind === 'read-current' && frame.sender === this.#options.master)
      this.#taint(frame.target, now);
    this.#tellFindings(this.#watch.heard(frame, now), now);
  }

  /** Somebody asked for reports in our name: for as long as they may come, none is taken. */
  #taint(node: number, now: number): void {
    this.#late.expectOfAnother(node, now);
    if (this.#inAir?.exchange.request.kind !== 'read-current') return;
    const { exchange, purpose } = this.#inAir;
    this.#inAir = { exchange: { ...exchange, earliestAt: Infinity, currents: {} }, purpose, isTainted: true };
  }

  #tellFindings(findings: readonly Finding[], now: number): void {
    for (const finding of findings) {
      if (finding.kind === 'meddled') this.#polls.readBack(finding.node, now);
      this.#options.onEvent({ kind: 'finding', finding });
    }
  }

  #scanHeardIds(): number[] {
    return this.#scan.heardIds.filter((id) => !this.#polls.has(id));
  }
}

function isEmpty({ currents }: Exchange): boolean {
  return currents.a === undefined && currents.b === undefined;
}

function isBoth({ currents }: Exchange): boolean {
  return currents.a !== undefined && currents.b !== undefined;
}

/** Whether its answer shows that this node answers this master: one that changes its id or master answers so no more. */
function isWordTo(master: number, exchange: Exchange): boolean {
  return exchange.master === master && !['set-device-id', 'set-master-id'].includes(exchange.request.kind);
}

/** Polls and PINGs are never tried again as such: each is a first try. */
function isFirstTry(purpose: Purpose): boolean {
  return purpose.kind === 'order' ? purpose.isFirstTry : purpose.kind !== 'work';
}
