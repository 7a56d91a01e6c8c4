import { describe, expect, test } from 'vitest';
import { addressOf, askedFrom, shiftOf, spanOf } from './history-asked.ts';

describe('an address', () => {
  test.each([
    '/history?q=power&span=7d',
    '/history?q=any&series=north-pump/current,roof-tank/level&span=24h&compare=week',
    '/history?q=level&span=1h&from=1000&to=2000',
  ])('%s says all that is chosen', (address) => {
    expect(addressOf(askedFrom(address.slice('/history'.length)))).toBe(address);
  });

  test('that says nothing asks when it ran in the last day', () => {
    expect(askedFrom('')).toEqual({ question: 'ran', preset: '24h' });
  });

  test('of some series alone shows these', () => {
    expect(askedFrom('?series=roof-tank/level')).toMatchObject({ question: 'any', series: ['roof-tank/level'] });
  });

  test.each([
    '?q=nonsense&span=9y&compare=never&series=../../x',
    '?from=5&to=4',
    '?from=x&to=y',
    '?from=-1&to=4',
    '?from=0&to=1e99',
    '?to=4',
    '?series=',
  ])('%s is not more than that', (search) => {
    expect(askedFrom(search)).toMatchObject({ question: expect.stringMatching(/ran|any/), preset: '24h' });
    expect(askedFrom(search).span).toBeUndefined();
    expect(askedFrom(search).series ?? []).toEqual([]);
  });

  test('shows each series once, and not more than four', () => {
    expect(askedFrom('?series=a/b,a/b,c/d,e/f,g/h,i/j').series).toEqual(['a/b', 'c/d', 'e/f', 'g/h']);
  });
});

test('a preset ends now, a span of one’s own where it ends', () => {
  expect(spanOf(askedFrom('?span=1h'), 10_000_000)).toEqual({ from: 6_400_000, to: 10_000_000 });
  expect(spanOf(askedFrom('?span=1h&from=1&to=2'), 10_000_000)).toEqual({ from: 1, to: 2 });
});

test('it is compared with the time before, or with that of a week or of a calendar year before', () => {
  const to = Date.parse('2028-03-01T12:00:00Z');
  const span = { from: to - 3_600_000, to };
  const year = to - Date.parse('2027-03-01T12:00:00Z');
  expect([shiftOf('before', span), shiftOf('week', span), shiftOf('year', span)]).toEqual([
    3_600_000,
    604_800_000,
    year,
  ]);
});
