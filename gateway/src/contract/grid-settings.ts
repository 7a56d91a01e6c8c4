import * as z from 'zod/mini';
import { PointRef } from './devices.ts';
import { Label } from './ids.ts';
import { ReasonText } from './why.ts';

/** Days of the week, Monday 1 to Sunday 7, and from when to when. Unit: minutes since midnight at the site; `to` may be past midnight. */
export const SupplySlot = z.strictObject({
  days: z.array(z.int().check(z.gte(1), z.lte(7))).check(z.minLength(1), z.maxLength(7)),
  from: z.int().check(z.gte(0), z.lte(1439)),
  to: z.int().check(z.gte(0), z.lte(1440)),
});
export type SupplySlot = z.infer<typeof SupplySlot>;

/** What tells whether there is power. */
export const GridSourceSetup = z.discriminatedUnion('kind', [
  z.strictObject({ id: Label, kind: z.literal('sense'), point: PointRef }),
  z.strictObject({
    id: Label,
    kind: z.literal('meter'),
    point: PointRef,
    nominalV: z.int().check(z.gte(90), z.lte(500)),
    badPercent: z.optional(z.int().check(z.gte(10), z.lte(95))),
  }),
  /** When there is power, by the supplier's rota. */
  z.strictObject({ id: Label, kind: z.literal('timetable'), slots: z.array(SupplySlot).check(z.maxLength(50)) }),
]);
export type GridSourceSetup = z.infer<typeof GridSourceSetup>;

/** How a site knows of its grid. What is absent is as usual. */
export const GridSettings = z
  .strictObject({
    sources: z.array(GridSourceSetup).check(z.maxLength(8)),
    badS: z.optional(z.int().check(z.gte(1), z.lte(60))),
    goodS: z.optional(z.int().check(z.gte(1), z.lte(600))),
    staleS: z.optional(z.int().check(z.gte(10), z.lte(3_600))),
  })
  .register(z.globalRegistry, { id: 'GridSettings' });
export type GridSettings = z.infer<typeof GridSettings>;

export const GridSwitchRequest = z
  .strictObject({ to: z.enum(['auto', 'good', 'shedding']), reason: z.optional(ReasonText) })
  .register(z.globalRegistry, { id: 'GridSwitchRequest' });
export type GridSwitchRequest = z.infer<typeof GridSwitchRequest>;
