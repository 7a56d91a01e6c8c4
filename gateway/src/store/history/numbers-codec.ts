import type { ByteReader, ByteWriter } from './bytes.ts';

/** First byte of a list that is kept as doubles. */
const AS_DOUBLES = 0xff;
/** Readings have a few decimals at most: 230.4 V, 49.98 Hz. Beyond these a list is kept as doubles. */
const MOST_DECIMALS = 6;
/** The difference of differences of whole numbers below this is still exact, and its zigzag too (2^53). */
const LARGEST = 2 ** 50;

/**
 * Numbers as bytes, exactly: as whole numbers of their last decimal, and of those the values, their differences or the
 * differences of these, whichever are smallest; or as doubles. The first byte says which: decimals * 3 + order. -0 becomes 0.
 */
export function encodeNumbers(out: ByteWriter, values: Float64Array): void {
  const decimals = decimalsOf(values);
  if (decimals === undefined) return encodeDoubles(out, values);
  const whole = scaled(values, 10 ** decimals);
  const order = bestOrder(whole);
  out.byte(decimals * 3 + order);
  for (let first = 1; first <= order; first++) toDifferences(whole, first);
  out.zigzags(whole);
}

/** Fills `values`. Throws a Fault `damaged` where there are fewer. */
export function decodeNumbers(from: ByteReader, values: Float64Array): void {
  const kind = from.byte();
  if (kind === AS_DOUBLES) return decodeDoubles(from, values);
  from.zigzags(values);
  const order = kind % 3;
  for (let first = order; first >= 1; first--) toSums(values, first);
  const decimals = (kind - order) / 3;
  if (decimals > 0) divide(values, 10 ** decimals);
}

function encodeDoubles(out: ByteWriter, values: Float64Array): void {
  out.byte(AS_DOUBLES);
  for (const value of values) out.double(value);
}

function decodeDoubles(from: ByteReader, values: Float64Array): void {
  for (let at = 0; at < values.length; at++) values[at] = from.double();
}

/** The least number of decimals that all have; undefined where whole numbers cannot hold them. */
function decimalsOf(values: Float64Array): number | undefined {
  let scale = 1;
  let decimals = 0;
  let largest = 0;
  for (let at = 0; at < values.length; at++) {
    const value = values[at] ?? 0;
    largest = Math.max(largest, Math.abs(value));
    while (Math.round(value * scale) / scale !== value) {
      if (decimals === MOST_DECIMALS) return undefined;
      decimals++;
      scale *= 10;
    }
  }
  return largest * scale < LARGEST ? decimals : undefined;
}

/** A copy, as whole numbers. */
function scaled(values: Float64Array, scale: number): Float64Array {
  const whole = new Float64Array(values.length);
  for (let at = 0; at < values.length; at++) whole[at] = Math.round((values[at] ?? 0) * scale);
  return whole;
}

/** The order of differences that are smallest together. */
function bestOrder(values: Float64Array): 0 | 1 | 2 {
  let before = 0;
  let slope = 0;
  let sum0 = 0;
  let sum1 = 0;
  let sum2 = 0;
  for (let at = 0; at < values.length; at++) {
    const value = values[at] ?? 0;
    const difference = value - before;
    sum0 += Math.abs(value);
    sum1 += Math.abs(difference);
    sum2 += Math.abs(difference - slope);
    slope = at === 0 ? 0 : difference;
    before = value;
  }
  if (sum0 <= sum1 && sum0 <= sum2) return 0;
  return sum1 <= sum2 ? 1 : 2;
}

function toDifferences(values: Float64Array, first: number): void {
  for (let at = values.length - 1; at >= first; at--) values[at] = (values[at] ?? 0) - (values[at - 1] ?? 0);
}

function toSums(values: Float64Array, first: number): void {
  for (let at = first; at < values.length; at++) values[at] = (values[at] ?? 0) + (values[at - 1] ?? 0);
}

function divide(values: Float64Array, by: number): void {
  for (let at = 0; at < values.length; at++) values[at] = (values[at] ?? 0) / by;
}
