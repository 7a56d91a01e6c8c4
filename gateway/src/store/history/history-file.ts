import { join } from 'node:path';
import type { PointDefinition } from '../../contract/index.ts';
import type { PastSeries } from '../../domain/history/import-draft.ts';
import { meaningOf } from '../../domain/history/meaning.ts';
import type { Answers, Ask } from './asks.ts';
import { HistoryDesk } from './desk.ts';
import type { PastRow } from './history.ts';
import { Journal } from './journal.ts';
import { encodeSegment } from './segment-codec.ts';
import { qualities, SampleList, segmentOfList } from './segment.ts';
import { HistoryTables } from './tables.ts';

export interface PastOfDevice {
  readonly site: string;
  readonly device: string;
  readonly points: readonly PointDefinition[];
  readonly rows: readonly PastRow[];
}

const FOR_EVER = { rawDays: 36_600, quarterDays: 36_600, mostBytes: Infinity };

/** The history of a gateway that does not run, or only to be read: for commands. */
export class HistoryFile {
  readonly #tables: HistoryTables;
  readonly #desk: HistoryDesk;

  /** `dir`: the folder of the gateway's data. */
  constructor(dir: string) {
    const file = join(dir, 'history.db');
    this.#tables = new HistoryTables(file);
    this.#desk = new HistoryDesk(file);
  }

  close(): void {
    this.#desk.close();
    this.#tables.close();
  }

  answer<A extends Ask>(ask: A): Answers[A['kind']] {
    return this.#desk.answer(ask);
  }

  /** Takes in what a device read; answers how many readings that were. */
  absorb({ site, device, points, rows }: PastOfDevice): number {
    const [first] = rows;
    if (!first) return 0;
    const names = points.map(({ id }) => id).filter((id) => rows.some(({ values }) => id in values));
    const { number, metrics } = this.#numbersOf({ site, device, points }, names, first.at);
    const list = new SampleList();
    for (const { at, values } of rows)
      for (const [place, name] of names.entries()) {
        const value = values[name];
        if (value !== undefined) list.push(metrics[place] ?? 0, at, value, 0);
      }
    return this.#absorb(number, list);
  }

  /** The same of one series. Where there is a reading at the same time already the one that is taken in holds. */
  takeIn(site: string, definition: PointDefinition, { device, point, at, value, quality }: PastSeries): number {
    const firstAt = at.reduce((a, b) => Math.min(a, b), Infinity);
    const { number, metrics } = this.#numbersOf({ site, device, points: [definition] }, [point], firstAt);
    const list = new SampleList();
    for (const [row, time] of at.entries())
      list.push(metrics[0] ?? 0, time, value[row] ?? 0, qualities.indexOf(quality[row] ?? 'good'));
    return this.#absorb(number, list);
  }

  /** Brings quarters and days up to date. */
  keep(zoneOf: (site: string) => string): void {
    const zones = Object.fromEntries(this.#tables.devices().map(({ site }) => [site, zoneOf(site)]));
    const through = this.#tables.journal().at(-1)?.id ?? 0;
    this.#desk.answer({
      kind: 'keep',
      order: { through, stamp: undefined, now: Date.now(), zones, retention: FOR_EVER },
    });
    this.#work();
  }

  #numbersOf(
    { site, device, points }: Omit<PastOfDevice, 'rows'>,
    names: readonly string[],
    firstAt: number,
  ): { readonly number: number; readonly metrics: readonly (number | undefined)[] } {
    const journal = this.#journalOf(points);
    const { device: number, metrics } = journal.numbersOf(site, device, names, firstAt);
    journal.commit();
    journal.close();
    return { number, metrics };
  }

  #absorb(device: number, list: SampleList): number {
    const segment = encodeSegment(segmentOfList(list));
    this.#desk.answer({ kind: 'absorb', device, segment, now: Date.now() });
    this.#work();
    return list.length;
  }

  #work(): void {
    while (this.#desk.answer({ kind: 'step' }));
  }

  /** For its numbers alone. */
  #journalOf(points: readonly PointDefinition[]): Journal {
    return new Journal({
      tables: this.#tables,
      clock: { boot: '', monoMs: () => 0, wallMs: () => 0, after: () => () => {} },
      isTrusted: () => true,
      meaningOf: ({ point }) => {
        const definition = points.find(({ id }) => id === point);
        return definition && meaningOf(definition);
      },
    });
  }
}
