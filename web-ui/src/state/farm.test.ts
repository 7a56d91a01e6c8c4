import { describe, expect, test } from 'vitest';
import type { Change, LiveMessage } from '@farmgate/gateway/contract';
import { aCurrent, aDevice, aSwitch, NOW } from '../testing/builders.ts';
import { afterMessage, type Farm } from './farm.ts';

const snapshot: LiveMessage = {
  type: 'snapshot',
  seq: 7,
  now: NOW,
  demo: false,
  devices: [aDevice(), aDevice({ id: 'outlet-ff', name: 'Outlet FF' })],
  latch: { latched: false },
};

describe('the farm after live messages', () => {
  test('begins with a snapshot, whatever its number', () => {
    expect(start()).toMatchObject({ seq: 7, demo: false, latch: { latched: false } });
  });

  test('counts heartbeats as messages', () => {
    expect(afterMessage(start(), { type: 'heartbeat', seq: 8, now: NOW })).toMatchObject({ seq: 8 });
  });

  test.each([
    ['a missed message', start(), 9],
    ['a repeated message', start(), 7],
    ['a delta before any snapshot', undefined, 1],
  ])('knows a gap: %s', (_name, farm, seq) => {
    expect(afterMessage(farm, { type: 'delta', seq, changes: [] })).toBe('gap');
  });

  test('a new snapshot mends a gap and forgets what is gone', () => {
    const farm = afterMessage(start(), { ...snapshot, seq: 40, devices: [] });
    expect(farm).toMatchObject({ seq: 40, devices: [] });
  });

  test('a point comes whole, and twice is once', () => {
    const change: Change = { what: 'point', device: 'outlet-fe', point: aSwitch({ reported: 'on' }) };
    const [outlet] = after(change, change).devices;
    expect(outlet?.points.map(({ switch: view }) => view?.reported)).toEqual(['on', undefined]);
  });

  test('values change the readings they name, and no other', () => {
    const values: Change = { what: 'values', device: 'outlet-fe', at: NOW, values: { 'current.a': 4_800 } };
    const [outlet, other] = after(values).devices;
    expect(outlet?.points[1]?.reading).toEqual({ value: 4_800, at: NOW, quality: 'good' });
    expect(outlet).toMatchObject({ lastHeardAt: NOW });
    expect(other?.points[1]).toEqual(aCurrent(0));
  });

  test('a value outside its range says so, and a new value is no longer old', () => {
    const old = { ...snapshot, devices: [aDevice({ points: [aCurrent(1, { old: true })] })] };
    const values = { 'current.a': 99_999 };
    const farm = run(afterMessage(undefined, old), [
      { what: 'values', device: 'outlet-fe', at: NOW, values, outOfRange: ['current.a'] },
    ]);
    expect(farm.devices[0]?.points[0]?.reading).toEqual({ value: 99_999, at: NOW, quality: 'out-of-range' });
  });

  test('a device without its points keeps the points it had', () => {
    const { points, ...device } = aDevice({ availability: 'offline' });
    const [outlet] = after({ what: 'device', device }).devices;
    expect(outlet).toEqual({ ...device, points });
  });

  test('devices come, go, and come again', () => {
    const added: Change = { what: 'device-added', device: aDevice({ id: 'pump' }) };
    const gone: Change = { what: 'device-gone', device: 'outlet-fe' };
    expect(after(added, gone, added).devices.map(({ id }) => id)).toEqual(['outlet-ff', 'pump']);
  });

  test('changes of a device nobody knows change nothing', () => {
    expect(after({ what: 'point', device: 'ghost', point: aSwitch() }).devices).toEqual(start().devices);
  });

  test('the latch is taken over', () => {
    expect(after({ what: 'latch', latch: { latched: true, by: 'anna' } }).latch).toEqual({ latched: true, by: 'anna' });
  });
});

function start(): Farm {
  return run(afterMessage(undefined, snapshot), undefined);
}

function after(...changes: Change[]): Farm {
  return run(start(), changes);
}

function run(farm: Farm | 'gap', changes: Change[] | undefined): Farm {
  const next = changes && farm !== 'gap' ? afterMessage(farm, { type: 'delta', seq: farm.seq + 1, changes }) : farm;
  if (next === 'gap') throw new Error('unexpected gap');
  return next;
}
