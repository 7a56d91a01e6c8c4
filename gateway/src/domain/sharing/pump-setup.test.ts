import { describe, expect, it } from 'vitest';
import type { PumpSetup } from '../../contract/index.ts';
import { pumpNode } from '../../device-types/pump-node.ts';
import { smartOutletV1 } from '../../device-types/smart-outlet-v1.ts';
import { faultInSetup, guardedOf, limitsOf, pumpOf, usualOf } from './pump-setup.ts';

const setup: PumpSetup = { name: 'Well', device: 'pump-1', point: 'relay', motor: { phases: 1 } };
const named = (more: Partial<PumpSetup> = {}) => ({ id: 'pump_1', site: 'site_1', setup: { ...setup, ...more } });
const findPoint = (device: string, point: string) =>
  device === 'pump-1' ? pumpNode.points.find(({ id }) => id === point) : undefined;

describe('the limits of a pump', () => {
  it.each([
    [0.37, 1, 60, 300],
    [1.1, 1, 60, 100],
    [2.2, 3, 60, 300],
    [7.5, 3, 900, 100],
  ] as const)('of %s kW on %s phases rest %s s and start %s times a day', (kw, phases, minRestS, startsPerDay) => {
    expect(limitsOf({ motor: { kw, phases } })).toMatchObject({ minRestS, startsPerDay, startsPerHour: 6, leaseS: 90 });
  });

  it('that somebody said go before', () => {
    const limits = { minRestS: 30, startsPerHour: 2, startsPerDay: 9, longestRunS: 600, shortestRunS: 20, leaseS: 40 };
    expect(limitsOf({ motor: { kw: 7.5, phases: 3 }, limits })).toEqual(limits);
  });
});

describe('a pump as the engine takes it', () => {
  it('has a lease where its device keeps one', () => {
    expect(pumpOf(named(), pumpNode)).toMatchObject({ leaseS: 90, group: 'all', minRestMs: 60_000 });
    expect(pumpOf(named({ point: 'relay.a' }), smartOutletV1).leaseS).toBeUndefined();
  });

  it('has what was said and no more', () => {
    const supply = { transformer: 'T1', runKva: 1, startKva: 6 };
    const said = {
      allowedHours: [{ from: 0, to: 60 }],
      outOfService: 'broken',
      isCritical: true,
      supply,
      group: 'north',
    };
    const { supply: load, ...rest } = said;
    expect(pumpOf(named(said), pumpNode)).toMatchObject({ ...rest, load });
    const plain = pumpOf(named({ allowedHours: [] }), pumpNode);
    for (const absent of ['allowedHours', 'outOfService', 'isCritical', 'load'])
      expect(plain).not.toHaveProperty(absent);
  });
});

describe('a pump as its guard takes it', () => {
  it('is watched by its own device, and by others where they were wired', () => {
    const flow = { device: 'meter-1', point: 'flow' };
    const { wiring, setup: guard } = guardedOf(named({ wiring: { flow } }), pumpNode);
    expect(wiring).toMatchObject({ current: { device: 'pump-1', point: 'current' }, flow });
    expect(guard.watched).toEqual(['current', 'voltage', 'tripped', 'dryLatch', 'flow']);
    expect(guard.motor).toEqual({ phases: 1, nominalV: 230 });
  });

  it('has its limits as settings, beside those that were said', () => {
    const { setup: guard } = guardedOf(
      named({ protections: { 'dry-run': { percent: 70 } }, breakerMa: 40_000, shedRank: 2, limits: { minRestS: 90 } }),
      pumpNode,
    );
    expect(guard.settings).toEqual({
      'dry-run': { percent: 70 },
      'min-rest': { restS: 90 },
      'starts-per-hour': { perHour: 6, perDay: 100 },
    });
    expect(guard.motor).toMatchObject({ breakerMa: 40_000, shedRank: 2 });
  });
});

