/** As many as a client may have under way with QoS 2. */
export const MAX_UNRELEASED = 20;

/**
 * Ids of messages with QoS 2 that came and were not released by their sender yet (section 4.3.3): until then the same id is the
 * same message once more.
 */
export class Unreleased {
  readonly #ids = new Set<number>();

  get isFull(): boolean {
    return this.#ids.size >= MAX_UNRELEASED;
  }

  has(id: number): boolean {
    return this.#ids.has(id);
  }

  hold(id: number): void {
    this.#ids.add(id);
  }

  release(id: number): void {
    this.#ids.delete(id);
  }
}
