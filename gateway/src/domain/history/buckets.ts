import { between, combine, HELD_MS, ledUpTo, type MetricRule, type Summary } from './summary.ts';

/** A reading and when it was. */
export interface Told {
  readonly value: number;
  /** Wall ms. */
  readonly at: number;
}

/**
 * Puts what a metric did into buckets of time, told in order: readings, summaries, or both by turns. What lies between two of
 * them belongs to the bucket of the later one, so that all buckets together have all of it.
 */
export class Buckets {
  /** Where each begins, and where the last one ends. Wall ms, ascending. */
  readonly #bounds: Float64Array;
  readonly #rule: MetricRule;
  readonly #full: (Summary | undefined)[];
  readonly #before: Told | undefined;
  #at = 0;

  /** `before`: the last reading before the first bucket, where there is one. */
  constructor(bounds: Float64Array, rule: MetricRule, before?: Told) {
    this.#bounds = bounds;
    this.#rule = rule;
    this.#before = before;
    this.#full = Array.from({ length: Math.max(0, bounds.length - 1) });
  }

  /** Readings in order; NaN is none. Those of another quality than good do not count, as one wild value would spoil the bucket. */
  addReadings(times: Float64Array, values: Float64Array, quality?: Uint8Array): void {
    const rule = this.#rule;
    let open: Accumulator | undefined;
    for (let row = 0; row < times.length; row++) {
      const value = values[row] ?? Number.NaN;
      if (Number.isNaN(value) || (quality?.[row] ?? 0) !== 0) continue;
      const at = times[row] ?? 0;
      if (!open || at >= open.end) {
        if (open) this.#add(open.done());
        open = this.#isInside(at) ? new Accumulator(rule, value, at, this.#endAfter(at)) : undefined;
      } else open.add(value, at);
    }
    if (open) this.#add(open.done());
  }

  /** One that lies in one bucket as a whole. */
  add(summary: Summary): void {
    if (this.#isInside(summary.firstAt)) {
      this.#endAfter(summary.firstAt);
      this.#add(summary);
    }
  }

  /** One for each bucket; undefined where there was no reading. */
  done(): readonly (Summary | undefined)[] {
    let before = this.#before;
    return this.#full.map((own) => {
      const whole = own && before ? ledUpTo(before, own, this.#rule) : own;
      if (own) before = { value: own.last, at: own.lastAt };
      return whole;
    });
  }

  /** The same without what lies between one bucket and another: to be put together with others later. */
  apart(): readonly (Summary | undefined)[] {
    return this.#full;
  }

  #isInside(at: number): boolean {
    return at >= (this.#bounds[0] ?? Infinity) && at < (this.#bounds.at(-1) ?? -Infinity);
  }

  /** Makes the bucket of this time the present one. */
  #endAfter(at: number): number {
    while (at >= (this.#bounds[this.#at + 1] ?? Infinity)) this.#at++;
    return this.#bounds[this.#at + 1] ?? Infinity;
  }

  #add(summary: Summary): void {
    const present = this.#full[this.#at];
    this.#full[this.#at] = present ? combine(present, summary, this.#rule) : summary;
  }
}

/** A summary in the making: a year of readings makes no year of objects. */
class Accumulator {
  readonly end: number;
  readonly #rule: MetricRule;
  readonly #first: number;
  readonly #firstAt: number;
  #n = 1;
  #min: number;
  #max: number;
  #sum: number;
  #last: number;
  #lastAt: number;
  #total = 0;
  #coverMs = 0;

  constructor(rule: MetricRule, value: number, at: number, end: number) {
    this.#rule = rule;
    this.end = end;
    this.#first = this.#last = this.#min = this.#max = this.#sum = value;
    this.#firstAt = this.#lastAt = at;
  }

  add(value: number, at: number): void {
    const gapMs = at - this.#lastAt;
    this.#n++;
    this.#sum += value;
    if (value < this.#min) this.#min = value;
    if (value > this.#max) this.#max = value;
    this.#total += between(this.#last, value, gapMs, this.#rule);
    if (gapMs <= HELD_MS) this.#coverMs += gapMs;
    this.#last = value;
    this.#lastAt = at;
  }

  done(): Summary {
    return {
      n: this.#n,
      min: this.#min,
      max: this.#max,
      sum: this.#sum,
      first: this.#first,
      last: this.#last,
      firstAt: this.#firstAt,
      lastAt: this.#lastAt,
      total: this.#total,
      coverMs: this.#coverMs,
    };
  }
}
