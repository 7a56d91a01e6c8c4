import { describe, expect, test } from 'vitest';
import type { DeviceView, PointView, Reading } from '@farmgate/gateway/contract';
import { aCurrent, aDevice, aSwitch, NOW } from '../testing/builders.ts';
import { breakersOf, shareOf } from './breaker.ts';

describe('the main breaker', () => {
  test('is not there where the farm has none', () => {
    expect(breakersOf([aDevice()])).toEqual([]);
    expect(shareOf(aDevice(), [])).toBeUndefined();
  });

  test('tells its current and what it bears', () => {
    expect(breakersOf([aBreaker(12_000)])).toMatchObject([{ currentMa: 12_000, thresholdMa: 20_000 }]);
  });

  test('tells no current that is old or of a device that is gone', () => {
    expect(breakersOf([aBreaker(12_000, { old: true })])).toMatchObject([{ currentMa: undefined }]);
    expect(breakersOf([{ ...aBreaker(12_000), availability: 'offline' }])).toMatchObject([{ currentMa: undefined }]);
  });
});

describe('the share of an outlet', () => {
  const outlet = (mA: number, reading: Partial<Reading> = {}) =>
    aDevice({ points: [aSwitch(), aCurrent(mA, reading)] });

  test('is what its sockets take of the total', () => {
    expect(shareOf(outlet(3_000), breakersOf([aBreaker(12_000)]))).toBe(25);
  });

  test('is never more than all', () => {
    expect(shareOf(outlet(3_000), breakersOf([aBreaker(2_900)]))).toBe(100);
  });

  test.each([
    ['the total is next to nothing', outlet(30), aBreaker(40)],
    ['the total is old', outlet(3_000), aBreaker(12_000, { old: true })],
    ['its own current is old', outlet(3_000, { quality: 'stale' }), aBreaker(12_000)],
    ['it has no sockets', aDevice({ points: [] }), aBreaker(12_000)],
  ])('is not said where %s', (_name, device, breaker) => {
    expect(shareOf(device, breakersOf([breaker]))).toBeUndefined();
  });
});

function aBreaker(mA: number, reading: Partial<Reading> = {}): DeviceView {
  return aDevice({
    id: 'main-1',
    type: 'main-breaker',
    name: 'Main breaker',
    points: [measure('current', mA, reading), measure('threshold', 20_000)],
  });
}

function measure(id: string, value: number, reading: Partial<Reading> = {}): PointView {
  return {
    definition: { id, kind: 'measure', label: id, unit: 'mA' },
    reading: { value, at: NOW, quality: 'good', ...reading },
  };
}
