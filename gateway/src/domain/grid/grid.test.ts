import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { leaveOf, newGrid, stepGrid, type GridEvent, type GridMoment, type GridSetup, type GridState } from './grid.ts';

const setup: GridSetup = {
  sources: [
    { id: 'sense', kind: 'sense' },
    { id: 'meter', kind: 'meter', nominalV: 230 },
  ],
};
const one: GridSetup = { sources: [{ id: 'sense', kind: 'sense' }] };
const meter: GridSetup = { sources: [{ id: 'meter', kind: 'meter', nominalV: 230 }] };
const at = (mono: number): GridMoment => ({ mono, wall: mono, isTrusted: true });

/** The grid of one site on a clock that a test moves. */
class Bench {
  readonly setup: GridSetup;
  state: GridState;
  now = 0;

  constructor(of: GridSetup) {
    this.setup = of;
    this.state = newGrid(of, at(0));
  }

  event(event: GridEvent): this {
    this.state = stepGrid(this.setup, this.state, event, at(this.now));
    return this;
  }

  read(source: string, value: boolean | number): this {
    return this.event({ type: 'reading', source, value, at: this.now });
  }

  tickAt(now: number): this {
    this.now = now;
    return this.event({ type: 'tick' });
  }

  /** A reading each second, now and until so many seconds are over. */
  readFor(seconds: number, source: string, value: boolean | number): this {
    const from = this.now;
    for (let second = 0; second <= seconds; second += 1) this.tickAt(from + second * 1000).read(source, value);
    return this;
  }
}

const goodGrid = (of: GridSetup = one) => new Bench(of).readFor(60, of.sources[0]?.id ?? '', of === meter ? 230 : true);

describe('the grid', () => {
  test('without a source is good', () => {
    expect(new Bench({ sources: [] }).state).toMatchObject({ state: 'good', since: 0, returnedAt: 0 });
  });

  test('is unknown until its source has been good for a minute', () => {
    const bench = new Bench(one).readFor(59, 'sense', true);
    expect(bench.state.state).toBe('unknown');
    expect(bench.tickAt(60_000).read('sense', true).state).toMatchObject({
      state: 'good',
      since: 60_000,
      returnedAt: 60_000,
    });
  });

  test('sheds once its source has been bad for 2 s, and not before', () => {
    const bench = goodGrid().read('sense', false);
    expect(bench.tickAt(61_999).state.state).toBe('good');
    expect(bench.tickAt(62_000).state).toMatchObject({ state: 'shedding', since: 62_000, returnedAt: 60_000 });
  });

  test('does not shed for a dip of less than 2 s, however often', () => {
    const bench = goodGrid();
    for (let dip = 0; dip < 9; dip += 1) {
      bench
        .tickAt(bench.now + 1_000)
        .read('sense', false)
        .tickAt(bench.now + 1_999)
        .read('sense', true);
    }
    expect(bench.tickAt(bench.now + 10_000).state.state).toBe('good');
  });

  test('is not good again before a whole minute without a break', () => {
    const bench = goodGrid().read('sense', false).tickAt(63_000).readFor(50, 'sense', true);
    bench.tickAt(114_000).read('sense', false).tickAt(115_000).readFor(59, 'sense', true);
    expect(bench.state.state).toBe('shedding');
    expect(bench.tickAt(175_000).read('sense', true).state).toMatchObject({ state: 'good', returnedAt: 175_000 });
  });

  test.each([
    [115, 'good'],
    [114.9, 'shedding'],
    [0, 'shedding'],
  ] as const)('by a meter of 230 V that reads %d V is %s', (voltage, expected) => {
    expect(goodGrid(meter).read('meter', voltage).tickAt(62_000).state.state).toBe(expected);
  });

  test('by a meter with a threshold of its own', () => {
    const own: GridSetup = { sources: [{ id: 'meter', kind: 'meter', nominalV: 230, badPercent: 80 }] };
    expect(new Bench(own).read('meter', 183).tickAt(2_000).state.state).toBe('shedding');
    expect(new Bench(own).readFor(60, 'meter', 184).state.state).toBe('good');
  });

  test('is unknown once its source is silent for a minute, and says so from then on', () => {
    const bench = goodGrid();
    expect(bench.tickAt(119_999).state.state).toBe('good');
    expect(bench.tickAt(120_000).state).toMatchObject({ state: 'unknown', since: 120_000 });
  });

  test('takes what is said after a silence as new', () => {
    const bench = goodGrid().tickAt(200_000).read('sense', true);
    expect(bench.tickAt(201_000).read('sense', true).state.state).toBe('unknown');
    expect(bench.tickAt(201_500).readFor(59, 'sense', true).state.state).toBe('good');
  });

  test('does not hear what comes late or is of the wrong kind', () => {
    const bench = goodGrid().event({ type: 'reading', source: 'sense', value: false, at: 59_000 });
    bench.read('sense', 0).event({ type: 'reading', source: 'other', value: false, at: 60_000 });
    expect(bench.tickAt(70_000).state.state).toBe('good');
    expect(goodGrid(meter).read('meter', false).tickAt(70_000).state.state).toBe('good');
  });

  test('of several sources sheds where any does, and is unknown where any is', () => {
    const bench = new Bench(setup).readFor(60, 'sense', true);
    expect(bench.state.state).toBe('unknown');
    bench.read('meter', 10).tickAt(62_000).read('sense', true);
    expect(bench.state.state).toBe('shedding');
    bench.tickAt(63_000);
    for (let second = 0; second <= 60; second += 1)
      bench
        .tickAt(63_000 + second * 1000)
        .read('sense', true)
        .read('meter', 230);
    expect(bench.state.state).toBe('good');
  });

  test('is what an admin says, at once and above all sources', () => {
    const bench = goodGrid().event({ type: 'switch', to: 'shedding' });
    expect(bench.state).toMatchObject({ state: 'shedding', switch: 'shedding' });
    bench.tickAt(61_000).event({ type: 'switch', to: 'good' });
    expect(bench.state).toMatchObject({ state: 'good', returnedAt: 61_000 });
    bench.readFor(9, 'sense', false);
    expect(bench.state.state).toBe('good');
    expect(bench.event({ type: 'switch', to: 'auto' }).state.state).toBe('shedding');
    expect(newGrid(one, at(5), 'shedding')).toMatchObject({ state: 'shedding', since: 5, switch: 'shedding' });
  });

  test('by a timetable is what it promises, once the clock is trusted', () => {
    const timetable = { kind: 'rota', fromWall: 0, onMs: 1_000, offMs: 1_000 } as const;
    const byTime: GridSetup = { sources: [{ id: 'rota', kind: 'timetable', timetable }] };
    expect(newGrid(byTime, at(0)).state).toBe('good');
    expect(newGrid(byTime, at(1_000)).state).toBe('shedding');
    expect(newGrid(byTime, { mono: 0, wall: 0, isTrusted: false }).state).toBe('unknown');
    const heard = stepGrid(
      byTime,
      newGrid(byTime, at(0)),
      { type: 'reading', source: 'rota', value: false, at: 0 },
      at(500),
    );
    expect(heard.state).toBe('good');
  });
});

