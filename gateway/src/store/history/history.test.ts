import { cpSync, existsSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { parquetReadObjects } from 'hyparquet';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ClockTrust, PointValue } from '../../contract/index.ts';
import { silentLog } from '../../domain/log.ts';
import { FakeClock } from '../../testing/fake-clock.ts';
import { historyRules } from '../../testing/history-bench.ts';
import { DeskBeside } from './beside.ts';
import { DeskHere } from './here.ts';
import { History, type HistoryParts } from './history.ts';
import { logFiles } from './journal-log.ts';

const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
const START = Date.UTC(2026, 2, 27, 5);
const thread = join(import.meta.dirname, 'history-worker.ts');

class TestClock extends FakeClock {
  trust: ClockTrust = 'synced';
}

let dir: string;
let clock: TestClock;
let history: History;
const damaged: string[] = [];

beforeEach(() => {
  dir = mkdtempSync(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'farmgate-history-'));
  clock = new TestClock(START);
  damaged.length = 0;
  history = open();
});
afterEach(async () => {
  await history.stop();
  rmSync(dir, { recursive: true });
});

function open(options: Partial<HistoryParts> = {}): History {
  const made = new History({
    dir,
    clock,
    log: silentLog,
    commitMs: MINUTE_MS,
    retention: { rawDays: 90, quarterDays: 730, mostBytes: 2 ** 32 },
    meaningOf: ({ point }) => {
      const rule = historyRules[point];
      return rule && { rule, unit: point === 'current' ? 'mA' : '' };
    },
    zones: () => ({ north: 'Asia/Dhaka' }),
    makeDesk: (parts) => new DeskHere(parts),
    onDamaged: (why) => damaged.push(why),
    ...options,
  });
  made.start();
  return made;
}

function read(point: string, value: PointValue, device = 'pump', at = clock.wallMs()): void {
  history.note({ site: 'north', device, point, value, at, quality: 'good' });
}

const current = [{ device: 'pump', point: 'current' }];
const span = (from: number, to: number) => ({ site: 'north', timeZone: 'Asia/Dhaka', series: current, from, to });
const raw = async (from = START, to = START + DAY_MS) => {
  const [one] = (await history.buckets({ ...span(from, to), points: 600, step: 0 })).series;
  return [...(one?.at ?? []).entries()].map(([row, at]) => [at - START, one?.value[row]]);
};

describe('what is read', () => {
  it('can be asked for at once, written or not', async () => {
    read('current', 4_800);
    clock.advance(5_000);
    read('current', 4_700);
    expect(await raw()).toEqual([
      [0, 4_800],
      [5_000, 4_700],
    ]);
  });

  it('is on the disk after a commit interval', async () => {
    read('current', 4_800);
    clock.advance(MINUTE_MS);
    await crash();
    expect(await raw()).toEqual([[0, 4_800]]);
  });

  it('of less than a commit interval is all that a crash takes', async () => {
    read('current', 4_800);
    clock.advance(MINUTE_MS);
    read('current', 4_700);
    await crash();
    expect(await raw()).toEqual([[0, 4_800]]);
  });

  it('is written when the gateway stops', async () => {
    read('current', 4_800);
    await history.stop();
    history = open();
    expect(await raw()).toEqual([[0, 4_800]]);
  });

  it('of another site is not there', async () => {
    read('current', 4_800);
    const other = await history.buckets({ ...span(START, START + HOUR_MS), site: 'south', points: 600 });
    expect(other.series[0]).toMatchObject({ found: false });
    expect(await history.list('south')).toEqual([]);
  });

  it('is listed with its unit and since when', async () => {
    read('current', 4_800);
    read('relay', true);
    read('colour', 7);
    expect(await history.list('north')).toEqual([
      { device: 'pump', point: 'current', kind: 'measure', unit: 'mA', firstAt: START },
      { device: 'pump', point: 'relay', kind: 'flag', unit: '', firstAt: START },
    ]);
  });

  it('goes on waiting while the disk takes nothing, and is written when it does again', async () => {
    const [log] = logFiles(join(dir, 'history.db'));
    symlinkSync('/dev/full', log);
    read('current', 4_800);
    history.commit();
    read('current', 4_700, 'pump', START + 1);
    history.commit();
    rmSync(log);
    history.commit();
    await crash();
    expect(await raw()).toEqual([
      [0, 4_800],
      [1, 4_700],
    ]);
  });
});

