import { describe, expect, test } from 'vitest';
import { GuardBench, plainPump } from '../../testing/guard-bench.ts';

const unrated = { ...plainPump, motor: { phases: 1, nominalV: 230 } } as const;

describe('the usual current', () => {
  test('is the median of the steady part of the first good run', () => {
    const bench = new GuardBench().on().readFor(59, { current: 30_000 }).at(60_000).readFor(60, { current: 4_400 });
    expect(bench.state.learned).toBeUndefined();
    bench.at(121_000).read({ current: 6_000 }).at(122_000).readFor(57, { current: 4_402 });
    expect(bench.state.learned).toBeUndefined();
    bench.at(180_000).read({ current: 4_402 });
    expect(bench.state.learned).toEqual({ normalMa: 4_400, by: 'first good run', at: 1_180_000 });
  });

  test('decides what is dry from then on, in place of the plate', () => {
    const bench = new GuardBench().on().readFor(180, { current: 5_000 });
    bench.at(181_000).readFor(10, { current: 3_000 });
    expect(bench.find('dry-run')).toBeUndefined();
    bench.at(192_000).readFor(5, { current: 2_999 });
    expect(bench.find('dry-run')).toMatchObject({ code: 'dry-run', facts: { currentMa: 2_999, limitMa: 3_000 } });
  });

  test('is not learned again by itself, so that a well that fails slowly is seen', () => {
    const bench = new GuardBench()
      .on()
      .readFor(400, { current: 5_000 })
      .off()
      .at(500_000)
      .on()
      .readFor(400, { current: 3_500 });
    expect(bench.state.learned?.normalMa).toBe(5_000);
  });

  test('is learned anew when a person asks for it and watches', () => {
    const bench = new GuardBench().on().readFor(400, { current: 5_000 }).event({ type: 'learn' }).at(401_000);
    expect(bench.state.learned?.normalMa).toBe(5_000);
    bench.readFor(120, { current: 4_000 });
    expect(bench.state.learned).toMatchObject({ normalMa: 4_000, by: 'guided run' });
    expect(bench.state.learning).toEqual({ isGuided: false, currents: [] });
  });

  test('can be forgotten', () => {
    const bench = new GuardBench().on().readFor(180, { current: 5_000 }).event({ type: 'forget-learned' });
    expect(bench.state).not.toHaveProperty('learned');
    expect(bench.state.learning).toEqual({ isGuided: false, currents: [] });
    expect(bench.state.contactor.startNo).toBe(1);
  });

  test('without a plate is learned only by a guided run, which makes dry running watched', () => {
    const bench = new GuardBench(unrated).on().readFor(400, { current: 5_000 });
    expect(bench.state.learned).toBeUndefined();
    expect(bench.state.learning.fault).toContain('rated current');
    expect(bench.ruling.notWatched.map(({ name }) => name)).toContain('dry-run');
    bench.event({ type: 'learn' }).at(401_000).readFor(120, { current: 5_000 });
    expect(bench.state.learned?.normalMa).toBe(5_000);
    expect(bench.ruling.notWatched.map(({ name }) => name)).not.toContain('dry-run');
    bench.at(522_000).readFor(5, { current: 2_999 });
    expect(bench.find('dry-run')?.kind).toBe('stop');
  });

  test.each([
    [2_749, 'does not fit'],
    [2_750, undefined],
    [5_750, undefined],
    [5_751, 'does not fit'],
  ])('of %d mA with 5 A on the plate: %s', (current, fault) => {
    const bench = new GuardBench().event({ type: 'learn' }).on().readFor(180, { current });
    if (fault === undefined) expect(bench.state.learned?.normalMa).toBe(current);
    else
      expect(bench.state.learning).toMatchObject({ isGuided: false, fault: expect.stringContaining(fault) as string });
  });

  test('is not learned from a run that is not steady', () => {
    const bench = new GuardBench().event({ type: 'learn' }).on();
    for (let second = 60; second <= 180; second += 1)
      bench.at(second * 1000).read({ current: second % 2 ? 3_600 : 5_400 });
    expect(bench.state.learned).toBeUndefined();
    expect(bench.state.learning.fault).toMatch(/^The current was not steady.*\.$/);
  });

  test('needs ten readings, however far apart', () => {
    const bench = new GuardBench().on();
    for (let reading = 0; reading < 9; reading += 1) bench.at(60_000 + reading * 20_000).read({ current: 4_000 });
    expect(bench.state.learned).toBeUndefined();
    bench.at(240_000).read({ current: 4_000 });
    expect(bench.state.learned?.normalMa).toBe(4_000);
  });

  test('is of one run: what an earlier one gathered does not count', () => {
    const bench = new GuardBench().on().readFor(150, { current: 3_000 }).off().at(300_000).on();
    bench.at(360_000).readFor(119, { current: 4_600 });
    expect(bench.state.learned).toBeUndefined();
    expect(bench.at(480_000).read({ current: 4_600 }).state.learned?.normalMa).toBe(4_600);
  });

  test('gathers no more than it needs of a run that never grows steady for a person without a plate', () => {
    const bench = new GuardBench(unrated).on();
    for (let second = 60; second < 180; second += 0.25) bench.at(second * 1000).read({ current: 5_000 });
    expect(bench.state.learning.currents).toHaveLength(240);
  });

  test('says nothing while the pump is off or nothing was read', () => {
    const bench = new GuardBench().off().readFor(400, { current: 5_000 });
    expect(bench.state.learning).toEqual({ isGuided: false, currents: [] });
  });
});