describe('what does not fit', () => {
  it.each<[string, Partial<PumpSetup>, string]>([
    ['a channel nobody knows', { wiring: { taste: { device: 'pump-1', point: 'current' } } }, '/wiring/taste'],
    ['a sensor that is not there', { wiring: { flow: { device: 'gone', point: 'flow' } } }, '/wiring/flow'],
    ['a feeder that is not there', { feeder: { device: 'gone', point: 'relay' } }, '/feeder'],
    ['a feeder that is no switch', { feeder: { device: 'pump-1', point: 'current' } }, '/feeder'],
    ['a tank that is not there', { tank: { device: 'gone', point: 'level' } }, '/tank'],
    ['a protection nobody knows', { protections: { luck: {} } }, '/protections/luck'],
    ['a setting out of its range', { protections: { 'dry-run': { percent: 5 } } }, '/protections/dry-run'],
    ['a setting nobody knows', { protections: { 'dry-run': { colour: 5 } } }, '/protections/dry-run'],
  ])('is told with its place: %s', (_what, more, pointer) => {
    const fault = faultInSetup({ ...setup, ...more }, findPoint);
    expect(fault).toMatchObject({ ok: false, refusal: { code: 'invalid', pointer } });
  });

  it('is nothing where all does', () => {
    const more = { feeder: { device: 'pump-1', point: 'relay' }, tank: { device: 'pump-1', point: 'float' } };
    expect(faultInSetup({ ...setup, ...more }, findPoint)).toBeUndefined();
  });
});

describe('what does not fit, in words', () => {
  const elsewhere = { device: 'gone', point: 'flow' };

  it.each<[Partial<PumpSetup>, string]>([
    [{ wiring: { taste: { device: 'pump-1', point: 'current' } } }, 'A pump is not watched by "taste".'],
    [{ wiring: { flow: elsewhere } }, 'There is no point flow of gone here.'],
    [{ feeder: elsewhere }, 'There is no point flow of gone here.'],
    [{ feeder: { device: 'pump-1', point: 'current' } }, 'What feeds the pump must be a switch.'],
    [{ tank: { device: 'pump-1', point: 'level' } }, 'There is no point level of pump-1 here.'],
    [{ protections: { luck: {} } }, 'There is no protection luck.'],
  ])('%o: %s', (more, detail) => {
    expect(faultInSetup({ ...setup, ...more }, findPoint)).toMatchObject({ refusal: { detail } });
  });

  it('is nothing of a set-up that says no more than it must, nor of one whose own settings fit', () => {
    expect(faultInSetup(setup, findPoint)).toBeUndefined();
    const fits = {
      wiring: { flow: { device: 'pump-1', point: 'current' } },
      protections: { 'dry-run': { percent: 70 } },
    };
    expect(faultInSetup({ ...setup, ...fits }, findPoint)).toBeUndefined();
  });
});

describe('what is usual', () => {
  it('for a pump of which nothing is said', () => {
    expect(limitsOf({ motor: { phases: 1 } })).toEqual({
      minRestS: 60,
      startsPerHour: 6,
      startsPerDay: 100,
      longestRunS: 14_400,
      shortestRunS: 60,
      leaseS: 90,
    });
  });

  it('for a motor of which only the phases are known is that of 1.1 kW at 230 V', () => {
    expect(usualOf({ phases: 1 })).toEqual(usualOf({ phases: 1, kw: 1.1, nominalV: 230 }));
    expect(usualOf({ phases: 3 }).ratedMa).toBeLessThan(usualOf({ phases: 1 }).ratedMa);
  });

  it('for a start is six times what the motor takes while it runs', () => {
    const { runKva, startKva, limits } = usualOf({ phases: 1, kw: 1.1, nominalV: 230 });
    expect(startKva).toBe(runKva * 6);
    expect(limits).toEqual(limitsOf({ motor: { kw: 1.1, phases: 1 } }));
  });
});

it('a guard knows its pump, looks every 20 s, and has the voltage and the current that were said', () => {
  const motor = { phases: 3, nominalV: 400, ratedMa: 4_900 } as const;
  expect(guardedOf(named({ motor }), pumpNode)).toMatchObject({
    id: 'pump_1',
    site: 'site_1',
    device: 'pump-1',
    point: 'relay',
    setup: { motor, pollMs: 20_000 },
  });
});

it('the engine gets every limit, by its own names and units', () => {
  const limits = { minRestS: 30, startsPerHour: 2, startsPerDay: 9, longestRunS: 600, shortestRunS: 20, leaseS: 40 };
  expect(pumpOf(named({ limits }), pumpNode)).toEqual({
    id: 'pump_1',
    site: 'site_1',
    name: 'Well',
    group: 'all',
    device: 'pump-1',
    point: 'relay',
    leaseS: 40,
    minRestMs: 30_000,
    startsPerHour: 2,
    startsPerDay: 9,
    longestRunS: 600,
    shortestRunS: 20,
  });
});

it('suggests current and kVA as usual for a motor of a size', () => {
  // P = V I pf eff with 0.645 for the last two: 1,100 W at 230 V take 7.4 A, which are 1.7 kVA.
  expect(usualOf({ phases: 1, kw: 1.1, nominalV: 230 })).toMatchObject({ ratedMa: 7_415, runKva: 1.71 });
});
