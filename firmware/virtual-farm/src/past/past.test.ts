import { describe, expect, it } from 'vitest';
import { findDeviceType } from '@farmgate/gateway/device-types';
import { pastOf, type PastOf } from './past.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
const START = Date.UTC(2026, 0, 1);
const kinds = ['pump-node', 'power-meter', 'main-breaker', 'tank-level', 'phase-monitor', 'smart-outlet-v1'];

function of(type: string, device = `${type}-1`): PastOf {
  return { device, type, points: findDeviceType(type)?.points ?? [], aheadMs: 6 * 60 * MINUTE_MS };
}

describe('the past of a device', () => {
  it.each(kinds)('of %s lies within the ranges of its points, in the order of time', (type) => {
    const points = new Map(of(type).points.map((point) => [point.id, point]));
    const rows = [...pastOf(of(type), START, START + 20 * DAY_MS, 5 * MINUTE_MS)];
    expect(rows.length).toBeGreaterThan(19 * 288);
    for (const [row, { at, values }] of rows.entries()) {
      expect(at).toBeGreaterThan(rows[row - 1]?.at ?? 0);
      for (const [id, value] of Object.entries(values)) {
        const { kind, min = -Infinity, max = Infinity } = points.get(id) ?? {};
        if (kind === 'flag' || kind === 'switch') expect([`${id} 0`, `${id} 1`]).toContain(`${id} ${value}`);
        else expect(Math.min(max, Math.max(min, value))).toBe(value);
      }
    }
  });

  it('is the same each time it is told, and another device’s is another', () => {
    const tell = (device: string) => [...pastOf(of('pump-node', device), START, START + 3 * DAY_MS, 5 * MINUTE_MS)];
    expect(tell('pump-1')).toEqual(tell('pump-1'));
    expect(tell('pump-1')).not.toEqual(tell('pump-2'));
  });

  it('has gaps where the grid was away, but for what has a battery', () => {
    const count = (type: string) => [...pastOf(of(type), START, START + 60 * DAY_MS, 5 * MINUTE_MS)].length;
    expect(count('tank-level')).toBe(60 * 288);
    expect(count('power-meter')).toBeLessThan(60 * 288);
  });

  it('of a counter never falls', () => {
    let before = 0;
    for (const { values } of pastOf(of('pump-node'), START, START + 60 * DAY_MS, 5 * MINUTE_MS)) {
      expect(values.energy ?? 0).toBeGreaterThanOrEqual(before);
      before = values.energy ?? 0;
    }
    expect(before).toBeGreaterThan(10_000);
  });

  it('of a kind that nobody tells of is empty', () => {
    expect([...pastOf(of('rf-bridge'), START, START + DAY_MS, MINUTE_MS)]).toEqual([]);
  });
});
