import type { Cancel, Clock } from '@farmgate/gateway/contract';

/** A clock that moves when it is told to, for tests. */
export class FakeClock implements Clock {
  readonly boot = 'test';
  #monoMs = 0;
  readonly #wallAheadMs: number;
  readonly #timers = new Set<{ readonly at: number; readonly run: () => void }>();

  constructor(wallMs = Date.UTC(2026, 0, 1)) {
    this.#wallAheadMs = wallMs;
  }

  monoMs(): number {
    return this.#monoMs;
  }

  wallMs(): number {
    return this.#monoMs + this.#wallAheadMs;
  }

  after(ms: number, run: () => void): Cancel {
    const timer = { at: this.#monoMs + ms, run };
    this.#timers.add(timer);
    return () => this.#timers.delete(timer);
  }

  /** Lets time pass; what falls due runs in its order, and its promises settle before the next. */
  async pass(ms: number): Promise<void> {
    const end = this.#monoMs + ms;
    for (let timer = this.#nextUntil(end); timer; timer = this.#nextUntil(end)) {
      this.#timers.delete(timer);
      this.#monoMs = timer.at;
      timer.run();
      await settled();
    }
    this.#monoMs = end;
    await settled();
  }

  #nextUntil(end: number) {
    return [...this.#timers].filter(({ at }) => at <= end).toSorted((a, b) => a.at - b.at)[0];
  }
}

/** Resolves when the promises under way have settled. */
export function settled(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve));
}
