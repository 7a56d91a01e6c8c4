import * as z from 'zod/mini';
import { isCurrency } from './currencies.ts';
import { Label, RowId, WallMs } from './ids.ts';
import { slabFault, timeOfUseFault } from './tariff-faults.ts';
import { ReasonText } from './why.ts';

/** Unit: ms. Energy is counted in such quarters, and tariffs change between two of them. */
export const QUARTER_MS = 900_000;

/** Three capital letters of ISO 4217. */
export const Currency = z
  .string()
  .check(z.refine(isCurrency, 'must be the three letters of a currency in ISO 4217, such as THB'));
export type Currency = z.infer<typeof Currency>;

const decimal = (pattern: RegExp, description: string) =>
  z
    .string()
    .check(z.regex(pattern, `must be ${description}`))
    .register(z.globalRegistry, { description });

/** An amount of the currency's main unit, kept as it was written: no digit is lost. */
export const Rate = decimal(/^\d{1,7}(?:\.\d{1,6})?$/, 'a decimal number such as "3.2484", written as text');
/** The same, which may go down too. */
export const SignedRate = decimal(/^-?\d{1,7}(?:\.\d{1,6})?$/, 'a decimal number such as "0.3972" or "-0.15", as text');
export const Percent = decimal(/^(?:100|\d{1,2}(?:\.\d{1,4})?)$/, 'a percentage from 0 to 100 such as "7", as text');
/** Above 0. */
export const Kilowatts = decimal(/^(?!0+(?:\.0+)?$)\d{1,5}(?:\.\d{1,3})?$/, 'kilowatts such as "7.5", as text');

/** A calendar day at the site. */
export const CalendarDay = z
  .string()
  .check(
    z.regex(/^\d{4}-\d{2}-\d{2}$/, 'is not a day such as 2026-11-21'),
    z.refine(isDay, 'is not a day of the calendar'),
  );

/** A whole quarter of an hour by UTC, and so by the clock of every time zone there is. */
export const QuarterMs = WallMs.check(z.multipleOf(QUARTER_MS, 'must be a whole quarter of an hour'));

/**
 * A part of a month's use. The slab that the whole use of the month comes to decides: where it takes all, every unit has its rate; else
 * each unit has the rate of its own slab, among those that do not take all. Up to its bound, which belongs to it.
 */
export const Slab = z.strictObject({
  /** Absent in the last one, which has no end. Unit: kWh in a month. */
  upToKwh: z.optional(z.int().check(z.gte(1), z.lte(1_000_000))),
  rate: Rate,
  takesAll: z.optional(z.literal(true)),
  /** A fixed charge of whoever comes to this slab. Unit: main unit a month. */
  perMonth: z.optional(Rate),
});
export type Slab = z.infer<typeof Slab>;

/** On these days of the week, Monday 1 to Sunday 7, between two quarters of the day. Unit: minutes since midnight at the site. */
export const RateWindow = z.strictObject({
  days: z.array(z.int().check(z.gte(1), z.lte(7))).check(z.minLength(1, 'must name a day'), z.maxLength(7)),
  from: z.int().check(z.gte(0), z.lte(1425), z.multipleOf(15, 'must be a whole quarter of an hour')),
  to: z.int().check(z.gte(15), z.lte(1440), z.multipleOf(15, 'must be a whole quarter of an hour')),
  period: Label,
});
export type RateWindow = z.infer<typeof RateWindow>;

const Slabs = z
  .strictObject({
    kind: z.literal('slabs'),
    slabs: z.array(Slab).check(z.minLength(1, 'must have a slab'), z.maxLength(20)),
  })
  .check(faultsOf(slabFault));

const TimeOfUse = z
  .strictObject({
    kind: z.literal('time-of-use'),
    periods: z.array(z.strictObject({ name: Label, rate: Rate })).check(z.minLength(1), z.maxLength(8)),
    windows: z.array(RateWindow).check(z.maxLength(50)),
    /** The period of every time that is in no window. */
    usual: Label,
    /** Days that count as another one of the week. */
    holidays: z
      .array(z.strictObject({ day: CalendarDay, as: z.int().check(z.gte(1), z.lte(7)) }))
      .check(z.maxLength(400)),
  })
  .check(faultsOf(timeOfUseFault));

