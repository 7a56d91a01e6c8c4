import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { GuardBench, plainPump } from '../../testing/guard-bench.ts';
import type { Sample } from './channels.ts';
import type { GuardSetup } from './guard.ts';
import { restoreGuard, saveGuard, type SavedGuard } from './saved-guard.ts';

const setup: GuardSetup = { ...plainPump, watched: ['current', 'voltage', 'tripped', 'level'] };

type Happening =
  | { readonly what: 'on' | 'off' | 'unknown' | 'tick' }
  | {
      readonly what: 'read';
      readonly quality: Sample['quality'];
      readonly current: number;
      readonly voltage: number;
      readonly tripped: boolean;
    };

const happening: fc.Arbitrary<Happening> = fc.oneof(
  {
    weight: 1,
    arbitrary: fc.record({ what: fc.constantFrom('on' as const, 'off' as const, 'unknown' as const, 'tick' as const) }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      what: fc.constant('read' as const),
      quality: fc.constantFrom('good' as const, 'good' as const, 'stale' as const, 'out-of-range' as const),
      current: fc.constantFrom(0, 1_000, 2_499, 2_500, 5_000, 6_250, 6_251, 20_000),
      voltage: fc.constantFrom(100, 183, 184, 230, 276, 277),
      tripped: fc.boolean(),
    }),
  },
);
const story = fc.array(fc.tuple(fc.integer({ min: 0, max: 9_000 }), happening), { maxLength: 50 });
type Story = readonly (readonly [number, Happening])[];

function happen(bench: GuardBench, event: Happening): void {
  switch (event.what) {
    case 'read':
      bench.read({ current: event.current, voltage: event.voltage, tripped: event.tripped, level: 50 }, event.quality);
      return;
    case 'tick':
      bench.tick();
      return;
    case 'on':
    case 'off':
    case 'unknown':
      bench.event({ type: 'heard' }).event({ type: 'contactor', state: event.what, at: bench.now });
  }
}

function tell(some: Story, each: (bench: GuardBench, event: Happening) => void = () => {}): GuardBench {
  const bench = new GuardBench(setup);
  for (const [waitMs, event] of some) {
    happen(bench.at(bench.now + waitMs), event);
    each(bench, event);
  }
  return bench;
}

/** How long the last good currents of this run have all been so, from the first to the last of them. Unit: ms; -1 where the last is not. */
function lastedMs(read: readonly { at: number; current: number }[], isBad: (current: number) => boolean): number {
  const lastFine = read.findLastIndex(({ current }) => !isBad(current));
  const spell = read.slice(lastFine + 1);
  return spell.length === 0 ? -1 : (spell.at(-1)?.at ?? 0) - (spell[0]?.at ?? 0);
}

