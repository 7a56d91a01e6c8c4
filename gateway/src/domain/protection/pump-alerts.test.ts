import { describe, expect, it } from 'vitest';
import { GuardBench, plainPump } from '../../testing/guard-bench.ts';
import { watchedPump } from '../../testing/pump-guards-bench.ts';
import { troublesOf } from './pump-alerts.ts';
import { protectionNames } from './verdict.ts';

/** What is told of this pump now: all of it, and what of it is so. */
const troubles = (bench: GuardBench) => troublesOf(watchedPump, bench.ruling, bench.state);
const open = (bench: GuardBench) => troubles(bench).flatMap(({ cause, isOn }) => (isOn ? [cause] : []));
/** One start without water, and off again. */
const dryStart = (bench: GuardBench) => bench.on().readFor(15, { current: 1_000 }).off();
const noWater = 'No water: it drew 1000 mA, less than the 2500 mA of a pump that moves water.';

describe('what those hear of a pump who look after the farm', () => {
  it('is one alert for each protection, but for what is no trouble and for what its engine tells', () => {
    const rules = troubles(new GuardBench()).map(({ cause }) => cause.rule);
    const untold = ['min-rest', 'starts-per-hour', 'node-lost'];
    expect(rules).toEqual(protectionNames.filter((name) => !untold.includes(name)).map((name) => `pump-${name}`));
  });

  it('is of each, where all is well, that it is not so', () => {
    for (const { cause, isOn } of troubles(new GuardBench().on().readFor(60, { current: 5_000 }))) {
      expect([isOn, cause.severity, cause.sentence, cause.remedy]).toEqual([false, 'warning', '', '']);
      expect(cause).toMatchObject({ site: 'site-1', subject: 'pump-1', device: 'node-1' });
    }
  });

  it('is whose pump it is, what is wrong and what to do', () => {
    expect(open(dryStart(new GuardBench()))).toEqual([
      {
        site: 'site-1',
        rule: 'pump-dry-run',
        subject: 'pump-1',
        device: 'node-1',
        severity: 'warning',
        sentence: noWater,
        remedy: 'Wait for the water to come back; if it does not, look at the well, the inlet and the valve.',
      },
    ]);
  });

  it('is critical of a pump that nobody but a person lets run again', () => {
    const bench = new GuardBench().on().readFor(5, { current: 9_000 });
    expect(open(bench)).toMatchObject([
      {
        rule: 'pump-over-current',
        severity: 'critical',
        sentence: 'It drew 9000 mA; its plate says 5000 mA.',
        remedy: 'Have the motor looked at: bearings, sand in the pump, all phases. Then reset it.',
      },
    ]);
  });

  it('is a warning of a pump that is held and goes on by itself', () => {
    const bench = new GuardBench({ ...plainPump, watched: ['voltage'] }).on().readFor(5, { voltage: 150 });
    expect(open(bench)).toMatchObject([
      { rule: 'pump-under-voltage', severity: 'warning', sentence: 'The voltage is too low: 150 V.' },
    ]);
  });

  it('is as grave as its protection says of what does not stop it', () => {
    const setup = { motor: { ...plainPump.motor, breakerMa: 40_000 }, watched: ['breaker'], pollMs: 10_000 } as const;
    const bench = new GuardBench(setup).off().readFor(5, { breaker: 50_000 });
    expect(open(bench)).toMatchObject([
      {
        rule: 'pump-breaker-overload',
        severity: 'critical',
        sentence: 'The main breaker bears 40000 mA, and 50000 mA flow.',
      },
    ]);
  });

  it('is each of several things', () => {
    const bench = new GuardBench({ ...plainPump, watched: ['current', 'voltage'] }).on();
    bench.readFor(15, { current: 9_000, voltage: 150 });
    expect(open(bench).map(({ rule, severity }) => [rule, severity])).toEqual([
      ['pump-over-current', 'critical'],
      ['pump-under-voltage', 'warning'],
    ]);
  });
});

describe('a trip', () => {
  it('is told also after its rest, while nobody knows whether the water is back', () => {
    const bench = dryStart(new GuardBench()).at(3_600_000).tick();
    expect(bench.find('dry-run')).toBeUndefined();
    expect(open(bench)).toMatchObject([{ rule: 'pump-dry-run', severity: 'warning', sentence: noWater }]);
    bench.on().readFor(1_799, { current: 5_000 });
    expect(open(bench)).toHaveLength(1);
  });

  it('is over once a later run was good for half an hour', () => {
    const bench = dryStart(new GuardBench()).at(3_600_000).on().readFor(1_800, { current: 5_000 });
    expect(open(bench)).toEqual([]);
  });

  it('is over once somebody has reset the pump', () => {
    const bench = dryStart(new GuardBench());
    expect(open(bench.event({ type: 'reset' }))).toEqual([]);
  });

  it('becomes critical with the last of its retries', () => {
    const bench = new GuardBench();
    const severities = [0, 1, 2, 3].map((day) => {
      dryStart(bench.at(day * 86_400_000));
      return open(bench).find(({ rule }) => rule === 'pump-dry-run')?.severity;
    });
    expect(severities).toEqual(['warning', 'warning', 'warning', 'critical']);
  });

  it('for which nothing came of being on is told until a later run shows that something does', () => {
    const bench = new GuardBench().on().readFor(10, { current: 0 }).off().at(600_000).on();
    expect(open(bench).map(({ rule }) => rule)).toEqual(['pump-no-effect']);
    bench.readFor(9, { current: 0 });
    expect(open(bench).map(({ rule }) => rule)).toEqual(['pump-no-effect']);
    bench.off().at(1_200_000).on().readFor(20, { current: 5_000 });
    expect(open(bench)).toEqual([]);
  });
});
