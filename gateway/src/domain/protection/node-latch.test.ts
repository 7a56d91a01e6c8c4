import { expect, it } from 'vitest';
import type { PointView } from '../../contract/index.ts';
import { pumpNode } from '../../device-types/pump-node.ts';
import { latchReleaseOf } from './node-latch.ts';

function pointsOf(values: Readonly<Record<string, boolean>>): PointView[] {
  return pumpNode.points.map((definition) => {
    const value = values[definition.id];
    return { definition, ...(value === undefined ? {} : { reading: { value, at: 0, quality: 'good' } }) };
  });
}

it.each([
  ['has tripped', { trip: true }, true],
  ['has latched for want of water', { dryRun: true, trip: false }, true],
  ['is well', { trip: false, dryRun: false }, false],
  ['has said nothing', {}, false],
])('a node that %s', (_what, values, isReset) => {
  const release = latchReleaseOf({ id: 'pump-1', points: pointsOf(values) });
  expect(release).toEqual(isReset ? { device: 'pump-1', point: 'reset', value: 1 } : undefined);
});

it('a node that knows no such word is told nothing', () => {
  const points = pointsOf({ trip: true }).filter(({ definition }) => definition.id !== 'reset');
  expect(latchReleaseOf({ id: 'pump-1', points })).toBeUndefined();
});
