import type { HistoryAnswer, SeriesHistory } from '@farmgate/gateway/contract';
import { describe, expect, test } from 'vitest';
import { aCurrent, aDevice, aSwitch, NOW } from '../testing/builders.ts';
import { readingOf, withLive } from './history-live.ts';

const series: SeriesHistory = {
  device: 'd',
  point: 'p',
  kind: 'measure',
  unit: 'mA',
  at: [0, 60_000],
  value: [10, 20],
  min: [10, 20],
  max: [10, 20],
  total: [600, 600],
  coverS: [60, 30],
  outOfRange: [],
  whole: { value: 15, min: 10, max: 20, total: 1_200, coverS: 90, first: 10, last: 20, lastAt: 90_000 },
};
const answer = (step: HistoryAnswer['step'], given: Partial<SeriesHistory> = {}): HistoryAnswer => ({
  from: 0,
  to: 200_000,
  step,
  timeZone: 'UTC',
  gapS: 360,
  series: [{ ...series, ...given }],
});
const heard = (...readings: { at: number; value: number }[]) => new Map([['d/p', readings]]);

describe('a reading of the live line', () => {
  test('comes to the last bucket, by the time it was known for', () => {
    const [live] = withLive(answer(60), heard({ at: 120_000 - 1, value: 50 })).series;
    expect(live?.at).toEqual([0, 60_000]);
    expect(live?.value[1]).toBeCloseTo(35, 1);
    expect([live?.min[1], live?.max[1]]).toEqual([20, 50]);
  });

  test('opens a bucket of its own where the last is over', () => {
    const [live] = withLive(answer(60), heard({ at: 130_000, value: 50 })).series;
    expect(live?.at).toEqual([0, 60_000, 120_000]);
    expect([live?.value[2], live?.coverS[2]]).toEqual([50, 40]);
  });

  test('stands by itself among readings', () => {
    const [live] = withLive(answer(0), heard({ at: 130_000, value: 50 }, { at: 140_000, value: 60 })).series;
    expect(live?.at).toEqual([0, 60_000, 130_000, 140_000]);
  });

  test('that the answer knows already changes nothing', () => {
    expect(withLive(answer(60), heard({ at: 90_000, value: 99 })).series).toEqual(answer(60).series);
  });

  test('of a counter waits for the gateway', () => {
    const given = { kind: 'counter' } as const;
    expect(withLive(answer(60, given), heard({ at: 130_000, value: 99 })).series).toEqual(answer(60, given).series);
  });

  test('is the first where nothing was read before', () => {
    const { whole: _, ...rest } = series;
    const none = { ...rest, at: [], value: [], min: [], max: [], total: [], coverS: [] };
    const [live] = withLive({ ...answer(60), series: [none] }, heard({ at: 130_000, value: 1 })).series;
    expect([live?.at, live?.coverS]).toEqual([[130_000], [0]]);
  });
});

test('a device tells what it reads, a switch whether it is on, and old news are none', () => {
  const device = aDevice({ points: [aSwitch({ reported: 'on' }), aCurrent(4_800)] });
  expect(readingOf([device], 'outlet-fe/current.a')).toEqual({ at: NOW - 1_000, value: 4_800 });
  expect(readingOf([device], 'outlet-fe/relay.a')).toEqual({ at: NOW - 2_000, value: 1 });
  expect(readingOf([aDevice({ points: [aCurrent(1, { old: true })] })], 'outlet-fe/current.a')).toBeUndefined();
  expect(readingOf([aDevice({ points: [aSwitch({ reported: 'unknown' })] })], 'outlet-fe/relay.a')).toBeUndefined();
  expect(readingOf([], 'ghost/current')).toBeUndefined();
});