describe('while nobody trusts the clock', () => {
  it('moves what was read to when it really was, as soon as the clock is set', async () => {
    clock.trust = 'restored';
    read('current', 4_800);
    clock.advance(MINUTE_MS);
    clock.jumpWall(3 * DAY_MS);
    clock.trust = 'synced';
    expect(await raw(START, START + 4 * DAY_MS)).toEqual([[3 * DAY_MS, 4_800]]);
    clock.advance(HOUR_MS);
    await history.keep();
    expect(await raw(START, START + 4 * DAY_MS)).toEqual([[3 * DAY_MS, 4_800]]);
  });

  it('seals the hours of before once it is trusted, by itself', async () => {
    clock.trust = 'restored';
    read('current', 4_800);
    clock.advance(30 * MINUTE_MS);
    await history.kept();
    expect((await history.state('north')).rawFrom).toBeUndefined();
    clock.trust = 'synced';
    clock.advance(HOUR_MS);
    await history.kept();
    expect((await history.state('north')).rawFrom).toBe(START - HOUR_MS);
  });

  it('seals nothing for six hours', async () => {
    clock.trust = 'restored';
    for (let minute = 0; minute < 5 * 60; minute++) {
      read('current', minute);
      clock.advance(MINUTE_MS);
    }
    await history.keep();
    expect((await history.state('north')).rawFrom).toBeUndefined();
    for (let minute = 0; minute < 2 * 60; minute++) {
      read('current', minute);
      clock.advance(MINUTE_MS);
    }
    await history.keep();
    expect((await history.state('north')).rawFrom).toBe(START - HOUR_MS);
  });
});

describe('what is kept', () => {
  /** A reading every ten minutes. */
  async function readDays(days: number): Promise<void> {
    for (let at = 0; at < days * 144; at++) {
      read('current', at % 100);
      read('energy', at);
      clock.advance(10 * MINUTE_MS);
    }
    await history.keep();
  }

  it('is each reading for as long as was set, then quarters, then days', async () => {
    await history.stop();
    history = open({ retention: { rawDays: 3, quarterDays: 6, mostBytes: 2 ** 32 } });
    await readDays(12);
    const { rawFrom = 0, quarterFrom = 0, dayFrom = Infinity } = await history.state('north');
    const now = clock.wallMs();
    expect(now - rawFrom).toBeGreaterThan(3 * DAY_MS);
    expect(now - rawFrom).toBeLessThan(3.5 * DAY_MS);
    expect(now - quarterFrom).toBeGreaterThan(6 * DAY_MS);
    expect(now - quarterFrom).toBeLessThan(6.5 * DAY_MS);
    expect(dayFrom).toBeLessThanOrEqual(START);
    const energy = { ...span(START, now), series: [{ device: 'pump', point: 'energy' }] };
    const [days] = (await history.buckets({ ...energy, points: 600, step: 86_400 })).series;
    expect(days?.whole?.total).toBe(12 * 144 - 1);
  });

  it('stays within the room that was set, the newest two days at least', async () => {
    await history.stop();
    history = open({ retention: { rawDays: 90, quarterDays: 730, mostBytes: 1 } });
    await readDays(10);
    const { rawFrom = 0 } = await history.state('north');
    expect(clock.wallMs() - rawFrom).toBeLessThan(3 * DAY_MS);
    expect(clock.wallMs() - rawFrom).toBeGreaterThanOrEqual(2 * DAY_MS);
  });

  it('can be forgotten of one device, and it begins anew', async () => {
    read('current', 4_800);
    read('current', 100, 'meter');
    clock.advance(5 * HOUR_MS);
    read('current', 4_700);
    await history.forget('north', 'pump');
    expect(await history.list('north')).toMatchObject([{ device: 'meter' }]);
    expect(await raw()).toEqual([]);
    read('current', 4_600);
    expect(await raw()).toEqual([[5 * HOUR_MS, 4_600]]);
  });
});

