interface Change {
  readonly at: number;
  readonly isOn: boolean;
}

/** When something was on and when it was not, of which the newest `most` changes are kept. Times are monotonic ms. */
export class Timeline {
  readonly #most: number;
  #changes: Change[] = [];
  /** What it was before the first change that is kept. */
  #before: boolean;

  constructor(before = false, most = 20_000) {
    this.#before = before;
    this.#most = most;
  }

  /** From now on; the same again is no change. Times may not go back. */
  set(at: number, isOn: boolean): void {
    if ((this.#changes.at(-1)?.isOn ?? this.#before) === isOn) return;
    this.#changes.push({ at, isOn });
    if (this.#changes.length > this.#most) this.#forget(Math.ceil(this.#most / 10));
  }

  wasOn(at: number): boolean {
    return this.#changes[this.#indexAt(at)]?.isOn ?? this.#before;
  }

  /** How long it was on between two moments. Unit: ms. */
  onMs(from: number, to: number): number {
    let sum = 0;
    let since = from;
    let isOn = this.wasOn(from);
    for (let index = this.#indexAt(from) + 1; index < this.#changes.length; index++) {
      const change = this.#changes[index];
      if (!change || change.at >= to) break;
      if (isOn) sum += change.at - since;
      ({ at: since, isOn } = change);
    }
    return isOn ? sum + Math.max(0, to - since) : sum;
  }

  #forget(count: number): void {
    this.#before = this.#changes[count - 1]?.isOn ?? this.#before;
    this.#changes = this.#changes.slice(count);
  }

  /** Index of the last change at or before a moment; -1 where there is none. */
  #indexAt(at: number): number {
    let [low, high] = [0, this.#changes.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#changes[middle]?.at ?? Infinity) <= at) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  }
}
