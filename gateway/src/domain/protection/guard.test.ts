import { describe, expect, test } from 'vitest';
import { GuardBench, plainPump } from '../../testing/guard-bench.ts';
import { toTrip } from './ruling.ts';

const MINUTE = 60_000;

/** Starts the pump now and lets it run dry until it is stopped, which takes 15 s, and off. */
function runDry(bench: GuardBench): GuardBench {
  const from = bench.now;
  return bench
    .on()
    .readFor(15, { current: 1_000 })
    .off()
    .at(from + 16_000)
    .read({ current: 0 });
}

describe('a dry well', () => {
  test('is tried again after 15, 30 and 30 minutes, then locked out until a person resets it', () => {
    const bench = new GuardBench();
    const rests = [15, 30, 30].map((minutes) => {
      const stoppedAt = runDry(bench).now - 1_000;
      const { verdict, mayRun } = bench.ruling;
      expect(verdict).toMatchObject({ name: 'dry-run', kind: 'stop', severity: 'warning' });
      expect(mayRun).toBe(false);
      const retryAtMs = verdict?.kind === 'stop' ? (verdict.retryAtMs ?? 0) : 0;
      expect(bench.at(retryAtMs - 1).find('dry-run')).toBeDefined();
      expect(bench.at(retryAtMs).ruling).toMatchObject({ reasons: [], mayRun: true });
      expect(retryAtMs - stoppedAt).toBe(minutes * MINUTE);
      return minutes;
    });
    expect(rests).toHaveLength(3);
    runDry(bench);
    expect(bench.ruling.verdict).toMatchObject({ name: 'dry-run', kind: 'lock-out', severity: 'critical' });
    expect(toTrip('pump-1', bench.ruling)).toEqual({ kind: 'trip', pump: 'pump-1', name: 'dry-run', lockOut: true });
    expect(bench.at(bench.now + 1_000 * MINUTE).tick().ruling.verdict?.kind).toBe('lock-out');
    bench.event({ type: 'reset' }).tick();
    expect(bench.find('dry-run')).toBeUndefined();
    expect(bench.at(bench.now + 90_000).tick().ruling.mayRun).toBe(true);
    runDry(bench);
    expect(toTrip('pump-1', bench.ruling)).toMatchObject({
      name: 'dry-run',
      retryAtMs: bench.now - 1_000 + 15 * MINUTE,
    });
  });

  test('that has filled is forgiven after half an hour of a good run', () => {
    const bench = new GuardBench();
    runDry(runDry(bench).at(20 * MINUTE)).at(60 * MINUTE);
    expect(bench.state.trips['dry-run']?.count).toBe(2);
    bench.on().readFor(1_799, { current: 4_500 });
    expect(bench.state.trips['dry-run']?.count).toBe(2);
    bench.at(90 * MINUTE).read({ current: 4_500 });
    expect(bench.state.trips['dry-run']).toBeUndefined();
  });

  test('counts once however long the contact takes to open, and keeps it a stop until then', () => {
    const bench = new GuardBench();
    bench.on().readFor(2_000, { current: 1_000 });
    expect(bench.state.trips['dry-run']?.count).toBe(1);
    expect(bench.find('dry-run')?.kind).toBe('stop');
    bench.off();
    expect(bench.find('dry-run')).toBeUndefined();
  });
});

describe('an overload', () => {
  test('is tried three times, two minutes apart, then locked out', () => {
    const bench = new GuardBench({ ...plainPump, watched: ['tripped'] });
    for (let trip = 1; trip <= 3; trip += 1) {
      bench.on().read({ tripped: true }).off();
      expect(toTrip('p', bench.ruling)).toEqual({
        kind: 'trip',
        pump: 'p',
        name: 'overload',
        retryAtMs: bench.now + 120_000,
      });
      bench.at(bench.now + 120_000).read({ tripped: false });
      expect(bench.find('overload')).toBeUndefined();
    }
    bench.on().read({ tripped: true }).off();
    expect(bench.ruling.verdict).toMatchObject({ name: 'overload', kind: 'lock-out' });
  });

  test('has the retries that are set', () => {
    const bench = new GuardBench({ ...plainPump, watched: ['tripped'], settings: { overload: { retries: 0 } } });
    expect(bench.on().read({ tripped: true }).find('overload')?.kind).toBe('lock-out');
  });
});

