import type { Request } from '../codec/index.ts';
import type { Timing } from './timing.ts';

/** How an answer ends an exchange: by an ACK, or by the second report of a poll. */
export type AnswerKind = 'ack' | 'poll';

/** Added to the longest answer that was seen, and to the model's worst case. Unit: ms. */
const MARGIN_MS = 20;
/** So many answers of a kind, and a node's times are known. */
const KNOWN = 8;
/** How many answers of a node are remembered. */
const REMEMBERED = 32;
/** No answer of a node is taken for one that begins in less than this share of the shortest that was seen. */
const EARLIEST_SHARE = 0.7;
/** The same module and firmware answer everywhere alike: so many answers of all nodes, and a new node is believed to be such. */
const ALL_REMEMBERED = 128;

export function kindOf(request: Request): AnswerKind {
  return request.kind === 'read-current' ? 'poll' : 'ack';
}

/** When the first frame of an answer came, and the last, after the first byte of the request was written. Unit: ms. */
export interface AnswerTime {
  readonly firstMs: number;
  readonly wholeMs: number;
}

interface Times {
  readonly first: number[];
  readonly whole: number[];
}

interface Kept extends Times {
  /** Exchanges in a row that were not answered. */
  silences: number;
}

/**
 * How long each node takes to answer: how long to wait for it, and before which moment what comes is a late answer to an
 * earlier request. Modules differ in their delay (the manual says 4 to 80 ms), so both are learned. A wait is never below the
 * model's worst case and a margin, and the longest wait holds whenever there is a doubt.
 */
export class AnswerTimes {
  readonly #timing: Timing;
  readonly #byNode = new Map<string, Kept>();
  readonly #all: Record<AnswerKind, Times> = { ack: { first: [], whole: [] }, poll: { first: [], whole: [] } };

  constructor(timing: Timing) {
    this.#timing = timing;
  }

  /** How long to wait from the first byte written on. Unit: ms. */
  waitFor(node: number, kind: AnswerKind): number {
    const { worstAckMs, worstPollMs, answerMs } = this.#timing;
    const { whole } = this.#known(node, kind);
    const model = kind === 'ack' ? worstAckMs : worstPollMs;
    return this.#isInDoubt(node, kind) ? Math.max(answerMs, model) : Math.max(model, ...whole) + MARGIN_MS;
  }

  /** How long to wait for the first report of a poll where a command waits for the air. Unit: ms. */
  waitForFirst(node: number): number {
    if (this.#isInDoubt(node, 'poll')) return Infinity;
    const { first } = this.#known(node, 'poll');
    return Math.max(this.#timing.worstPollMs - this.#timing.reportGapMs, ...first) + MARGIN_MS;
  }

  /** How long to wait for an id that perhaps nobody has, where a command waits for the air. Unit: ms. */
  get waitForStranger(): number {
    return Math.max(this.#timing.worstAckMs, ...this.#all.ack.whole) + MARGIN_MS;
  }

  /** How long to wait for the second report of a poll once the first has come. Unit: ms. */
  waitForSecond(node: number): number {
    if (this.#isInDoubt(node, 'poll')) return Infinity;
    const { first, whole } = this.#known(node, 'poll');
    const gaps = whole.map((wholeMs, at) => wholeMs - (first[at] ?? 0));
    return Math.max(this.#timing.reportGapMs, ...gaps) + MARGIN_MS;
  }

  /**
   * No answer begins sooner than this after the first byte written; 0 while that is not known, and where the node was silent
   * twice: an outlet or module that answers sooner may have taken its place. Unit: ms.
   */
  earliest(node: number, kind: AnswerKind): number {
    if (this.#of(node, kind).silences > 1) return 0;
    const { first } = this.#known(node, kind);
    return first.length >= KNOWN ? EARLIEST_SHARE * Math.min(...first) : 0;
  }

  /** An answer came, also one that came too late to be taken. */
  note(node: number, kind: AnswerKind, { firstMs, wholeMs }: AnswerTime): void {
    const kept = this.#of(node, kind);
    kept.silences = 0;
    remember(kept.first, firstMs, REMEMBERED);
    remember(kept.whole, wholeMs, REMEMBERED);
    remember(this.#all[kind].first, firstMs, ALL_REMEMBERED);
    remember(this.#all[kind].whole, wholeMs, ALL_REMEMBERED);
  }

  /** Nothing came in time. */
  noteSilence(node: number, kind: AnswerKind): void {
    this.#of(node, kind).silences++;
  }

  /** It may have become slower than it was, or never was as quick as the others. */
  #isInDoubt(node: number, kind: AnswerKind): boolean {
    const { whole, silences } = this.#of(node, kind);
    return whole.length >= KNOWN ? silences > 1 : silences > 0 || this.#all[kind].whole.length < ALL_REMEMBERED;
  }

  /** What is known of this node, or else of all. */
  #known(node: number, kind: AnswerKind): Times {
    const own = this.#of(node, kind);
    return own.whole.length >= KNOWN ? own : this.#all[kind];
  }

  #of(node: number, kind: AnswerKind): Kept {
    const key = `${kind} ${node}`;
    const known = this.#byNode.get(key);
    if (known) return known;
    const fresh: Kept = { first: [], whole: [], silences: 0 };
    this.#byNode.set(key, fresh);
    return fresh;
  }
}

function remember(last: number[], value: number, most: number): void {
  last.push(value);
  if (last.length > most) last.shift();
}
