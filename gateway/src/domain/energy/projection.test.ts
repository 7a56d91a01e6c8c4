import { describe, expect, it } from 'vitest';
import { QUARTER_MS } from '../../contract/index.ts';
import { DHAKA, evenly, month } from '../../testing/tariff-bench.ts';
import { project } from './projection.ts';

const november = month('2026-11');
const DAY = 86_400_000;
const HOUR = 3_600_000;
const base = { timeZone: DHAKA, span: november };

describe('what a month will come to', () => {
  it('is what was used when it is over', () => {
    const use = evenly(november, 100n);
    const made = project({ ...base, now: november.to, use });
    expect(made).toMatchObject({ usedMilliWh: 288_000n, expectedMilliWh: 0n, expectedQuarters: 0 });
    expect(made.use).toEqual(use);
  });

  it('goes on as each weekday was', () => {
    // The first of November is a Sunday. 10 mWh a quarter, on Fridays 70.
    const first = { from: november.from, to: november.from + 14 * DAY };
    const isFriday = (at: number) => Math.floor((at - november.from) / DAY) % 7 === 5;
    const use = evenly(first, 10n).map((each) => (isFriday(each.at) ? { ...each, milliWh: 70n } : each));
    const made = project({ ...base, now: first.to, use });
    expect(made.expectedQuarters).toBe(16 * 96);
    // Of 16 days to come two are Fridays.
    expect(made.expectedMilliWh).toBe(BigInt(96 * (14 * 10 + 2 * 70)));
    expect(made.usedMilliWh).toBe(BigInt(96 * (12 * 10 + 2 * 70)));
    expect(
      made.use.filter(({ at, estimated }) => isFriday(at) && estimated).every(({ milliWh }) => milliWh === 70n),
    ).toBe(true);
  });

  it('takes the quarter of any day where its weekday was not seen', () => {
    const noon = november.from + 12 * HOUR;
    const use = [
      { at: noon, milliWh: 100n },
      { at: noon + QUARTER_MS, milliWh: 20n },
      { at: noon + DAY, milliWh: 200n },
    ];
    const made = project({ ...base, now: november.from + 2 * DAY, use });
    const at = (moment: number) => made.use.find((each) => each.at === moment)?.milliWh;
    expect(at(noon + 2 * DAY)).toBe(150n);
    expect(at(noon + 7 * DAY)).toBe(100n);
    expect(at(noon + 2 * DAY + QUARTER_MS)).toBe(20n);
    // (100 + 20 + 200) / 3, half up
    expect(at(noon + 2 * DAY + 2 * QUARTER_MS)).toBe(107n);
  });

  it('looks back eight weeks and no further', () => {
    const now = november.from;
    const old = [{ at: now - 8 * 7 * DAY - QUARTER_MS, milliWh: 100n }];
    expect(project({ ...base, now, use: old }).expectedMilliWh).toBe(0n);
    const edge = [{ at: now - 8 * 7 * DAY, milliWh: 100n }];
    expect(project({ ...base, now, use: edge }).expectedMilliWh).toBe(288_000n);
  });

  it('adds up several of one quarter before it takes a mean', () => {
    const use = [...evenly({ from: november.from, to: november.from + DAY }, 4n), { at: november.from, milliWh: 6n }];
    const made = project({ ...base, now: november.from + DAY, use });
    expect(made.use.find(({ at }) => at === november.from + 7 * DAY)?.milliWh).toBe(10n);
  });

  it('begins with the first quarter that is not over', () => {
    const now = november.from + DAY + 7 * 60_000;
    const made = project({ ...base, now, use: evenly({ from: november.from, to: now - 7 * 60_000 }, 1n) });
    expect(made.use.find(({ estimated }) => estimated)?.at).toBe(november.from + DAY + QUARTER_MS);
  });

  it('expects nothing of what nothing is known of', () =>
    expect(project({ ...base, now: november.from + DAY, use: [] })).toEqual({
      use: [],
      usedMilliWh: 0n,
      expectedMilliWh: 0n,
      expectedQuarters: 0,
    }));

  it('leaves out what is told of later than now', () => {
    const use = [{ at: november.from + DAY, milliWh: 9n }];
    expect(project({ ...base, now: november.from + DAY, use }).use).toEqual([]);
  });
});
