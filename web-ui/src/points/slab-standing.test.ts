import { describe, expect, test } from 'vitest';
import { standingIn } from './slab-standing.ts';

const slabs = [{ upToKwh: 50, rate: '4' }, { upToKwh: 100, rate: '5' }, { rate: '7' }];
const places = (used: number, expected?: number) =>
  standingIn(slabs, used, expected).slabs.map(
    ({ filled, isReached, isExpected }) => `${filled}${isReached ? ' here' : ''}${isExpected ? ' soon' : ''}`,
  );

describe('where a month stands', () => {
  test.each([
    [0, ['0 here', '0', '0'], 50],
    [50, ['1 here', '0', '0'], 0],
    [75, ['1', '0.5 here', '0'], 25],
    [101, ['1', '1', '1 here'], undefined],
  ] as const)('with %s kWh', (used, expected, left) => {
    expect(places(used)).toEqual(expected);
    expect(standingIn(slabs, used).left).toBe(left);
  });

  test('and to which slab it will come', () => expect(places(20, 120)).toEqual(['0.4 here', '0 soon', '0 soon']));
});
