import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { newSite } from '../../src/domain/people/sites.ts';
import { powerMeter } from '../../src/device-types/index.ts';
import { Database } from '../../src/store/database.ts';
import { HistoryFile } from '../../src/store/history/history-file.ts';
import { SqliteFieldStore } from '../../src/store/field-store.ts';
import { lockDataFolder } from '../../src/store/lock.ts';
import { SqlitePeopleStore } from '../../src/store/people.ts';
import { runCli } from './run-cli.ts';

const SITE = 'site_history01';
const START = Date.UTC(2026, 2, 27);
let dir: string;

beforeEach(() => {
  dir = mkdtempSync(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'farmgate-cli-history-'));
  const db = new Database(join(dir, 'farmgate.db'));
  new SqlitePeopleStore(db).insertSite(newSite({ id: SITE, name: 'Hill', timeZone: 'Asia/Dhaka' }, START));
  new SqliteFieldStore(db).saveDevice({
    site: SITE,
    id: 'meter-1',
    type: powerMeter.id,
    name: 'Meter',
    demo: false,
    adoptedAt: START,
  });
  db.close();
});
afterEach(() => rmSync(dir, { recursive: true }));

const history = (...args: string[]) => runCli(['history', ...args, '--data', dir]);

/** Three hours of a meter. */
function fill(): void {
  const file = new HistoryFile(dir);
  const rows = Array.from({ length: 180 }, (_, minute) => ({
    at: START + minute * 60_000,
    values: { energy: minute, voltage: 230.5 },
  }));
  file.absorb({ site: SITE, device: 'meter-1', points: powerMeter.points, rows });
  file.keep(() => 'Asia/Dhaka');
  file.close();
}

describe('farmgate history', () => {
  it('lists what there is', async () => {
    fill();
    const { code, out } = await history('list');
    expect([code, out]).toEqual([
      0,
      `${SITE}\tmeter-1/voltage\tV\t2026-03-27T00:00:00.000Z\n${SITE}\tmeter-1/energy\tWh\t2026-03-27T00:00:00.000Z\n`,
    ]);
  });

  it('exports in steps, in the time of the site', async () => {
    fill();
    const span = ['--from', '2026-03-27T00:00Z', '--to', '2026-03-27T03:00Z'];
    const { code, out } = await history('export', '--series', 'meter-1/energy', ...span, '--step', '3600');
    expect([code, out.split('\r\n').slice(0, 2)]).toEqual([
      0,
      [
        'time,local,device,point,value,min,max,total,coverS,readings',
        '2026-03-27T00:00:00.000Z,2026-03-27T06:00:00.000+06:00,meter-1,energy,59,0,59,59,3540,60',
      ],
    ]);
  });

  it('finds all whole, or tells what is damaged and ends with 1', async () => {
    fill();
    expect(await history('verify')).toMatchObject({ code: 0, out: '360 readings in 3 hours, and 2 roll-ups\n' });
    const db = new Sqlite(join(dir, 'history.db'));
    db.prepare("UPDATE raw SET h1 = x'0102030405060708'").run();
    db.close();
    const { code, out, err } = await history('verify');
    expect([code, out.includes('Hour 1 '), err.includes('1 parts are damaged')]).toEqual([1, true, true]);
  });

  it.each([
    [['export', '--series', 'meter-2/energy', '--from', '2026-03-27'], 'There is no history of meter-2/energy here'],
    [['export', '--series', 'meter-1/energy', '--from', 'lately'], '--from takes a time'],
    [['export', '--series', 'meter-1/energy', '--from', '2026-03-27', '--to', '2026-03-26'], 'ends before it begins'],
    [['export', '--series', 'meter-1/energy', '--from', '2026-03-27', '--step', '7'], '--step takes 0 or one of'],
    [
      ['export', '--series', 'meter-1/energy', '--from', '2026-03-27', '--format', 'xml'],
      '--format takes csv, jsonl, parquet',
    ],
    [['export', '--series', 'meter-1/energy', '--from', '2026-03-27', '--site', 'x'], 'Say whose history'],
  ])('refuses %j with a sentence', async (args, words) => {
    fill();
    const { code, out, err } = await history(...args);
    expect([code === 0, out, err.includes(words), err.includes('    at ')]).toEqual([false, '', true, false]);
  });
});

describe('farmgate history import', () => {
  const table = (text: string): string => {
    const file = join(dir, 'table.csv');
    writeFileSync(file, text);
    return file;
  };

  it('takes in what an export has written, and lists it', async () => {
    fill();
    const span = ['--from', '2026-03-27T00:00Z', '--to', '2026-03-27T03:00Z', '--series', 'meter-1/voltage'];
    const { out: text } = await history('export', ...span);
    for (const end of ['', '-wal', '-shm']) rmSync(join(dir, `history.db${end}`), { force: true });
    const { code, out } = await history('import', table(text));
    expect([code, out]).toEqual([
      0,
      'meter-1/voltage\t180\t2026-03-27T00:00:00.000Z\t2026-03-27T02:59:00.000Z\n180 readings were taken in.\n',
    ]);
    expect((await history('export', ...span)).out).toBe(text);
  });

  it('only says what is in it, where that is all that is wanted', async () => {
    const file = table('time;meter-1/energy\n2026-03-27T00:00Z;4\n');
    expect(await history('import', '--check', file)).toMatchObject({
      code: 0,
      out: expect.stringContaining('1 readings could be taken in.'),
    });
    expect((await history('list')).out).toBe('');
  });

  it('takes in nothing of a table with a line that cannot be read, and says which', async () => {
    const file = table('time,meter-1/energy\n2026-03-27T00:00Z,4\n2026-03-27T00:01Z,four\n');
    const { code, err } = await history('import', file);
    expect([code, err]).toEqual([
      2,
      expect.stringMatching(/1 line of .* nothing was taken in:\n {2}line 3: “four” is no number/),
    ]);
    expect((await history('list')).out).toBe('');
  });

  it('says so where there is no such file, and while the gateway runs', async () => {
    expect(await history('import', join(dir, 'nowhere.csv'))).toMatchObject({ err: expect.stringContaining('ENOENT') });
    const lock = lockDataFolder(dir);
    expect((await history('import', table('time,meter-1/energy\n'))).code).not.toBe(0);
    lock.release();
  });
});

describe('farmgate sim backfill', () => {
  it('gives each device a past, the same each time', async () => {
    const first = await runCli(['sim', 'backfill', '--days', '10', '--data', dir]);
    expect([first.code, /^meter-1: \d{5} readings$/m.test(first.out)]).toEqual([0, true]);
    const count = async () => (await history('verify')).out;
    const before = await count();
    await runCli(['sim', 'backfill', '--days', '10', '--data', dir]);
    expect(Math.abs(Number.parseInt(await count(), 10) - Number.parseInt(before, 10))).toBeLessThan(20);
  });

  it.each([
    [['--days', '0'], '--days takes a whole number from 1 to 3660'],
    [['--every', 'x'], '--every takes a whole number from 5 to 3600'],
    [['--data', '/nowhere/at/all'], "There is no gateway's data in"],
  ])('refuses %j with a sentence', async (args, words) => {
    const { code, err } = await runCli(['sim', 'backfill', '--data', dir, ...args]);
    expect([code === 0, err.includes(words), err.includes('    at ')]).toEqual([false, true, false]);
  });
});
