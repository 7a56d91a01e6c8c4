import * as z from 'zod/mini';
import { CommandId, DeviceId, PointId, WallMs } from './ids.ts';
import { Evidence, PointValue } from './points.ts';

/** `pending` on disk, `sent` handed to radio or broker, `delivered` acknowledged, `confirmed` shown by the device. */
export const CommandState = z.enum(['pending', 'sent', 'delivered', 'confirmed', 'failed']);
export type CommandState = z.infer<typeof CommandState>;

export const FailReason = z.enum([
  'rejected',
  'interlock',
  'offline',
  'no-ack',
  'not-confirmed',
  'expired',
  'superseded',
  'latched',
]);
export type FailReason = z.infer<typeof FailReason>;

/** One line of a command's trail. */
export const TrailStep = z.object({
  at: WallMs,
  state: CommandState,
  /** Which transmission this was, from 1; of an owed OFF they go on past `of`. */
  try: z.optional(z.int().check(z.gte(1))),
  of: z.optional(z.int().check(z.gte(1))),
  reason: z.optional(FailReason),
  evidence: z.optional(Evidence),
  /** Facts for a person: a measured current, the bridge's words. */
  note: z.optional(z.string().check(z.maxLength(200))),
});
export type TrailStep = z.infer<typeof TrailStep>;

export const Command = z
  .object({
    id: CommandId,
    device: DeviceId,
    point: PointId,
    value: PointValue,
    state: CommandState,
    reason: z.optional(FailReason),
    evidence: z.optional(Evidence),
    /** An OFF that is not confirmed yet: it never expires and is sent until the device answers. */
    owed: z.boolean(),
    /** An OFF whose load still draws current: a person must act at the panel. */
    notStopping: z.optional(z.boolean()),
    by: z.string().check(z.maxLength(120)),
    acceptedAt: WallMs,
    /** Absent: never expires. */
    expiresAt: z.optional(WallMs),
    tries: z.int().check(z.gte(0)),
    trail: z.array(TrailStep),
  })
  .register(z.globalRegistry, { id: 'Command' });
export type Command = z.infer<typeof Command>;

/** What a person or program asks for. */
export const CommandRequest = z
  .strictObject({
    id: z.optional(CommandId),
    device: DeviceId,
    point: PointId,
    value: PointValue,
  })
  .register(z.globalRegistry, { id: 'CommandRequest', description: 'Bring a point to a value' });
export type CommandRequest = z.infer<typeof CommandRequest>;
