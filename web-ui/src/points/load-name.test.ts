import { expect, test } from 'vitest';
import { aBreaker, aBusyFarm } from '../testing/fake-farm.ts';
import { loadName } from './load-name.ts';

const farm = [...aBusyFarm(0), aBreaker(0, 1)];

test.each([
  ['main-1', 'current', 'Main breaker'],
  ['outlet-10', 'current.a', 'Outlet 10, Socket A'],
  ['outlet-10', 'current.b', 'Outlet 10, Borehole pump'],
  ['outlet-99', 'current.b', 'outlet-99 current.b'],
])('%s %s is called %s', (device, point, name) => expect(loadName({ device, point }, farm)).toBe(name));
