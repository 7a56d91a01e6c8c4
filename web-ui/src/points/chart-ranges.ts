import type { Trace } from './chart-traces.ts';

/** Which axis a series belongs to; what is true or false has a lane of its own. */
export type Side = 'left' | 'right' | 'lane';

/** The units of the two axes. */
export interface Axes {
  readonly left: string | undefined;
  readonly right: string | undefined;
}

/** The first unit goes to the left, the first other one to the right. */
export function axesOf(traces: readonly Trace[]): Axes {
  const units = [...new Set(traces.filter(({ kind }) => kind !== 'flag').map(({ scale }) => scale.unit))];
  return { left: units[0], right: units[1] };
}

export function sideOf({ kind, scale }: Trace, { left }: Axes): Side {
  if (kind === 'flag') return 'lane';
  return scale.unit === left ? 'left' : 'right';
}

/** The lanes from above: those compared with another time have one with it. */
export function lanesOf(traces: readonly Trace[]): readonly number[] {
  return [...new Set(traces.filter(({ kind }) => kind === 'flag').map(({ place }) => place))];
}

/** Units whose zero means nothing: their range begins where the values do. */
const floating = new Set(['V', '°C', 'dBm']);

/** From where to where an axis goes, so that all of its series are on it. */
export function rangeOf(traces: readonly Trace[], unit: string): readonly [number, number] {
  const own = traces.filter(({ kind, scale }) => kind !== 'flag' && scale.unit === unit);
  const values = own.flatMap(({ kind, buckets }) =>
    buckets.flatMap(({ value, min, max }) => (kind === 'counter' ? [value] : [min, max])),
  );
  const [low, high] = extremes(values);
  const isShare = unit === '%' && low >= 0 && high <= 100;
  if (isShare) return [0, 100];
  if (floating.has(unit)) return padded(low, high);
  return [Math.min(0, low * 1.05), high > 0 ? high * 1.05 : low < 0 ? 0 : 1];
}

function extremes(values: readonly number[]): readonly [number, number] {
  if (values.length === 0) return [0, 1];
  return values.reduce(([low, high], value) => [Math.min(low, value), Math.max(high, value)], [Infinity, -Infinity]);
}

function padded(low: number, high: number): readonly [number, number] {
  const pad = Math.max((high - low) * 0.1, Math.abs(high) * 0.01, 0.1);
  return [low - pad, high + pad];
}
