import { describe, expect, it } from 'vitest';
import { spansOf } from './run-spans.ts';

const trail = (...steps: [at: number, what: string][]) => steps.map(([at, what]) => ({ at, what }));
const of = (now: number, ...steps: [at: number, what: string][]) =>
  spansOf(trail(...steps), now).map(({ from, to }) => [from, to]);

describe('a run has its pump', () => {
  it('from its start until it is told to stop', () =>
    expect(
      of(99, [1, 'requested'], [2, 'starting'], [3, 'running'], [5, 'extended'], [8, 'stopping'], [9, 'ended']),
    ).toEqual([[2, 8]]));

  it('until now, while it goes on', () => expect(of(99, [2, 'starting'], [3, 'running'])).toEqual([[2, 99]]));

  it('not while it pauses', () =>
    expect(
      of(
        99,
        [2, 'starting'],
        [3, 'running'],
        [10, 'hold'],
        [11, 'hold'],
        [20, 'resumed'],
        [21, 'running'],
        [30, 'ended'],
      ),
    ).toEqual([
      [2, 10],
      [20, 30],
    ]));

  it('over a pause that its node never made', () =>
    expect(of(99, [2, 'starting'], [3, 'running'], [10, 'hold'], [12, 'running'], [30, 'stopping'])).toEqual([
      [2, 30],
    ]));

  it('never, where it was never started', () => expect(of(99, [1, 'requested'], [4, 'ended'])).toEqual([]));

  it('in order, whatever the clock did', () =>
    expect(of(1, [20, 'starting'], [10, 'hold'], [5, 'resumed'], [30, 'hold'], [25, 'resumed'], [40, 'ended'])).toEqual(
      [
        [5, 30],
        [30, 40],
      ],
    ));
});
