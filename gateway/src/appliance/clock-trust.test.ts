import { describe, expect, it } from 'vitest';
import { FakeClock } from '../testing/fake-clock.ts';
import { TrustedClock, type ClockMemory } from './clock-trust.ts';

const HOUR = 3_600_000;

/** A machine whose network may set its clock at any time, and what it remembers. */
class Bench {
  readonly machine = new FakeClock();
  synced = false;
  memory: ClockMemory | undefined;

  start(): TrustedClock {
    return new TrustedClock(
      this.machine,
      this.memory,
      (memory) => (this.memory = memory),
      () => this.synced,
    );
  }

  /** The network sets the machine's clock, which is seen within ten seconds. */
  sync(correctionMs = 0): void {
    this.machine.jumpWall(correctionMs);
    this.synced = true;
    this.machine.advance(10_000);
  }
}

describe('a clock', () => {
  it.each([
    ['set by the network', true, 0, 'synced'],
    ['that nobody vouches for', false, 0, 'restored'],
    ['that shows a time before this program was written', false, -20 * 365 * 24 * HOUR, 'unset'],
  ])('%s says so', (_what, synced, jumpMs, trust) => {
    const bench = new Bench();
    bench.synced = synced;
    bench.machine.jumpWall(jumpMs);
    expect(bench.start().trust).toBe(trust);
  });

  it('shows the time a person set, also after a restart of the program', () => {
    const bench = new Bench();
    const clock = bench.start();
    clock.setByPerson(clock.wallMs() + HOUR);
    bench.machine.advance(60_000);
    for (const each of [clock, bench.start()]) {
      expect(each.wallMs()).toBe(bench.machine.wallMs() + HOUR);
      expect(each.trust).toBe('set-by-person');
    }
  });

  it('does not go back to before what a person said, in another boot, but is trusted less', () => {
    const bench = new Bench();
    const before = bench.start();
    before.setByPerson(before.wallMs() + HOUR);
    const last = before.wallMs();
    bench.machine.boot = 'boot-2';
    const clock = bench.start();
    expect(clock.wallMs()).toBeGreaterThanOrEqual(last);
    expect(clock.trust).toBe('restored');
  });

  it.each([false, true])("is the network's when that comes after the person (another boot: %s)", (rebooted) => {
    const bench = new Bench();
    let clock = bench.start();
    clock.setByPerson(clock.wallMs() + HOUR);
    if (rebooted) {
      bench.machine.boot = 'boot-2';
      clock = bench.start();
    }
    bench.sync(HOUR);
    expect([clock.wallMs(), clock.trust]).toEqual([bench.machine.wallMs(), 'synced']);
    expect(bench.start().wallMs()).toBe(bench.machine.wallMs());
  });

  it("is the person's where the person overruled the network, until the next boot", () => {
    const bench = new Bench();
    bench.sync();
    const clock = bench.start();
    clock.setByPerson(clock.wallMs() + HOUR);
    expect([clock.wallMs(), clock.trust]).toEqual([bench.machine.wallMs() + HOUR, 'set-by-person']);
    expect(bench.start().trust).toBe('set-by-person');
    bench.machine.boot = 'boot-2';
    expect([bench.start().wallMs(), bench.start().trust]).toEqual([bench.machine.wallMs(), 'synced']);
  });

  it('that a person confirms is trusted as it is', () => {
    const bench = new Bench();
    const clock = bench.start();
    clock.confirmByPerson();
    expect([clock.wallMs(), clock.trust]).toEqual([bench.machine.wallMs(), 'set-by-person']);
  });
});
