import type { Cancel, Clock } from '@farmgate/gateway/contract';

interface Timer {
  readonly at: number;
  readonly order: number;
  run: (() => void) | undefined;
}

/** Timers that were taken back stay in the heap until they come up; when they are most of it, it is made anew. */
const FEW = 1_024;

/**
 * A clock that stands still until it is moved: a day of the farm passes as fast as the machine can think. Timers fire in the
 * order of their times, then of their making. Setting and firing one costs the logarithm of how many there are.
 */
export class VirtualClock implements Clock {
  boot = 'boot-1';
  #mono = 1_000;
  #wall: number;
  #order = 0;
  /** A binary heap, the earliest first. */
  #heap: Timer[] = [];
  #takenBack = 0;

  /** `wallMs`: what the wall says at first. */
  constructor(wallMs = Date.UTC(2026, 10, 21, 6, 0, 0)) {
    this.#wall = wallMs;
  }

  monoMs(): number {
    return this.#mono;
  }

  wallMs(): number {
    return Math.floor(this.#wall);
  }

  after(ms: number, run: () => void): Cancel {
    const timer: Timer = { at: this.#mono + Math.max(ms, 0), order: this.#order++, run };
    this.#push(timer);
    return () => this.#takeBack(timer);
  }

  /** Moves on by `ms`, firing every timer on the way at its own time. */
  advance(ms: number): void {
    const end = this.#mono + ms;
    for (let next = this.#first(); next && next.at <= end; next = this.#first()) {
      this.#pop();
      this.#moveTo(next.at);
      const { run } = next;
      next.run = undefined;
      run?.();
    }
    this.#moveTo(end);
  }

  /** As when the process that set them died. */
  dropTimers(): void {
    this.#heap = [];
    this.#takenBack = 0;
  }

  /** When the next timer fires, on the monotonic side; undefined when none is set. */
  get nextTimerAt(): number | undefined {
    return this.#first()?.at;
  }

  /** Wall time alone jumps, as when NTP sets it. */
  jumpWall(ms: number): void {
    this.#wall += ms;
  }

  #moveTo(mono: number): void {
    this.#wall += mono - this.#mono;
    this.#mono = mono;
  }

  #takeBack(timer: Timer): void {
    if (!timer.run) return;
    timer.run = undefined;
    this.#takenBack++;
    if (this.#takenBack < FEW || this.#takenBack * 2 < this.#heap.length) return;
    const left = this.#heap.filter(({ run }) => run);
    this.#heap = [];
    this.#takenBack = 0;
    for (const kept of left) this.#push(kept);
  }

  /** The earliest timer that was not taken back. */
  #first(): Timer | undefined {
    for (let first = this.#heap[0]; first; first = this.#heap[0]) {
      if (first.run) return first;
      this.#pop();
      this.#takenBack--;
    }
    return undefined;
  }

  #push(timer: Timer): void {
    const heap = this.#heap;
    let at = heap.length;
    heap.push(timer);
    for (let above = (at - 1) >> 1; at > 0; above = (at - 1) >> 1) {
      const parent = heap[above];
      if (!parent || isBefore(parent, timer)) break;
      heap[at] = parent;
      at = above;
    }
    heap[at] = timer;
  }

  #pop(): void {
    const heap = this.#heap;
    const last = heap.pop();
    if (!last || heap.length === 0) return;
    let at = 0;
    for (;;) {
      const below = this.#earlierChildOf(at);
      const child = heap[below];
      if (!child || isBefore(last, child)) break;
      heap[at] = child;
      at = below;
    }
    heap[at] = last;
  }

  #earlierChildOf(at: number): number {
    const [left, right] = [this.#heap[2 * at + 1], this.#heap[2 * at + 2]];
    return left && right && isBefore(right, left) ? 2 * at + 2 : 2 * at + 1;
  }
}

function isBefore(a: Timer, b: Timer): boolean {
  return a.at < b.at || (a.at === b.at && a.order < b.order);
}
