import type { PumpSetup } from '@farmgate/gateway/contract';
import { expect, test } from 'vitest';
import { someProtections } from '../testing/fake-pump-admin.ts';
import { setupOf } from './pump-form.ts';

const typed = (texts: Record<string, string>, ticks: readonly string[] = []) => ({
  text: (name: string) => texts[name] ?? '',
  isTicked: (name: string) => ticks.includes(name),
});
const parts = { hours: [], channels: ['flow', 'level'], protections: someProtections() };

test('what is left empty is absent', () => {
  const setup = setupOf(typed({ name: 'Well', switch: 'outlet-10 relay.b', 'motor.phases': '1' }), parts);
  expect(setup).toEqual({ name: 'Well', device: 'outlet-10', point: 'relay.b', motor: { phases: 1 } });
});

test('amperes and minutes become what the gateway counts in', () => {
  const setup = setupOf(
    typed({
      'motor.phases': '3',
      'motor.ratedMa': '7.4',
      'limits.longestRunS': '90',
      'limits.minRestS': '120',
      breakerMa: '20',
    }),
    parts,
  );
  expect(setup.motor).toEqual({ phases: 3, ratedMa: 7_400 });
  expect(setup.limits).toEqual({ longestRunS: 5_400, minRestS: 120 });
  expect(setup.breakerMa).toBe(20_000);
});

test('of protections only what differs from the usual is said', () => {
  const setup = setupOf(
    typed({
      'protections.over-current.percent': '125',
      'protections.over-current.forS': '8',
      'protections.dry-run.percent': '70',
    }),
    parts,
  );
  expect(setup.protections).toEqual({ 'over-current': { forS: 8 }, 'dry-run': { percent: 70 } });
});

test('sensors, ticks and a supply are taken over, and what no field shows is kept', () => {
  const before: PumpSetup = {
    name: 'Well',
    device: 'a',
    point: 'relay',
    motor: { phases: 1 },
    outOfService: 'The valve is away',
  };
  const setup = setupOf(
    typed(
      {
        name: 'Well',
        group: 'north',
        'wiring.flow': 'meter-1 flow',
        feeder: 'main relay',
        'supply.transformer': 'T1',
        'supply.runKva': '1.7',
        'supply.startKva': '10',
      },
      ['hasContactor', 'isCritical'],
    ),
    { ...parts, before, hours: [{ from: 60, to: 120 }] },
  );
  expect(setup).toEqual({
    ...before,
    group: 'north',
    wiring: { flow: { device: 'meter-1', point: 'flow' } },
    feeder: { device: 'main', point: 'relay' },
    supply: { transformer: 'T1', runKva: 1.7, startKva: 10 },
    hasContactor: true,
    isCritical: true,
    allowedHours: [{ from: 60, to: 120 }],
  });
});
