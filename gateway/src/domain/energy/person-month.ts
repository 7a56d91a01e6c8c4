import { minorDigitsOf, QUARTER_MS } from '../../contract/index.ts';
import type { Answer } from '../sharing/answer.ts';
import type { UnitPrices } from './prices.ts';
import { project } from './projection.ts';
import { costOf, milliWhIn } from './run-cost.ts';
import type { Span } from './site-calendar.ts';
import type { UseRecord } from './use-ports.ts';

export interface PersonMonthInput {
  /** Of one person, from eight weeks before now. */
  readonly records: readonly UseRecord[];
  /** Of the month. */
  readonly prices: Answer<UnitPrices>;
  readonly timeZone: string;
  readonly month: Span;
  /** Unit: wall ms. */
  readonly now: number;
}

/** Energy, and in minor units what it costs where there is a price. */
export interface Sum {
  readonly milliWh: bigint;
  readonly cost?: number;
}

/** What the runs of one person that began in a month came to, and will come to. */
export interface PersonMonth extends Sum {
  readonly currency?: string;
  /** Absent where too little is known. */
  readonly forecast?: Sum;
}

/** With less than two days known a forecast would be a guess. */
const LEAST_KNOWN_MS = 192 * QUARTER_MS;
const EIGHT_WEEKS_MS = 8 * 604_800_000;

export function personMonth(input: PersonMonthInput): PersonMonth {
  const { records, prices, month, now } = input;
  const inside = records.filter(({ from }) => from >= month.from && from < month.to);
  const milliWh = inside.reduce((sum, record) => sum + milliWhIn(record), 0n);
  // As in a report: each run is rounded for itself.
  const cost = prices.ok ? { cost: inside.reduce((sum, { quarters }) => sum + costAt(quarters, prices.value), 0) } : {};
  const rest = restOf(input);
  if (!rest) return { milliWh, ...cost };
  const forecast = { milliWh: milliWh + milliWhIn({ quarters: rest }) };
  if (!prices.ok || cost.cost === undefined || now >= month.to) return { milliWh, ...cost, forecast };
  return { milliWh, ...cost, forecast: { ...forecast, cost: cost.cost + costAt(rest, prices.value) } };
}

/** The quarters to come as they are expected; undefined where too little is known. A quarter without a run used nothing. */
function restOf({ records, timeZone, month, now }: PersonMonthInput) {
  const since = Math.max(now - EIGHT_WEEKS_MS, records[0]?.from ?? now);
  if (now - since < LEAST_KNOWN_MS) return undefined;
  const use = new Map<number, number>();
  for (let at = Math.ceil(since / QUARTER_MS) * QUARTER_MS; at + QUARTER_MS <= now; at += QUARTER_MS) use.set(at, 0);
  for (const { at, milliWh } of records.flatMap(({ quarters }) => quarters)) use.set(at, (use.get(at) ?? 0) + milliWh);
  const known = [...use].map(([at, milliWh]) => ({ at, milliWh }));
  const projected = project({ timeZone, span: month, now, use: known }).use;
  return projected.filter(({ estimated }) => estimated).map(({ at, milliWh }) => ({ at, milliWh: Number(milliWh) }));
}

function costAt(quarters: UseRecord['quarters'], { currency, at }: UnitPrices): number {
  return costOf(quarters, at, minorDigitsOf(currency));
}