/** What a unit costs. Unit: main unit a kWh. */
export const EnergyRate = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('flat'), rate: Rate }),
  Slabs,
  TimeOfUse,
]);
export type EnergyRate = z.infer<typeof EnergyRate>;

/** Of a month, or of each kW of the sanctioned load in a month. */
export const FixedCharge = z.strictObject({ name: Label, rate: Rate, per: z.enum(['month', 'kw']) });
export type FixedCharge = z.infer<typeof FixedCharge>;

/** On every unit beside its rate, such as Ft or FPA. */
export const Surcharge = z.strictObject({
  name: Label,
  rate: SignedRate,
  /** No tax is on it. */
  taxFree: z.optional(z.literal(true)),
});
export type Surcharge = z.infer<typeof Surcharge>;

/** On `energy` and what is charged on each unit, on `all` that stands before the taxes, or also on the taxes `before` it. */
export const Tax = z.strictObject({ name: Label, percent: Percent, on: z.enum(['energy', 'all', 'all-and-taxes']) });
export type Tax = z.infer<typeof Tax>;

/** What a supplier charges. */
export const TariffTerms = z
  .strictObject({
    name: Label,
    currency: Currency,
    energy: EnergyRate,
    /** What the contract allows to draw. */
    sanctionedKw: z.optional(Kilowatts),
    fixed: z.array(FixedCharge).check(z.maxLength(10)),
    surcharges: z.array(Surcharge).check(z.maxLength(30)),
    /** What a month costs at least, before taxes. */
    minimum: z.optional(z.strictObject({ rate: Rate, per: z.enum(['month', 'kw']) })),
    taxes: z.array(Tax).check(z.maxLength(8)),
    /** The total is rounded to a multiple of so many minor units: 100 is a whole rupee, 25 a quarter of a baht. */
    roundTo: z.optional(z.int().check(z.gte(1), z.lte(100_000))),
    /** Where the figures come from. */
    source: z.optional(z.string().check(z.trim(), z.maxLength(600))),
  })
  .check(
    z.refine(({ sanctionedKw, fixed, minimum }) => sanctionedKw !== undefined || !perKw(fixed, minimum), {
      path: ['sanctionedKw'],
      message: 'is missing: something is charged by the kW of the sanctioned load',
    }),
  )
  .register(z.globalRegistry, { id: 'TariffTerms' });
export type TariffTerms = z.infer<typeof TariffTerms>;

/** A tariff as somebody enters it. Where it changes what is past, it says why. */
export const TariffEntry = z
  .strictObject({ terms: TariffTerms, validFrom: QuarterMs, reason: z.optional(ReasonText) })
  .register(z.globalRegistry, { id: 'TariffEntry' });
export type TariffEntry = z.infer<typeof TariffEntry>;

/** A version of a tariff. One that was changed or removed is kept: a bill says which version it was made of. */
export const TariffView = z
  .object({
    id: RowId,
    version: z.int(),
    state: z.enum(['current', 'replaced', 'removed']),
    validFrom: WallMs,
    terms: TariffTerms,
    by: z.string(),
    at: WallMs,
    reason: z.optional(z.string()),
  })
  .register(z.globalRegistry, { id: 'Tariff' });
export type TariffView = z.infer<typeof TariffView>;

/** A tariff to begin with. `check`: some of its figures could not be traced to the supplier. */
export const TariffPreset = z
  .object({
    id: z.string(),
    country: z.string(),
    terms: TariffTerms,
    /** Since when the figures are said to hold. */
    asOf: z.string(),
    check: z.boolean(),
  })
  .register(z.globalRegistry, { id: 'TariffPreset' });
export type TariffPreset = z.infer<typeof TariffPreset>;

function perKw(fixed: readonly FixedCharge[], minimum: { readonly per: 'month' | 'kw' } | undefined): boolean {
  return minimum?.per === 'kw' || fixed.some(({ per }) => per === 'kw');
}

/** One sentence for the first fault that is found, at its place. */
function faultsOf<Value>(find: (value: Value) => { path: (string | number)[]; message: string } | undefined) {
  return z.check<Value>(({ value, issues }) => {
    const fault = find(value);
    if (fault) issues.push({ code: 'custom', input: value, ...fault });
  });
}

function isDay(text: string): boolean {
  const at = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(text);
}
