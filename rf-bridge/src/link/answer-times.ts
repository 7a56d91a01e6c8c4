import type { Request } from '../codec/index.ts';
import type { Timing } from './timing.ts';

/** How an answer ends an exchange: by an ACK, or by the second report of a poll. */
export type AnswerKind = 'ack' | 'poll';

/** Added to the longest answer that was seen, and to the model's worst case. Unit: ms. */
const MARGIN_MS = 20;
/** So many answers of a kind, and a node's times are known. */
const KNOWN = 8;
/** How many answers are remembered. */
const REMEMBERED = 32;
/** No answer of a node is taken for one that comes in less than this share of the shortest that was seen. */
const EARLIEST_SHARE = 0.7;

export function kindOf(request: Request): AnswerKind {
  return request.kind === 'read-current' ? 'poll' : 'ack';
}

/**
 * How long each node takes to answer: how long to wait for it, and before which moment what comes is a late answer to an
 * earlier request. Modules differ in their delay (the manual says 4 to 80 ms), so both are learned, and until they are the
 * longest wait holds. A wait is never below the model's worst case and a margin.
 */
export class AnswerTimes {
  readonly #timing: Timing;
  readonly #byNode = new Map<number, Record<AnswerKind, number[]>>();

  constructor(timing: Timing) {
    this.#timing = timing;
  }

  /** How long to wait from the first byte written on. Unit: ms. */
  waitFor(node: number, kind: AnswerKind): number {
    const known = this.#known(node, kind);
    if (!known) return this.#timing.answerMs;
    const { worstAckMs, worstPollMs, answerMs } = this.#timing;
    const model = kind === 'ack' ? worstAckMs : worstPollMs;
    return Math.min(Math.max(answerMs, model), Math.max(model, ...known) + MARGIN_MS);
  }

  /** No answer comes sooner than this after the first byte written; 0 while that is not known. Unit: ms. */
  earliest(node: number, kind: AnswerKind): number {
    const known = this.#known(node, kind);
    return known ? EARLIEST_SHARE * Math.min(...known) : 0;
  }

  /** A whole answer came after so long; also one that came too late to be taken. */
  note(node: number, kind: AnswerKind, tookMs: number): void {
    const ofNode = this.#byNode.get(node) ?? { ack: [], poll: [] };
    this.#byNode.set(node, ofNode);
    ofNode[kind].push(tookMs);
    if (ofNode[kind].length > REMEMBERED) ofNode[kind].shift();
  }

  #known(node: number, kind: AnswerKind): readonly number[] | undefined {
    const took = this.#byNode.get(node)?.[kind];
    return took && took.length >= KNOWN ? took : undefined;
  }
}
