import * as z from 'zod/mini';
import { CommandId, DeviceId, PointId, RowId, WallMs } from './ids.ts';
import { PointRef } from './devices.ts';
import { Why } from './why.ts';

const whole = (from: number, to: number) => z.int().check(z.gte(from), z.lte(to));

/** Pumps and groups are named by those who set them up; the group `all` is there from the first. */
export const GroupId = z
  .string()
  .check(z.regex(/^[a-z][a-z0-9-]{0,31}$/, 'small letters, digits and dashes, at most 32'));
export type GroupId = z.infer<typeof GroupId>;

/** Part of a day in which a pump may be asked for; it may go over midnight. Unit: minutes since midnight at the site. */
export const DayWindow = z.strictObject({ from: whole(0, 1439), to: whole(0, 1440) });
export type DayWindow = z.infer<typeof DayWindow>;

/** One reason why a pump does not run or may not start, most severe first. */
export const PumpReason = z
  .extend(Why, {
    kind: z.enum(['lock-out', 'stop', 'hold', 'wait', 'alert']),
    /** The protection, or what else keeps it: `min-rest`, `grid.shedding`, `group-busy`. */
    name: z.string(),
    /** When it will be over by itself, where that is known. */
    until: z.optional(WallMs),
  })
  .register(z.globalRegistry, { id: 'PumpReason' });
export type PumpReason = z.infer<typeof PumpReason>;

/** A pump as everybody of its site sees it. */
export const PumpView = z
  .object({
    id: RowId,
    name: z.string(),
    group: GroupId,
    device: DeviceId,
    point: PointId,
    /** What its device, or a measurement, shows. */
    is: z.enum(['on', 'off', 'unknown']),
    isHeard: z.boolean(),
    /** It has its place in the group until it is surely off; `surelyOffAt` where time alone tells. */
    holdsSlot: z.boolean(),
    surelyOffAt: z.optional(WallMs),
    /** The run that has it. */
    run: z.optional(CommandId),
    waiting: z.int(),
    /** Why it does not run or may not start now; empty where it runs well or may start. */
    reasons: z.array(PumpReason),
    lockedOutBy: z.optional(z.string()),
    outOfService: z.optional(z.string()),
    isCritical: z.boolean(),
    shortestRunS: z.int(),
    longestRunS: z.int(),
    allowedHours: z.optional(z.array(DayWindow)),
    flowLpm: z.optional(z.number()),
    tank: z.optional(PointRef),
    /** Unit: litres. */
    tankL: z.optional(z.int()),
    /** The points that show its effect, by channel: `current`, `flow`, `level`. */
    shownBy: z.record(z.string(), PointRef),
  })
  .register(z.globalRegistry, { id: 'Pump' });
export type PumpView = z.infer<typeof PumpView>;

/** Pumps of which at most so many may run together. */
export const PumpGroup = z
  .object({ id: GroupId, name: z.string(), maxRunning: z.int(), restS: z.int() })
  .register(z.globalRegistry, { id: 'PumpGroup' });
export type PumpGroup = z.infer<typeof PumpGroup>;
