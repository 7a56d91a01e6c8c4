import * as z from 'zod/mini';
import { Currency } from './tariffs.ts';
import { Why } from './why.ts';

/** Whole minor units of the currency, such as satang. */
const minor = z.int().register(z.globalRegistry, { description: 'in minor units of the currency' });
/** A decimal text: no digit is lost. */
const kwh = z.string().register(z.globalRegistry, { description: 'kWh as text, such as "0.4125"' });

/** Where litres are known from, the surest first: a meter that counts, its flow, a tank that fills, the plate of the pump. */
export const LitresBy = z.enum(['counter', 'flow', 'tank', 'plate']);
export type LitresBy = z.infer<typeof LitresBy>;

/** What a run took and gave. What is not known is absent; `why` says so of energy and cost. */
export const RunUse = z
  .object({
    energyKwh: z.optional(kwh),
    /** Not by a meter's own counter. */
    estimated: z.boolean(),
    /** Of the time it ran, how long nothing is known of its energy. Unit: s. */
    missingS: z.int(),
    litres: z.optional(z.number()),
    litresBy: z.optional(LitresBy),
    currency: z.optional(Currency),
    /** Where there are slabs, at what a unit of the site costs on average in that month; without fixed charges. */
    cost: z.optional(minor),
    /** Of a cubic metre, to the nearest minor unit. */
    costPerM3: z.optional(minor),
    kwhPerM3: z.optional(kwh),
    why: z.optional(Why),
  })
  .register(z.globalRegistry, { id: 'RunUse' });
export type RunUse = z.infer<typeof RunUse>;
