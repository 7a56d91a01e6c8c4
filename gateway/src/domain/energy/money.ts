/**
 * An exact number: `num / den`, `den` above 0. Money is worked out in these and becomes whole minor units once, where a line of a bill is
 * made: no float ever holds an amount.
 */
export interface Exact {
  readonly num: bigint;
  readonly den: bigint;
}

/** Of a decimal text such as `-3.2484`, which the contract has checked. */
export function exactOf(text: string): Exact {
  const [whole = '0', part = ''] = text.split('.');
  return { num: BigInt(whole + part), den: 10n ** BigInt(part.length) };
}

export function times(a: Exact, b: Exact): Exact {
  return { num: a.num * b.num, den: a.den * b.den };
}

export function plus(a: Exact, b: Exact): Exact {
  return { num: a.num * b.den + b.num * a.den, den: a.den * b.den };
}

/** The nearest whole number; a half goes away from zero, as a clerk rounds a charge and a refund alike. */
export function roundHalfUp({ num, den }: Exact): bigint {
  const half = (2n * magnitude(num) + den) / (2n * den);
  return num < 0n ? -half : half;
}

/** Whole minor units of an amount in the main unit. */
export function toMinor({ num, den }: Exact, digits: number): bigint {
  return roundHalfUp({ num: num * 10n ** BigInt(digits), den });
}

/** `whole` units of 10^-digits as a decimal text, without zeros at the end: 1_500_000 with 6 digits is `1.5`. */
export function decimalOf(whole: bigint, digits: number): string {
  const text = fixedOf(whole, digits);
  return text.includes('.') ? text.replace(/\.?0+$/, '') : text;
}

/** The same with every digit, as amounts are written: 150 with 2 digits is `1.50`. */
export function fixedOf(whole: bigint, digits: number): string {
  const all = String(magnitude(whole)).padStart(digits + 1, '0');
  const sign = whole < 0n ? '-' : '';
  return digits === 0 ? sign + all : `${sign}${all.slice(0, -digits)}.${all.slice(-digits)}`;
}

/** An exact number as text, with at most so many digits. */
export function textOf({ num, den }: Exact, digits = 6): string {
  return decimalOf(roundHalfUp({ num: num * 10n ** BigInt(digits), den }), digits);
}

/** A bigint that must be kept as a number. Throws a RangeError past 2^53: nothing that is billed comes near. */
export function safeNumber(whole: bigint): number {
  const number = Number(whole);
  if (!Number.isSafeInteger(number)) throw new RangeError(`${whole} is too large an amount.`);
  return number;
}

function magnitude(whole: bigint): bigint {
  return whole < 0n ? -whole : whole;
}
