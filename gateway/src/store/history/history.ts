import { join } from 'node:path';
import type { Cancel, Clock, ClockTrust, HistoryStep, ReadingEvent } from '../../contract/index.ts';
import type { PastSeries } from '../../domain/history/import-draft.ts';
import type { Meaning } from '../../domain/history/meaning.ts';
import type { Log } from '../../domain/log.ts';
import type { Answers, Ask, OpenView, SeriesOf, Span } from './asks.ts';
import type { Desk, DeskParts } from './beside.ts';
import { HOUR_MS } from './blocks.ts';
import { Journal } from './journal.ts';
import type { Retention } from './retention.ts';
import { encodeSegment } from './segment-codec.ts';
import { qualities, SampleList, segmentOfList } from './segment.ts';
import { HistoryTables, type Damaged } from './tables.ts';

export interface HistoryParts {
  /** The folder of the gateway's data. */
  readonly dir: string;
  readonly clock: Clock & { readonly trust: ClockTrust };
  readonly log: Log;
  readonly commitMs: number;
  readonly retention: Retention;
  readonly meaningOf: (reading: ReadingEvent) => Meaning | undefined;
  /** The time zone of each site. */
  readonly zones: () => Readonly<Record<string, string>>;
  /** Makes who reads it, usually in a thread beside. */
  readonly makeDesk: (parts: DeskParts) => Desk;
  /** Something that was kept cannot be read any more. */
  readonly onDamaged: (sentence: string) => void;
}

/** What a device read at one wall time, by point; a flag is 1 or 0. */
export interface PastRow {
  readonly at: number;
  readonly values: Readonly<Record<string, number>>;
}

/** After a start there is more urgent work than what the last one left. */
const FIRST_KEEP_MS = 120_000;
/** Readings of an hour come in for a little longer than it lasts. */
const KEEP_AFTER_HOUR_MS = 20_000;
/** More than this are not kept waiting for the next commit. */
const PENDING_MOST = 100_000;
/** And where the disk takes nothing, no more than this are kept in memory. */
const PENDING_LAST = 200_000;
/** With a clock that nobody trusts, sealing waits for so many commits: what is sealed can no longer be moved to when it was. */
const UNTRUSTED_ROWS = 360;

/** Years of readings: written once a commit, kept in order an hour at a time, and read beside the engine. */
export class History {
  readonly #parts: HistoryParts;
  readonly #tables: HistoryTables;
  readonly #journal: Journal;
  readonly #desk: Desk;
  #keeping: Promise<void> | undefined;
  /** The thread is in the middle of a transaction: what is new in the tables waits for its end rather than for the file. */
  #isStepping = false;
  #isDue = false;
  /** The hour, since 1970, in which it was brought up to date last; undefined until the first time. */
  #keptHour: number | undefined;
  #cancels: Cancel[] = [];
  #isStopping = false;
  #isFull = false;

