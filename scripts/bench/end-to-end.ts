import { measureRuns, type RunTime } from './e2e-pumps.ts';
import { measureTaps, partsOf, totalOf } from './e2e-software.ts';
import { measureStops } from './e2e-stop.ts';
import { percentile } from './pairs.ts';
import { held, type Context, type Goal, type Group, type Result } from './result.ts';
import { withScratch } from './scratch.ts';

/** Mean time to an acknowledged command on the air, by the model of the radio. */
const RADIO_MS = 104;

const software = (share: 'p50' | 'p99', most: number): Goal => ({
  name: `e2e.software.${share}`,
  unit: '%',
  most,
  against: `the radio's ${RADIO_MS} ms`,
  method:
    'POST to the confirmed change at the page that tapped, less what the radio took: real gateway and bridge processes, real disk, an air that takes no time, 50 pages',
});
const p50 = software('p50', 1);
const p99 = software('p99', 5);

const stop: Goal = {
  name: 'e2e.stop.p99',
  unit: 'ms',
  most: 150,
  against: 'a fixed limit',
  method:
    'POST of an OFF to its frame at the serial side: 16 outlets polled without a pause on an air that takes its real time, and 0, 5 or 25 commands a second of others; the worst of the three',
};

const pumps: Goal = {
  name: 'e2e.pumps.p99',
  unit: 'ms',
  most: 150,
  against: 'a fixed limit',
  method:
    'POST of a run, or of its stop, to the ON or OFF frame at the serial side: 50 pages, 16 outlets polled without a pause on an air that takes its real time, 200 people who wait for another pump; the worse of the two',
};

const ownOfPumps: Goal = {
  name: 'e2e.pumps.own.p99',
  unit: 'ms',
  most: 30,
  against: 'a fixed limit',
  method:
    'the same, less the time for which another exchange held the air: an outlet of version 1 answers a poll for 0.2 s, and nothing can be sent into it',
};

/** What the software adds to the radio, from a tap to what a person sees. */
export const endToEnd: Group = { name: 'e2e.software', run: measureSoftware };

/** From a tap on STOP to the frame that leaves for the air. */
export const stopping: Group = { name: 'e2e.stop', run: async (context) => [await measureStop(context)] };

/** From a tap on START or STOP of a shared pump to the frame that leaves for the air. */
export const pumping: Group = { name: 'e2e.pumps', run: measurePumps };

async function measurePumps(context: Context): Promise<Result[]> {
  const times = await withScratch(context.root, (dir) => measureRuns(context, dir));
  const whole = { on: times.on.map((one) => one.whole), off: times.off.map((one) => one.whole) };
  const own = { on: ownOf(times.on), off: ownOf(times.off) };
  return [heldOf(pumps, whole), heldOf(ownOfPumps, own)];
}

/** Without those for which nobody can tell. */
function ownOf(times: readonly RunTime[]): number[] {
  return times.flatMap(({ own }) => (own === undefined ? [] : [own]));
}

/** The worse of the two. Unit: ms. */
function heldOf(goal: Goal, { on, off }: Readonly<Record<'on' | 'off', readonly number[]>>): Result {
  const seen = (name: string, values: readonly number[]) =>
    `${values.length} ${name}: p50 ${ms(percentile(values, 0.5))}, p99 ${ms(percentile(values, 0.99))}`;
  const worst = Math.max(percentile(on, 0.99), percentile(off, 0.99));
  return held(goal, worst, `${seen('on', on)}; ${seen('off', off)} ms`);
}

async function measureSoftware(context: Context): Promise<Result[]> {
  const times = await withScratch(context.root, (dir) => measureTaps(context, dir));
  const totals = times.map(totalOf);
  return [
    held(p50, (percentile(totals, 0.5) / RADIO_MS) * 100, `${times.length} taps, ${partsOf(times)}`),
    held(p99, (percentile(totals, 0.99) / RADIO_MS) * 100, `${percentile(totals, 0.99).toFixed(2)} ms`),
  ];
}

async function measureStop(context: Context): Promise<Result> {
  const crowds = await withScratch(context.root, (dir) => measureStops(context, dir));
  const p99s = crowds.map(({ times }) => percentile(times, 0.99));
  const seen = crowds.map(
    ({ crowd, times }, at) => `${crowd.name} p50 ${ms(percentile(times, 0.5))}, p99 ${ms(p99s[at])}`,
  );
  return held(stop, Math.max(...p99s), `${seen.join('; ')} ms`);
}

function ms(value = Number.NaN): string {
  return value.toFixed(0);
}
