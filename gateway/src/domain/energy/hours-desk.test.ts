import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { DeviceView, PointView, PumpView } from '../../contract/index.ts';
import { findDeviceType } from '../../device-types/index.ts';
import { UseBench } from '../../testing/use-bench.ts';
import { HoursDesk } from './hours-desk.ts';
import type { Shown } from './readings-within.ts';

const HILL = 'site_hill001';
const VALLEY = 'site_valley1';
const HOUR_MS = 3_600_000;
/** In Bangkok it is the tenth of November from five in the evening of the ninth. */
const MIDNIGHT = Date.parse('2026-11-09T17:00Z');

function device(type: string, id: string): DeviceView {
  const points = (findDeviceType(type)?.points ?? []).map((definition): PointView => ({ definition }));
  return { id, type, name: `The ${id}`, points, typeLabel: '', demo: false, availability: 'online', adoptedAt: 0 };
}

let bench: UseBench;
let readings: Map<string, Shown[]>;
let asked: number;
let now: number;
beforeEach(() => {
  bench = new UseBench(HILL, VALLEY);
  readings = new Map();
  asked = 0;
  now = MIDNIGHT + 12 * HOUR_MS;
});
afterEach(() => bench.close());

/** A reading each minute from one hour to another, counted from midnight. */
function tell(series: string, from: number, to: number, value: number): void {
  const told = readings.get(series) ?? [];
  for (let at = MIDNIGHT + from * HOUR_MS; at < MIDNIGHT + to * HOUR_MS; at += 60_000) told.push({ at, value });
  readings.set(series, told);
}

let first: number | undefined = MIDNIGHT - 120 * 24 * HOUR_MS;

const desk = () =>
  new HoursDesk({
    store: bench.days,
    readings: (_, series, from, to) => {
      asked += 1;
      const within = ({ at }: Shown) => at >= from && at < to;
      return Promise.resolve(
        series.map(({ device: id, point }) => (readings.get(`${id}/${point}`) ?? []).filter(within)),
      );
    },
    firstAt: () => Promise.resolve(first),
    devices: (site) => (site === HILL ? [device('pump-node', 'well'), device('smart-outlet-v1', 'outlet')] : []),
    pumps: () => [{ id: 'pump_1', name: 'Deep well', device: 'well', point: 'relay' } as PumpView],
    sites: () => [
      { site: HILL, timeZone: 'Asia/Bangkok' },
      { site: VALLEY, timeZone: 'UTC' },
    ],
    wallMs: () => now,
    rest: () => Promise.resolve(),
  });
const november = async () => (await desk().month(HILL, '2026-11')).loads;
const hours = (onH: number, starts: number) => ({ onS: onH * 3_600, starts });

describe('when a load was on', () => {
  it('is told by what its device says, else by its current', async () => {
    tell('well/relay', 0, 2, 0);
    tell('well/relay', 2, 5, 1);
    tell('well/relay', 5, 12, 0);
    tell('outlet/current.a', 0, 6, 80);
    tell('outlet/current.a', 6, 7, 4_800);
    tell('outlet/current.a', 7, 12, 90);
    expect(await november()).toMatchObject([
      {
        device: 'well',
        name: 'Deep well',
        pump: 'pump_1',
        ...hours(3, 1),
        days: [{ day: '2026-11-10', ...hours(3, 1) }],
      },
      { device: 'outlet', point: 'relay.a', name: 'The outlet: Socket A', ...hours(1, 1) },
      { device: 'outlet', point: 'relay.b', ...hours(0, 0), knownS: 0, days: [] },
    ]);
  });

  it('is kept when the day is over, whatever becomes of its readings, and over a restart', async () => {
    tell('well/relay', -30, -20, 0);
    tell('well/relay', -20, -14, 1);
    tell('well/relay', -14, 3, 0);
    tell('well/relay', 3, 4, 1);
    await desk().look();
    readings.delete('well/relay');
    bench.restart();
    const [well] = await november();
    expect(well?.days).toMatchObject([
      { day: '2026-11-08', onS: 0, starts: 0 },
      { day: '2026-11-09', ...hours(6, 1) },
    ]);
    expect(well).toMatchObject({ ...hours(6, 1), ever: { ...hours(6, 1), since: '2026-11-08' } });
  });

  it('is worked out once for each day', async () => {
    tell('well/relay', -30, 12, 1);
    await desk().look();
    const first = asked;
    await desk().look();
    expect(asked).toBe(first);
    now += 24 * HOUR_MS;
    await desk().look();
    expect(asked).toBe(first + 3);
    expect(bench.days.forSite(HILL).lastKept()).toBe('2026-11-10');
    expect(bench.days.forSite(VALLEY).between('2026-01-01', '2026-12-31')).toEqual([]);
  });

  it('asks nothing of the time before there was anything', async () => {
    const before = first;
    first = undefined;
    await desk().look();
    expect([asked, bench.days.forSite(HILL).lastKept()]).toEqual([0, undefined]);
    first = MIDNIGHT - 20 * HOUR_MS;
    now = MIDNIGHT + 12 * HOUR_MS;
    await desk().look();
    first = before;
    expect([asked, bench.days.forSite(HILL).lastKept()]).toEqual([3, '2026-11-09']);
  });

  it('waits for the last readings of a day', async () => {
    now = MIDNIGHT + 5 * 60_000;
    await desk().look();
    expect(bench.days.forSite(HILL).lastKept()).toBe('2026-11-08');
    now = MIDNIGHT + 6 * 60_000;
    await desk().look();
    expect(bench.days.forSite(HILL).lastKept()).toBe('2026-11-09');
  });

  it('adds up to the hour meter of today and all days', async () => {
    tell('well/relay', -30, -14, 1);
    tell('well/relay', -14, 1, 0);
    tell('well/relay', 1, 2, 1);
    tell('well/relay', 2, 12, 0);
    await desk().look();
    const [well] = await november();
    // The day in which it was on from its first reading, without a start that anybody saw.
    expect(well?.ever).toMatchObject({ ...hours(16 + 1, 1), since: '2026-11-08' });
    expect((await desk().month(HILL, '2026-10')).loads[0]).toMatchObject({
      ...hours(0, 0),
      days: [],
      ever: { starts: 1 },
    });
  });
});