describe('the ruling', () => {
  test('names the most severe first, and of equals the one that stands first in the table', () => {
    const bench = new GuardBench({
      ...plainPump,
      motor: { ...plainPump.motor, tripMa: 6_000 },
      watched: ['current', 'voltage', 'level', 'tripped'],
    });
    bench.on().readFor(5, { current: 9_000, voltage: 100, level: 10 });
    expect(bench.ruling.reasons.map(({ name, kind }) => `${name} ${kind}`)).toEqual([
      'over-current lock-out',
      'overload stop',
      'under-voltage hold',
    ]);
    expect(bench.ruling.verdict).toEqual(bench.ruling.reasons[0]);
    expect(toTrip('p', bench.ruling)).toEqual({ kind: 'trip', pump: 'p', name: 'over-current', lockOut: true });
  });

  test('tells the engine nothing of what ends no run', () => {
    const bench = new GuardBench({ ...plainPump, watched: ['voltage'] });
    expect(toTrip('p', bench.ruling)).toBeUndefined();
    bench.readFor(5, { voltage: 100 });
    expect(bench.ruling.mayRun).toBe(false);
    expect(toTrip('p', bench.ruling)).toBeUndefined();
  });

  test('ends a run that was long enough without a retry, and lets the next one begin', () => {
    const bench = new GuardBench({ ...plainPump, watched: [] })
      .on()
      .at(240 * MINUTE)
      .tick();
    expect(toTrip('p', bench.ruling)).toEqual({ kind: 'trip', pump: 'p', name: 'max-run' });
    expect(bench.off().ruling.reasons.map(({ name }) => name)).toEqual(['min-rest']);
    expect(bench.at(241 * MINUTE).tick().ruling.mayRun).toBe(true);
  });

  test('lets a pump run of which it only has to tell something', () => {
    const names = ['currentL1', 'currentL2', 'currentL3'] as const;
    const bench = new GuardBench({ ...plainPump, motor: { ...plainPump.motor, phases: 3 }, watched: names });
    bench.on().readFor(20, { currentL1: 4_000, currentL2: 5_000, currentL3: 6_000 });
    expect(bench.ruling).toMatchObject({ mayRun: true, verdict: { name: 'unbalance', kind: 'alert' } });
  });

  test('a rest is over at its moment, also where nothing has happened since', () => {
    const bench = new GuardBench().on().at(10_000).off();
    expect(bench.at(69_999).find('min-rest')).toMatchObject({ kind: 'hold', untilMs: 70_000 });
    expect(bench.at(70_000).find('min-rest')).toBeUndefined();
  });

  test('what is welded stays locked out after a reset that changed nothing', () => {
    const bench = new GuardBench().on().at(5_000).off().at(9_000).read({ current: 5_000 });
    expect(bench.find('welded')?.kind).toBe('lock-out');
    bench.event({ type: 'reset' });
    expect(bench.find('welded')).toBeUndefined();
    expect(bench.at(10_000).read({ current: 5_000 }).find('welded')?.kind).toBe('lock-out');
  });
});

