/** Reports that may still come, and when we asked for them; another may have in our place. Unit: monotonic ms. */
interface Late {
  readonly until: number;
  readonly askedAt: number | undefined;
}

/**
 * Whose reports may still come: a report does not say whose it is, so nobody else is polled in such a way that one could be
 * taken for his. Pure: time is an input.
 */
export class LateReports {
  readonly #answerMs: number;
  readonly #byNode = new Map<number, Late>();

  /** `answerMs`: nothing answers later than this. */
  constructor(answerMs: number) {
    this.#answerMs = answerMs;
  }

  /** Our request for reports of this node was given up. */
  expect(node: number, askedAt: number): void {
    this.#add(node, askedAt, askedAt);
  }

  /** Another asked it in our name a moment ago. */
  expectOfAnother(node: number, now: number): void {
    this.#add(node, now, undefined);
  }

  /** From when on no report can be another's than this node's. */
  clearAt(node: number): number {
    const others = [...this.#byNode].filter(([other]) => other !== node).map(([, { until }]) => until);
    return Math.max(-Infinity, ...others);
  }

  mayCome(now: number): boolean {
    return this.#standing(now).length > 0;
  }

  /** Whose report one that comes now is, where only one node's can come and we asked for it. */
  findSource(now: number): { readonly node: number; readonly askedAt: number } | undefined {
    const [only, other] = this.#standing(now);
    if (!only || other) return undefined;
    const [node, { askedAt }] = only;
    return askedAt === undefined ? undefined : { node, askedAt };
  }

  #standing(now: number): [number, Late][] {
    return [...this.#byNode].filter(([, { until }]) => now < until);
  }

  #add(node: number, from: number, askedAt: number | undefined): void {
    const until = from + this.#answerMs;
    if ((this.#byNode.get(node)?.until ?? -Infinity) < until) this.#byNode.set(node, { until, askedAt });
  }
}
