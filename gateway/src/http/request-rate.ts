import type { Clock } from '../contract/index.ts';

export interface RateRule {
  readonly perSecond: number;
  /** So many at once after a quiet time. */
  readonly burst: number;
}

/** More keys than any gateway has nodes: the one that asked longest ago makes room. */
const MAX_KEYS = 1_024;

/** How often each may ask: a bucket of `burst` that fills by `perSecond`. */
export class RequestRate {
  readonly #clock: Clock;
  readonly #rule: RateRule;
  readonly #buckets = new Map<string, { readonly tokens: number; readonly at: number }>();

  constructor(clock: Clock, rule: RateRule) {
    this.#clock = clock;
    this.#rule = rule;
  }

  /** Takes one; answers 0, or how many milliseconds it is too early. */
  take(key: string): number {
    const now = this.#clock.monoMs();
    const { perSecond, burst } = this.#rule;
    const before = this.#buckets.get(key) ?? { tokens: burst, at: now };
    const tokens = Math.min(burst, before.tokens + ((now - before.at) * perSecond) / 1_000);
    const isEarly = tokens < 1;
    this.#buckets.delete(key);
    this.#buckets.set(key, { tokens: isEarly ? tokens : tokens - 1, at: now });
    for (const oldest of this.#buckets.keys()) {
      if (this.#buckets.size <= MAX_KEYS) break;
      this.#buckets.delete(oldest);
    }
    return isEarly ? Math.ceil(((1 - tokens) * 1_000) / perSecond) : 0;
  }
}
