/** How many exchanges the share of first tries is taken over. */
const REMEMBERED = 20;

/** How well each node answers: what a person may be told in place of signal bars, which this radio cannot measure. */
export class LinkQuality {
  readonly #byNode = new Map<number, boolean[]>();

  /** Notes the first try of a request. */
  note(node: number, wasAnswered: boolean): void {
    this.#byNode.set(node, [...(this.#byNode.get(node) ?? []), wasAnswered].slice(-REMEMBERED));
  }

  /** Share of the last requests that were answered at first try, 0 to 100; 100 before there was one. Unit: %. */
  firstTryPercent(node: number): number {
    const tries = this.#byNode.get(node) ?? [];
    return tries.length === 0 ? 100 : Math.round((100 * tries.filter(Boolean).length) / tries.length);
  }
}