describe('a start', () => {
  test('may be when the grid is good, and not while it sheds', () => {
    expect(leaveOf(one, goodGrid().state, 60_000)).toEqual({ mayStart: true, isUncertain: false });
    const shedding = goodGrid().event({ type: 'switch', to: 'shedding' }).state;
    expect(leaveOf(one, shedding, 9e9)).toEqual({ mayStart: false, code: 'grid.shedding' });
  });

  test('waits 5 minutes where nobody knows of the grid, then is uncertain', () => {
    const { state } = new Bench(one);
    expect(leaveOf(one, state, 299_999)).toEqual({ mayStart: false, code: 'grid.unknown', untilMs: 300_000 });
    expect(leaveOf(one, state, 300_000)).toEqual({ mayStart: true, isUncertain: true });
    expect(leaveOf({ ...one, quietMs: 10 }, state, 10)).toEqual({ mayStart: true, isUncertain: true });
    expect(leaveOf({ ...one, startsInUnknown: 'never' }, state, 9e9)).toEqual({
      mayStart: false,
      code: 'grid.unknown',
    });
    expect(leaveOf({ ...one, startsInUnknown: 'after-quiet' }, state, 9e9)).toMatchObject({ mayStart: true });
  });
});

describe('any story', () => {
  const step = fc.record({
    waitMs: fc.integer({ min: 0, max: 40_000 }),
    event: fc.oneof(
      fc.record({ type: fc.constant('reading' as const), source: fc.constant('sense'), value: fc.boolean() }),
      fc.record({
        type: fc.constant('reading' as const),
        source: fc.constant('meter'),
        value: fc.constantFrom(0, 114, 116, 230),
      }),
      fc.record({
        type: fc.constant('switch' as const),
        to: fc.constantFrom('auto' as const, 'good' as const, 'shedding' as const),
      }),
      fc.constant({ type: 'tick' as const }),
    ),
  });

  test('holds the rules of the grid', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (story) => {
        const bench = new Bench(setup);
        const badSince = new Map<string, number>();
        const heardAt = new Map<string, number>();
        for (const { waitMs, event } of story) {
          bench.tickAt(bench.now + waitMs);
          if (event.type !== 'reading') bench.event(event);
          else {
            const { source, value } = event;
            if (value !== false && value !== 0 && value !== 114) badSince.delete(source);
            else if (!badSince.has(source)) badSince.set(source, bench.now);
            heardAt.set(source, bench.now);
            bench.event({ ...event, at: bench.now });
          }
          const { state, switch: to, sources } = bench.state;
          const says = Object.values(sources).map((source) => source.says);
          if (to !== 'auto') expect(state).toBe(to);
          else if (says.includes('shedding')) expect(state).toBe('shedding');
          else expect(state).not.toBe('shedding');
          if (to !== 'auto' || state !== 'good') continue;
          for (const since of badSince.values()) expect(bench.now - since).toBeLessThan(2_000);
          for (const id of ['sense', 'meter']) expect(bench.now - (heardAt.get(id) ?? -Infinity)).toBeLessThan(60_000);
        }
      }),
      { numRuns: 300 },
    );
  });

  test('has a bad source for 2 s at most before it sheds, and a good one for a minute before it is good', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 4_000 }), fc.integer({ min: 1, max: 1_000 }), (badMs, everyMs) => {
        const bench = goodGrid();
        for (let ms = 0; ms <= badMs; ms += everyMs) bench.tickAt(60_000 + ms).read('sense', false);
        const lasted = bench.now - 60_000;
        expect(bench.state.state).toBe(lasted >= 2_000 ? 'shedding' : 'good');
      }),
    );
  });
});
