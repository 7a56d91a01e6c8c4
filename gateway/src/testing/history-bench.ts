import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { ReadingEvent } from '../contract/index.ts';
import type { Meaning } from '../domain/history/meaning.ts';
import type { MetricRule } from '../domain/history/summary.ts';
import { HOUR_MS } from '../store/history/blocks.ts';
import { Journal } from '../store/history/journal.ts';
import { OpenHours, type Stamp } from '../store/history/open-hours.ts';
import { HistoryReader, type Series } from '../store/history/reader.ts';
import { rollDays, rollQuarters } from '../store/history/rolling.ts';
import { seal, type Keeping } from '../store/history/sealing.ts';
import { HistoryTables, type Damaged } from '../store/history/tables.ts';
import { FakeClock } from './fake-clock.ts';
import { quickDir } from './quick-dir.ts';

export const HISTORY_START = Date.UTC(2026, 2, 27, 5, 20);

/** What the points of the bench mean. */
export const historyRules: Readonly<Record<string, MetricRule>> = {
  current: { kind: 'measure' },
  relay: { kind: 'flag' },
  energy: { kind: 'counter', wrapsAt: 9_999 },
};

/** A history of its own in a folder of its own, with a clock that stands still until it is moved. */
export class HistoryBench {
  readonly file: string;
  readonly damaged: Damaged[] = [];
  readonly clock = new FakeClock(HISTORY_START);
  tables: HistoryTables;
  journal: Journal;
  isTrusted = true;
  readonly #dir: string;

  constructor(dir = mkdtempSync(join(quickDir(), 'farmgate-history-'))) {
    this.#dir = dir;
    this.file = join(dir, 'history.db');
    [this.tables, this.journal] = this.#open();
  }

  [Symbol.dispose](): void {
    this.journal.close();
    this.tables.close();
    rmSync(this.#dir, { recursive: true, force: true });
  }

  /** As after the process was killed: what was not committed is gone. */
  restart(): void {
    this.journal.close();
    this.tables.close();
    [this.tables, this.journal] = this.#open();
  }

  get now(): number {
    return this.clock.wallMs();
  }

  get keeping(): Keeping {
    return { tables: this.tables, now: this.now, onDamaged: (damaged) => this.damaged.push(damaged) };
  }

  read(point: string, value: number | boolean, rest: Partial<ReadingEvent> = {}): void {
    this.journal.note({ site: 'north', device: 'pump', point, value, at: this.now, quality: 'good', ...rest });
  }

  /** All work that is due, as far as `steps` transactions. */
  keep(steps = Infinity, zone = 'Asia/Dhaka', stamp?: Stamp): void {
    let left = steps;
    for (const work of this.works(zone, stamp))
      for (const _ of work) {
        left--;
        if (left < 0) return;
      }
  }

  *works(zone = 'Asia/Dhaka', stamp?: Stamp): Generator<Generator<void>> {
    const hour = Math.floor(this.now / HOUR_MS) * HOUR_MS;
    yield seal(this.keeping, this.journal.turn().through, stamp);
    yield rollQuarters(this.keeping, hour, () => zone);
    yield rollDays(this.keeping, hour, () => zone);
  }

  reader(stamp?: Stamp): HistoryReader {
    const open = new OpenHours(this.tables.journal(), stamp, () => {});
    const pending = this.journal.peek();
    if (pending) open.addPending(pending);
    return new HistoryReader(this.keeping, open);
  }

  /** A point of a device as the reader wants it; undefined where nothing of it was ever committed. */
  series(point: string, device = 'pump', site = 'north'): Series | undefined {
    const row = this.tables.devices().find((one) => one.site === site && one.device === device);
    const metrics = this.tables.metrics().filter((one) => one.point === point);
    const rule = metrics.at(-1)?.rule;
    return row && rule && { device: row.id, metrics: metrics.map(({ id }) => id), rule };
  }

  #open(): [HistoryTables, Journal] {
    const tables = new HistoryTables(this.file);
    const { clock } = this;
    const meaningOf = ({ point }: ReadingEvent): Meaning | undefined => {
      const rule = historyRules[point];
      return rule && { rule, unit: '' };
    };
    return [tables, new Journal({ tables, clock, isTrusted: () => this.isTrusted, meaningOf })];
  }
}
