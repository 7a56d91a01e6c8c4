import { describe, expect, test } from 'vitest';
import { pumpNode, smartOutletV1, tasmotaPlug } from '../../device-types/index.ts';
import { toSamples, wire } from './channels.ts';

describe('wiring', () => {
  test.each([
    ['a pump node', pumpNode, 'relay', { current: 'current', tripped: 'trip', voltage: 'voltage', dryLatch: 'dryRun' }],
    ['socket B of an outlet', smartOutletV1, 'relay.b', { current: 'current.b', tripped: 'trip.b' }],
    ['a plug without a trip', tasmotaPlug, 'relay', { current: 'current', voltage: 'voltage' }],
    ['what is no switch', pumpNode, 'current', { voltage: 'voltage', dryLatch: 'dryRun' }],
  ])('of %s is what its type says', (_title, type, point, expected) => {
    const wiring = wire('dev-1', type, point);
    expect(wiring).toEqual(
      Object.fromEntries(Object.entries(expected).map(([channel, id]) => [channel, { device: 'dev-1', point: id }])),
    );
  });

  test('finds every phase of a type that has them', () => {
    const measure = (id: string) => ({ id, kind: 'measure', label: id, unit: '' }) as const;
    const points = [
      'current.l1',
      'current.l2',
      'current.l3',
      'voltage.l1',
      'voltage.l2',
      'voltage.l3',
      'phase.order',
      'flow',
      'level',
    ];
    const wiring = wire('dev-1', { id: 'x', label: 'X', points: points.map(measure), hasLease: true }, 'relay');
    expect(Object.values(wiring).map((ref) => ref.point)).toEqual(points);
    expect(Object.keys(wiring)).toEqual([
      'currentL1',
      'currentL2',
      'currentL3',
      'voltageL1',
      'voltageL2',
      'voltageL3',
      'phaseOrder',
      'flow',
      'level',
    ]);
  });

  test('lets an admin say that another device measures it', () => {
    const level = { device: 'tank-1', point: 'level' };
    const voltage = { device: 'meter-1', point: 'voltage' };
    expect(wire('dev-1', pumpNode, 'relay', { level, voltage })).toMatchObject({ level, voltage });
  });
});

describe('a reading', () => {
  const wiring = wire('dev-1', pumpNode, 'relay', { breaker: { device: 'dev-1', point: 'current' } });

  test('becomes a sample of each channel that it is wired to', () => {
    const reading = { device: 'dev-1', point: 'current', value: 4_900, quality: 'stale' } as const;
    expect(toSamples(wiring, reading, 7)).toEqual([
      { channel: 'current', value: 4_900, at: 7, quality: 'stale' },
      { channel: 'breaker', value: 4_900, at: 7, quality: 'stale' },
    ]);
  });

  test.each([
    ['another device', { device: 'dev-2', point: 'current', value: 1 }],
    ['another point', { device: 'dev-1', point: 'energy', value: 1 }],
    ['words', { device: 'dev-1', point: 'current', value: 'much' }],
  ])('of %s is none', (_title, reading) => {
    expect(toSamples(wiring, { ...reading, quality: 'good' }, 7)).toEqual([]);
  });
});
