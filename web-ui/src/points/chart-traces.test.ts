import type { HistoryAnswer, SeriesHistory } from '@farmgate/gateway/contract';
import { describe, expect, test } from 'vitest';
import { bucketAt, commonGaps, traceOf, unbroken } from './chart-traces.ts';

const MINUTE = 60_000;
const scale = { per: 1000, unit: 'A' };

/** Buckets of a minute at these minutes, each known for as many seconds as is said of it. */
function aSeries(at: readonly number[], given: Partial<SeriesHistory> = {}): SeriesHistory {
  const some = at.map(() => 2_000);
  return {
    device: 'north-pump',
    point: 'current',
    kind: 'measure',
    unit: 'mA',
    at: at.map((minute) => minute * MINUTE),
    value: some,
    min: some,
    max: some,
    total: some,
    coverS: at.map(() => 60),
    outOfRange: [],
    ...given,
  };
}

function anAnswer(series: SeriesHistory, given: Partial<HistoryAnswer> = {}): HistoryAnswer {
  return { from: 0, to: 20 * MINUTE, step: 60, timeZone: 'UTC', gapS: 360, series: [series], ...given };
}

function traced(series: SeriesHistory, given: Partial<HistoryAnswer> = {}, now = 20 * MINUTE) {
  return traceOf(anAnswer(series, given), series, { name: 'Current', scale, place: 0, now });
}

const minutes = (spans: readonly { from: number; to: number }[]) =>
  spans.map(({ from, to }) => [from / MINUTE, to / MINUTE]);

describe('a gap', () => {
  test('is where no bucket is for longer than readings hold', () => {
    expect(minutes(traced(aSeries([0, 1, 2, 15, 16, 17, 18, 19])).gaps)).toEqual([[3, 15]]);
  });

  test('is none where a reading held on over buckets without one', () => {
    const cover = [60, 240, 60];
    expect(traced(aSeries([0, 4, 5], { coverS: cover }), { to: 6 * MINUTE }).gaps).toEqual([]);
  });

  test('is one where the reading after was not led up to, however short', () => {
    const cover = [60, 20, 60];
    expect(minutes(traced(aSeries([0, 4, 5], { coverS: cover }), { to: 6 * MINUTE }).gaps)).toEqual([[1, 4]]);
  });

  test('is before the first and after the last reading too, but not in the time to come', () => {
    expect(minutes(traced(aSeries([8, 9]), {}, 18 * MINUTE).gaps)).toEqual([
      [0, 8],
      [10, 18],
    ]);
    expect(minutes(traced(aSeries([8, 9]), {}, 11 * MINUTE).gaps)).toEqual([[0, 8]]);
  });

  test('is the whole span where nothing was read', () => {
    expect(minutes(traced(aSeries([])).gaps)).toEqual([[0, 20]]);
  });

  test('is none where a day has 25 hours or a month 31 days', () => {
    const hour = 60;
    const days = aSeries([0, 25 * hour, 49 * hour], { coverS: [90_000, 86_400, 86_400] });
    expect(traced(days, { step: 86_400, to: 73 * hour * MINUTE }, Infinity).gaps).toEqual([]);
    const months = aSeries([0, 31 * 24 * hour], { coverS: [2_678_400, 2_419_200] });
    expect(traced(months, { step: 2_592_000, to: 59 * 24 * hour * MINUTE }, Infinity).gaps).toEqual([]);
  });

  test('between single readings begins at the one and ends at the other', () => {
    expect(minutes(traced(aSeries([0, 5, 12, 18]), { step: 0 }).gaps)).toEqual([[5, 12]]);
  });

  test('parts the line', () => {
    const trace = traced(aSeries([0, 1, 2, 15, 16]), { to: 17 * MINUTE });
    expect(unbroken(trace).map((piece) => piece.map(({ at }) => at / MINUTE))).toEqual([
      [0, 1, 2],
      [15, 16],
    ]);
  });

  test('of all is where each has one', () => {
    const one = [
      { from: 2, to: 10 },
      { from: 12, to: 14 },
    ];
    expect(commonGaps([one, [{ from: 4, to: 13 }]])).toEqual([
      { from: 4, to: 10 },
      { from: 12, to: 13 },
    ]);
    expect(commonGaps([one, []])).toEqual([]);
  });
});

describe('at a moment', () => {
  test('it is the bucket that holds it, and nothing in a gap', () => {
    const trace = traced(aSeries([0, 1, 2, 15, 16, 17, 18, 19]));
    expect(bucketAt(trace, 1.5 * MINUTE)?.at).toBe(MINUTE);
    expect(bucketAt(trace, 8 * MINUTE)).toBeUndefined();
    expect(bucketAt(trace, 15.2 * MINUTE)?.at).toBe(15 * MINUTE);
  });

  test('it is the nearer of two readings', () => {
    const trace = traced(aSeries([0, 4, 8]), { step: 0, to: 9 * MINUTE });
    expect([1, 3, 7, 9].map((at) => (bucketAt(trace, at * MINUTE)?.at ?? 0) / MINUTE)).toEqual([0, 4, 8, 8]);
  });
});

test('a value is in the unit that people read, and a counter’s is what it grew', () => {
  expect(traced(aSeries([0])).buckets[0]).toMatchObject({ value: 2, min: 2, max: 2 });
  const counter = aSeries([0], { kind: 'counter', total: [7_000] });
  expect(traced(counter).buckets[0]?.value).toBe(7);
});

test('readings as they were have no least and most, and a counter’s grew since the one before', () => {
  const bare = { min: [], max: [], total: [], coverS: [] };
  const [measured] = traced(aSeries([0, 1], bare), { step: 0 }).buckets;
  expect(measured).toMatchObject({ value: 2, min: 2, max: 2 });
  const counter = aSeries([0, 1, 2], { ...bare, kind: 'counter', value: [5_000, 7_000, 1_000] });
  expect(traced(counter, { step: 0 }).buckets.map(({ value }) => value)).toEqual([0, 2, 1]);
});

test('what is true stays so until it is told anew, and not over a silence', () => {
  const trace = traced(aSeries([0, 4, 14], { kind: 'flag' }), { step: 0, to: 16 * MINUTE }, 16 * MINUTE);
  expect(minutes(trace.buckets.map(({ at, end }) => ({ from: at, to: end })))).toEqual([
    [0, 4],
    [4, 4],
    [14, 16],
  ]);
});

test('of another time it is drawn where it would be now', () => {
  const series = aSeries([0, 1]);
  const trace = traceOf(anAnswer(series, { to: 2 * MINUTE }), series, {
    name: '',
    scale,
    place: 1,
    shiftMs: 60 * MINUTE,
    now: 62 * MINUTE,
  });
  expect(trace).toMatchObject({ isBefore: true, gaps: [] });
  expect(trace.buckets.map(({ at }) => at / MINUTE)).toEqual([60, 61]);
});
