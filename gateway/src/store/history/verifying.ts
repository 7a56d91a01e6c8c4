import { spanOf } from './blocks.ts';
import type { VerifyAnswer } from './asks.ts';
import { unpack } from './packing.ts';
import { wordsOf } from './sealing.ts';
import { decodeSegment } from './segment-codec.ts';
import type { HistoryTables } from './tables.ts';

/** Reads all there is and changes nothing. */
export function verify(tables: HistoryTables): VerifyAnswer {
  const faults: string[] = [];
  const seen = { hours: 0, rollups: 0, readings: 0 };
  const look = (name: string, body: Uint8Array, kind: 'hours' | 'rollups') => {
    seen[kind]++;
    try {
      const { times, columns } = decodeSegment(unpack(body));
      if (kind === 'hours') seen.readings += columns.reduce((sum, { values }) => sum + countOf(values), 0);
      if (!isAscending(times)) faults.push(`${name} is not in the order of time.`);
    } catch (error) {
      faults.push(`${name} cannot be read: ${wordsOf(error)}`);
    }
  };
  for (const key of tables.keys('raw', 0, Infinity))
    for (const [hour, body] of tables.hours(key).entries())
      if (body) look(`Hour ${hour} of the readings ${key}`, body, 'hours');
  for (const tier of ['quarter', 'day'] as const)
    for (const key of tables.keys(tier, 0, Infinity)) {
      const body = tables.rollup(tier, key);
      if (body) look(`The ${tier}s ${key} of ${spanOf(key)}`, body, 'rollups');
    }
  return { ...seen, faults };
}

function countOf(values: Float64Array): number {
  return values.reduce((count, value) => count + (Number.isNaN(value) ? 0 : 1), 0);
}

function isAscending(times: Float64Array): boolean {
  return times.every((at, row) => row === 0 || at > (times[row - 1] ?? 0));
}
