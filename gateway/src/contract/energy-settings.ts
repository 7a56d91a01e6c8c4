import * as z from 'zod/mini';
import { PointRef } from './devices.ts';
import { DeviceId, PointId } from './ids.ts';
import { MonthText } from './bills.ts';
import { Why } from './why.ts';

const whole = (from: number, to: number) => z.int().check(z.gte(from), z.lte(to));

/** By what a site knows its energy. */
export const EnergySettings = z
  .strictObject({
    /** What all of the site goes through: its energy, power or current. Null: a main breaker's watcher, else the sum of all meters. */
    main: z.nullable(PointRef),
    /** Devices behind another one that measures too: what they measure counts once, and not here. */
    leftOut: z.array(DeviceId).check(z.maxLength(100)),
    /** So much more than the main the loads may come to, for no meter is exact. Unit: %. */
    tolerancePercent: whole(1, 100),
    /** For how long they must, before it is told. Unit: minutes, in quarters of an hour. */
    warnAfterMin: whole(30, 1_440).check(z.multipleOf(15, 'must be whole quarters of an hour')),
  })
  .register(z.globalRegistry, { id: 'EnergySettings' });
export type EnergySettings = z.infer<typeof EnergySettings>;

/** kWh as text; a rest may be below zero. */
const kwh = z.string();
const sums = {
  mainKwh: kwh,
  loadsKwh: kwh,
  /** What no socket measures: the main less the loads. */
  restKwh: kwh,
};

export const BalanceDay = z.object({
  day: z.string(),
  ...sums,
  /** Quarters of an hour of which the main tells nothing. What the loads took then is left out too. */
  missingQuarters: z.int(),
});
export type BalanceDay = z.infer<typeof BalanceDay>;

export const BalanceLoad = z.object({
  device: DeviceId,
  point: PointId,
  name: z.string(),
  energyKwh: kwh,
  estimated: z.boolean(),
});
export type BalanceLoad = z.infer<typeof BalanceLoad>;

/** What went through the main of a site against what its switched loads took, in a month so far. */
export const BalanceAnswer = z
  .object({
    month: MonthText,
    /** Absent where there is no main, or no load that measures: `why` says which. */
    whole: z.optional(z.object(sums)),
    why: z.optional(Why),
    /** The main tells its current alone, so the loads are taken by theirs. */
    byCurrent: z.boolean(),
    days: z.array(BalanceDay),
    loads: z.array(BalanceLoad),
  })
  .register(z.globalRegistry, { id: 'Balance' });
export type BalanceAnswer = z.infer<typeof BalanceAnswer>;
