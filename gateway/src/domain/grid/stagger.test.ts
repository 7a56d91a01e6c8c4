import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { earliestStart, staggerDefaults, type StaggerLoad, type StaggerSeen, type StaggerSetup } from './stagger.ts';

const setup: StaggerSetup = { ...staggerDefaults, randomMs: 7_000, budgetKva: { village: 25 } };
const small: StaggerLoad = { runKva: 3, startKva: 18 };
const onVillage: StaggerLoad = { ...small, transformer: 'village' };
const calm: StaggerSeen = { returnedAt: -Infinity, isUncertain: false, running: [] };

describe('a start', () => {
  test.each<[string, Partial<StaggerSeen>, number, object]>([
    ['long after the grid came back is at once', {}, 5_000, { at: 5_000 }],
    ['is at once beside another of long ago', { lastStartAt: 4_999 }, 5_000, { at: 5_000 }],
    ["waits its gateway's own time after the return", { returnedAt: 5_000 }, 5_000, { at: 12_000, code: 'stagger' }],
    ['is at once when that is over', { returnedAt: 5_000 }, 12_000, { at: 12_000 }],
    ['waits 37 s after another start', { returnedAt: 0, lastStartAt: 20_000 }, 20_000, { at: 57_000, code: 'stagger' }],
    [
      'waits no longer than 10 min after the return',
      { returnedAt: 0, lastStartAt: 590_000 },
      591_000,
      { at: 600_000, code: 'stagger' },
    ],
    ['is at once 10 min after the return', { returnedAt: 0, lastStartAt: 599_000 }, 600_000, { at: 600_000 }],
    [
      'waits as long as nobody knows of the grid',
      { returnedAt: 0, isUncertain: true, lastStartAt: 900_000 },
      900_000,
      { at: 937_000, code: 'stagger' },
    ],
  ])('%s', (_title, seen, now, expected) => {
    expect(earliestStart(setup, small, { ...calm, ...seen }, now)).toEqual(expected);
  });

  const running = (...startedAt: number[]) => startedAt.map((at) => ({ ...onVillage, startedAt: at }));

  test.each<[string, StaggerSeen['running'], number, object]>([
    ['has room alone', [], 0, { at: 0 }],
    ['has room beside two that run', running(-99_000, -99_000), 0, { at: 0 }],
    [
      'waits for another to stop beside three',
      running(-99_000, -99_000, -99_000),
      0,
      { at: undefined, code: 'transformer' },
    ],
    ['waits for the inrush of another', running(-1_000), 0, { at: 4_000, code: 'transformer' }],
    ['waits for the inrush of two others', running(-1_000, -3_000), 0, { at: 4_000, code: 'transformer' }],
    ['does not wait for an inrush that is over', running(-5_000), 0, { at: 0 }],
    [
      'does not count who hangs on another transformer',
      running(0, 0, 0).map((load) => ({ ...load, transformer: 'hill' })),
      0,
      { at: 0 },
    ],
  ])('under a transformer of 25 kVA %s', (_title, some, now, expected) => {
    expect(earliestStart(setup, onVillage, { ...calm, running: some }, now)).toEqual(expected);
  });

  test('without a budget of its transformer counts nothing', () => {
    const load = { ...onVillage, transformer: 'hill' };
    expect(earliestStart(setup, load, { ...calm, running: running(0, 0, 0, 0) }, 0)).toEqual({ at: 0 });
    expect(earliestStart(setup, small, { ...calm, running: running(0, 0, 0, 0) }, 0)).toEqual({ at: 0 });
  });

  test('waits for the stagger where that is longer than the inrush', () => {
    const seen = { ...calm, returnedAt: 0, lastStartAt: 0, running: running(0) };
    expect(earliestStart(setup, onVillage, seen, 1_000)).toEqual({ at: 37_000, code: 'stagger' });
  });
});

test('starts are not kept apart where a site turned that off', () => {
  const own: StaggerSetup = { ...staggerDefaults, gapMs: 0, randomMs: 20_000 };
  const seen = { returnedAt: 0, isUncertain: false, lastStartAt: 900, running: [] };
  expect(earliestStart(own, onVillage, seen, 1_000)).toEqual({ at: 1_000 });
});

test('twenty pumps on one transformer come back one by one and never pass its budget', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 30_000 }), fc.integer({ min: 20, max: 80 }), (randomMs, budget) => {
      const own: StaggerSetup = { ...staggerDefaults, randomMs, budgetKva: { village: budget } };
      const running: (StaggerLoad & { startedAt: number })[] = [];
      let now = 0;
      for (let pump = 0; pump < 20; pump += 1) {
        const lastStartAt = running.at(-1)?.startedAt;
        const seen = {
          returnedAt: 0,
          isUncertain: false,
          running,
          ...(lastStartAt === undefined ? {} : { lastStartAt }),
        };
        const { at } = earliestStart(own, onVillage, seen, now);
        if (at === undefined) break;
        expect(at).toBeGreaterThanOrEqual(now);
        if (lastStartAt !== undefined && at < 600_000)
          expect(at - lastStartAt).toBeGreaterThanOrEqual(30_000 + randomMs);
        running.push({ ...onVillage, startedAt: at });
        const drawn = running.reduce((sum, { startedAt }) => sum + (at < startedAt + 5_000 ? 18 : 3), 0);
        expect(drawn).toBeLessThanOrEqual(budget);
        now = at;
      }
      expect(running.length).toBe(Math.min(20, Math.floor((budget - 18) / 3) + 1));
    }),
  );
});
