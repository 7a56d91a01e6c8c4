import { mkdirSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { HistoryDesk } from '../../gateway/src/store/history/desk.ts';
import type { Ask } from '../../gateway/src/store/history/asks.ts';
import { deviceWritten } from './disk-written.ts';
import { cpuMsOf } from './process-cost.ts';
import { median } from './pairs.ts';
import { Program } from './program.ts';
import { held, skipped, type Context, type Goal, type Group, type Result } from './result.ts';
import { withScratch } from './scratch.ts';
import { deviceName, EVERY_MS, metrics, SERIES, StoreData, STORE_START } from './store-data.ts';
import { findStorePeer, startInflux, startVictoria, type StorePeer } from './store-peers.ts';

const SAMPLES = 10_000_000;
/** 200 series every 5 s. */
const DAY_SAMPLES = 3_456_000;
/** The recorder writes 24 GB a day at 5 s: an hour and a half of it says as much, and less the longer it goes on. */
const RECORDER_SAMPLES = 216_000;
const LONG = 50_000_000;
const LONG_MARKS = [500_000, 1_500_000, 48_500_000, 49_500_000];
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** Twenty series of a year, every 10 min, for the question of a year of days. */
const YEAR = { devices: 3, everyMs: 600_000, days: 366 } as const;
const YEAR_SERIES = 20;

const ours = '10 M samples of 200 series every 5 s with 40 ms of jitter, fsync at each commit, on the disk';
const goals = {
  bytes: {
    name: 'store.bytes',
    unit: 'x',
    most: 0.6,
    against: 'VictoriaMetrics',
    method: `size of the files, ours with quarters and days: ${ours}`,
  },
  cpu: {
    name: 'store.cpu',
    unit: 'x',
    most: 0.15,
    against: 'VictoriaMetrics',
    method: `CPU a sample to take it in: ${ours}`,
  },
  written5: {
    name: 'store.written.5s',
    unit: 'x',
    most: 1 / 75,
    against: "Home Assistant's recorder schema",
    method:
      'bytes that the device wrote meanwhile, a sample, the journal of its file system in it, on a machine that does nothing else; a commit every 5 s',
  },
  written5Influx: {
    name: 'store.written.5s.influx',
    unit: 'x',
    most: 0.4,
    against: 'InfluxDB',
    method: 'the same, a day of 5 s writes each',
  },
  written60: {
    name: 'store.written.60s',
    unit: 'x',
    most: 1 / 75,
    against: "Home Assistant's recorder schema",
    method: 'as store.written.5s, a commit every 60 s',
  },
  written60Influx: {
    name: 'store.written.60s.influx',
    unit: 'x',
    most: 0.1,
    against: 'InfluxDB',
    method:
      'our day of 60 s commits, its day of 5 s writes, fed as fast as it takes them: what it does of itself in a real day besides is not in it',
  },
  day: {
    name: 'store.query.day',
    unit: 'x',
    most: 0.5,
    against: 'VictoriaMetrics over HTTP',
    method: '24 h of one series as they were read, median of 21',
  },
  dayRecorder: {
    name: 'store.query.day.recorder',
    unit: 'x',
    most: 1 / 20,
    against: 'recorder schema, the same rows in SQLite',
    method: '24 h of one series as they were read, median of 21',
  },
  year: {
    name: 'store.query.year',
    unit: 'x',
    most: 1 / 50,
    against: 'recorder schema, grouped by day',
    method: `a year of days of ${YEAR_SERIES} series, median of 21`,
  },
  flatWritten: {
    name: 'store.flat.written',
    unit: 'x',
    most: 1.1,
    against: 'itself at 1 M samples',
    method: 'bytes written a sample around 49 M samples to around 1 M',
  },
  flatCpu: {
    name: 'store.flat.cpu',
    unit: 'x',
    most: 1.1,
    against: 'itself at 1 M samples',
    method: 'CPU a sample around 49 M samples to around 1 M',
  },
} as const satisfies Record<string, Goal>;

/** What years of readings cost, beside the databases that people would install for them. */
export const store: Group = { name: 'store', run: measure };

interface Fed {
  readonly samples: number;
  readonly bytes: number;
  readonly written: number;
  readonly cpuUs: number;
  readonly file: string;
  readonly marks?: readonly { readonly samples: number; readonly cpuUs: number; readonly written: number }[];
}

async function measure(context: Context): Promise<Result[]> {
  const results: Result[] = [];
  await withScratch(context.root, async (dir) => {
    const folder = (name: string) => {
      const path = join(dir, name);
      mkdirSync(path, { recursive: true });
      return path;
    };
    if (wantsAny(context, 'store.flat')) {
      context.note(`Feeding ${LONG / 1e6} M samples`);
      results.push(
        ...flat(await feedOurs(context, folder('long'), { samples: LONG, commitMs: 60_000, marks: LONG_MARKS })),
      );
      rmSync(join(dir, 'long'), { recursive: true });
    }
    if (wantsAny(context, 'store.bytes', 'store.cpu', 'store.query.day'))
      results.push(...(await againstVictoria(context, folder)));
    if (wantsAny(context, 'store.written')) results.push(...(await writing(context, folder)));
    if (wantsAny(context, 'store.query.year')) results.push(await yearOfDays(context, folder('year')));
  });
  return results;
}

function wantsAny(context: Context, ...prefixes: readonly string[]): boolean {
  return Object.values(goals).some(
    ({ name }) => prefixes.some((prefix) => name.startsWith(prefix)) && context.wants(name),
  );
}

function flat({ marks = [] }: Fed): Result[] {
  const [a, b, c, d] = marks;
  if (!a || !b || !c || !d) throw new Error('The marks were not told.');
  const rate = (of: 'cpuUs' | 'written', from: typeof a, to: typeof a) =>
    (to[of] - from[of]) / (to.samples - from.samples);
  const seen = (of: 'cpuUs' | 'written', unit: string) =>
    `${rate(of, c, d).toFixed(3)} and ${rate(of, a, b).toFixed(3)} ${unit}`;
  return [
    held(goals.flatWritten, rate('written', c, d) / rate('written', a, b), seen('written', 'bytes')),
    held(goals.flatCpu, rate('cpuUs', c, d) / rate('cpuUs', a, b), seen('cpuUs', 'us')),
  ];
}

async function againstVictoria(context: Context, folder: (name: string) => string): Promise<Result[]> {
  const program = findStorePeer('victoria-metrics');
  const mine = [goals.bytes, goals.cpu, goals.day, goals.dayRecorder];
  if (!program) return mine.map((goal) => skipped(goal, 'victoria-metrics (Debian)'));
  context.note(`Feeding ${SAMPLES / 1e6} M samples to the store and to VictoriaMetrics`);
  const fed = await feedOurs(context, folder('ours'), { samples: SAMPLES, commitMs: 60_000 });
  const peer = await startVictoria(program, folder('vm'));
  try {
    const before = cpuMsOf(peer.pid);
    await feedPeer(peer, SAMPLES, 1);
    await peer.get('/internal/force_flush');
    const cpuUs = (cpuMsOf(peer.pid) - before) * 1000;
    const queried = wantsAny(context, 'store.query.day') ? await queryDays(context, fed.file, peer, folder) : [];
    await peer.get('/internal/force_merge');
    const bytes = sizeOf(peer.dir);
    const per = (value: number, samples = SAMPLES) => value / samples;
    return [
      held(
        goals.bytes,
        per(fed.bytes, fed.samples) / per(bytes),
        `${per(fed.bytes, fed.samples).toFixed(3)} against ${per(bytes).toFixed(3)} bytes a sample`,
      ),
      held(
        goals.cpu,
        per(fed.cpuUs, fed.samples) / per(cpuUs),
        `${per(fed.cpuUs, fed.samples).toFixed(3)} against ${per(cpuUs).toFixed(3)} us a sample`,
      ),
      ...queried,
    ];
  } finally {
    await peer.stop();
  }
}

/** 24 h of one series, by each in turns. */
async function queryDays(
  context: Context,
  file: string,
  peer: StorePeer,
  folder: (name: string) => string,
): Promise<Result[]> {
  const from = STORE_START + DAY_MS + HOUR_MS;
  const to = from + DAY_MS;
  const desk = new HistoryDesk(file);
  const ask: Extract<Ask, { kind: 'buckets' }> = {
    kind: 'buckets',
    site: 'farm',
    timeZone: 'Asia/Dhaka',
    series: [{ device: deviceName(7), point: 'power' }],
    from,
    to,
    points: 600,
    step: 0,
    // All of it is sealed, which the gateway knows of its own journal.
    view: { pending: undefined, stamp: undefined, now: to + HOUR_MS, journaled: 0 },
  };
  const path = `/api/v1/export?match[]=${encodeURIComponent(`meter_power{device="${deviceName(7)}"}`)}&start=${from / 1000}&end=${to / 1000}`;
  const found = { ours: 0, theirs: 0, recorder: 0 };
  const own = async () => {
    found.ours = desk.answer(ask).series[0]?.at.length ?? 0;
  };
  const their = async () => {
    found.theirs = (await peer.get(path))
      .split('\n')
      .reduce((sum, line) => sum + (line ? (JSON.parse(line) as { values: unknown[] }).values.length : 0), 0);
  };
  const recorded = await feedRecorder(context, folder('recorder-day'), {
    samples: DAY_SAMPLES * 2,
    commitMs: 600_000,
    unsafe: true,
  });
  const recorder = new Sqlite(recorded.file, { readonly: true });
  const rows = recorder.prepare(
    'SELECT state, last_updated_ts FROM states WHERE metadata_id = ? AND last_updated_ts >= ? AND last_updated_ts < ?',
  );
  const metadata = 7 * metrics.length + metrics.indexOf('power') + 1;
  const record = async () => {
    found.recorder = rows.all(metadata, (STORE_START + HOUR_MS) / 1000, (STORE_START + HOUR_MS + DAY_MS) / 1000).length;
  };
  const times = await inTurns([own, their, record]);
  desk.close();
  recorder.close();
  const wanted = DAY_MS / EVERY_MS;
  for (const [who, count] of Object.entries(found))
    if (Math.abs(count - wanted) > 2) throw new Error(`${who} answered ${count} readings and not ${wanted}.`);
  const [mine = 0, theirs = 0, scanned = 0] = times;
  return [
    held(goals.day, mine / theirs, `${mine.toFixed(2)} and ${theirs.toFixed(2)} ms`),
    held(goals.dayRecorder, mine / scanned, `${mine.toFixed(2)} and ${scanned.toFixed(2)} ms`),
  ];
}

async function writing(context: Context, folder: (name: string) => string): Promise<Result[]> {
  const results: Result[] = [];
  const program = findStorePeer('influxdb');
  let influx: number | undefined;
  if (program) {
    context.note('A day of readings to InfluxDB');
    const peer = await startInflux(program, folder('influx'));
    try {
      const before = deviceWritten(peer.dir);
      await feedPeer(peer, DAY_SAMPLES, 1);
      influx = (deviceWritten(peer.dir) - before) / DAY_SAMPLES;
    } finally {
      await peer.stop();
    }
  }
  for (const [seconds, goal, influxGoal] of [
    [5, goals.written5, goals.written5Influx],
    [60, goals.written60, goals.written60Influx],
  ] as const) {
    context.note(`A day of readings, a commit every ${seconds} s`);
    const feed = async (by: typeof feedOurs, name: string, samples: number) => {
      const dir = folder(`${name}-${seconds}`);
      const before = deviceWritten(dir);
      const fed = await by(context, dir, { samples, commitMs: seconds * 1000 });
      return (deviceWritten(dir) - before) / fed.samples;
    };
    const mine = await feed(feedOurs, 'ours', DAY_SAMPLES);
    const theirs = await feed(feedRecorder, 'recorder', RECORDER_SAMPLES);
    const day = `${((mine * DAY_SAMPLES) / 1e6).toFixed(0)} MB a day`;
    results.push(held(goal, mine / theirs, `${day} against ${((theirs * DAY_SAMPLES) / 1e9).toFixed(1)} GB`));
    results.push(
      influx === undefined
        ? skipped(influxGoal, 'influxdb (Debian)')
        : held(influxGoal, mine / influx, `${day} against ${((influx * DAY_SAMPLES) / 1e6).toFixed(0)} MB`),
    );
  }
  return results;
}

async function yearOfDays(context: Context, dir: string): Promise<Result> {
  context.note('A year of days');
  const samples = ((YEAR.days * DAY_MS) / YEAR.everyMs) * YEAR.devices * metrics.length;
  const own = await feedOurs(context, dir, {
    samples,
    commitMs: HOUR_MS,
    devices: YEAR.devices,
    everyMs: YEAR.everyMs,
  });
  const recorded = await feedRecorder(context, dir, {
    samples,
    commitMs: DAY_MS,
    devices: YEAR.devices,
    everyMs: YEAR.everyMs,
    unsafe: true,
  });
  const names = Array.from({ length: YEAR_SERIES }, (_, at) => ({
    device: deviceName(Math.floor(at / metrics.length)),
    point: metrics[at % metrics.length] ?? 'power',
  }));
  const to = STORE_START + 365 * DAY_MS;
  const desk = new HistoryDesk(own.file);
  const ask: Extract<Ask, { kind: 'buckets' }> = {
    kind: 'buckets',
    site: 'farm',
    timeZone: 'Asia/Dhaka',
    series: names,
    from: STORE_START,
    to,
    points: 600,
    step: 86_400,
    view: { pending: undefined, stamp: undefined, now: to + DAY_MS, journaled: 0 },
  };
  const db = new Sqlite(recorded.file, { readonly: true });
  const scan = db.prepare(
    `SELECT metadata_id, date(last_updated_ts + 21600, 'unixepoch') AS day, min(CAST(state AS REAL)), max(CAST(state AS REAL)), avg(CAST(state AS REAL))
     FROM states WHERE metadata_id <= ? AND last_updated_ts >= ? AND last_updated_ts < ? GROUP BY 1, 2`,
  );
  const found = { ours: 0, theirs: 0 };
  const [mine = 0, theirs = 0] = await inTurns(
    [
      async () => {
        found.ours = desk.answer(ask).series.reduce((sum, { at }) => sum + at.length, 0);
      },
      async () => {
        found.theirs = scan.all(YEAR_SERIES, STORE_START / 1000, to / 1000).length;
      },
    ],
    { rounds: 21 },
  );
  desk.close();
  db.close();
  if (Math.abs(found.ours - found.theirs) > YEAR_SERIES) throw new Error(`${found.ours} days against ${found.theirs}.`);
  return held(goals.year, mine / theirs, `${mine.toFixed(2)} and ${theirs.toFixed(1)} ms`);
}

/** Median time of each, one after the other again and again. Unit: ms. */
async function inTurns(works: readonly (() => Promise<void>)[], { rounds } = { rounds: 21 }): Promise<number[]> {
  for (const work of works) await work();
  const times = works.map((): number[] => []);
  for (let round = 0; round < rounds; round++)
    for (const [at, work] of works.entries()) {
      const began = performance.now();
      await work();
      times[at]?.push(performance.now() - began);
    }
  return times.map(median);
}

async function feedPeer(peer: StorePeer, samples: number, ticksAtOnce: number): Promise<void> {
  const data = new StoreData();
  for (let fed = 0; fed < samples; fed += SERIES * ticksAtOnce)
    await peer.feed(Array.from({ length: ticksAtOnce }, () => data.next()).flat());
}

function feedOurs(context: Context, dir: string, order: object): Promise<Fed> {
  return fedBy(context, 'store-ours-main.ts', { dir, ...order });
}

function feedRecorder(context: Context, dir: string, order: object): Promise<Fed> {
  return fedBy(context, 'store-recorder-main.ts', { dir, ...order });
}

async function fedBy({ root }: Context, program: string, order: object): Promise<Fed> {
  const running = new Program([join(root, 'scripts/bench', program), JSON.stringify(order)], { cwd: root });
  return JSON.parse(await running.saying(/^done (.*)$/)) as Fed;
}

function sizeOf(dir: string): number {
  return readdirSync(dir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .reduce((sum, { parentPath, name }) => sum + statSync(join(parentPath, name)).size, 0);
}
