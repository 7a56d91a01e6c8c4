import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { channelsOf, checkSetup, findProfile, ownProfile, profiles, strongestOf, type WantedSetup } from './index.ts';
import { bauds, channelKHz, halfWidthKHz, hasBaud, modes, powerMw } from './settings.ts';

const good: WantedSetup = { channel: 3, power: 4, mode: 'fu3', baud: 9_600 };

function profile(id: string) {
  const found = findProfile(id);
  if (!found) throw new Error(`No profile ${id}`);
  return found;
}

describe('the European profile', () => {
  test('is the default, and permits C001 to C004 with P4 in FU3 at 9600 baud', () => {
    expect(profiles[0]?.id).toBe('etsi');
    expect(checkSetup(profile('etsi'), good)).toEqual([]);
    expect(channelsOf(profile('etsi'), good)).toEqual([1, 2, 3, 4]);
    expect(strongestOf(profile('etsi'))).toBe(4);
  });

  test.each([
    [
      'a channel beyond the band',
      { channel: 5 },
      ['C005 takes 434.97 to 435.03 MHz', 'ERC Recommendation 70-03', 'choose C001 to C004'],
    ],
    [
      'a signal wider than the edge leaves room for',
      { channel: 4, baud: 115_200 },
      ['C004 takes', 'choose C002 to C003'],
    ],
    [
      'more power than permitted',
      { power: 5 },
      ['P5 sends with 12.6 mW', 'permits 10 mW e.r.p.', 'choose P4 (6.31 mW)'],
    ],
    ['the power it left the factory with', { power: 8 }, ['P8 sends with 100 mW']],
    ['a longer share of an hour', { dutyShare: 0.2 }, ['20 %', 'permits 10 %']],
    ['no share at all', { dutyShare: 0 }, ['0 % of an hour']],
    ['a channel no module has', { channel: 101 }, ['channels 1 to 100, not 101']],
    ['half a channel', { channel: 1.5 }, ['channels 1 to 100, not 1.5']],
    ['a level no module has', { power: 9 }, ['power levels 1 to 8, not 9']],
    ['FU4 at 9600 baud', { mode: 'fu4' }, ['FU4 has no 9600 baud: take 1200']],
    ['FU2 at 9600 baud', { mode: 'fu2' }, ['FU2 has no 9600 baud: take 1200, 2400 or 4800']],
  ] as const)('refuses %s, and says what is allowed', (_, change, words) => {
    const refusals = checkSetup(profile('etsi'), { ...good, ...change });
    expect(refusals).toHaveLength(1);
    for (const word of words) expect(refusals[0]).toContain(word);
  });

  test('tells all that is wrong at once', () => {
    expect(checkSetup(profile('etsi'), { ...good, channel: 50, power: 8, dutyShare: 1 })).toHaveLength(3);
  });
});

test('Australia permits P5 and all of the hour', () => {
  expect(checkSetup(profile('au'), { ...good, power: 5, dutyShare: 1 })).toEqual([]);
  expect(checkSetup(profile('au'), { ...good, power: 6 })[0]).toContain('permits 15.2 mW e.r.p.');
});

test("a licence of one's own permits what it says", () => {
  const own = ownProfile({ bandsKHz: [[440_000, 441_000]], powerMw: 100, dutyShare: 1 });
  expect(checkSetup(own, { ...good, channel: 19, power: 8 })).toEqual([]);
  expect(checkSetup(own, good)[0]).toContain('your own licence');
});

test('what is permitted lies in a band with its whole signal, is weak enough, and some mode of the module has it', () => {
  const wanted = fc.record({
    channel: fc.integer({ min: -1, max: 130 }),
    power: fc.integer({ min: 0, max: 9 }),
    mode: fc.constantFrom(...modes),
    baud: fc.constantFrom(...bauds, 300),
    dutyShare: fc.double({ min: 0, max: 1, noNaN: true }),
  });
  fc.assert(
    fc.property(fc.constantFrom(...profiles), wanted, (rule, setup) => {
      if (checkSetup(rule, setup).length > 0) return;
      const [middle, half] = [channelKHz(setup.channel), halfWidthKHz(setup)];
      expect(rule.bandsKHz.some(([from, to]) => from <= middle - half && middle + half <= to)).toBe(true);
      expect(powerMw(setup.power)).toBeLessThanOrEqual(rule.powerMw);
      expect(setup.dutyShare).toBeLessThanOrEqual(rule.dutyShare);
      expect(hasBaud(setup.mode, setup.baud)).toBe(true);
    }),
    { numRuns: 2_000 },
  );
});

test('every profile says where its rule is written, and lies where the module can send', () => {
  expect(new Set(profiles.map(({ id }) => id)).size).toBe(profiles.length);
  for (const rule of profiles) {
    expect(rule.sources.length).toBeGreaterThan(0);
    expect(channelsOf(rule, good)).not.toEqual([]);
    expect(strongestOf(rule)).toBeGreaterThan(0);
  }
});
