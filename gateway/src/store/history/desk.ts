import { Fault } from '../../domain/fault.ts';
import type { Answers, Ask, KeepOrder, OpenView } from './asks.ts';
import { bucketsOf, lastOf } from './asking.ts';
import { BLOCK_MS, deviceOf, HOUR_MS, keyOf, spanOf } from './blocks.ts';
import { Catalogue } from './catalogue.ts';
import { exportOf } from './exporting.ts';
import { OpenHours } from './open-hours.ts';
import type { JournalRow } from './journal-log.ts';
import { HistoryReader } from './reader.ts';
import { prune } from './retention.ts';
import { rollDays, rollQuarters } from './rolling.ts';
import { absorb, seal, type Keeping } from './sealing.ts';
import { decodeSegment } from './segment-codec.ts';
import { HistoryTables, type Damaged } from './tables.ts';
import { verify } from './verifying.ts';

/** What was asked with, and what is answered. */
export type AnswerTo<A extends Ask> = Answers[A['kind']];

const MONTH_MS = 32 * 24 * HOUR_MS;
/** An export that nobody goes on with is closed when this many others have begun. */
const EXPORTS_MOST = 4;

/** Answers whatever the history is asked, one after the other, with a connection of its own: to be run beside the engine. */
export class HistoryDesk {
  readonly #tables: HistoryTables;
  readonly #exports = new Map<number, Generator<string | Uint8Array>>();
  #work: Iterator<unknown> | undefined;
  #lastExport = 0;
  #damaged: Damaged[] = [];
  #known: { readonly version: number; readonly catalogue: Catalogue } | undefined;
  #rows: readonly JournalRow[] = [];

  constructor(file: string) {
    this.#tables = new HistoryTables(file);
  }

  close(): void {
    this.#tables.close();
  }

  /** What could not be read and was put aside since this was asked last. */
  takeDamaged(): Damaged[] {
    const damaged = this.#damaged;
    this.#damaged = [];
    return damaged;
  }

  answer<A extends Ask>(ask: A): AnswerTo<A> {
    // The switch answers each kind as `Answers` says; TypeScript cannot follow that through a union.
    return this.#answer(ask) as AnswerTo<A>;
  }

  #answer(ask: Ask): Answers[Ask['kind']] {
    switch (ask.kind) {
      case 'list':
        return this.#catalogue().list(ask.site);
      case 'buckets':
        return bucketsOf(this.#reader(ask.view), this.#catalogue(), ask);
      case 'last':
        return lastOf(this.#reader(ask.view), this.#catalogue(), ask);
      case 'export':
        return this.#export(ask);
      case 'export-next':
        return this.#exportNext(ask.id);
      case 'export-close':
        this.#exports.delete(ask.id);
        return undefined;
      case 'keep':
        this.#work = this.#keep(ask.order);
        return undefined;
      case 'absorb':
        this.#work = absorb(this.#keeping(ask.now), ask.device, decodeSegment(ask.segment));
        return undefined;
      case 'step':
        return this.#step();
      case 'forget':
        this.#work = this.#forget(ask.site, ask.device, ask.now);
        return undefined;
      case 'state':
        return this.#state(ask.site);
      case 'verify':
        return verify(this.#tables);
    }
  }

  #keeping(now: number): Keeping {
    return { tables: this.#tables, now, onDamaged: (damaged) => this.#damaged.push(damaged) };
  }

  /** Read again when a name came in, or one was taken away here. */
  #catalogue(): Catalogue {
    const version = this.#tables.version();
    if (this.#known?.version !== version) this.#known = { version, catalogue: new Catalogue(this.#tables) };
    return this.#known.catalogue;
  }

  /** The rows of the journal that are not sealed; those that were read before are the same as then. */
  #journal(journaled: number | undefined): readonly JournalRow[] {
    const { sealed } = this.#tables.journalState();
    if (journaled === undefined || journaled > (this.#rows.at(-1)?.id ?? sealed)) {
      const before = new Map(this.#rows.map((row) => [row.id, row]));
      this.#rows = this.#tables.journal().map((row) => before.get(row.id) ?? row);
    }
    this.#rows = this.#rows.filter(({ id }) => id > sealed);
    return this.#rows;
  }

  /** What cannot be read of the journal is left where it is, for the sealing to put aside. */
  #reader({ pending, stamp, now, journaled }: OpenView): HistoryReader {
    const open = new OpenHours(this.#journal(journaled), stamp, () => {});
    if (pending) open.addPending(pending);
    return new HistoryReader({ ...this.#keeping(now), unpacked: new Map() }, open);
  }

  #export(ask: Extract<Ask, { kind: 'export' }>): number {
    const [oldest] = this.#exports.keys();
    if (oldest !== undefined && this.#exports.size >= EXPORTS_MOST) this.#exports.delete(oldest);
    this.#exports.set(++this.#lastExport, exportOf(this.#reader(ask.view), this.#catalogue(), ask));
    return this.#lastExport;
  }

  #exportNext(id: number): string | Uint8Array | undefined {
    const lines = this.#exports.get(id);
    if (!lines) throw new Fault('internal', 'This export was closed, as others were begun after it.');
    const { value, done } = lines.next();
    if (!done) return value;
    this.#exports.delete(id);
    return undefined;
  }

  #step(): boolean {
    const work = this.#work;
    if (!work) return false;
    this.#known = undefined;
    if (work.next().done) this.#work = undefined;
    return this.#work !== undefined;
  }

  *#keep({ through, stamp, now, zones, retention }: KeepOrder): Generator<void> {
    const keeping = this.#keeping(now);
    const hour = Math.floor(now / HOUR_MS) * HOUR_MS;
    yield* seal(keeping, through, stamp);
    const zoneOf = (site: string) => zones[site] ?? 'UTC';
    yield* rollQuarters(keeping, hour, zoneOf);
    yield* rollDays(keeping, hour, zoneOf);
    yield* prune(this.#tables, now, retention);
  }

  /** Takes all of a device away that is sealed. Yields after each transaction. */
  *#forget(site: string, device: string, now: number): Generator<void> {
    const tables = this.#tables;
    const row = tables.devices().find((one) => one.site === site && one.device === device);
    if (!row) return;
    for (const tier of ['raw', 'quarter', 'day'] as const) {
      const first = tables.firstKey(tier);
      if (first === undefined) continue;
      const spanMs = tier === 'day' ? MONTH_MS : BLOCK_MS;
      const keys: number[] = [];
      for (let span = spanOf(first); span * spanMs <= now + spanMs; span++) keys.push(keyOf(span, row.id));
      for (let at = 0; at < keys.length; at += 500) {
        tables.transaction(() => {
          for (const key of keys.slice(at, at + 500)) tables.drop(tier, key);
        });
        yield;
      }
    }
    tables.transaction(() => {
      for (const list of ['unrolled', 'undayed'] as const)
        for (const key of tables.marked(list)) if (deviceOf(key) === row.id) tables.unmark(list, key);
      tables.dropDevice(row.id);
    });
  }

  #state(site: string): Answers['state'] {
    const tables = this.#tables;
    const fromOf = (tier: 'raw' | 'quarter' | 'day') => {
      const first = tables.firstKey(tier);
      return first === undefined ? undefined : spanOf(first) * (tier === 'day' ? MONTH_MS : BLOCK_MS);
    };
    return {
      series: this.#catalogue().list(site).length,
      rawFrom: fromOf('raw'),
      quarterFrom: fromOf('quarter'),
      dayFrom: fromOf('day'),
      bytes: tables.usedBytes(),
      putAside: tables.quarantined(),
    };
  }
}