  constructor(parts: HistoryParts) {
    this.#parts = parts;
    const file = join(parts.dir, 'history.db');
    const { clock, meaningOf } = parts;
    this.#tables = new HistoryTables(file);
    this.#journal = new Journal({ tables: this.#tables, clock, meaningOf, isTrusted: () => this.#isTrusted });
    const deskParts = { file, clock, onDamaged: (damaged: Damaged) => this.#tellDamaged(damaged) };
    this.#desk = parts.makeDesk(deskParts);
  }

  start(): void {
    this.#every(this.#parts.commitMs, () => {
      this.commit();
      this.#keepWhenDue();
    });
    this.#cancels.push(this.#parts.clock.after(FIRST_KEEP_MS, () => void this.keep()));
  }

  /** Writes what waits and ends. */
  async stop(): Promise<void> {
    this.#isStopping = true;
    for (const cancel of this.#cancels) cancel();
    await this.#keeping?.catch(() => {});
    this.commit();
    await this.#desk.close();
    this.#journal.close();
    this.#tables.close();
  }

  note(reading: ReadingEvent): void {
    this.#journal.note(reading);
    if (this.#journal.pending > PENDING_MOST && !this.#isFull) this.commit();
    else if (this.#journal.pending > PENDING_LAST) this.#letGo();
  }

  /** Writes what waits, now or as soon as the file is free. */
  commit(): void {
    // New names go to the tables: they wait for their turn there.
    if (this.#isStepping && this.#journal.hasNew) {
      this.#isDue = true;
      return;
    }
    try {
      this.#journal.commit();
      this.#isFull = false;
    } catch (error) {
      if (!this.#isFull)
        this.#parts.log.error({ err: error }, 'Readings cannot be written down: the disk takes nothing');
      this.#isFull = true;
    }
  }

  /** Resolves when all that was read before is on the disk. */
  async committed(): Promise<void> {
    this.commit();
    while (this.#isDue) await new Promise((resolve) => setImmediate(resolve));
  }

  /** Brings all up to date that can be: hours are sealed, rolled up, and what is too old is taken away. */
  keep(): Promise<void> {
    return this.#alone(() => this.#keep());
  }

  /** Takes in what a device read before anybody listened. Points that are not kept are left out. */
  absorb(site: string, device: string, rows: readonly PastRow[]): Promise<void> {
    const points = [...new Set(rows.flatMap(({ values }) => Object.keys(values)))];
    const numbers = this.#journal.numbersOf(site, device, points, rows[0]?.at ?? 0);
    const metrics = new Map(points.map((point, place) => [point, numbers.metrics[place]]));
    const list = new SampleList();
    for (const { at, values } of rows)
      for (const [point, value] of Object.entries(values)) {
        const metric = metrics.get(point);
        if (metric !== undefined) list.push(metric, Math.round(at), value, 0);
      }
    return this.#absorb(numbers.device, list);
  }

  /** The same of a device's series. Where there is a reading at the same time already the one that is taken in holds. */
  takeIn(site: string, device: string, past: readonly Omit<PastSeries, 'device'>[]): Promise<void> {
    const list = new SampleList();
    let number = 0;
    for (const { point, at, value, quality } of past) {
      const firstAt = at.reduce((a, b) => Math.min(a, b), Infinity);
      const { device: own, metrics } = this.#journal.numbersOf(site, device, [point], firstAt);
      const [metric] = metrics;
      number = own;
      if (metric === undefined) continue;
      for (const [row, time] of at.entries())
        list.push(metric, time, value[row] ?? 0, qualities.indexOf(quality[row] ?? 'good'));
    }
    return list.length === 0 ? Promise.resolve() : this.#absorb(number, list);
  }

  /** Resolves when what was begun of that is done. */
  async kept(): Promise<void> {
    await this.#keeping;
  }

  list(site: string): Promise<Answers['list']> {
    return this.#ask({ kind: 'list', site, view: this.#view() });
  }

  buckets(
    span: Span & { readonly points: number; readonly step?: HistoryStep | undefined },
  ): Promise<Answers['buckets']> {
    return this.#ask({ kind: 'buckets', view: this.#view(), ...span });
  }

  last(site: string, series: readonly SeriesOf[], at: number): Promise<Answers['last']> {
    return this.#ask({ kind: 'last', view: this.#view(), site, series, at });
  }

  /** The lines of an export, as they are asked for. */
  async *export(span: Omit<Extract<Ask, { kind: 'export' }>, 'kind' | 'view'>): AsyncGenerator<string | Uint8Array> {
    const id = await this.#ask({ kind: 'export', view: this.#view(), ...span });
    try {
      for (;;) {
        const lines = await this.#ask({ kind: 'export-next', id });
        if (lines === undefined) return;
        yield lines;
      }
    } finally {
      await this.#ask({ kind: 'export-close', id });
    }
  }

  /** Takes away all that a device ever read. */
  async forget(site: string, device: string): Promise<void> {
    await this.#alone(async () => {
      await this.#keep();
      this.#journal.forgetDevice(site, device);
      await this.#ask({ kind: 'forget', site, device, now: this.#parts.clock.wallMs() });
      await this.#steps();
    });
  }

  async state(site: string): Promise<Answers['state'] & { readonly pending: number; readonly mostBytes: number }> {
    const state = await this.#ask({ kind: 'state', site });
    return { ...state, pending: this.#journal.pending, mostBytes: this.#parts.retention.mostBytes };
  }

  get #isTrusted(): boolean {
    const { trust } = this.#parts.clock;
    return trust === 'synced' || trust === 'set-by-person';
  }

  #ask<A extends Ask>(ask: A) {
    return this.#desk.ask(ask);
  }

  #view(): OpenView {
    // What has no number yet cannot be asked for by anybody.
    if (this.#journal.hasNew) this.commit();
    const { clock } = this.#parts;
    const journaled = this.#journal.lastRow;
    return { pending: this.#journal.peek(), stamp: this.#stamp(), now: clock.wallMs(), journaled };
  }

  #stamp() {
    const { clock } = this.#parts;
    return this.#isTrusted ? { boot: clock.boot, shiftMs: clock.wallMs() - clock.monoMs() } : undefined;
  }

  #keepWhenDue(): void {
    if (this.#keeping || this.#keptHour === undefined) return;
    if (hourOf(this.#parts.clock.wallMs()) !== this.#keptHour) void this.keep();
  }

  /** One work on the tables after the other. */
  #alone(work: () => Promise<void>): Promise<void> {
    const before = this.#keeping ?? Promise.resolve();
    // What became of the one before is told to who asked for it.
    const own = before.catch(() => {}).then(work);
    const ended = own.finally(() => {
      if (this.#keeping === ended) this.#keeping = undefined;
    });
    this.#keeping = ended;
    return ended;
  }

  #absorb(device: number, list: SampleList): Promise<void> {
    const segment = encodeSegment(segmentOfList(list));
    return this.#alone(async () => {
      this.commit();
      await this.#ask({ kind: 'absorb', device, segment, now: this.#parts.clock.wallMs() });
      await this.#steps();
    });
  }

  async #keep(): Promise<void> {
    const { clock, zones, retention, log } = this.#parts;
    this.commit();
    const now = clock.wallMs();
    // Whatever becomes of it: the next one is due in an hour.
    this.#keptHour = hourOf(now);
    const { rows, through } = this.#journal.turn();
    if (!this.#isTrusted && rows < UNTRUSTED_ROWS) return;
    try {
      await this.#ask({ kind: 'keep', order: { through, stamp: this.#stamp(), now, zones: zones(), retention } });
      await this.#steps();
    } catch (error) {
      log.error({ err: error }, 'The history could not be brought up to date; it is tried again in an hour');
    }
  }

  /** One transaction after the other; in between the engine's own are written. */
  async #steps(): Promise<void> {
    for (let isMore = true; isMore && !this.#isStopping;) {
      this.#isStepping = true;
      try {
        isMore = await this.#ask({ kind: 'step' });
      } finally {
        this.#isStepping = false;
        if (this.#isDue) {
          this.#isDue = false;
          this.commit();
        }
      }
    }
  }

  #letGo(): void {
    const count = this.#journal.drop();
    this.#parts.log.error({ count }, 'Readings were let go: the disk takes nothing and memory is short');
  }

  #tellDamaged({ tier, key, hour, why }: Damaged): void {
    this.#parts.log.error({ tier, key, hour }, `Part of the history was put aside: ${why}`);
    this.#parts.onDamaged(`Part of the history cannot be read and was put aside: ${why}`);
  }

  #every(ms: number, run: () => void): void {
    let cancel: Cancel = () => {};
    const again = () => {
      cancel = this.#parts.clock.after(ms, () => {
        run();
        again();
      });
    };
    again();
    this.#cancels.push(() => cancel());
  }
}

/** An hour begins a little later for us: what was read in the one before has come in by then. */
function hourOf(now: number): number {
  return Math.floor((now - KEEP_AFTER_HOUR_MS) / HOUR_MS);
}
