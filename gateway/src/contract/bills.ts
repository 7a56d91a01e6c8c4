import * as z from 'zod/mini';
import { DeviceId, Label, PointId, RowId, WallMs } from './ids.ts';
import { Currency, QuarterMs } from './tariffs.ts';
import { Why } from './why.ts';

/** A month of the site's calendar, as `2026-11`. */
export const MonthText = z.string().check(z.regex(/^2[01]\d{2}-(?:0[1-9]|1[0-2])$/, 'must be a month such as 2026-11'));

/** Whole minor units of the currency, such as satang. */
const minor = z.int().register(z.globalRegistry, { description: 'in minor units of the currency' });
const between = { from: WallMs, to: WallMs };

export const BillLineKind = z.enum(['energy', 'surcharge', 'fixed', 'minimum', 'tax', 'rounding']);
export type BillLineKind = z.infer<typeof BillLineKind>;

/** One line of a bill: quantity × rate, rounded once. Quantities and rates are decimal texts. */
export const BillLine = z
  .object({
    kind: BillLineKind,
    label: z.string(),
    /** The time it is for, and the version of the tariff that held then. */
    ...between,
    tariff: RowId,
    version: z.int(),
    quantity: z.string(),
    unit: z.enum(['kWh', 'month', 'kW', 'percent', '']),
    rate: z.string(),
    amount: minor,
  })
  .register(z.globalRegistry, { id: 'BillLine' });
export type BillLine = z.infer<typeof BillLine>;

/** What a person ought to know before they believe a bill. */
export const BillMarks = z.object({
  /** Of the use. Unit: % with one digit after the point. */
  estimatedPercent: z.number(),
  /** Quarters of the time so far of which nothing is known, and the first stretches of them. */
  missingQuarters: z.int(),
  gaps: z.array(z.object(between)),
  /** Time without any tariff, and what was used then: it is in no line. */
  untariffed: z.array(z.object(between)),
  untariffedKwh: z.string(),
});
export type BillMarks = z.infer<typeof BillMarks>;

/** What the use of a time costs. `subtotal` + the taxes + rounding = `total`, and that is the sum of the lines. */
export const Bill = z
  .object({
    ...between,
    timeZone: z.string(),
    currency: Currency,
    energyKwh: z.string(),
    lines: z.array(BillLine),
    subtotal: minor,
    tax: minor,
    total: minor,
    marks: BillMarks,
  })
  .register(z.globalRegistry, { id: 'Bill' });
export type Bill = z.infer<typeof Bill>;

/** A month's energy and its bill; while it goes on with what it will come to. Without a tariff it says why there is no bill. */
export const BillAnswer = z
  .object({
    month: MonthText,
    energyKwh: z.string(),
    bill: z.optional(Bill),
    why: z.optional(Why),
    /** `quarters`: how many of its quarters of an hour are expected and not known. */
    forecast: z.optional(z.object({ energyKwh: z.string(), total: z.optional(minor), quarters: z.int() })),
  })
  .register(z.globalRegistry, { id: 'BillAnswer' });
export type BillAnswer = z.infer<typeof BillAnswer>;

const money = minor.check(z.gte(-1_000_000_000_000), z.lte(1_000_000_000_000));

/** What stands on the supplier's bill; more of it explains more of a difference. Amounts in minor units. */
export const RealBillEntry = z
  .strictObject({
    from: QuarterMs,
    to: QuarterMs,
    currency: Currency,
    total: money,
    energyKwh: z.optional(z.string().check(z.regex(/^\d{1,9}(?:\.\d{1,3})?$/, 'must be kWh such as "312.5", as text'))),
    /** Energy and what is charged on each unit. */
    energy: z.optional(money),
    fixed: z.optional(money),
    tax: z.optional(money),
    note: z.optional(z.string().check(z.trim(), z.maxLength(200))),
  })
  .check(z.refine(({ from, to }) => from < to, { path: ['to'], message: 'must be after `from`' }))
  .register(z.globalRegistry, { id: 'RealBillEntry' });
export type RealBillEntry = z.infer<typeof RealBillEntry>;

/** Which versions of tariffs a bill was made of. */
export const TariffUse = z.object({ id: RowId, version: z.int() });
export type TariffUse = z.infer<typeof TariffUse>;

export const RealBillView = z
  .object({
    id: RowId,
    entry: RealBillEntry,
    by: z.string(),
    at: WallMs,
    /** What the gateway computed for the same time when it was entered. */
    computed: z.optional(z.object({ total: minor, tariffs: z.array(TariffUse) })),
  })
  .register(z.globalRegistry, { id: 'RealBill' });
export type RealBillView = z.infer<typeof RealBillView>;

export const VariancePart = z.object({
  cause: z.enum(['days', 'energy', 'rate', 'fixed', 'tax', 'unexplained']),
  amount: minor,
  sentence: z.string(),
});
export type VariancePart = z.infer<typeof VariancePart>;

/** How far a real bill is from the computed one, and why: the parts add up to the difference. */
export const VarianceView = z
  .object({
    currency: Currency,
    real: minor,
    computed: minor,
    difference: minor,
    /** Of the computed bill; absent where that is nothing. Unit: %. */
    percent: z.optional(z.number()),
    parts: z.array(VariancePart),
    bill: Bill,
    /** A tariff has been changed since the bill was entered. */
    isRepriced: z.boolean(),
  })
  .register(z.globalRegistry, { id: 'Variance' });
export type VarianceView = z.infer<typeof VarianceView>;

/** Whose use a budget is for: the whole site, one metered point, or the runs of one person. */
export const BudgetSubject = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('site') }),
  z.strictObject({ kind: z.literal('point'), device: DeviceId, point: PointId }),
  z.strictObject({ kind: z.literal('user'), user: RowId }),
]);
export type BudgetSubject = z.infer<typeof BudgetSubject>;

const ofMonth = z.int().check(z.gte(1), z.lte(1_000_000_000_000));

/** What a month may come to: in minor units of the site's currency, or in Wh. */
export const BudgetEntry = z
  .strictObject({ name: Label, subject: BudgetSubject, measure: z.enum(['money', 'energy']), limit: ofMonth })
  .register(z.globalRegistry, { id: 'BudgetEntry' });
export type BudgetEntry = z.infer<typeof BudgetEntry>;

export const BudgetLevel = z.enum(['50', '80', '100', 'forecast']);
export type BudgetLevel = z.infer<typeof BudgetLevel>;

export const BudgetView = z
  .object({ id: RowId, entry: BudgetEntry, month: z.optional(MonthText), told: z.array(BudgetLevel) })
  .register(z.globalRegistry, { id: 'Budget' });
export type BudgetView = z.infer<typeof BudgetView>;
