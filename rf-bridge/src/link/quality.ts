/** How many of the last requests and transmissions the figures are taken over. */
const REMEMBERED = 50;

/** How good a node's link is: what a person may be told in place of signal bars, which this radio cannot measure. */
export interface LinkFigures {
  /** Share of the last 50 requests that were answered at first try; 100 before there was one. Unit: %. */
  readonly firstTryPercent: number;
  /** Transmissions per answer over the last 50 transmissions; 1 is best. With no answer at all it is their number. */
  readonly triesPerAnswer: number;
  /**
   * 0 to 10: ten times the share of first tries to the power of 1.5, with one digit. A poll is three packets, so 1 % of packets
   * lost gives 9.6, 5 % 7.9, 10 % 6.2, 20 % 3.7 and 30 % 2: what is merely annoying at half the answers does not look like half good.
   */
  readonly score: number;
  /** What began like a frame and was broken, while this node was asked. */
  readonly bad: number;
  /** Intact frames to or from this node that are no part of our exchanges. */
  readonly foreign: number;
  /** Of the last whole answer, from the first byte written to the last heard; undefined before there was one. Unit: ms. */
  readonly roundTripMs: number | undefined;
}

interface Kept {
  readonly firstTries: boolean[];
  readonly transmissions: boolean[];
  bad: number;
  foreign: number;
  roundTripMs: number | undefined;
}

/** Keeps the figures of each node. */
export class LinkQuality {
  readonly #byNode = new Map<number, Kept>();

  /** Notes a transmission that ended: answered or not. */
  note(node: number, { isFirstTry, wasAnswered }: { isFirstTry: boolean; wasAnswered: boolean }): void {
    const kept = this.#of(node);
    if (isFirstTry) remember(kept.firstTries, wasAnswered);
    remember(kept.transmissions, wasAnswered);
  }

  noteBad(node: number, count: number): void {
    if (count > 0) this.#of(node).bad += count;
  }

  /** A whole answer took so long. Unit: ms. */
  noteRoundTrip(node: number, ms: number): void {
    this.#of(node).roundTripMs = Math.round(ms);
  }

  noteForeign(node: number): void {
    this.#of(node).foreign++;
  }

  figures(node: number): LinkFigures {
    const { firstTries, transmissions, bad, foreign, roundTripMs } = this.#of(node);
    const share = firstTries.length === 0 ? 1 : countTrue(firstTries) / firstTries.length;
    return {
      firstTryPercent: Math.round(100 * share),
      triesPerAnswer: Math.max(1, rounded(transmissions.length / Math.max(1, countTrue(transmissions)), 100)),
      score: rounded(10 * share ** 1.5, 10),
      bad,
      foreign,
      roundTripMs,
    };
  }

  #of(node: number): Kept {
    const known = this.#byNode.get(node);
    if (known) return known;
    const fresh: Kept = { firstTries: [], transmissions: [], bad: 0, foreign: 0, roundTripMs: undefined };
    this.#byNode.set(node, fresh);
    return fresh;
  }
}

function remember(last: boolean[], value: boolean): void {
  last.push(value);
  if (last.length > REMEMBERED) last.shift();
}

function countTrue(values: readonly boolean[]): number {
  return values.reduce((sum, value) => sum + Number(value), 0);
}

function rounded(value: number, parts: number): number {
  return Math.round(value * parts) / parts;
}
