import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Fault } from '../../domain/fault.ts';
import { pack, unpack } from './packing.ts';
import { decodeSegment, encodeSegment } from './segment-codec.ts';
import { clip, joinSegments, segmentOf, type Sample, type Segment } from './segment.ts';

const HOUR_MS = 3_600_000;
const START = Date.UTC(2026, 10, 21, 8);

const value = fc.oneof(
  fc.integer({ min: -100_000, max: 100_000 }).map((whole) => whole / 10),
  fc.constantFrom(0, 1),
  fc.integer({ min: 0, max: 9_999_999 }),
  fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e12, max: 1e12 }).map((one) => one + 0),
);
const sample: fc.Arbitrary<Sample> = fc.record({
  metric: fc.integer({ min: 1, max: 5 }),
  at: fc.integer({ min: START, max: START + HOUR_MS - 1 }),
  value,
  quality: fc.constantFrom(0, 0, 0, 0, 1, 2),
});
const samples = fc.array(sample, { maxLength: 200 });

/** What a metric read, by time: the plainest form there is. */
function rowsOf(segment: Segment): Map<string, string> {
  const rows = new Map<string, string>();
  for (const { metric, values, quality } of segment.columns)
    for (const [row, one] of values.entries())
      if (!Number.isNaN(one)) rows.set(`${metric} ${segment.times[row]}`, `${one} ${quality?.[row] ?? 0}`);
  return rows;
}

function naiveRows(all: readonly Sample[]): Map<string, string> {
  return new Map(all.map(({ metric, at, value: one, quality }) => [`${metric} ${at}`, `${one} ${quality}`]));
}

function sorted(rows: ReadonlyMap<string, string>): [string, string][] {
  return [...rows].toSorted(([a], [b]) => (a < b ? -1 : 1));
}

describe('a segment as bytes', () => {
  it('gives back the series that went in, whatever it was', () => {
    fc.assert(
      fc.property(samples, (all) => {
        const back = decodeSegment(unpack(pack(encodeSegment(segmentOf(all)))));
        expect(sorted(rowsOf(back))).toEqual(sorted(naiveRows(all)));
      }),
    );
  });

  it('gives back the metrics that were asked for and no other', () => {
    fc.assert(
      fc.property(samples, fc.integer({ min: 1, max: 5 }), (all, metric) => {
        const back = decodeSegment(encodeSegment(segmentOf(all)), new Set([metric]));
        const wanted = all.filter((one) => one.metric === metric);
        expect(sorted(rowsOf(back))).toEqual(sorted(naiveRows(wanted)));
      }),
    );
  });

  it('keeps the least and the most that a device may say', () => {
    const all = [-1e12, 1e12, 5e-324, 1e-7, 0.1 + 0.2, 2 ** 53].map((one, at) => ({
      metric: 1,
      at: START + at,
      value: one,
      quality: 0,
    }));
    expect(rowsOf(decodeSegment(encodeSegment(segmentOf(all))))).toEqual(naiveRows(all));
  });

  it('takes under a byte for a reading of a meter with the jitter of its radio', () => {
    const all = Array.from({ length: 720 }, (_, at) => {
      const wobble = ((at * 7_919) % 83) - 41;
      return { metric: 1, at: START + at * 5_000 + wobble, value: 230 + (wobble % 9) / 10, quality: 0 };
    });
    const other = all.map((one) => ({ ...one, metric: 2, value: one.at % 11 }));
    expect(pack(encodeSegment(segmentOf([...all, ...other]))).length).toBeLessThan(2 * 720);
  });
});

describe('segments joined', () => {
  it('hold what all hold, the later part where both have a value at one time', () => {
    fc.assert(
      fc.property(fc.array(samples, { maxLength: 5 }), (parts) => {
        const joined = joinSegments(parts.map(segmentOf));
        expect(sorted(rowsOf(joined))).toEqual(sorted(naiveRows(parts.flat())));
      }),
    );
  });

  it('are ascending in time, each time once', () => {
    fc.assert(
      fc.property(fc.array(samples, { maxLength: 5 }), (parts) => {
        const { times } = joinSegments(parts.map(segmentOf));
        expect([...times]).toEqual([...new Set(times)].toSorted((a, b) => a - b));
      }),
    );
  });

  it('follow one another without being sorted anew', () => {
    const early = segmentOf([{ metric: 1, at: START, value: 1, quality: 1 }]);
    const late = segmentOf([{ metric: 2, at: START + 1, value: 2, quality: 0 }]);
    expect(rowsOf(joinSegments([early, late]))).toEqual(
      new Map([
        [`1 ${START}`, '1 1'],
        [`2 ${START + 1}`, '2 0'],
      ]),
    );
  });
});

describe('a clip of a segment', () => {
  it('has what lies from one time until before another', () => {
    const time = fc.integer({ min: START, max: START + HOUR_MS });
    fc.assert(
      fc.property(samples, time, time, (all, one, other) => {
        const [from, to] = [Math.min(one, other), Math.max(one, other)];
        const inside = all.filter(({ at }) => at >= from && at < to);
        expect(sorted(rowsOf(clip(segmentOf(all), from, to)))).toEqual(sorted(naiveRows(inside)));
      }),
    );
  });
});

describe('damage', () => {
  const whole = pack(encodeSegment(segmentOf([{ metric: 1, at: START, value: 230.4, quality: 0 }])));

  it('is found at every byte of a block', () => {
    for (const at of whole.keys()) {
      const hurt = whole.slice();
      hurt[at] = (hurt[at] ?? 0) ^ 0x10;
      expect(() => decodeSegment(unpack(hurt)), `byte ${at}`).toThrow(Fault);
    }
  });

  it('is found where a block was cut short', () => {
    for (const at of whole.keys()) expect(() => unpack(whole.subarray(0, at)), `${at} bytes`).toThrow(Fault);
  });

  it('of the bytes inside is told and never takes all memory', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), (bytes) => {
        try {
          decodeSegment(bytes);
        } catch (error) {
          expect(error).toBeInstanceOf(Fault);
        }
      }),
    );
  });
});
