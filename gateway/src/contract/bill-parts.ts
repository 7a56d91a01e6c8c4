import * as z from 'zod/mini';
import { Bill, MonthText } from './bills.ts';
import { DeviceId, PointId } from './ids.ts';
import { CalendarDay, Currency, TariffTerms } from './tariffs.ts';

const minor = z.int().register(z.globalRegistry, { description: 'in minor units of the currency' });

/** A day of a month. `amount`: by how much it raised the bill. */
export const DayPart = z
  .object({
    day: CalendarDay,
    energyKwh: z.string(),
    amount: z.optional(minor),
    /** Some of it was worked out from something other than a meter's counter. */
    estimated: z.boolean(),
  })
  .register(z.globalRegistry, { id: 'DayPart' });
export type DayPart = z.infer<typeof DayPart>;

/** Something with a meter of its own. `amount`: what its energy costs, without what is for the site as a whole. */
export const LoadPart = z
  .object({
    device: DeviceId,
    point: PointId,
    energyKwh: z.string(),
    amount: z.optional(minor),
    estimated: z.boolean(),
  })
  .register(z.globalRegistry, { id: 'LoadPart' });
export type LoadPart = z.infer<typeof LoadPart>;

/** When and by what the energy of a month was used. */
export const BillParts = z
  .object({
    month: MonthText,
    currency: z.optional(Currency),
    /** In order; days of which nothing is known are left out. */
    days: z.array(DayPart),
    /** What is in the bill whatever was used, with rounding: with the amounts of the days it is the total. */
    standing: z.optional(minor),
    /** kWh of each hour of the day by the clock on the wall, from midnight on. */
    hours: z.array(z.string()).check(z.length(24)),
    /** The largest first. Where a main meter stands before them they need not add up to the whole. */
    loads: z.array(LoadPart),
  })
  .register(z.globalRegistry, { id: 'BillParts' });
export type BillParts = z.infer<typeof BillParts>;

/** Terms to be tried out. Nothing of them is kept. */
export const TariffTrial = z
  .strictObject({
    terms: TariffTerms,
    energyKwh: z.array(z.int().check(z.gte(0), z.lte(1_000_000))).check(z.minLength(1), z.maxLength(6)),
  })
  .register(z.globalRegistry, { id: 'TariffTrial' });
export type TariffTrial = z.infer<typeof TariffTrial>;

/** What a whole month with so much energy, spread evenly over it, would cost. */
export const TariffTrialAnswer = z
  .object({ month: MonthText, bills: z.array(Bill) })
  .register(z.globalRegistry, { id: 'TariffTrialAnswer' });
export type TariffTrialAnswer = z.infer<typeof TariffTrialAnswer>;

/** How a budget stands this month: in minor units of the site's currency, or in Wh. Without `used` there is no tariff to go by. */
export const BudgetStanding = z
  .object({
    month: MonthText,
    limit: z.int(),
    used: z.optional(z.int()),
    forecast: z.optional(z.int()),
    currency: z.optional(Currency),
  })
  .register(z.globalRegistry, { id: 'BudgetStanding' });
export type BudgetStanding = z.infer<typeof BudgetStanding>;
