import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { DeviceView, PumpView } from '../../src/contract/index.ts';
import { pumpNode } from '../../src/device-types/index.ts';
import { RunMeasurer, type RunMeasure } from '../../src/domain/energy/run-measure.ts';
import { meaningOf } from '../../src/domain/history/meaning.ts';
import { silentLog } from '../../src/domain/log.ts';
import { DeskHere } from '../../src/store/history/here.ts';
import { History } from '../../src/store/history/history.ts';
import { FakeClock } from '../../src/testing/fake-clock.ts';

const STEP_MS = 5_000;
const HOUR_MS = 3_600_000;
const BEGIN = Date.parse('2026-11-03T08:00Z');
const WRAPS_AT = 10_000_000;

class TrustedFakeClock extends FakeClock {
  readonly trust = 'synced';
}

let dir: string;
let clock: TrustedFakeClock;
let history: History;
/** What the counter has really counted. Unit: Wh. */
let counted: number;
beforeEach(() => {
  dir = mkdtempSync(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'farmgate-run-'));
  clock = new TrustedFakeClock(BEGIN);
  history = open();
  counted = WRAPS_AT - 1_000;
});
afterEach(async () => {
  await history.stop();
  rmSync(dir, { recursive: true });
});

function open(): History {
  const made = new History({
    dir,
    clock,
    log: silentLog,
    commitMs: 60_000,
    retention: { rawDays: 90, quarterDays: 730, mostBytes: 2 ** 32 },
    meaningOf: ({ point }) => {
      const definition = pumpNode.points.find(({ id }) => id === point);
      return definition && meaningOf(definition);
    },
    zones: () => ({ hill: 'UTC' }),
    makeDesk: (parts) => new DeskHere(parts),
    onDamaged: (why) => {
      throw new Error(why);
    },
  });
  made.start();
  return made;
}

/** A pump that runs by turns: ten minutes at 2 kW, then five at rest. */
async function live(ms: number): Promise<void> {
  for (let passed = 0; passed < ms; passed += STEP_MS) {
    const isOn = (clock.wallMs() - BEGIN) % 900_000 < 600_000;
    const reading = { site: 'hill', device: 'well', at: clock.wallMs(), quality: 'good' } as const;
    history.note({ ...reading, point: 'energy', value: Math.floor(counted) % WRAPS_AT });
    history.note({ ...reading, point: 'power', value: isOn ? 2_000 : 0 });
    if (isOn) counted += (2_000 * STEP_MS) / HOUR_MS;
    clock.advance(STEP_MS);
    if (passed % 600_000 === 0) await history.kept();
  }
}

/** Runs from one minute to another, and what each took. */
async function measured(...runs: readonly (readonly [from: number, to: number])[]): Promise<RunMeasure[]> {
  const points = pumpNode.points.map((definition) => ({ definition }));
  const measurer = new RunMeasurer({
    readings: async (site, series, from, to) => {
      const { series: all } = await history.buckets({ site, timeZone: 'UTC', series, from, to, points: 0, step: 0 });
      return all.map(({ at, value }) => [...at].map((wall, row) => ({ at: wall, value: value[row] ?? 0 })));
    },
    device: () => ({ id: 'well', points }) as unknown as DeviceView,
    pump: () => ({ device: 'well', point: 'relay', shownBy: {} }) as unknown as PumpView,
    trail: (_, run) => {
      const [from = 0, to = 0] = run.split(' ').map(Number);
      return [
        { at: BEGIN + from * 60_000, what: 'starting' },
        { at: BEGIN + to * 60_000, what: 'stopping' },
      ];
    },
    wallMs: () => clock.wallMs(),
  });
  return Promise.all(runs.map(([from, to]) => measurer.of('hill', { id: `${from} ${to}`, pump: 'pump_1' })));
}

const sumOf = (all: readonly RunMeasure[]) =>
  all.reduce((sum, { quarters }) => sum + quarters.reduce((so, { milliWh }) => so + milliWh, 0), 0);

describe('what a run took', () => {
  it('is the same before and after its readings are sealed, and over a restart', async () => {
    await live(2 * HOUR_MS);
    const runs = [
      [0, 10],
      [15, 25],
      [30, 33],
      [60, 70],
    ] as const;
    const fresh = await measured(...runs);
    // Ten minutes at 2 kW, shown in whole Wh.
    expect(sumOf(fresh.slice(0, 1)) / 1_000_000).toBeCloseTo(1 / 3, 2);
    expect(fresh.every(({ estimated, missingMs }) => !estimated && missingMs === 0)).toBe(true);
    await history.stop();
    history = open();
    expect(await measured(...runs)).toEqual(fresh);
    clock.advance(6 * HOUR_MS);
    await history.keep();
    expect(await measured(...runs)).toEqual(fresh);
  });

  it('comes, with all between the runs, to what the counter counted, over its end too', async () => {
    await live(2 * HOUR_MS);
    const parts = await measured([0, 7], [7, 22], [22, 61], [61, 119]);
    expect(sumOf(parts)).toBe(sumOf(await measured([0, 119])));
    expect(sumOf(parts) / 1_000).toBeCloseTo(counted - (WRAPS_AT - 1_000), -1);
  });
});
