import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  look,
  newPumpControl,
  onMs,
  powerUp,
  pumpGuards,
  releaseLatch,
  startsIn,
  switchOff,
  switchOn,
  type PumpControl,
  type PumpStart,
} from './pump-control.ts';

const guards = { ...pumpGuards, ratedMa: 5_000 };
const fine = { mA: 5_000, isFloatUp: false };

/** On, or the test fails. */
function on(control: PumpControl, now: number, start: PumpStart = {}): PumpControl {
  const answer = switchOn(control, guards, now, start);
  if ('refused' in answer) throw new Error(answer.refused);
  return answer.control;
}

/** Looks every second until a moment. */
function until(control: PumpControl, from: number, to: number, seen = fine): PumpControl {
  let next = control;
  for (let now = from; now <= to; now += 1_000) next = look(next, guards, now, seen);
  return next;
}

describe('a pump node', () => {
  test('opens by itself when its lease ends, and not while it is renewed', () => {
    const started = on(newPumpControl(0), 0);
    expect(until(started, 1_000, 89_000).isOn).toBe(true);
    expect(until(started, 1_000, 90_000)).toMatchObject({ isOn: false, stoppedBy: 'lease' });
    expect(until(on(started, 60_000), 61_000, 149_000).isOn).toBe(true);
    expect(until(on(newPumpControl(0), 0, { leaseS: 30 }), 1_000, 30_000).isOn).toBe(false);
  });

  test('counts the seconds of a run, and begins anew with the next', () => {
    const ended = switchOff(on(newPumpControl(0), 0, { run: '1' }), 25_000, 'command');
    expect(onMs(ended, 99_000)).toBe(25_000);
    expect(onMs(on(ended, 100_000, { run: '2' }), 101_000)).toBe(1_000);
  });

  test('starts nothing by a renewal, and goes on counting a run that is started again', () => {
    const ended = switchOff(on(newPumpControl(0), 0, { run: '1' }), 5_000, 'command');
    expect(switchOn(ended, guards, 100_000, { run: '1', renew: true })).toMatchObject({
      refused: expect.stringMatching(/renewal/),
    });
    const again = on(ended, 100_000, { run: '1' });
    expect(onMs(again, 103_000)).toBe(8_000);
    expect(switchOn(again, guards, 103_000, { run: '2', renew: true })).toHaveProperty('refused');
    expect(on(again, 104_000, { run: '1', renew: true, leaseS: 30 }).leaseUntil).toBe(134_000);
  });

  test('stops at the float, and does not start while it is up', () => {
    const stopped = look(on(newPumpControl(0), 0), guards, 2_000, { mA: 5_000, isFloatUp: true });
    expect(stopped).toMatchObject({ isOn: false, stoppedBy: 'float' });
    expect(switchOn(stopped, guards, 100_000)).toMatchObject({ refused: expect.stringMatching(/tank is full/) });
  });

  test.each([
    [2_500, 'dry-run'],
    [7_000, 'overload'],
  ] as const)('stops at %i mA for 5 s after 10 s, and latches until it is released', (mA, latch) => {
    const started = on(newPumpControl(0), 0);
    expect(until(started, 1_000, 14_000, { ...fine, mA }).isOn).toBe(true);
    const stopped = until(started, 1_000, 15_000, { ...fine, mA });
    expect(stopped).toMatchObject({ isOn: false, latch, stoppedBy: latch });
    expect(switchOn(powerUp(stopped, 500_000), guards, 900_000)).toMatchObject({
      refused: expect.stringContaining(latch),
    });
    expect(switchOn(releaseLatch(stopped), guards, 900_000)).toHaveProperty('control');
  });

  test('does not mind a short dip', () => {
    const started = until(on(newPumpControl(0), 0), 1_000, 20_000);
    const dipped = until(started, 21_000, 24_000, { ...fine, mA: 100 });
    expect(until(until(dipped, 25_000, 26_000), 27_000, 31_000, { ...fine, mA: 100 }).isOn).toBe(true);
  });

  test('is off after its power came back, and rests first', () => {
    const back = powerUp(on(newPumpControl(0), 0), 30_000);
    expect(back.isOn).toBe(false);
    expect(switchOn(back, guards, 31_000)).toMatchObject({ refused: expect.stringMatching(/rests another 59 s/) });
  });

  test('never starts a motor more often than its limits allow, whatever is asked', () => {
    const asks = fc.array(fc.tuple(fc.integer({ min: 1, max: 120_000 }), fc.boolean()), { maxLength: 200 });
    fc.assert(
      fc.property(asks, (story) => {
        let [control, now] = [newPumpControl(0), 0];
        let lastStop = -Infinity;
        for (const [wait, wantsOn] of story) {
          now += wait;
          const before = look(control, guards, now, fine);
          if (!before.isOn && control.isOn) lastStop = now;
          const answer = wantsOn ? switchOn(before, guards, now) : { control: switchOff(before, now, 'command') };
          control = 'control' in answer ? answer.control : before;
          if (control.isOn && !before.isOn) expect(now - lastStop).toBeGreaterThanOrEqual(guards.minRestMs);
          if (!control.isOn && before.isOn) lastStop = now;
          expect(startsIn(control, now)).toBeLessThanOrEqual(guards.startsPerHour);
        }
      }),
    );
  });
});
