/**
 * What air time is spent on, from what gives way first to what goes out as long as the law allows anything: polls and searches,
 * ON and settings, an OFF that is owed and sent again, a fresh OFF.
 */
export type AirUse = 'poll' | 'order' | 'owed' | 'off';

/** Share of the hour's budget that each use may fill, all uses together: the last tenth belongs to OFF alone. */
const SHARES: Readonly<Record<AirUse, number>> = { poll: 0.8, order: 0.9, owed: 0.95, off: 1 };

const HOUR_MS = 3_600_000;
const SLOT_MS = 60_000;
/** An hour and the slot it begins in: whatever 60 minutes are looked at, they lie within. */
const SLOTS = HOUR_MS / SLOT_MS + 1;
/** Polls may run ahead of their even pace by what this long brings. */
const POLL_BURST_MS = 30_000;
/** Their pace is this much slower than their part of the hour, so that slots and bursts never bring them to a stop. */
const POLL_PACE = 1.03;

export interface DutyLimit {
  /** Share of an hour that our own module may send, by the country's rule; 1 where there is none. */
  readonly share: number;
  /** What one request takes of the air: a packet is of one size. Unit: ms. */
  readonly packetMs: number;
}

/** 433.05 to 434.79 MHz, 10 mW, 10 % duty cycle: ERC Recommendation 70-03, annex 1, band f. One packet by the HC-12's air format. */
export const defaultDuty: DutyLimit = { share: 0.1, packetMs: 15.5 };

/**
 * The hour's budget of air time. Exact in every hour that begins at any moment; polls are also spread evenly over it, so that a
 * small budget makes them seldom and not absent for most of the hour. Pure: `now` is monotonic ms.
 */
export class DutyBudget {
  readonly #limit: DutyLimit;
  readonly #budgetMs: number;
  readonly #slots = new Float64Array(SLOTS);
  #slot = -Infinity;
  #spentMs = 0;
  /**
   * When the next poll would be due if they went at an even pace; it may lie behind by the burst. What was sent before a restart
   * is not known, so there is no burst at the beginning.
   */
  #pollPaceAt: number | undefined;

  constructor(limit: DutyLimit) {
    this.#limit = limit;
    this.#budgetMs = limit.share * HOUR_MS;
  }

  /** Air time spent of what an hour allows, 0 to 100. */
  usedPercent(now: number): number {
    this.#turn(now);
    return (100 * this.#spentMs) / this.#budgetMs;
  }

  /** The first moment from `now` on at which a request of this use may be sent. Unit: monotonic ms. */
  mayAt(use: AirUse, now: number): number {
    if (this.#limit.share >= 1) return now;
    this.#turn(now);
    const fits = this.#whenItFits(this.#budgetMs * SHARES[use] - this.#limit.packetMs, now);
    return use === 'poll' ? Math.max(fits, this.#pollPaceAt ?? now) : fits;
  }

  /** A request of this use goes out. */
  spend(use: AirUse, now: number): void {
    this.#turn(now);
    const { packetMs, share } = this.#limit;
    const at = this.#slot % SLOTS;
    this.#slots[at] = (this.#slots[at] ?? 0) + packetMs;
    this.#spentMs += packetMs;
    if (use !== 'poll') return;
    const paceMs = (POLL_PACE * packetMs) / (share * SHARES.poll);
    this.#pollPaceAt = Math.max(this.#pollPaceAt ?? now, now - POLL_BURST_MS) + paceMs;
  }

  /** When the oldest slots have left the hour so far that no more than `roomMs` is spent in it. */
  #whenItFits(roomMs: number, now: number): number {
    let left = this.#spentMs;
    for (let step = 0; step < SLOTS; step++) {
      if (left <= roomMs) return step === 0 ? now : (this.#slot + step) * SLOT_MS;
      left -= this.#slots[(this.#slot + 1 + step) % SLOTS] ?? 0;
    }
    return (this.#slot + SLOTS) * SLOT_MS;
  }

  #turn(now: number): void {
    const slot = Math.floor(now / SLOT_MS);
    const first = Math.max(this.#slot + 1, slot - SLOTS + 1);
    for (let fresh = first; fresh <= slot; fresh++) {
      this.#spentMs -= this.#slots[fresh % SLOTS] ?? 0;
      this.#slots[fresh % SLOTS] = 0;
    }
    if (first > slot || slot - this.#slot < SLOTS) {
      this.#slot = Math.max(this.#slot, slot);
      return;
    }
    this.#spentMs = 0;
    this.#slot = slot;
  }
}
