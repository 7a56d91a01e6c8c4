import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { Cancel, Clock, LoopDelay } from '../contract/index.ts';
import type { Log } from '../domain/log.ts';

/** How often it is looked whether the process gets round to its work; what comes later than that is the delay. Unit: ms. */
const SAMPLE_MS = 20;
const WINDOW_MS = 10_000;
/** From here on a person feels it at a button, and the radio's orders come late. Unit: ms. */
const ALARM_MS = 200;
const WARN_EVERY_MS = 60_000;

/** Where delays are counted. Unit: ns, as Node has it. */
export interface DelayHistogram {
  readonly max: number;
  readonly count: number;
  percentile(percent: number): number;
  reset(): void;
  enable(): boolean;
  disable(): boolean;
}

/** Measures how long the gateway's one thread is held up, over windows of 10 s, and warns of it at most once a minute. */
export class LoopWatch {
  readonly #clock: Clock;
  readonly #log: Log;
  readonly #histogram: DelayHistogram;
  #last: LoopDelay = { p99Ms: 0, maxMs: 0 };
  #warnedMono = -Infinity;
  #cancel: Cancel = () => {};

  constructor(clock: Clock, log: Log, histogram: DelayHistogram = monitorEventLoopDelay({ resolution: SAMPLE_MS })) {
    this.#clock = clock;
    this.#log = log;
    this.#histogram = histogram;
  }

  start(): void {
    this.#histogram.enable();
    this.#next();
  }

  stop(): void {
    this.#cancel();
    this.#histogram.disable();
  }

  /** Of the last whole window. */
  get delay(): LoopDelay {
    return this.#last;
  }

  #next(): void {
    this.#cancel = this.#clock.after(WINDOW_MS, () => {
      this.#look();
      this.#next();
    });
  }

  #look(): void {
    const { count, max } = this.#histogram;
    this.#last =
      count === 0 ? { p99Ms: 0, maxMs: 0 } : { p99Ms: delayOf(this.#histogram.percentile(99)), maxMs: delayOf(max) };
    this.#histogram.reset();
    const now = this.#clock.monoMs();
    if (this.#last.p99Ms <= ALARM_MS || now - this.#warnedMono < WARN_EVERY_MS) return;
    this.#warnedMono = now;
    this.#log.warn({ ...this.#last }, 'The gateway is held up by its own work; buttons and radio orders come late');
  }
}

/** Node counts from one look to the next. */
function delayOf(ns: number): number {
  return Math.max(0, Math.round((ns / 1e6 - SAMPLE_MS) * 10) / 10);
}
