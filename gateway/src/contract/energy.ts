import * as z from 'zod/mini';
import { DeviceId, PointId, RowId, WallMs } from './ids.ts';
import { LoadKind } from './points.ts';
import { RunUse } from './run-use.ts';
import { RunId } from './runs.ts';
import { Currency } from './tariffs.ts';
import { Why } from './why.ts';

/** Whole minor units of the currency, such as satang. */
const minor = z.int().register(z.globalRegistry, { description: 'in minor units of the currency' });
/** A decimal text: no digit is lost. */
const kwh = z.string().register(z.globalRegistry, { description: 'kWh as text, such as "0.4125"' });

/** What flows now. Unit: W. */
export const PowerNow = z
  .object({
    w: z.number(),
    /** Worked out of a current, at a voltage and a power factor that nobody measured. */
    estimated: z.boolean(),
    /** Measured before all loads, or the sum of what is measured at each. */
    by: z.enum(['main', 'sum']),
    /** So many meters were not heard of for a while: what flows there is not in it. */
    missing: z.int(),
    /** Of its oldest reading. */
    at: WallMs,
  })
  .register(z.globalRegistry, { id: 'PowerNow' });
export type PowerNow = z.infer<typeof PowerNow>;

/** What the next unit costs. Rates are decimal texts in the main unit a kWh. */
export const PriceNow = z
  .object({
    currency: Currency,
    /** With the surcharges and taxes that grow with each unit; fixed charges do not, and are not in it. */
    perKwh: z.string(),
    /** The tariff's own rate of this period or slab. */
    rate: z.string(),
    /** The period of the day, or the slab that the month has come to; absent where all units cost the same. */
    label: z.optional(z.string()),
    /** Left of that slab; absent in the last one. */
    leftKwh: z.optional(kwh),
    /** When the clock or another tariff changes the price, where that is within a week. */
    until: z.optional(WallMs),
    tariff: RowId,
    version: z.int(),
  })
  .register(z.globalRegistry, { id: 'PriceNow' });
export type PriceNow = z.infer<typeof PriceNow>;

/** A switched load that is on. */
export const LoadNow = z
  .object({
    device: DeviceId,
    point: PointId,
    name: z.string(),
    load: z.optional(LoadKind),
    pump: z.optional(RowId),
    /** Null where nothing measures it, or its meter was not heard of for a while. Unit: W. */
    w: z.nullable(z.number()),
    estimated: z.boolean(),
    /** At the price of the next unit; null without a power or a price. */
    costPerHour: z.nullable(minor),
  })
  .register(z.globalRegistry, { id: 'LoadNow' });
export type LoadNow = z.infer<typeof LoadNow>;

/** A run that goes on, with its use so far. */
export const RunNow = z
  .object({ run: RunId, number: z.int(), pump: RowId, user: z.string(), use: RunUse })
  .register(z.globalRegistry, { id: 'RunNow' });
export type RunNow = z.infer<typeof RunNow>;

/** What energy costs at this moment. */
export const EnergyNow = z
  .object({
    at: WallMs,
    power: z.nullable(PowerNow),
    whyNoPower: z.optional(Why),
    price: z.nullable(PriceNow),
    whyNoPrice: z.optional(Why),
    /** Of the whole site, at the price of the next unit. */
    costPerHour: z.nullable(minor),
    loads: z.array(LoadNow),
    runs: z.array(RunNow),
  })
  .register(z.globalRegistry, { id: 'EnergyNow' });
export type EnergyNow = z.infer<typeof EnergyNow>;
