import { describe, expect, test } from 'vitest';
import { GuardBench, plainPump } from '../../testing/guard-bench.ts';
import { restoreGuard, saveGuard, type SavedGuard } from './saved-guard.ts';

const HOUR = 3_600_000;

/** Through the text that the disk keeps. */
function save(bench: GuardBench, wall = bench.now): SavedGuard {
  return JSON.parse(JSON.stringify(saveGuard(bench.state, 'boot-1', { mono: bench.now, wall }))) as SavedGuard;
}

function restored(saved: SavedGuard, boot: string, now: { mono: number; wall: number }): GuardBench {
  const bench = new GuardBench(plainPump, now.mono);
  bench.state = restoreGuard(saved, boot, now);
  return bench;
}

describe('a guard that comes back', () => {
  test('knows its lock-outs and what it has learned, and takes nothing for granted that devices say', () => {
    const bench = new GuardBench().on().readFor(180, { current: 5_000 }).at(181_000).readFor(5, { current: 9_000 });
    const again = restored(save(bench), 'boot-2', { mono: 77, wall: 9e9 });
    expect(again.ruling.verdict).toMatchObject({ name: 'over-current', kind: 'lock-out' });
    expect(again.state.learned).toEqual(bench.state.learned);
    expect(again.state.contactor.state).toBe('unknown');
    expect(again.state.samples).toEqual({});
    expect(again.tick().ruling.mayRun).toBe(false);
  });

  test('in the same boot counts its times as before', () => {
    const bench = new GuardBench().on().readFor(15, { current: 1_000 }).off();
    const again = restored(save(bench), 'boot-1', { mono: 20_000, wall: 0 });
    expect(again.state.contactor).toEqual({ state: 'unknown', startNo: 1, starts: [0], offSince: 15_000 });
    expect(again.ruling.verdict).toMatchObject({ retryAtMs: 15_000 + HOUR / 4 });
  });

  test.each([
    ['what passed on the wall clock', 5_000_000 + 600_000, 600_000],
    ['nothing where the wall clock was put back', 4_000_000, 0],
  ])('after a reboot counts %s', (_title, wall, passedMs) => {
    const bench = new GuardBench(plainPump, 1_000_000).on().readFor(15, { current: 1_000 }).off();
    const again = restored(save(bench, 5_000_000), 'boot-2', { mono: 3_000, wall });
    expect(again.ruling.verdict).toMatchObject({
      name: 'dry-run',
      kind: 'stop',
      retryAtMs: 3_000 - passedMs + HOUR / 4,
    });
    expect(again.state.contactor).toMatchObject({ offSince: 3_000 - passedMs, starts: [3_000 - passedMs - 15_000] });
  });

  test('in the middle of a run goes on with it once its device says so', () => {
    const bench = new GuardBench().on().at(10_000);
    const again = restored(save(bench), 'boot-2', { mono: 500, wall: 10_000 }).on();
    expect(again.state.contactor).toMatchObject({ startNo: 1, onSince: 500 - 10_000, state: 'on' });
  });

  test('goes on with the guided run that a person asked for, from its beginning', () => {
    const bench = new GuardBench().event({ type: 'learn' }).on().readFor(100, { current: 5_000 });
    const again = restored(save(bench), 'boot-1', { mono: 101_000, wall: 0 });
    expect(again.state.learning).toEqual({ isGuided: true, currents: [] });
    expect(again.state.learned).toBeUndefined();
  });

  test('forgets a reset trip for good', () => {
    const bench = new GuardBench().on().readFor(5, { current: 9_000 }).event({ type: 'reset' });
    expect(save(bench).trips).toEqual({});
  });
});
