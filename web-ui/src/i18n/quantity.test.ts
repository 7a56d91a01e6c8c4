import { describe, expect, test } from 'vitest';
import { axisNumber } from './quantity.ts';

describe('a label beside an axis', () => {
  test.each([
    { apart: 0.0025, values: [0, 0.0025, 0.005], labels: ['0.0000', '0.0025', '0.0050'] },
    { apart: 0.2, values: [229.8, 230, 230.2], labels: ['229.8', '230.0', '230.2'] },
    { apart: 20, values: [0, 20, 40], labels: ['0', '20', '40'] },
    { apart: 2500, values: [0, 2500, 5000], labels: ['0', '2,500', '5,000'] },
  ])('says another thing than the next, $apart from it', ({ apart, values, labels }) => {
    expect(values.map((value) => axisNumber(value, apart))).toEqual(labels);
  });
});
