import { expect, test } from 'vitest';
import { reasonGroup } from './reason-picture.ts';

test.each([
  ['grid.shedding', 'power'],
  ['under-voltage.settling', 'power'],
  ['dry-run.not-learned', 'water'],
  ['overload.tripped', 'hot'],
  ['over-current', 'hot'],
  ['min-rest', 'rest'],
  ['starts-per-hour', 'rest'],
  ['group-busy', 'turn'],
  ['wallet.too-little', 'minutes'],
  ['run.quota', 'minutes'],
  ['sensor-lost.level', 'away'],
  ['latched', 'all-off'],
  ['pump.locked-out', 'locked'],
  ['run.suspended', 'locked'],
  ['pump.out-of-service', 'service'],
  ['run.hours', 'hours'],
  ['tank-full', 'full'],
  ['welded', 'fault'],
])('%s has the picture %s', (code, group) => {
  expect(reasonGroup({ code })).toBe(group);
});

test('a code that is not known is pictured by its name, and a lock-out is one whatever locked it', () => {
  expect(reasonGroup({ code: 'x', name: 'dry-run' })).toBe('water');
  expect(reasonGroup({ code: 'dry-run', kind: 'lock-out' })).toBe('locked');
});
