import { describe, expect, it } from 'vitest';
import type { DeviceView, PointView, PumpView } from '../../contract/index.ts';
import { findDeviceType } from '../../device-types/index.ts';
import { DHAKA, tariff } from '../../testing/tariff-bench.ts';
import { granted, denied } from '../sharing/answer.ts';
import type { Run } from '../sharing/run.ts';
import { NowDesk, type NowDeskParts } from './now-desk.ts';
import { priceNow, type UnitNow } from './price-now.ts';
import { usualSettings } from './site-meters.ts';
import { SiteCalendar } from './site-calendar.ts';

const NOW = Date.parse('2026-11-03T10:00Z');
const unit = priceNow({ tariffs: [tariff()], calendar: new SiteCalendar(DHAKA), now: NOW, used: 0n });
const noTariff = { code: 'price.no-tariff', sentence: 'None.', remedy: 'Enter one.' };

/** A device with what it has told; a switch is told on or off. */
function device(
  type: string,
  id: string,
  told: Record<string, number | boolean>,
  more: Partial<PointView> = {},
): DeviceView {
  const points = (findDeviceType(type)?.points ?? []).map((definition): PointView => {
    const value = told[definition.id];
    if (definition.kind === 'switch') return { definition, switch: { desired: null, reported: value ? 'on' : 'off' } };
    return {
      definition,
      ...(value === undefined ? {} : { reading: { value, at: NOW - 1_000, quality: 'good' }, ...more }),
    };
  });
  const common = { typeLabel: type, demo: false, availability: 'online', adoptedAt: 0 } as const;
  return { id, type, name: `The ${id}`, points, ...common };
}

function desk(parts: Partial<NowDeskParts> & { readonly list?: readonly DeviceView[] }): NowDesk {
  return new NowDesk({
    devices: () => parts.list ?? [],
    settings: () => usualSettings,
    pumps: () => [],
    runs: () => [],
    uses: { of: () => Promise.resolve({ estimated: false, missingS: 0 }) },
    price: () => Promise.resolve(unit ? granted(unit) : denied(noTariff)),
    clock: { wallMs: () => NOW },
    ...parts,
  });
}

const plug = device('shelly-plug', 'plug', { relay: true, power: 1_500, current: 7_000 });
const outlet = device('smart-outlet-v1', 'outlet', { 'relay.a': true, 'current.a': 5_000, 'current.b': 0 });
const breaker = device('main-breaker', 'breaker', { current: 20_000 });

describe('what flows now', () => {
  it('is the sum of what is measured, estimated where only current is', async () => {
    const answer = await desk({ list: [plug, outlet] }).now('hill');
    // 1,500 W and 5 A at 230 V and 0.8, at 10 taka.
    expect(answer).toMatchObject({
      power: { w: 1_500 + 920, by: 'sum', estimated: true, missing: 0, at: NOW - 1_000 },
      price: { perKwh: '10' },
      costPerHour: 2_420,
    });
    expect(answer.loads).toEqual([
      { device: 'plug', point: 'relay', name: 'The plug', w: 1_500, estimated: false, costPerHour: 1_500 },
      { device: 'outlet', point: 'relay.a', name: 'The outlet: Socket A', w: 920, estimated: true, costPerHour: 920 },
    ]);
  });

  it('is what flows through what stands before all loads', async () => {
    const { power, loads } = await desk({ list: [plug, outlet, breaker] }).now('hill');
    expect([power?.by, power?.w, loads.length]).toEqual(['main', 3_680, 2]);
  });

  it('goes by what was said to be the main, and counts nothing twice that was left out', async () => {
    const meter = device('power-meter', 'meter', { power: 2_500, energy: 9_000 });
    const settings = { ...usualSettings, main: { device: 'meter', point: 'energy' } };
    const said = await desk({ list: [plug, outlet, breaker, meter], settings: () => settings }).now('hill');
    expect(said.power).toMatchObject({ by: 'main', w: 2_500, estimated: false });
    const left = { ...usualSettings, leftOut: ['plug'] };
    expect((await desk({ list: [plug, meter], settings: () => left }).now('hill')).power?.w).toBe(2_500);
    // It is gone: the breaker stands before all.
    expect((await desk({ list: [plug, breaker], settings: () => settings }).now('hill')).power?.w).toBe(3_680);
  });

  it('leaves out, and tells of, what was not heard of for six minutes', async () => {
    const old = { reading: { value: 900, at: NOW - 360_001, quality: 'good' } } as const;
    const silent = device('shelly-plug', 'shed', { relay: true, power: 900 }, old);
    expect(await desk({ list: [plug, silent] }).now('hill')).toMatchObject({
      power: { w: 1_500, missing: 1 },
      loads: [{ w: 1_500 }, { w: null, costPerHour: null }],
    });
    expect(await desk({ list: [silent] }).now('hill')).toMatchObject({
      power: null,
      whyNoPower: { code: 'power.not-heard' },
      costPerHour: null,
    });
  });

  it.each([
    ['of before the gateway started', { value: 900, at: NOW, quality: 'good', old: true }],
    ['out of range', { value: 900, at: NOW, quality: 'out-of-range' }],
  ] as const)('is not what is %s', async (_, reading) => {
    const wrong = device('shelly-plug', 'shed', { power: 900 }, { reading });
    expect((await desk({ list: [wrong] }).now('hill')).power).toBeNull();
  });

  it('is not known without a meter', async () =>
    expect(await desk({ list: [device('tank-level', 'tank', { level: 50 })] }).now('hill')).toMatchObject({
      power: null,
      whyNoPower: { code: 'power.no-meter' },
    }));

  it('goes by current where a device with a power never told one', async () => {
    const node = device('pump-node', 'well', { relay: true, current: 5_000 });
    expect((await desk({ list: [node] }).now('hill')).power).toMatchObject({ w: 920, estimated: true });
  });
});

describe('what it costs', () => {
  it('is not known without a tariff, and power is', async () =>
    expect(await desk({ list: [plug], price: () => Promise.resolve(denied(noTariff)) }).now('hill')).toMatchObject({
      power: { w: 1_500 },
      price: null,
      whyNoPrice: noTariff,
      costPerHour: null,
      loads: [{ w: 1_500, costPerHour: null }],
    }));

  it('is told of each run that has had its pump, and a load is called by its pump', async () => {
    const pump = { id: 'pump_1', name: 'Deep well', device: 'plug', point: 'relay' } as PumpView;
    const run = (id: string, starts: number) => ({ id, number: 7, pump: 'pump_1', user: 'ana', starts }) as Run;
    const answer = await desk({
      list: [plug],
      pumps: () => [pump],
      runs: () => [run('waiting', 0), run('going', 1)],
    }).now('hill');
    expect(answer.runs).toEqual([
      { run: 'going', number: 7, pump: 'pump_1', user: 'ana', use: { estimated: false, missingS: 0 } },
    ]);
    expect(answer.loads).toMatchObject([{ name: 'Deep well', pump: 'pump_1' }]);
  });

  it('is worked out once for many who ask, each site for itself', async () => {
    let made = 0;
    const price = () => {
      made += 1;
      return Promise.resolve(denied<UnitNow>(noTariff));
    };
    const one = desk({ list: [plug], price });
    await Promise.all([one.now('hill'), one.now('hill'), one.now('valley')]);
    expect(made).toBe(2);
  });
});