describe('beside the engine', () => {
  beforeEach(async () => {
    await history.stop();
    history = open({ makeDesk: (parts) => new DeskBeside(parts, thread) });
  });

  it('seals and answers in a thread of its own', async () => {
    for (let at = 0; at < 100; at++) {
      read('current', at);
      clock.advance(MINUTE_MS);
    }
    await history.keep();
    expect((await history.state('north')).rawFrom).toBe(START - HOUR_MS);
    expect(await raw()).toHaveLength(100);
    const lines: string[] = [];
    const ask = { ...span(START, clock.wallMs()), step: 0 as const, format: 'csv' as const };
    for await (const part of history.export(ask)) lines.push(...String(part).trimEnd().split('\r\n').filter(Boolean));
    expect(lines.slice(0, 2)).toEqual([
      'time,local,device,point,value,quality',
      '2026-03-27T05:00:00.000Z,2026-03-27T11:00:00.000+06:00,pump,current,0,good',
    ]);
    expect(lines).toHaveLength(101);
  });

  it('exports as Parquet what programs of others read', async () => {
    for (let at = 0; at < 100; at++) {
      read('current', at / 10);
      read('relay', at % 2 === 0);
      clock.advance(MINUTE_MS);
    }
    const parts: Uint8Array[] = [];
    const both = [...current, { device: 'pump', point: 'relay' }];
    const ask = { ...span(START, clock.wallMs()), series: both, step: 0 as const, format: 'parquet' as const };
    for await (const part of history.export(ask)) if (typeof part !== 'string') parts.push(part);
    const rows = await parquetReadObjects({ file: new Uint8Array(Buffer.concat(parts)).buffer });
    expect(rows).toHaveLength(200);
    expect(rows[3]).toEqual({
      time: new Date(START + 3 * MINUTE_MS),
      local: '2026-03-27T11:03:00.000+06:00',
      device: 'pump',
      point: 'current',
      value: 0.3,
      quality: 'good',
    });
    expect(rows[199]).toMatchObject({ point: 'relay', value: 0 });
  });

  it('has no thread after half a minute without a question, and one again at the next', async () => {
    read('current', 4_800);
    expect(await raw()).toHaveLength(1);
    clock.advance(31_000);
    read('current', 4_900);
    expect(await raw()).toHaveLength(2);
  });

  it('goes on when the file was damaged: that hour is put aside and told', async () => {
    read('current', 4_800);
    clock.advance(2 * HOUR_MS);
    read('current', 4_700);
    clock.advance(5 * HOUR_MS);
    await history.keep();
    const other = new Sqlite(join(dir, 'history.db'));
    other.prepare("UPDATE raw SET h1 = x'00112233445566' WHERE h1 IS NOT NULL").run();
    other.close();
    expect(await raw()).toEqual([[2 * HOUR_MS, 4_700]]);
    expect(damaged).toHaveLength(1);
    expect((await history.state('north')).putAside).toBe(1);
    expect(await raw()).toEqual([[2 * HOUR_MS, 4_700]]);
    expect(damaged).toHaveLength(1);
  });
});

/** Opens it anew as it stands on the disk. */
async function crash(): Promise<void> {
  const kept = mkdtempSync(join(tmpdir(), 'farmgate-kept-'));
  cpSync(dir, kept, { recursive: true });
  await history.stop();
  rmSync(dir, { recursive: true });
  dir = kept;
  history = open();
}
