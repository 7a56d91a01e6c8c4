import { describe, expect, it } from 'vitest';
import type { DeviceView } from '../../contract/index.ts';
import { findDeviceType } from '../../device-types/index.ts';
import { loadsOf } from './energy-source.ts';
import { meterAt, metersOf, milliWhOf } from './meter.ts';
import { usualSettings } from './site-meters.ts';

const pointsOf = (type: string) => findDeviceType(type)?.points ?? [];

describe('the meters of a device', () => {
  it.each([
    ['power-meter', [{ kind: 'counter', point: 'energy' }]],
    ['pump-node', [{ kind: 'counter', point: 'energy' }]],
    ['main-breaker', [{ kind: 'current', point: 'current' }]],
    [
      'smart-outlet-v1',
      [
        { kind: 'current', point: 'current.a' },
        { kind: 'current', point: 'current.b' },
      ],
    ],
    ['tank-level', []],
  ])('of a %s are the surest it has', (type, meters) => {
    expect(metersOf(pointsOf(type))).toEqual(meters);
  });

  it.each([
    ['pump-node', 'relay', { kind: 'counter', point: 'energy' }],
    ['pump-node', 'power', { kind: 'power', point: 'power' }],
    ['pump-node', 'energy', { kind: 'counter', point: 'energy' }],
    ['smart-outlet-v1', 'relay.b', { kind: 'current', point: 'current.b' }],
    ['smart-outlet-v1', 'current.a', { kind: 'current', point: 'current.a' }],
    ['pump-node', 'voltage', undefined],
    ['pump-node', 'float', undefined],
    ['pump-node', 'nothing', undefined],
  ])('at a point of a %s, %s', (type, point, meter) => {
    expect(meterAt(pointsOf(type), point)).toEqual(meter);
  });
});

describe('energy', () => {
  it.each([
    [{ kind: 'counter', point: 'energy' }, 12, 12_000],
    // A kilowatt for an hour.
    [{ kind: 'power', point: 'power' }, 3_600_000, 1_000_000],
    // 5 A for an hour at 230 V and 0.8.
    [{ kind: 'current', point: 'current' }, 5_000 * 3_600, 920_000],
  ] as const)('of %o that came to %i is %i mWh', (meter, total, milliWh) => {
    expect(milliWhOf(meter, total)).toBe(milliWh);
  });
});

it('the loads of a site are what has a meter of its own, but for the main one and what watches another', () => {
  const devices = ['main-breaker', 'phase-monitor', 'pump-node', 'smart-outlet-v1', 'tank-level'].map(
    (type): DeviceView => {
      const points = pointsOf(type).map((definition) => ({ definition }));
      return { id: type, type, typeLabel: type, name: type, demo: false, availability: 'online', adoptedAt: 0, points };
    },
  );
  expect(loadsOf(devices, usualSettings)).toEqual([
    { device: 'pump-node', meter: { kind: 'counter', point: 'energy' } },
    { device: 'smart-outlet-v1', meter: { kind: 'current', point: 'current.a' } },
    { device: 'smart-outlet-v1', meter: { kind: 'current', point: 'current.b' } },
  ]);
});
