import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LocalDays } from '../../domain/history/local-days.ts';
import { boundsOf, DAY_S, type Step } from '../../domain/history/steps.ts';
import { HELD_MS, type MetricRule, type Summary } from '../../domain/history/summary.ts';
import { HistoryBench, historyRules } from '../../testing/history-bench.ts';
import { qualities } from './segment.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const zones = [
  'UTC',
  'Asia/Dhaka',
  'Asia/Kolkata',
  'Asia/Kathmandu',
  'Europe/Berlin',
  'America/New_York',
  'Australia/Lord_Howe',
  'Africa/Cairo',
];

type Deed =
  | {
      readonly kind: 'read';
      readonly point: string;
      readonly device: string;
      readonly value: number;
      readonly lateMs: number;
      readonly quality: number;
    }
  | { readonly kind: 'burst'; readonly device: string; readonly count: number; readonly everyMs: number }
  | { readonly kind: 'pass'; readonly ms: number }
  | { readonly kind: 'commit' }
  | { readonly kind: 'keep'; readonly steps: number }
  | { readonly kind: 'restart' };

const points = Object.keys(historyRules);
const device = fc.constantFrom('pump', 'meter');
const deed: fc.Arbitrary<Deed> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant('read' as const),
      point: fc.constantFrom(...points),
      device,
      value: fc.integer({ min: 0, max: 99_990 }).map((tenths) => tenths / 10),
      lateMs: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 30 * HOUR_MS })),
      quality: fc.constantFrom(0, 0, 0, 0, 0, 1),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('burst' as const),
      device,
      count: fc.integer({ min: 2, max: 30 }),
      everyMs: fc.integer({ min: 900, max: 10 * MINUTE_MS }),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('pass' as const),
      ms: fc.oneof(fc.integer({ min: 1, max: 10 * MINUTE_MS }), fc.integer({ min: 1, max: 30 * HOUR_MS })),
    }),
  },
  { weight: 3, arbitrary: fc.constant({ kind: 'commit' as const }) },
  {
    weight: 3,
    arbitrary: fc.record({ kind: fc.constant('keep' as const), steps: fc.constantFrom(0, 1, 2, 3, Infinity) }),
  },
  { weight: 1, arbitrary: fc.constant({ kind: 'restart' as const }) },
);

interface Row {
  readonly value: number;
  readonly quality: number;
}
/** What the history should hold: rows, by series and time. */
class Naive {
  readonly committed = new Map<string, Map<number, Row>>();
  #pending: [string, number, Row][] = [];

  read(series: string, at: number, row: Row): void {
    this.#pending.push([series, at, row]);
  }

  commit(): void {
    for (const [series, at, row] of this.#pending) {
      const rows = this.committed.get(series) ?? new Map<number, Row>();
      rows.set(at, row);
      this.committed.set(series, rows);
    }
    this.#pending = [];
  }

  forget(): void {
    this.#pending = [];
  }

  rows(series: string): [number, Row][] {
    return [...(this.committed.get(series) ?? [])].toSorted(([a], [b]) => a - b);
  }
}

function play(bench: HistoryBench, naive: Naive, deeds: readonly Deed[]): void {
  const read = (point: string, of: string, value: number, at: number, quality: number) => {
    const told = point === 'relay' ? value > 5_000 : value;
    bench.read(point, told, { device: of, at, quality: qualities[quality] ?? 'good' });
    naive.read(`${of} ${point}`, Math.round(at), { value: Number(told), quality });
  };
  for (const one of deeds)
    switch (one.kind) {
      case 'read':
        read(one.point, one.device, one.value, bench.now - one.lateMs, one.quality);
        break;
      case 'burst':
        for (let at = 0; at < one.count; at++) {
          bench.clock.advance(one.everyMs + ((at * 37) % 41));
          for (const [place, point] of points.entries())
            read(point, one.device, ((at * 113 + place * 71) % 997) * 10, bench.now, 0);
        }
        break;
      case 'pass':
        bench.clock.advance(one.ms);
        break;
      case 'commit':
        bench.journal.commit();
        naive.commit();
        break;
      case 'keep':
        bench.keep(one.steps);
        break;
      case 'restart':
        bench.restart();
        naive.forget();
    }
  bench.journal.commit();
  naive.commit();
}

