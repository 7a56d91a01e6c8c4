import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Clock } from '../contract/index.ts';
import { HOUR_MS } from '../store/history/blocks.ts';
import { Journal } from '../store/history/journal.ts';
import { prune } from '../store/history/retention.ts';
import { rollDays, rollQuarters } from '../store/history/rolling.ts';
import { seal, type Keeping } from '../store/history/sealing.ts';
import { HistoryTables } from '../store/history/tables.ts';
import { FED_DEVICES, FED_START, FEED_RETENTION, fedAt, MINUTE_MS } from './history-fed.ts';
import { lookAt } from './history-kills.ts';
import { imageOf, layOut, tornBetween } from './torn-image.ts';

const ZONE = 'Asia/Kathmandu';
/** A row is committed each minute. */
const MINUTES_AT_ONCE = 60;

/**
 * A history that is fed an hour at a time, as fast as it goes, and stands still after each write that is one sync: between any two of
 * them the power may go.
 */
export class TornHistory {
  readonly #dir: string;
  readonly #trial: string;
  #tables: HistoryTables;
  #journal: Journal;
  #minutes = 0;

  constructor(dir: string) {
    this.#dir = join(dir, 'live');
    this.#trial = join(dir, 'torn');
    mkdirSync(this.#dir, { recursive: true });
    [this.#tables, this.#journal] = this.#open();
  }

  close(): void {
    this.#journal.close();
    this.#tables.close();
    for (const dir of [this.#dir, this.#trial]) rmSync(dir, { recursive: true, force: true });
  }

  get minutes(): number {
    return this.#minutes;
  }

  /** Feeds an hour; at one of its writes the power goes. Answers what is not as it should be then, in sentences. */
  hour(random: () => number): string[] {
    const isCommit = random() < 0.4;
    let left = Math.floor(random() * (isCommit ? MINUTES_AT_ONCE : 14));
    const faults: string[] = [];
    for (const write of this.#writes()) {
      const isWanted = (write.kind === 'commit') === isCommit && left-- === 0;
      const before = isWanted ? imageOf(this.#dir) : undefined;
      const said = this.#minutes;
      write.run();
      if (before) faults.push(...this.#cut(before, said, random).map((fault) => `${write.kind}: ${fault}`));
    }
    return faults;
  }

  /** Each write of an hour: a row for each minute, then what there is to keep, then what SQLite's log holds into its file. */
  *#writes(): Generator<{ readonly kind: string; readonly run: () => void }> {
    for (let minute = 0; minute < MINUTES_AT_ONCE; minute++) yield { kind: 'commit', run: () => this.#commit() };
    for (const [kind, work] of this.#works())
      for (let isDone = false; !isDone;) {
        yield { kind, run: () => (isDone = work.next().done ?? false) };
        yield { kind: 'checkpoint', run: () => this.#tables.checkpoint() };
      }
  }

  *#works(): Generator<[string, Generator<void>]> {
    const now = FED_START + this.#minutes * MINUTE_MS;
    const hour = Math.floor(now / HOUR_MS) * HOUR_MS;
    const keeping: Keeping = {
      tables: this.#tables,
      now,
      onDamaged: ({ why }) => {
        throw new Error(why);
      },
    };
    yield ['seal', seal(keeping, this.#journal.turn().through, undefined)];
    yield ['quarters', rollQuarters(keeping, hour, () => ZONE)];
    yield ['days', rollDays(keeping, hour, () => ZONE)];
    yield ['retention', prune(this.#tables, now, FEED_RETENTION)];
  }

  #commit(): void {
    for (const device of FED_DEVICES)
      for (const fed of fedAt(device, this.#minutes))
        this.#journal.note({ site: 'farm', device, quality: 'good', ...fed });
    this.#journal.commit();
    this.#minutes++;
  }

  #cut(before: ReturnType<typeof imageOf>, said: number, random: () => number): string[] {
    const image = tornBetween(before, imageOf(this.#dir), { random, share: random() });
    layOut(this.#trial, image);
    return [...lookAt(this.#trial, said).faults];
  }

  #open(): [HistoryTables, Journal] {
    const tables = new HistoryTables(join(this.#dir, 'history.db'));
    const clock: Clock = {
      boot: 'torn',
      monoMs: () => this.#minutes * MINUTE_MS,
      wallMs: () => FED_START + this.#minutes * MINUTE_MS,
      after: () => () => {},
    };
    const meaningOf = ({ point }: { point: string }) => ({
      rule: point === 'energy' ? ({ kind: 'counter' } as const) : ({ kind: 'measure' } as const),
      unit: '' as const,
    });
    return [tables, new Journal({ tables, clock, isTrusted: () => true, meaningOf })];
  }
}
