import { describe, expect, it } from 'vitest';
import { MotorRig } from './motor-rig.ts';

const MINUTE = 60;
const verdictOf = ({ guard }: MotorRig) => guard.ruling.verdict;

describe('a motor and its guard', () => {
  it('pumps for an hour without a word, and learns what it draws', () => {
    const rig = new MotorRig();
    rig.isWanted = true;
    rig.run(60 * MINUTE);
    expect(verdictOf(rig)).toBeUndefined();
    expect(rig.pumpedL).toBeCloseTo(1.4 * 3_600, -2);
    expect(rig.guard.state.learned?.by).toBe('first good run');
    expect(rig.guard.state.contactor.startNo).toBe(1);
  });

  it('a dry well is stopped within 5 s and a reading, tried three times, then locked out', () => {
    const rig = new MotorRig();
    rig.isWanted = true;
    rig.run(10 * MINUTE);
    rig.dryUp();
    const dryS = rig.until(() => !rig.isTurning);
    expect(dryS).toBeLessThanOrEqual(8);
    expect(verdictOf(rig)).toMatchObject({
      name: 'dry-run',
      kind: 'stop',
      sentence: expect.stringContaining('No water') as string,
    });
    const rests = [15, 30, 30].map((minutes) => {
      const restS = rig.until(() => rig.isTurning);
      expect(restS).toBeGreaterThanOrEqual(minutes * MINUTE - 2);
      expect(restS).toBeLessThanOrEqual(minutes * MINUTE + 2);
      expect(rig.until(() => !rig.isTurning)).toBeLessThanOrEqual(10 + 5 + 2);
      return restS;
    });
    expect(rests).toHaveLength(3);
    expect(verdictOf(rig)).toMatchObject({ name: 'dry-run', kind: 'lock-out' });
    const { startNo } = rig.guard.state.contactor;
    rig.run(600 * MINUTE);
    expect([rig.guard.state.contactor.startNo, startNo, rig.motor.isBurnt]).toEqual([4, 4, false]);
  });

  it('a welded contact is told within 3 s and a reading after OFF, and the motor turns on', () => {
    const rig = new MotorRig();
    rig.isWanted = true;
    rig.run(MINUTE);
    rig.isWelded = true;
    rig.isWanted = false;
    expect(rig.until(() => rig.guard.find('welded') !== undefined)).toBeLessThanOrEqual(5);
    expect(verdictOf(rig)).toMatchObject({ name: 'welded', kind: 'lock-out', severity: 'critical' });
    expect(rig.isTurning).toBe(true);
  });

  it.each([0, 1, 2])('phase %d lost in a run stops the motor long before it burns', (phase) => {
    const rig = new MotorRig();
    rig.isWanted = true;
    rig.run(10 * MINUTE);
    rig.phases = [phase === 0 ? 0 : 1, phase === 1 ? 0 : 1, phase === 2 ? 0 : 1];
    expect(rig.until(() => !rig.isTurning)).toBeLessThanOrEqual(6);
    expect(verdictOf(rig)).toMatchObject({ name: 'phase-loss', kind: 'lock-out' });
    expect(rig.motor.heat).toBeLessThan(1.5);
    rig.phases = [1, 1, 1];
    expect(rig.run(60 * MINUTE).isTurning).toBe(false);
    rig.guard.event({ type: 'reset' });
    expect(rig.until(() => rig.isTurning)).toBeLessThanOrEqual(120);
  });

  it('never starts a motor whose phases are exchanged', () => {
    const rig = new MotorRig();
    rig.isReversed = true;
    rig.run(3);
    rig.isWanted = true;
    rig.run(10 * MINUTE);
    expect(rig.motor.starts).toBe(0);
    expect(verdictOf(rig)).toMatchObject({ name: 'phase-reversal', kind: 'lock-out' });
  });

  it('a dip of 3 s goes by; one that lasts 5 s holds the pump until the voltage was good for a minute', () => {
    const rig = new MotorRig();
    rig.isWanted = true;
    rig.run(5 * MINUTE);
    rig.phases = [0.75, 0.75, 0.75];
    rig.run(3);
    rig.phases = [1, 1, 1];
    rig.run(2 * MINUTE);
    expect([rig.isTurning, rig.guard.state.contactor.startNo]).toEqual([true, 1]);
    rig.phases = [0.75, 0.75, 0.75];
    const heldAfterS = rig.until(() => !rig.isTurning);
    expect(heldAfterS).toBeGreaterThanOrEqual(5);
    expect(heldAfterS).toBeLessThanOrEqual(7);
    expect(verdictOf(rig)).toMatchObject({ name: 'under-voltage', kind: 'hold' });
    rig.run(5 * MINUTE);
    rig.phases = [1, 1, 1];
    const backAfterS = rig.until(() => rig.isTurning);
    expect(backAfterS).toBeGreaterThanOrEqual(60);
    expect(backAfterS).toBeLessThanOrEqual(63);
    expect(rig.guard.ruling.reasons).toEqual([]);
  });

  it('a float that bounces 40 times in an hour gets six starts, a minute apart at least', () => {
    const rig = new MotorRig();
    const starts: number[] = [];
    const told = new Set<string>();
    for (let bounce = 0; bounce < 40; bounce += 1) {
      for (const isWanted of [true, false]) {
        rig.isWanted = isWanted;
        for (let second = 0; second < 45; second += 1) {
          const before = rig.motor.starts;
          rig.run(1);
          if (rig.motor.starts > before) starts.push(rig.guard.now);
          if (isWanted) for (const { name } of rig.guard.ruling.reasons) told.add(name);
        }
      }
    }
    const within = (from: number) => starts.filter((at) => at >= from && at < from + 3_600_000).length;
    expect(Math.max(...starts.map(within))).toBe(6);
    expect([...told].toSorted()).toEqual(['min-rest', 'starts-per-hour']);
    expect(Math.min(...starts.slice(1).map((at, index) => at - (starts[index] ?? 0)))).toBeGreaterThanOrEqual(60_000);
  });
});
