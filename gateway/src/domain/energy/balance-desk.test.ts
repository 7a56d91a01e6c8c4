import { beforeEach, describe, expect, it } from 'vitest';
import type { DeviceView, EnergySettings, PointView } from '../../contract/index.ts';
import { findDeviceType } from '../../device-types/index.ts';
import type { AlertCause } from '../alerts/alert.ts';
import { BalanceDesk } from './balance-desk.ts';
import { EnergySource } from './energy-source.ts';
import { milliWhOf as wholeOf } from './sheet-shares.ts';
import { usualSettings } from './site-meters.ts';

const QUARTER_MS = 900_000;
const NOW = Date.parse('2026-11-03T12:08Z');
const NOON = Date.parse('2026-11-03T12:00Z');
const MIDNIGHT = Date.parse('2026-11-03T00:00Z');

function device(type: string, id: string): DeviceView {
  const points = (findDeviceType(type)?.points ?? []).map((definition): PointView => ({
    definition,
    reading: { value: 0, at: NOW, quality: 'good' },
  }));
  const common = { typeLabel: type, demo: false, availability: 'online', adoptedAt: 0 } as const;
  return { id, type, name: `The ${id}`, points, ...common };
}

let totals: Map<string, readonly { at: number; total: number }[]>;
let settings: EnergySettings;
let devices: DeviceView[];
let told: (readonly [isOn: boolean, AlertCause])[];
let now: number;
beforeEach(() => {
  totals = new Map();
  settings = { ...usualSettings, main: { device: 'meter', point: 'energy' } };
  devices = [device('power-meter', 'meter'), device('shelly-plug', 'plug'), device('smart-outlet-v1', 'outlet')];
  told = [];
  now = NOW;
});

/** So much in each of some quarters, the last of which ends at noon. Wh, or what a history adds up. */
const fill = (series: string, total: number, count = 8, end = NOON) =>
  totals.set(
    series,
    Array.from({ length: count }, (_, back) => ({ at: end - (count - back) * QUARTER_MS, total })),
  );

const desk = () =>
  new BalanceDesk({
    energy: new EnergySource({
      history: {
        quarters: (_, series, from, to) =>
          Promise.resolve(
            series.map(({ device: id, point }) =>
              (totals.get(`${id}/${point}`) ?? []).filter(({ at }) => at >= from && at < to),
            ),
          ),
      },
      devices: () => devices,
      settings: () => settings,
    }),
    devices: () => devices,
    settings: () => settings,
    sites: () => [{ site: 'hill', timeZone: 'UTC' }],
    wallMs: () => now,
    onAlert: (cause, isOn) => void told.push([isOn, cause]),
  });
const month = () => desk().month('hill', '2026-11');

describe('a month of the main against its loads', () => {
  it('has a rest each day, and the days are the whole', async () => {
    fill('meter/energy', 100, 60);
    fill('plug/energy', 30, 60);
    // 1 A for a quarter of an hour: 46 Wh.
    fill('outlet/current.b', 900_000, 4);
    const answer = await month();
    expect(answer.whole).toEqual({ mainKwh: '6', loadsKwh: '1.984', restKwh: '4.016' });
    expect(answer.loads).toEqual([
      { device: 'plug', point: 'energy', name: 'The plug', energyKwh: '1.8', estimated: false },
      { device: 'outlet', point: 'current.a', name: 'The outlet: Socket A', energyKwh: '0', estimated: true },
      { device: 'outlet', point: 'current.b', name: 'The outlet: Socket B', energyKwh: '0.184', estimated: true },
    ]);
    const days = answer.days.filter(({ missingQuarters }) => missingQuarters < 96);
    expect(days.map(({ day, restKwh, missingQuarters }) => [day, restKwh, missingQuarters])).toEqual([
      ['2026-11-02', '0.84', 84],
      ['2026-11-03', '3.176', 0],
    ]);
    for (const key of ['mainKwh', 'loadsKwh', 'restKwh'] as const) {
      const parts = answer.days.reduce((sum, day) => sum + wholeOf(day[key]), 0n);
      expect(parts).toBe(wholeOf(answer.whole?.[key] ?? ''));
    }
  });

  it('leaves out what loads took while the main told nothing', async () => {
    settings = { ...settings, main: { device: 'meter', point: 'power' } };
    fill('meter/power', 360_000, 4);
    fill('plug/energy', 30, 8);
    expect((await month()).whole).toEqual({ mainKwh: '0.4', loadsKwh: '0.12', restKwh: '0.28' });
  });

  it('of a counter that was silent has in it what it counted', async () => {
    totals.set('meter/energy', [
      { at: NOON - 4 * QUARTER_MS, total: 10 },
      { at: NOON - QUARTER_MS, total: 300 },
    ]);
    fill('plug/energy', 30, 4);
    expect((await month()).whole).toMatchObject({ mainKwh: '0.31', loadsKwh: '0.12' });
  });

  it('goes by currents where the main tells no more', async () => {
    settings = usualSettings;
    devices = [device('main-breaker', 'breaker'), device('shelly-plug', 'plug'), device('power-meter', 'meter')];
    fill('breaker/current', 900_000);
    fill('plug/current', 450_000);
    fill('plug/energy', 999);
    const answer = await month();
    expect(answer).toMatchObject({ byCurrent: true, loads: [{ device: 'plug', point: 'current' }] });
    expect(answer.whole).toEqual({ mainKwh: '0.368', loadsKwh: '0.184', restKwh: '0.184' });
  });

  it('leaves out what is behind another meter', async () => {
    settings = { ...settings, leftOut: ['plug'] };
    fill('meter/energy', 100);
    fill('plug/energy', 30);
    expect((await month()).whole?.loadsKwh).toBe('0');
  });

  it('says what is missing', async () => {
    settings = usualSettings;
    expect(await month()).toMatchObject({ why: { code: 'balance.no-main' }, days: [], loads: [] });
    settings = { ...usualSettings, main: { device: 'meter', point: 'energy' }, leftOut: ['plug', 'outlet'] };
    expect(await month()).toMatchObject({ why: { code: 'balance.no-loads' } });
    now = MIDNIGHT - 40 * 86_400_000;
    settings = { ...usualSettings, main: { device: 'meter', point: 'energy' } };
    expect(await month()).toMatchObject({ whole: { mainKwh: '0' }, days: [] });
  });
});

describe('loads that take more than their main', () => {
  it('are told of after the time that was set, once the last readings of a quarter are in', async () => {
    fill('meter/energy', 100);
    fill('plug/energy', 200);
    now = NOON + 6 * 60_000;
    totals.set('meter/energy', (totals.get('meter/energy') ?? []).slice(0, -1));
    await desk().look();
    expect(told).toMatchObject([
      [true, { site: 'hill', rule: 'energy-balance', severity: 'warning', device: 'meter' }],
    ]);
    expect(told[0]?.[1].sentence).toBe('The loads together took 0.80 kWh, and only 0.40 kWh went through the main.');
  });

  it('are over once they take less', async () => {
    fill('meter/energy', 100);
    fill('plug/energy', 90);
    await desk().look();
    expect(told).toMatchObject([[false, { rule: 'energy-balance' }]]);
  });

  it('are not spoken of where the main told nothing, or is not there', async () => {
    fill('plug/energy', 200);
    await desk().look();
    settings = usualSettings;
    await desk().look();
    expect(told).toEqual([]);
  });
});
