import { expect, test } from 'vitest';
import { someParts, timeOfUse } from '../testing/energy-builders.ts';
import { dayBars, hourBars } from './energy-chart.ts';

test('the days of a month are all there, and what is not known is no zero', () => {
  const parts = someParts({
    month: '2026-02',
    days: [{ day: '2026-02-03', energyKwh: '4.5', amount: 1_800, estimated: true }],
  });
  const bars = dayBars(parts, 'cost', '2026-02-10');
  expect(bars).toHaveLength(28);
  expect(bars.slice(1, 3)).toEqual([
    { key: '2026-02-02', value: undefined, isEstimated: false, isAhead: false },
    { key: '2026-02-03', value: 1_800, isEstimated: true, isAhead: false },
  ]);
  expect(bars[10]).toMatchObject({ key: '2026-02-11', isAhead: true });
  expect(dayBars(parts, 'energy', '2026-02-10')[2]?.value).toBe(4.5);
});

test('the hours in which energy is dear are told', () => {
  const dear = hourBars(someParts(), timeOfUse).flatMap(({ key, isDear }) => (isDear ? [Number(key)] : []));
  expect(dear).toEqual([9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21]);
  expect(hourBars(someParts(), undefined).some(({ isDear }) => isDear)).toBe(false);
});
