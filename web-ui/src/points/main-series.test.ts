import { expect, test } from 'vitest';
import { aBusyFarm } from '../testing/fake-farm.ts';
import { pumpDevices } from '../testing/pump-builders.ts';
import { NOW } from '../testing/builders.ts';
import { historyOf, mainSeriesOf } from './main-series.ts';

const devices = [...pumpDevices(), ...aBusyFarm(NOW)];
const find = (id: string) => {
  const device = devices.find((one) => one.id === id);
  if (!device) throw new Error(`no ${id}`);
  return device;
};

test.each([
  ['north-pump', 'current'],
  ['roof-tank', 'level'],
  ['outlet-fe', 'current.a'],
  ['bridge-1', undefined],
])('%s is there for %s', (id, point) => {
  expect(mainSeriesOf(find(id))?.definition.id).toBe(point);
});

test('its history is its main measure and its switches', () => {
  expect(historyOf(find('outlet-fe'))).toEqual(['outlet-fe/current.a', 'outlet-fe/relay.a', 'outlet-fe/relay.b']);
});