describe('in any story', () => {
  test('nothing is stopped by a current that was not so in each good reading of the whole time', () => {
    fc.assert(
      fc.property(story, (some) => {
        let read: { at: number; current: number }[] = [];
        const counts = { over: 0, dry: 0 };
        tell(some, (bench, event) => {
          if (event.what === 'on' && bench.state.contactor.onSince === bench.now) read = [];
          if (event.what === 'off') read = [];
          const isSeen = event.what === 'read' && event.quality === 'good' && bench.state.contactor.state === 'on';
          if (isSeen) read.push({ at: bench.now, current: event.current });
          const over = bench.state.trips['over-current']?.count ?? 0;
          const dry = bench.state.trips['dry-run']?.count ?? 0;
          const overMs = lastedMs(read, (current) => current > 6_250);
          const late = read.filter(({ at }) => at >= (bench.state.contactor.onSince ?? 0) + 10_000);
          const dryMs = lastedMs(late, (current) => current < 2_500);
          if (over > counts.over) expect(overMs).toBeGreaterThanOrEqual(5_000);
          if (dry > counts.dry) expect(dryMs).toBeGreaterThanOrEqual(5_000);
          if (isSeen && overMs >= 5_000) expect(bench.find('over-current')?.kind).toBe('lock-out');
          if (isSeen && dryMs >= 5_000) expect(bench.state.trips['dry-run']).toBeDefined();
          counts.over = over;
          counts.dry = dry;
        });
      }),
      { numRuns: 300 },
    );
  });

  test('readings that are not good neither hide a danger nor make one', () => {
    fc.assert(
      fc.property(story, (some) => {
        const isJunk = (event: Happening) => event.what === 'read' && event.quality !== 'good';
        const asTicks = some.map(([waitMs, event]): Story[number] => [
          waitMs,
          isJunk(event) ? { what: 'tick' } : event,
        ]);
        const [withJunk, without] = [tell(some).tick().ruling, tell(asTicks).tick().ruling];
        expect(withJunk).toEqual(without);
      }),
      { numRuns: 300 },
    );
  });

  test('a pump that is locked out stays so until a person resets it, over any restart', () => {
    fc.assert(
      fc.property(story, story, fc.boolean(), (before, after, isReboot) => {
        const bench = tell(before);
        const locked = bench.ruling.reasons.filter(({ kind }) => kind === 'lock-out').map(({ name }) => name);
        const saved = JSON.parse(
          JSON.stringify(saveGuard(bench.state, 'a', { mono: bench.now, wall: 7 })),
        ) as SavedGuard;
        const now = isReboot ? 0 : bench.now;
        const again = new GuardBench(setup, now);
        again.state = restoreGuard(saved, isReboot ? 'b' : 'a', { mono: now, wall: 7 });
        for (const [waitMs, event] of after) happen(again.at(again.now + waitMs), event);
        const still = again.ruling.reasons.filter(({ kind }) => kind === 'lock-out').map(({ name }) => name);
        expect(still).toEqual(expect.arrayContaining(locked));
        if (locked.length > 0) expect(again.ruling.mayRun).toBe(false);
        expect(again.state.contactor.startNo).toBeGreaterThanOrEqual(bench.state.contactor.startNo);
      }),
      { numRuns: 300 },
    );
  });

  test('the order of readings of one moment says nothing', () => {
    const sample = fc.record({
      channel: fc.constantFrom('current' as const, 'voltage' as const, 'tripped' as const),
      value: fc.integer({ min: 0, max: 9_000 }),
      at: fc.constantFrom(1_000, 5_000, 6_000, 11_000, 20_000),
      quality: fc.constantFrom('good' as const, 'stale' as const),
    });
    const shuffled = fc
      .array(sample, { maxLength: 12 })
      .chain((some) => fc.tuple(fc.constant(some), fc.shuffledSubarray(some, { minLength: some.length })));
    fc.assert(
      fc.property(shuffled, ([one, other]) => {
        const states = [one, other].map(
          (samples) => new GuardBench(setup).on().at(20_000).event({ type: 'readings', samples, wall: 0 }).state,
        );
        expect(states[0]).toEqual(states[1]);
      }),
      { numRuns: 300 },
    );
  });
});

describe('a danger', () => {
  test('is stopped no later than its time and one reading more, whatever broken readings come between', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 200, max: 30_000 }),
        fc.constantFrom(['over-current', 9_000] as const, ['dry-run', 1_000] as const),
        (everyMs, [name, current]) => {
          const bench = new GuardBench(setup).on();
          const beginsAt = 15_000;
          let stoppedAt = Infinity;
          for (let now = 0; now <= 120_000; now += everyMs) {
            bench.at(now).read({ current: now < beginsAt ? 5_000 : current, voltage: 230, level: 50 });
            bench.at(now + everyMs / 2).read({ current: 99_999 }, 'out-of-range');
            if (bench.find(name) && stoppedAt === Infinity) stoppedAt = now;
          }
          const seenAt = Math.ceil(beginsAt / everyMs) * everyMs;
          expect(stoppedAt).toBeGreaterThanOrEqual(seenAt + 5_000);
          expect(stoppedAt).toBeLessThan(seenAt + 5_000 + everyMs);
        },
      ),
    );
  });

  test('is tried as often as is set, each time after its rest, and then not again', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 10 }), fc.integer({ min: 30, max: 3_600 }), (retries, retryAfterS) => {
        const bench = new GuardBench({
          ...plainPump,
          watched: ['tripped'],
          settings: { overload: { retries, retryAfterS } },
        });
        for (let trip = 0; trip < retries; trip += 1) {
          bench.on().read({ tripped: true }).off();
          expect(bench.find('overload')).toMatchObject({ kind: 'stop', retryAtMs: bench.now + retryAfterS * 1000 });
          bench.at(bench.now + retryAfterS * 1000).read({ tripped: false });
        }
        expect(bench.on().read({ tripped: true }).off().find('overload')?.kind).toBe('lock-out');
        expect(
          bench
            .at(bench.now + 1e9)
            .tick()
            .find('overload')?.kind,
        ).toBe('lock-out');
      }),
    );
  });
});
