import * as z from 'zod/mini';
import { PointId, WallMs } from './ids.ts';

/** What a point is: a switch takes commands, a setting is written and kept by the device, a measure and a flag are read. */
export const PointKind = z.enum(['switch', 'setting', 'measure', 'flag']);
export type PointKind = z.infer<typeof PointKind>;

export const Unit = z.enum(['mA', 'V', 'W', 'Wh', '%', 'ms', 's', 'dBm', 'L', 'L/min', 'C', 'count', '']);
export type Unit = z.infer<typeof Unit>;

/** The value of a point; which of the three follows from its definition. */
export const PointValue = z.union([
  z.boolean(),
  z.number().check(z.gte(-1e12), z.lte(1e12)),
  z.string().check(z.maxLength(64)),
]);
export type PointValue = z.infer<typeof PointValue>;

/** What a switched point feeds. It decides how much proof a command needs: a pump must take current. */
export const LoadKind = z.enum(['pump', 'valve', 'outlet', 'light', 'siren']);
export type LoadKind = z.infer<typeof LoadKind>;

/** Definition of one point of a device type. */
export const PointDefinition = z
  .object({
    id: PointId,
    kind: PointKind,
    label: z.string().check(z.maxLength(40)),
    unit: Unit,
    /** Inclusive bounds; a reading outside them has quality `out-of-range`. */
    min: z.optional(z.number()),
    max: z.optional(z.number()),
    /** The point that shows this switch's effect. */
    proof: z.optional(PointId),
    /** The flag that says this switch's protection has opened it. */
    trip: z.optional(PointId),
    /** The flag that says another than we may have switched it: what it is now nobody knows. */
    meddled: z.optional(PointId),
    /** The flag that the gateway raises where this switch draws a current that no command explains. */
    unexplained: z.optional(PointId),
    /** It only grows: a meter's energy. At `wrapsAt` it is 0 again; a smaller value elsewhere means that it was set back. */
    counter: z.optional(z.object({ wrapsAt: z.optional(z.number()) })),
    /** The gateway itself sets it: what a device says of it is refused. */
    derived: z.optional(z.boolean()),
    /** A flag that is an alarm while it is true. */
    alarm: z.optional(z.enum(['warning', 'critical'])),
    /** What an alarm means and what to do, in a sentence for a person. */
    help: z.optional(z.string().check(z.maxLength(200))),
  })
  .register(z.globalRegistry, { id: 'PointDefinition' });
export type PointDefinition = z.infer<typeof PointDefinition>;

export const Quality = z.enum(['good', 'out-of-range', 'stale']);
export type Quality = z.infer<typeof Quality>;

/** The state of a switch as its device tells it. `unknown` until the device itself has spoken. */
export const SwitchState = z.enum(['on', 'off', 'tripped', 'unknown']);
export type SwitchState = z.infer<typeof SwitchState>;

/** On what a reported state rests: the device's report, a measured effect, or only the acknowledgement of a command. */
export const Evidence = z.enum(['report', 'measurement', 'acknowledgement-only']);
export type Evidence = z.infer<typeof Evidence>;

/** A point's value at a time. */
export const Reading = z
  .object({
    value: PointValue,
    at: WallMs,
    quality: Quality,
    /** Read before the gateway last started: shown as old until the device speaks again. */
    old: z.optional(z.boolean()),
  })
  .register(z.globalRegistry, { id: 'Reading' });
export type Reading = z.infer<typeof Reading>;
