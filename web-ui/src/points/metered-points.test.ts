import { expect, test } from 'vitest';
import { aDevice, aCurrent, aSwitch } from '../testing/builders.ts';
import { meteredPoints } from './metered-points.ts';

const measure = (id: string, unit: 'W' | 'Wh', counter = false) => ({
  definition: { id, kind: 'measure' as const, label: id, unit, ...(counter ? { counter: {} } : {}) },
});

test('of each device the surest meter, and of an outlet what each socket draws', () => {
  const outlet = aDevice({ id: 'outlet-fe', name: 'Outlet FE', points: [aSwitch(), aCurrent(0)] });
  const meter = aDevice({
    id: 'meter-1',
    name: 'House',
    points: [measure('power', 'W'), measure('energy', 'Wh', true)],
  });
  const plug = aDevice({ id: 'plug-1', name: 'Fan', points: [measure('power', 'W')] });
  const tank = aDevice({ id: 'tank-1', name: 'Tank', points: [] });
  expect(meteredPoints([outlet, meter, plug, tank])).toEqual([
    { value: 'outlet-fe current.a', label: 'Outlet FE' },
    { value: 'meter-1 energy', label: 'House' },
    { value: 'plug-1 power', label: 'Fan' },
  ]);
});
