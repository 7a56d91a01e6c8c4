import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { HistoryStep } from '../contract/index.ts';
import { HistoryDesk } from '../store/history/desk.ts';
import type { BucketSeries } from '../store/history/asks.ts';
import { FED_DEVICES, FED_START, FEED_RETENTION, levelOf, MINUTE_MS } from './history-fed.ts';

const feeder = join(import.meta.dirname, 'history-feeder.ts');
const DAY_MINUTES = 1_440;

/** How a history stands after its process was killed. */
export interface Found {
  /** Minutes that are there without a gap. */
  readonly minutes: number;
  /** What is not as it was fed, in sentences. */
  readonly faults: readonly string[];
}

/** Feeds the history in `dir` from minute `from` on, kills it `afterMs` after it began, and answers how many minutes it said were kept. */
export async function feedAndKill(dir: string, from: number, afterMs: number): Promise<number> {
  const child = spawn(process.execPath, [feeder, dir, String(from)], { stdio: ['ignore', 'pipe', 'pipe'] });
  const exit = once(child, 'exit');
  let said = from;
  let errors = '';
  child.stderr.on('data', (part: Buffer) => (errors += part.toString()));
  const lines = createInterface(child.stdout);
  lines.on('line', (line) => {
    if (line === 'fed') setTimeout(() => child.kill('SIGKILL'), afterMs);
    else if (line.startsWith('damaged')) errors += line;
    else said = Number(line);
  });
  await exit;
  if (errors !== '') throw new Error(`the feeder said: ${errors}`);
  return said;
}

/** Reads all that is there and holds it against what was fed. `said`: so many minutes were told to be on the disk. */
export function lookAt(dir: string, said: number): Found {
  const desk = new HistoryDesk(join(dir, 'history.db'));
  try {
    const now = FED_START + said * MINUTE_MS;
    const faults: string[] = [];
    const counts = FED_DEVICES.map((device) => minutesOf(desk, device, now));
    const minutes = counts[0] ?? 0;
    if (counts.some((count) => count !== minutes)) faults.push(`the devices have ${counts.join(', ')} minutes`);
    if (minutes < said || minutes > said + 1) faults.push(`${minutes} minutes are there where ${said} were said`);
    const rawFrom = Math.max(0, minutes - (FEED_RETENTION.rawDays - 1) * DAY_MINUTES);
    for (const device of FED_DEVICES) faults.push(...faultsOf(desk, device, { minutes, rawFrom, now }));
    faults.push(...desk.answer({ kind: 'verify', now }).faults);
    faults.push(...desk.takeDamaged().map(({ why }) => why));
    return { minutes, faults };
  } finally {
    desk.close();
  }
}

/** The counter counts minutes: its last value says how many there are. */
function minutesOf(desk: HistoryDesk, device: string, now: number): number {
  const [last] = desk.answer({
    kind: 'last',
    view: viewAt(now),
    site: 'farm',
    series: [{ device, point: 'energy' }],
    at: now + 10 * MINUTE_MS,
  });
  return last?.value === undefined ? 0 : last.value + 1;
}

interface Extent {
  readonly minutes: number;
  /** The first minute of which each reading is surely kept. */
  readonly rawFrom: number;
  readonly now: number;
}

function faultsOf(desk: HistoryDesk, device: string, { minutes, rawFrom, now }: Extent): string[] {
  const from = FED_START + rawFrom * MINUTE_MS;
  const to = FED_START + minutes * MINUTE_MS;
  const ask = (point: string, step: HistoryStep, begin = from) =>
    bucketsOf(desk, { device, point, from: begin, to, step, now });
  const faults: string[] = [];
  const raw = ask('level', 0);
  const wanted = Array.from({ length: minutes - rawFrom }, (_, at) => levelOf(device, rawFrom + at));
  if (raw.value.join() !== wanted.join())
    faults.push(`${device}: of ${wanted.length} readings ${raw.value.length} are there, or others`);
  if (raw.at.some((at, row) => at !== from + row * MINUTE_MS)) faults.push(`${device}: readings stand at other times`);
  const grown = Math.max(0, minutes - 1);
  const days = ask('energy', 86_400, FED_START);
  if ((days.whole?.total ?? 0) !== grown) faults.push(`${device}: ${days.whole?.total} grown by days, not ${grown}`);
  // From a whole hour of that zone on, so that hours, quarters and minutes are of the same span.
  const hour = Math.ceil((from - OFFSET_MS) / HOUR_MS) * HOUR_MS + OFFSET_MS;
  const sums = ([3_600, 900, 60] as const).map((step) =>
    Math.round(ask('level', step, hour).total.reduce((a, b) => a + b, 0)),
  );
  if (new Set(sums).size > 1) faults.push(`${device}: ${sums.join(', ')} by hours, quarters and minutes`);
  return faults;
}

const HOUR_MS = 60 * MINUTE_MS;
/** Kathmandu is 5:45 ahead. */
const OFFSET_MS = 15 * MINUTE_MS;

function bucketsOf(
  desk: HistoryDesk,
  {
    device,
    point,
    from,
    to,
    step,
    now,
  }: { device: string; point: string; from: number; to: number; step: HistoryStep; now: number },
): BucketSeries {
  const [one] = desk.answer({
    kind: 'buckets',
    view: viewAt(now),
    site: 'farm',
    timeZone: 'Asia/Kathmandu',
    series: [{ device, point }],
    from,
    to: Math.max(to, from + 1),
    points: 600,
    step,
  }).series;
  if (!one) throw new Error('Nothing was answered.');
  return one;
}

function viewAt(now: number) {
  return { pending: undefined, stamp: undefined, now };
}
