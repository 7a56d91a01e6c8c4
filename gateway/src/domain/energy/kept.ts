/** What was worked out a moment ago is answered again: many may ask at once, and it is much work. A failure is not kept. */
export class Kept<Value> {
  readonly #forMs: number;
  readonly #wallMs: () => number;
  readonly #held = new Map<string, { readonly at: number; readonly value: Promise<Value> }>();

  constructor(forMs: number, wallMs: () => number) {
    this.#forMs = forMs;
    this.#wallMs = wallMs;
  }

  get(key: string, make: () => Promise<Value>): Promise<Value> {
    const now = this.#wallMs();
    const held = this.#held.get(key);
    if (held && Math.abs(now - held.at) < this.#forMs) return held.value;
    for (const [old, { at }] of this.#held) if (Math.abs(now - at) >= this.#forMs) this.#held.delete(old);
    const value = make();
    this.#held.set(key, { at: now, value });
    value.catch(() => {
      if (this.#held.get(key)?.value === value) this.#held.delete(key);
    });
    return value;
  }
}
