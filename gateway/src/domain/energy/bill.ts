import { minorDigitsOf, QUARTER_MS, type Bill, type BillLine } from '../../contract/index.ts';
import { denied, granted, type Answer } from '../sharing/answer.ts';
import { chargesOf } from './charges.ts';
import { sumOf, type QuarterUse } from './energy-lines.ts';
import { decimalOf, roundHalfUp, safeNumber } from './money.ts';
import { SiteCalendar, type Span } from './site-calendar.ts';
import { segmentsOf, type HeldTariff, type Segment } from './tariff.ts';
import { stretchesOf } from './stretches.ts';

/** Energy of one quarter of an hour. There may be several of the same quarter: they add up. */
export interface Use {
  /** Wall ms, a whole quarter of an hour. */
  readonly at: number;
  /** Whole, from 0. Unit: mWh. */
  readonly milliWh: bigint | number;
  /** It was worked out from something other than a meter's counter. */
  readonly estimated?: boolean;
}

/** What a bill is made of. */
export interface BillInput extends Span {
  readonly tariffs: readonly HeldTariff[];
  readonly timeZone: string;
  /** In any order; what is of another time is left out. */
  readonly use: readonly Use[];
  /** Nothing can be known of what comes later, so that it is no gap. Unit: wall ms. Usually now. */
  readonly knownUntil?: number;
}

const KWH_DIGITS = 6;
const MOST_GAPS = 100;

/** What the use of a whole month of the site's calendar costs, `2026-11`. */
export function computeMonth(input: Omit<BillInput, 'from' | 'to'> & { readonly month: string }): Answer<Bill> {
  return computeBill({ ...input, ...new SiteCalendar(input.timeZone).month(input.month) });
}

/**
 * What the use of a time costs, to the minor unit: the same whatever order the use comes in. Each month and each tariff within the time is
 * a bill of its own for the part of its month that it takes, each line of it is rounded once (half up), taxes are of the rounded lines,
 * and what the total is rounded to is the last line. Where there is no tariff nothing is charged, and the marks tell of it.
 */
export function computeBill(input: BillInput): Answer<Bill> {
  const { tariffs, from, to, timeZone } = input;
  const calendar = new SiteCalendar(timeZone);
  const segments = segmentsOf(tariffs, input, calendar);
  const held = segments.flatMap(({ tariff }) => (tariff ? [tariff] : []));
  const [first] = held;
  const last = held.at(-1);
  if (!first || !last) return denied(noTariff);
  if (held.some(({ terms }) => terms.currency !== first.terms.currency)) return denied(mixed);
  const use = quartersOf(input);
  const lines = segments.flatMap((segment) => chargesOf(segment, within(use, segment), (wall) => calendar.at(wall)));
  const sum = totalOf(lines);
  const rounding = roundingLine(sum, last, { from, to });
  const tax = totalOf(lines.filter(({ kind }) => kind === 'tax'));
  const all = rounding ? [...lines, rounding] : lines;
  return granted({
    from,
    to,
    timeZone,
    currency: first.terms.currency,
    energyKwh: kwhOf(sumOf(use)),
    lines: all,
    subtotal: sum - tax,
    tax,
    total: totalOf(all),
    marks: marksOf(input, segments, use),
  });
}

/** mWh as kWh, with no digit lost. */
export function kwhOf(milliWh: bigint): string {
  return decimalOf(milliWh, KWH_DIGITS);
}

/** How many digits the amounts of a bill have after the point. */
export function digitsOf({ currency }: Pick<Bill, 'currency'>): number {
  return minorDigitsOf(currency);
}

const noTariff = {
  code: 'bill.no-tariff',
  sentence: 'No tariff holds in this time.',
  remedy: 'Enter what the supplier charges, with the day it began.',
};
const mixed = {
  code: 'bill.two-currencies',
  sentence: 'The tariffs of this time are in different currencies.',
  remedy: 'Ask for the time of one currency alone.',
};

/** The use within the time, one for each quarter. Throws a RangeError for what is no energy. */
function quartersOf({ use, from, to }: BillInput): QuarterUse[] {
  const sums = new Map<number, bigint>();
  for (const { at, milliWh } of use) {
    if (at % QUARTER_MS !== 0) throw new RangeError(`${at} is no whole quarter of an hour.`);
    const energy = BigInt(milliWh);
    if (energy < 0n) throw new RangeError('Used energy is not below zero.');
    if (at >= from && at < to) sums.set(at, (sums.get(at) ?? 0n) + energy);
  }
  return [...sums].map(([at, milliWh]) => ({ at, milliWh }));
}

function within(use: readonly QuarterUse[], { from, to }: Span): QuarterUse[] {
  return use.filter(({ at }) => at >= from && at < to);
}

function totalOf(lines: readonly BillLine[]): number {
  return safeNumber(lines.reduce((sum, { amount }) => sum + BigInt(amount), 0n));
}

function roundingLine(sum: number, { id, version, terms }: HeldTariff, span: Span): BillLine | undefined {
  const { roundTo = 1 } = terms;
  const rounded = safeNumber(roundHalfUp({ num: BigInt(sum), den: BigInt(roundTo) }) * BigInt(roundTo));
  if (rounded === sum) return undefined;
  const nothing = { quantity: '', unit: '', rate: '' } as const;
  const { from, to } = span;
  return { kind: 'rounding', label: 'Rounding', from, to, tariff: id, version, ...nothing, amount: rounded - sum };
}

function marksOf(input: BillInput, segments: readonly Segment[], use: readonly QuarterUse[]): Bill['marks'] {
  const { from, to, knownUntil = to } = input;
  const known = new Set(use.map(({ at }) => at));
  const missing: number[] = [];
  for (let at = from; at < Math.min(to, knownUntil); at += QUARTER_MS) if (!known.has(at)) missing.push(at);
  const bare = segments.filter(({ tariff }) => !tariff);
  return {
    estimatedPercent: estimatedPercent(input, sumOf(use)),
    missingQuarters: missing.length,
    gaps: stretchesOf(missing, QUARTER_MS).slice(0, MOST_GAPS),
    untariffed: bare.map((span) => ({ from: span.from, to: span.to })),
    untariffedKwh: kwhOf(sumOf(bare.flatMap((span) => within(use, span)))),
  };
}

/** With one digit after the point. Some is never shown as none, and a part never as all. */
function estimatedPercent({ use, from, to }: BillInput, all: bigint): number {
  const guessed = use.filter(({ at, estimated }) => estimated && at >= from && at < to);
  const sum = guessed.reduce((total, { milliWh }) => total + BigInt(milliWh), 0n);
  if (sum === 0n) return 0;
  if (sum === all) return 100;
  const tenths = Number(roundHalfUp({ num: sum * 1000n, den: all }));
  return Math.min(999, Math.max(1, tenths)) / 10;
}
