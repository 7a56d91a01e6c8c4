import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type AirUse, DutyBudget } from './duty.ts';

const HOUR_MS = 3_600_000;
const PACKET_MS = 15.5;
const uses: readonly AirUse[] = ['poll', 'order', 'owed', 'off'];
const shares: Readonly<Record<AirUse, number>> = { poll: 0.8, order: 0.9, owed: 0.95, off: 1 };

/** Plays wishes for the air one after the other; each is sent as soon as it may. */
function play(share: number, wishes: readonly { use: AirUse; restMs: number }[]): { use: AirUse; at: number }[] {
  const budget = new DutyBudget({ share, packetMs: PACKET_MS });
  let now = 1_000;
  return wishes.map(({ use, restMs }) => {
    now = Math.max(now + restMs, budget.mayAt(use, now + restMs));
    budget.spend(use, now);
    return { use, at: now };
  });
}

function fullestHour(sent: readonly { at: number }[]): number {
  return Math.max(
    0,
    ...sent.map(({ at }) => sent.filter((other) => other.at > at - HOUR_MS && other.at <= at).length * PACKET_MS),
  );
}

describe('the budget of air time', () => {
  test('is kept in every hour, whatever is wanted', () => {
    const wishes = fc.array(
      fc.record({ use: fc.constantFrom(...uses), restMs: fc.oneof(fc.nat(200), fc.nat(400_000)) }),
      { minLength: 50, maxLength: 400 },
    );
    fc.assert(
      fc.property(wishes, fc.constantFrom(0.0005, 0.001, 0.01), (wanted, share) => {
        expect(fullestHour(play(share, wanted))).toBeLessThanOrEqual(share * HOUR_MS + 1e-6);
      }),
      { numRuns: 60 },
    );
  });

  test.each(uses.slice(0, 3))('leaves what comes after %s its part, however much of it is wanted', (use) => {
    const budget = new DutyBudget({ share: 0.001, packetMs: PACKET_MS });
    let now = 0;
    for (; budget.mayAt(use, now) < HOUR_MS; now = budget.mayAt(use, now)) budget.spend(use, now);
    expect(budget.usedPercent(now)).toBeLessThanOrEqual(100 * shares[use]);
    expect(budget.mayAt('off', now)).toBe(now);
  });

  test('spreads polls over the hour in place of using them up at its beginning', () => {
    const sent = play(
      0.01,
      Array.from({ length: 2_000 }, () => ({ use: 'poll' as const, restMs: 0 })),
    );
    const rests = sent.slice(1).map(({ at }, i) => at - (sent[i]?.at ?? 0));
    expect(Math.max(...rests)).toBeLessThan(70_000);
  });

  test('is kept by polls also where the bridge is started anew again and again', () => {
    const share = 0.1;
    let polls = 0;
    for (let start = 0; start < HOUR_MS; start += 20_000) {
      const budget = new DutyBudget({ share, packetMs: PACKET_MS });
      for (let now = start; now < start + 20_000; now += 100) {
        if (budget.mayAt('poll', now) > now) continue;
        budget.spend('poll', now);
        polls++;
      }
    }
    expect(polls * PACKET_MS).toBeLessThanOrEqual(share * shares.poll * HOUR_MS);
  });

  test('gives the air back an hour later', () => {
    const budget = new DutyBudget({ share: 0.001, packetMs: PACKET_MS });
    while (budget.mayAt('off', 0) === 0) budget.spend('off', 0);
    expect(budget.mayAt('off', 0)).toBeLessThanOrEqual(HOUR_MS + 60_000);
    expect(budget.usedPercent(HOUR_MS + 60_000)).toBe(0);
  });

  test('does not bind where the rule has no limit', () => {
    const budget = new DutyBudget({ share: 1, packetMs: PACKET_MS });
    for (let now = 0; now < 1_000; now++) budget.spend('poll', now);
    expect(budget.mayAt('poll', 1_000)).toBe(1_000);
  });
});
