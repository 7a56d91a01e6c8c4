import { expect, it } from 'vitest';
import type { Clock } from './contract/index.ts';
import { findBeat, startHeart, type Beat } from './heartbeat.ts';
import { FakeClock } from './testing/index.ts';

it('a heart beats at once and then once a second, until it is stopped', () => {
  const clock = new FakeClock();
  const beats: Beat[] = [];
  const stop = startHeart(clock, (beat) => beats.push(beat));
  clock.advance(3_000);
  expect(beats.map(({ beat, delayMs }) => [beat, delayMs])).toEqual([1, 2, 3, 4].map((beat) => [beat, 0]));
  stop();
  clock.advance(3_000);
  expect(beats).toHaveLength(4);
});

it('a beat that was held up says by how much, and none is made up for', () => {
  const clock = new FakeClock();
  const beats: Beat[] = [];
  let lateMs = 0;
  const late: Clock = {
    boot: clock.boot,
    wallMs: () => clock.wallMs(),
    monoMs: () => clock.monoMs() + lateMs,
    after: (ms, run) => clock.after(ms, run),
  };
  startHeart(late, (beat) => beats.push(beat));
  clock.advance(0);
  lateMs = 3_500;
  clock.advance(1_000);
  expect(beats.at(-1)).toEqual({ beat: 2, delayMs: 3_500 });
  clock.advance(1_000);
  expect(beats.map(({ beat, delayMs }) => [beat, delayMs])).toEqual([
    [1, 0],
    [2, 3_500],
    [3, 0],
  ]);
});

it.each([undefined, null, 'beat', {}, { beat: 1 }, { beat: '1', delayMs: 0 }, { ready: true }])(
  '%j is no beat',
  (message) => expect(findBeat(message)).toBeUndefined(),
);
