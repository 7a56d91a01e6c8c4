/** After so many free tries each further failure doubles the wait, up to a minute: a delay, never a lock. */
export interface ThrottleRule {
  readonly freeTries: number;
  readonly firstWaitMs: number;
  readonly longestWaitMs: number;
  /** Failures are forgotten after this long without one. */
  readonly forgetMs: number;
  /** More keys than this would be a flood: the oldest makes room. */
  readonly maxKeys: number;
}

interface Series {
  readonly failures: number;
  /** Monotonic moment of the last failure. */
  readonly lastMono: number;
}

/** Slows down whoever fails again and again. Keys are chosen so that a stranger's failures never slow the owner. */
export class Throttle {
  readonly #rule: ThrottleRule;
  readonly #series = new Map<string, Series>();

  constructor(rule: ThrottleRule) {
    this.#rule = rule;
  }

  /** Milliseconds to wait before the next try counts; 0 when it may be made now. */
  waitMs(key: string, nowMono: number): number {
    const series = this.#series.get(key);
    if (!series || nowMono - series.lastMono >= this.#rule.forgetMs) return 0;
    return Math.max(0, series.lastMono + delayAfter(series.failures, this.#rule) - nowMono);
  }

  /** How many failures in a row. */
  fail(key: string, nowMono: number): number {
    const series = this.#series.get(key);
    const isFresh = !series || nowMono - series.lastMono >= this.#rule.forgetMs;
    const failures = isFresh ? 1 : series.failures + 1;
    this.#series.delete(key);
    this.#series.set(key, { failures, lastMono: nowMono });
    for (const oldest of this.#series.keys()) {
      if (this.#series.size <= this.#rule.maxKeys) break;
      this.#series.delete(oldest);
    }
    return failures;
  }

  succeed(key: string): void {
    this.#series.delete(key);
  }

  /** What was counted as a failure was none. */
  takeBack(key: string): void {
    const series = this.#series.get(key);
    if (!series) return;
    if (series.failures <= 1) this.#series.delete(key);
    else this.#series.set(key, { ...series, failures: series.failures - 1 });
  }
}

/**
 * What counts as one address: of IPv6 the network of 64 bits, of which any machine may take as many addresses as it likes
 * (RFC 4291, section 2.5.1).
 */
export function networkOf(address: string): string {
  if (!address.includes(':')) return address;
  const [before = '', after] = address.split('::');
  const head = before.split(':').filter(Boolean);
  const tail = (after ?? '').split(':').filter(Boolean);
  const zeros = after === undefined ? 0 : Math.max(0, 8 - head.length - tail.length);
  return `${[...head, ...Array.from({ length: zeros }, () => '0'), ...tail].slice(0, 4).join(':')}::/64`;
}

/** The wait that so many failures in a row earn. Unit: ms. */
export function delayAfter(failures: number, rule: ThrottleRule): number {
  const beyond = failures - rule.freeTries;
  return beyond <= 0 ? 0 : Math.min(rule.longestWaitMs, rule.firstWaitMs * 2 ** Math.min(beyond - 1, 30));
}

/** For one name from one address. */
export const ACCOUNT_RULE: ThrottleRule = {
  freeTries: 4,
  firstWaitMs: 1_000,
  longestWaitMs: 60_000,
  forgetMs: 15 * 60_000,
  maxKeys: 4_096,
};

/** For one address, whatever names it tries. */
export const ADDRESS_RULE: ThrottleRule = { ...ACCOUNT_RULE, freeTries: 20 };
