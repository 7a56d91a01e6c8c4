import { describe, expect, test } from 'vitest';
import type { PointView, Reading } from '@farmgate/gateway/contract';
import { aCommand, aDevice, aSwitch, NOW } from '../testing/builders.ts';
import { alarmsOf } from './alarms.ts';

describe('the alarms of the farm', () => {
  test('are the flags that are true, critical ones first, with label and help', () => {
    const device = aDevice({ points: [flag('air.noise', 'warning'), flag('door.open', 'critical')] });
    expect(alarmsOf([device])).toMatchObject([
      { severity: 'critical', title: 'Label of door.open', help: 'Help.', device: { id: 'outlet-fe' } },
      { severity: 'warning', title: 'Noise on the air' },
    ]);
  });

  test.each<[string, Partial<Reading>]>([
    ['false', { value: false }],
    ['read before the gateway last started', { old: true }],
    ['stale', { quality: 'stale' }],
  ])('leave out a flag that is %s', (_name, reading) => {
    expect(alarmsOf([aDevice({ points: [flag('air.noise', 'warning', reading)] })])).toEqual([]);
  });

  test('leave out what is true and no alarm', () => {
    const { definition, reading } = flag('port.open', 'warning');
    const { alarm: _alarm, ...plain } = definition;
    expect(alarmsOf([aDevice({ points: [{ definition: plain, ...(reading ? { reading } : {}) }] })])).toEqual([]);
  });

  test('name an OFF that a silent device is owed, and only then', () => {
    const owing = aSwitch({ command: aCommand({ value: false, owed: true }) });
    const gone = aDevice({ availability: 'offline', points: [owing] });
    expect(alarmsOf([gone])).toMatchObject([
      { severity: 'critical', title: 'OFF is owed to Outlet FE, Socket A', owes: 'relay.a' },
    ]);
    expect(alarmsOf([aDevice({ points: [owing] })])).toEqual([]);
  });
});

function flag(id: string, alarm: 'warning' | 'critical', reading: Partial<Reading> = {}): PointView {
  return {
    definition: { id, kind: 'flag', label: `Label of ${id}`, unit: '', alarm, help: 'Help.' },
    reading: { value: true, at: NOW, quality: 'good', ...reading },
  };
}