describe('the contact', () => {
  test('is one run while nobody knew, and another once it was off', () => {
    const bench = new GuardBench().on().at(1_000);
    bench.event({ type: 'contactor', state: 'unknown', at: 1_000 }).at(2_000).on();
    expect(bench.state.contactor).toMatchObject({ startNo: 1, onSince: 0, starts: [0] });
    bench
      .at(3_000)
      .off()
      .at(3_500)
      .off()
      .at(4_000)
      .event({ type: 'contactor', state: 'unknown', at: 4_000 })
      .at(5_000)
      .on();
    expect(bench.state.contactor).toMatchObject({ startNo: 2, onSince: 5_000, offSince: 3_000, starts: [0, 5_000] });
  });

  test('of a new guard is unknown and was never on', () => {
    expect(new GuardBench().state.contactor).toEqual({ state: 'unknown', startNo: 0, starts: [] });
  });

  test('forgets starts of more than a day ago, and more of them than any limit counts', () => {
    const bench = new GuardBench().on().at(1).off().at(86_400_000).on();
    expect(bench.state.contactor.starts).toEqual([86_400_000]);
    for (let start = 1; start <= 400; start += 1)
      bench
        .at(86_400_000 + start * 10)
        .off()
        .on();
    expect(bench.state.contactor.starts).toHaveLength(320);
    expect(bench.state.contactor.startNo).toBe(402);
  });
});

describe('readings', () => {
  test('of one moment may come in any order, also twice', () => {
    const setup = {
      ...plainPump,
      watched: ['currentL1', 'currentL2', 'currentL3'] as const,
      motor: { ...plainPump.motor, phases: 3 as const },
    };
    const samples = [3_000, 5_000, 7_000, 4_000].map((value, index) => ({
      channel: setup.watched[index % 3] ?? 'currentL1',
      value,
      at: 0,
      quality: 'good' as const,
    }));
    const states = [samples, samples.toReversed()].map(
      (some) => new GuardBench(setup).on().event({ type: 'readings', samples: some, wall: 0 }).state,
    );
    expect(states[0]).toEqual(states[1]);
    expect(states[0]?.samples.currentL1?.value).toBe(4_000);
  });

  test('of several moments are looked at one moment after the other, in whatever order they came', () => {
    const at = (seconds: number, value: number) =>
      ({ channel: 'current', value, at: seconds * 1000, quality: 'good' }) as const;
    const tell = (...samples: ReturnType<typeof at>[]) =>
      new GuardBench().on().at(9_000).event({ type: 'readings', samples, wall: 0 }).find('over-current')?.kind;
    expect(tell(at(5, 9_000), at(0, 9_000), at(3, 9_000))).toBe('lock-out');
    expect(tell(at(5, 9_000), at(0, 9_000), at(3, 5_000))).toBeUndefined();
    expect(tell(at(3, 9_000), at(9, 5_000), at(4, 9_000))).toBeUndefined();
  });

  test('of nothing good let time go on all the same', () => {
    const bench = new GuardBench().on().read({ current: 5_000 }).at(60_000).read({ current: 1 }, 'stale');
    expect(bench.find('sensor-lost')).toBeDefined();
  });

  test.each(['tripped', 'dryLatch'] as const)('of %s that were made before a start say nothing of it', (flag) => {
    const bench = new GuardBench({ ...plainPump, watched: [flag] })
      .on()
      .at(1_000)
      .read({ [flag]: true })
      .off();
    expect(bench.ruling.verdict?.kind).toBe('stop');
    bench
      .at(20 * MINUTE)
      .on()
      .tick();
    expect(bench.ruling.reasons).toEqual([]);
    bench.at(21 * MINUTE).read({ [flag]: true });
    expect(bench.ruling.verdict?.kind).toBe('stop');
  });

  test('that come late change nothing, and none is of the future', () => {
    const bench = new GuardBench().on().at(9_000).read({ current: 5_000 });
    const late = { channel: 'current', value: 9_000, at: 8_000, quality: 'good' } as const;
    bench.event({ type: 'readings', samples: [late, { ...late, at: 99_000, value: 4_000 }], wall: 0 });
    expect(bench.state.samples.current).toMatchObject({ value: 5_000, at: 9_000 });
  });
});
