import type { Cancel, Clock } from '../contract/clock.ts';

interface Timer {
  readonly at: number;
  readonly order: number;
  readonly run: () => void;
}

/** A clock that stands still until a test moves it. Timers fire in the order of their times, then of their making. */
export class FakeClock implements Clock {
  boot = 'boot-1';
  #mono = 1_000;
  #wall = Date.UTC(2026, 10, 21, 6, 0, 0);
  #order = 0;
  #timers: Timer[] = [];

  monoMs(): number {
    return this.#mono;
  }

  wallMs(): number {
    return this.#wall;
  }

  after(ms: number, run: () => void): Cancel {
    const timer = { at: this.#mono + Math.max(ms, 0), order: this.#order++, run };
    this.#timers.push(timer);
    return () => {
      this.#timers = this.#timers.filter((other) => other !== timer);
    };
  }

  /** Moves on by `ms`, firing every timer on the way at its own time. */
  advance(ms: number): void {
    const end = this.#mono + ms;
    for (let next = this.#nextBefore(end); next; next = this.#nextBefore(end)) {
      this.#moveTo(next.at);
      this.#timers = this.#timers.filter((other) => other !== next);
      next.run();
    }
    this.#moveTo(end);
  }

  /** As when the process that set them died. */
  dropTimers(): void {
    this.#timers = [];
  }

  /** When the next timer fires, on the monotonic side; undefined when none is set. */
  get nextTimerAt(): number | undefined {
    return this.#nextBefore(Infinity)?.at;
  }

  /** Wall time alone jumps, as when NTP sets it. */
  jumpWall(ms: number): void {
    this.#wall += ms;
  }

  #moveTo(mono: number): void {
    this.#wall += mono - this.#mono;
    this.#mono = mono;
  }

  #nextBefore(end: number): Timer | undefined {
    return this.#timers.filter((timer) => timer.at <= end).sort((a, b) => a.at - b.at || a.order - b.order)[0];
  }
}
