import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { LinkHistory, type LinkSlot } from '../../contract/index.ts';
import { ana, FieldBench } from '../../testing/field-bench.ts';

const MINUTE = 60_000;
/** The clock of the bench begins 1 s into its boot. */
const INTO_SLOT = 1_000;

let bench: FieldBench;
beforeEach(() => {
  bench = new FieldBench([ana.site, 'site_two002']);
  bench.adoptOutlet();
});
afterEach(() => bench.close());

function slots(device = 'outlet-fe'): LinkSlot[] {
  const outcome = bench.field.link(ana.site, device);
  if (!outcome.ok) throw new Error(outcome.refusal.detail);
  return LinkHistory.parse(outcome.value).slots;
}
const newest = (back = 1) => slots().at(-back);
const say = (values: Record<string, number>) => bench.read(values);
const setOnline = (online: boolean) => bench.field.receive('outlet-fe', 'status', { online }, 'bridge-1');

describe('the link of a device', () => {
  it('is a day of empty slots before anything was told', () => {
    expect(slots()).toHaveLength(144);
    for (const [i, slot] of slots().entries())
      expect(slot).toEqual({ at: bench.clock.wallMs() - INTO_SLOT - (143 - i) * 10 * MINUTE, onlinePercent: 0 });
  });

  it('is the averages of what was told in each ten minutes', () => {
    say({ 'link.score': 8, 'link.roundTrip': 100, 'link.tries': 1 });
    say({ 'link.score': 9, 'link.roundTrip': 103 });
    bench.clock.advance(10 * MINUTE);
    say({ 'link.score': 2, 'link.firstTry': 50, 'current.a': 100, 'link.bad': 3 });
    expect(newest(2)).toMatchObject({ score: 8.5, roundTrip: 101.5, tries: 1, onlinePercent: 100 });
    expect(newest(2)).not.toHaveProperty('firstTry');
    expect(newest()).toMatchObject({ score: 2, firstTry: 50 });
    expect(newest(3)).toMatchObject({ onlinePercent: 0 });
  });

  it('takes no value that cannot be', () => {
    say({ 'link.score': 11, 'link.tries': 0 });
    expect(newest()).not.toHaveProperty('score');
  });

  it('tells the share of the time in which the device was heard', () => {
    say({ 'link.score': 8 });
    bench.clock.advance(10 * MINUTE - INTO_SLOT);
    bench.clock.advance(2 * MINUTE);
    setOnline(false);
    bench.clock.advance(5 * MINUTE);
    setOnline(true);
    bench.clock.advance(3 * MINUTE);
    bench.clock.advance(4 * MINUTE);
    expect([newest(3), newest(2), newest()].map((slot) => slot?.onlinePercent)).toEqual([100, 50, 100]);
  });

  it('goes back a day and no further, also after days of silence', () => {
    say({ 'link.score': 8 });
    bench.clock.advance(24 * 60 * MINUTE - INTO_SLOT - 1);
    expect(slots().filter(({ score }) => score !== undefined)).toHaveLength(1);
    bench.clock.advance(1);
    expect(slots().filter(({ score }) => score !== undefined)).toEqual([]);
    setOnline(false);
    bench.clock.advance(72 * 60 * MINUTE);
    expect(slots().every(({ onlinePercent }) => onlinePercent === 0)).toBe(true);
  });

  it('keeps its order when the wall jumps', () => {
    say({ 'link.score': 8 });
    bench.clock.advance(10 * MINUTE);
    bench.clock.jumpWall(-3 * 24 * 60 * MINUTE);
    say({ 'link.score': 4 });
    expect([newest(2)?.score, newest()?.score]).toEqual([8, 4]);
    expect((newest()?.at ?? 0) - (newest(2)?.at ?? 0)).toBe(10 * MINUTE);
    expect(newest()?.at).toBe(bench.clock.wallMs() - INTO_SLOT);
  });

  it('is not there for another farm, nor where a device has none, and is forgotten with the device', () => {
    bench.adoptBridge();
    say({ 'link.score': 8 });
    const codeOf = (site: string, device: string) => {
      const outcome = bench.field.link(site, device);
      return outcome.ok ? 'told' : outcome.refusal.code;
    };
    expect(codeOf('site_two002', 'outlet-fe')).toBe('not-found');
    expect(codeOf(ana.site, 'bridge-1')).toBe('not-found');
    bench.field.registry.forget(ana, 'outlet-fe');
    bench.adoptOutlet();
    expect(slots().some(({ score }) => score !== undefined)).toBe(false);
  });

  it('adds up, whatever happens when', () => {
    const anyEvent = fc.tuple(fc.integer({ min: 0, max: 4 * 60 * MINUTE }), fc.boolean());
    fc.assert(
      fc.property(fc.array(anyEvent, { maxLength: 30 }), (story) => {
        const own = new FieldBench();
        own.adoptOutlet();
        own.read({ 'link.score': 5 });
        const began = own.clock.monoMs();
        let online = 0;
        let isOnline = true;
        for (const [wait, becomes] of story) {
          own.clock.advance(wait);
          if (isOnline) online += wait;
          isOnline = becomes;
          own.field.receive('outlet-fe', 'status', { online: becomes }, 'bridge-1');
        }
        const outcome = own.field.link(ana.site, 'outlet-fe');
        const told = outcome.ok ? outcome.value.slots : [];
        const now = own.clock.monoMs();
        own.close();
        for (const { onlinePercent } of told) {
          expect(onlinePercent).toBeGreaterThanOrEqual(0);
          expect(onlinePercent).toBeLessThanOrEqual(100);
        }
        if (now - began > 20 * 60 * MINUTE) return;
        const heard = told.map(({ onlinePercent }, i) => (onlinePercent / 100) * lengthOf(143 - i, began, now));
        expect(Math.abs(heard.reduce((sum, ms) => sum + ms, 0) - online)).toBeLessThan(144 * 60);
      }),
      { numRuns: 60 },
    );
  });
});

/** How much of the slot so many before the present one lies between these moments. */
function lengthOf(back: number, from: number, to: number): number {
  const begins = (Math.floor(to / (10 * MINUTE)) - back) * 10 * MINUTE;
  return Math.max(0, Math.min(begins + 10 * MINUTE, to) - Math.max(begins, from));
}
