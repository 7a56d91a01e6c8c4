import type { Cancel, Clock, PointDefinition } from '../../contract/index.ts';
import { findDeviceType } from '../../device-types/index.ts';
import type { Field } from '../../domain/field/field.ts';
import { offsetOf } from '../../domain/history/local-iso.ts';
import type { Log } from '../../domain/log.ts';
import type { Database } from '../../store/database.ts';
import { doOnce, madeSoFar } from './demo-memory.ts';

/** What a simulated device is said to have read before the demo began. */
export type TellPast = (
  of: {
    readonly device: string;
    readonly type: string;
    readonly points: readonly PointDefinition[];
    readonly aheadMs: number;
  },
  from: number,
  to: number,
  everyMs: number,
) => Iterable<PastRow>;

export interface PastRow {
  readonly at: number;
  readonly values: Readonly<Record<string, number>>;
}

/** Whoever keeps the history. */
export interface PastKeeper {
  absorb(site: string, device: string, rows: readonly PastRow[]): Promise<void>;
  keep(): Promise<void>;
}

export interface DemoPastParts {
  readonly db: Database;
  readonly field: Pick<Field, 'registry'>;
  readonly clock: Clock;
  readonly log: Log;
  readonly history: PastKeeper;
  readonly tell: TellPast;
  readonly days: number;
  readonly sites: () => readonly { readonly site: string; readonly timeZone: string }[];
}

/** How often it is looked whether a device has come. */
const EVERY_MS = 5_000;
const READ_EVERY_MS = 300_000;
const DAY_MS = 86_400_000;
/** So much is told at once: a few milliseconds of work. */
const ROWS_AT_ONCE = 2_000;

/** Gives each simulated device a past, so that its charts are not empty. */
export class DemoPast {
  readonly #parts: DemoPastParts;
  #cancel: Cancel = () => {};
  #isStopped = false;

  constructor(parts: DemoPastParts) {
    this.#parts = parts;
  }

  start(): void {
    this.#cancel = this.#parts.clock.after(EVERY_MS, () => {
      void this.#look().finally(() => {
        if (!this.#isStopped) this.start();
      });
    });
  }

  stop(): void {
    this.#isStopped = true;
    this.#cancel();
  }

  async #look(): Promise<void> {
    const { db, field, sites, history, log } = this.#parts;
    try {
      const fresh = sites().flatMap(({ site, timeZone }) =>
        field.registry
          .list(site)
          .filter(({ id, demo }) => demo && !madeSoFar(db).steps.includes(`past ${id}`))
          .map(({ id, type }) => ({ site, timeZone, device: id, type })),
      );
      // Whoever looks, looks at pumps and tanks first.
      fresh.sort((a, b) => rankOf(a.type) - rankOf(b.type));
      for (const one of fresh) if (!this.#isStopped) await this.#tell(one);
      if (fresh.length > 0 && !this.#isStopped) await history.keep();
    } catch (error) {
      log.error({ err: error }, 'The past of the demo could not be told');
    }
  }

  async #tell({
    site,
    timeZone,
    device,
    type,
  }: Record<'site' | 'timeZone' | 'device' | 'type', string>): Promise<void> {
    const { clock, days, tell, history, db } = this.#parts;
    const points = findDeviceType(type)?.points ?? [];
    const now = clock.wallMs();
    const of = { device, type, points, aheadMs: offsetOf(now, timeZone) * 60_000 };
    let rows: PastRow[] = [];
    for (const row of tell(of, now - days * DAY_MS, now, READ_EVERY_MS)) {
      if (this.#isStopped) return;
      rows.push(row);
      if (rows.length < ROWS_AT_ONCE) continue;
      await history.absorb(site, device, rows);
      rows = [];
    }
    if (rows.length > 0) await history.absorb(site, device, rows);
    if (!this.#isStopped) doOnce(db, `past ${device}`, () => true);
  }
}

function rankOf(type: string): number {
  const rank = ['pump-node', 'tank-level', 'main-breaker', 'power-meter'].indexOf(type);
  return rank === -1 ? 9 : rank;
}