/** The same by the plainest way there is: row by row. */
function naiveSummaries(
  rows: readonly [number, Row][],
  bounds: Float64Array,
  rule: MetricRule,
): (Summary | undefined)[] {
  const good = rows.filter(([, { quality }]) => quality === 0).map(([at, { value }]) => ({ at, value }));
  return [...bounds.keys()].slice(0, -1).map((bucket) => {
    const from = bounds[bucket] ?? 0;
    const to = bounds[bucket + 1] ?? 0;
    const inside = good.filter(({ at }) => at >= from && at < to);
    const [first] = inside;
    const last = inside.at(-1);
    if (!first || !last) return undefined;
    let total = 0;
    let coverMs = 0;
    for (const now of inside) {
      const before = good.filter(({ at }) => at < now.at).at(-1);
      if (!before) continue;
      const gapMs = now.at - before.at;
      const isKnown = gapMs <= HELD_MS;
      if (isKnown) coverMs += gapMs;
      if (rule.kind === 'counter')
        total +=
          now.value >= before.value
            ? now.value - before.value
            : before.value > 8_999.1 && now.value < 999.9
              ? 9_999 - before.value + now.value
              : now.value;
      else if (isKnown)
        total += ((rule.kind === 'flag' ? before.value : (before.value + now.value) / 2) * gapMs) / 1000;
    }
    const values = inside.map(({ value }) => value);
    return {
      n: inside.length,
      min: Math.min(...values),
      max: Math.max(...values),
      sum: values.reduce((a, b) => a + b, 0),
      first: first.value,
      last: last.value,
      firstAt: first.at,
      lastAt: last.at,
      total,
      coverMs,
    };
  });
}

function expectSame(found: readonly (Summary | undefined)[], wanted: readonly (Summary | undefined)[]): void {
  const rounded = (all: readonly (Summary | undefined)[]) =>
    all.map((one) => one && { ...one, sum: Number(one.sum.toPrecision(9)), total: Math.round(one.total * 1e3) / 1e3 });
  expect(rounded(found)).toEqual(rounded(wanted));
}

const deeds = fc.array(deed, { maxLength: 60 });
const asked = fc.record({
  point: fc.constantFrom(...points),
  device,
  backMs: fc.integer({ min: 0, max: 200 * HOUR_MS }),
  spanMs: fc.integer({ min: 1, max: 200 * HOUR_MS }),
  step: fc.constantFrom<Step>(60, 300, 900, 1_800, 3_600, 21_600, 86_400, 604_800),
  zone: fc.constantFrom(...zones),
  keepZone: fc.constantFrom(...zones),
});

describe('whatever was read, in whatever order, wherever it is kept by now', () => {
  it('gives back each reading as it was', () => {
    fc.assert(
      fc.property(deeds, asked, (all, { point, device: of, backMs, spanMs }) => {
        using bench = new HistoryBench();
        const naive = new Naive();
        play(bench, naive, all);
        const series = bench.series(point, of);
        const from = bench.now - backMs;
        const wanted = naive.rows(`${of} ${point}`).filter(([at]) => at >= from && at < from + spanMs);
        const found = series ? [...bench.reader().readings(series, from, from + spanMs)] : [];
        const rows = found.flatMap(({ times, values, quality }) =>
          [...times].map((at, row) => [at, { value: values[row], quality: quality?.[row] ?? 0 }]),
        );
        expect(rows).toEqual(wanted);
      }),
      { numRuns: 150 },
    );
  });

  it('answers each question as row by row', () => {
    fc.assert(
      fc.property(deeds, asked, (all, { point, device: of, backMs, spanMs, step, zone, keepZone }) => {
        using bench = new HistoryBench();
        const naive = new Naive();
        play(bench, naive, all);
        bench.keep(Infinity, keepZone);
        const series = bench.series(point, of);
        if (!series) return;
        const from = bench.now - backMs;
        fc.pre(spanMs / 1000 / step < 500);
        const bounds = boundsOf(from, from + spanMs, step, zone);
        const days = step >= DAY_S ? { days: new LocalDays(zone) } : {};
        const found = bench.reader().summaries(series, { bounds, ...days });
        expectSame(found, naiveSummaries(naive.rows(`${of} ${point}`), bounds, series.rule));
      }),
      { numRuns: 300 },
    );
  });

  it('knows the last reading before any time', () => {
    fc.assert(
      fc.property(deeds, asked, (all, { point, device: of, backMs }) => {
        using bench = new HistoryBench();
        const naive = new Naive();
        play(bench, naive, all);
        const series = bench.series(point, of);
        if (!series) return;
        const at = bench.now - backMs + HOUR_MS;
        const last = naive
          .rows(`${of} ${point}`)
          .filter(([time, { quality }]) => time < at && quality === 0)
          .at(-1);
        expect(bench.reader().lastBefore(series, at)).toEqual(last && { at: last[0], value: last[1].value });
      }),
      { numRuns: 150 },
    );
  });
});
