import type { Latch } from '../../contract/index.ts';
import type { LatchRecord } from './ports.ts';
import type { Moment } from './command.ts';

/** Nothing starts this soon after a release: who pressed by mistake can press again. */
const QUIET_MS = 10_000;

/** Which sites are stopped, and which were released a moment ago. */
export class Latches {
  readonly #records = new Map<string, LatchRecord>();
  /** Monotonic end of the quiet after a release. */
  readonly #quietUntil = new Map<string, number>();

  /** `now` lets a release of less than 10 s before a restart still count. */
  restore(records: readonly LatchRecord[], now: Moment): void {
    for (const record of records) {
      this.#records.set(record.site, record);
      const since = now.wall - (record.releasedAt ?? -Infinity);
      if (!record.latched && since < QUIET_MS) this.#quietUntil.set(record.site, now.mono + QUIET_MS);
    }
  }

  set(record: LatchRecord, now: Moment): void {
    this.#records.set(record.site, record);
    if (!record.latched) this.#quietUntil.set(record.site, now.mono + QUIET_MS);
  }

  find(site: string): LatchRecord | undefined {
    return this.#records.get(site);
  }

  isLatched(site: string): boolean {
    return this.#records.get(site)?.latched ?? false;
  }

  /** Milliseconds until something may be switched on again after a release; 0 when it may. */
  quietFor(site: string, now: Moment): number {
    return Math.max(0, (this.#quietUntil.get(site) ?? 0) - now.mono);
  }

  view(site: string, now: Moment): Latch {
    const record = this.#records.get(site);
    if (!record) return { latched: false };
    const quiet = this.quietFor(site, now);
    return {
      latched: record.latched,
      by: record.by,
      at: record.at,
      ...(quiet > 0 && !record.latched ? { quietUntil: now.wall + Math.ceil(quiet) } : {}),
    };
  }
}
