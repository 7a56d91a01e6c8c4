import * as z from 'zod/mini';
import { CommandId, DeviceId, PointId, WallMs } from './ids.ts';
import { PointValue } from './points.ts';
import { FailReason } from './commands.ts';

/** Version of everything in this file; a device that speaks another one is refused with words. */
export const CONTRACT_VERSION = 1;

const SessionId = z.string().check(z.regex(/^[A-Za-z0-9_-]{6,32}$/, 'made anew by each start of the sender'));

/** `farm/<device>/hello`, retained: who this is. Nodes behind a bridge have `via` and `address`. */
export const Hello = z.strictObject({
  contract: z.literal(CONTRACT_VERSION),
  type: z.string().check(z.regex(/^[a-z0-9-]{1,40}$/)),
  firmware: z.optional(z.string().check(z.maxLength(40))),
  via: z.optional(DeviceId),
  /** Where on its bus or radio it is, e.g. `FE`. */
  address: z.optional(z.string().check(z.maxLength(40))),
  /** A new one tells that the sender restarted and remembers no command. */
  session: z.optional(SessionId),
  /** A simulated device: shown as DEMO wherever it appears. */
  demo: z.optional(z.boolean()),
});
export type Hello = z.infer<typeof Hello>;

/** `farm/<device>/status`, retained and last will. A bridge speaks for its nodes: `online: false` after three silent polls. */
export const Status = z.strictObject({
  online: z.boolean(),
  reason: z.optional(z.string().check(z.maxLength(120))),
});
export type Status = z.infer<typeof Status>;

/** `farm/<device>/readings`: values of points, by point id. `ageMs` tells how old they were when sent. */
export const Readings = z.strictObject({
  values: z.record(PointId, PointValue).check(z.refine((v) => Object.keys(v).length <= 64, 'at most 64 values')),
  ageMs: z.optional(z.int().check(z.gte(0), z.lte(86_400_000))),
});
export type Readings = z.infer<typeof Readings>;

/** A moment of the monotonic clock, which all processes of one boot of one machine share. */
export const Deadline = z.strictObject({ boot: z.string().check(z.maxLength(64)), monoMs: z.number() });
export type Deadline = z.infer<typeof Deadline>;

/**
 * `farm/<device>/commands`, never retained. Nobody on the path transmits it after its expiry: on the machine that wrote
 * `deadline` (same boot id) by that clock, elsewhere `ttlMs` after it arrived. An OFF has neither.
 */
export const CommandMessage = z.strictObject({
  id: CommandId,
  point: PointId,
  value: PointValue,
  ttlMs: z.optional(z.int().check(z.gte(0), z.lte(3_600_000))),
  deadline: z.optional(Deadline),
  /** Sent again after a restart: carry on if you know this id, else refuse; never begin it. Never set on an OFF. */
  resume: z.optional(z.boolean()),
  /** The same OFF once more because it is owed: transmit again although the id is known. */
  again: z.optional(z.boolean()),
  /** Of an ON: the device goes off by itself so long after it took this, unless it is renewed. Unit: s. */
  leaseS: z.optional(z.int().check(z.gte(1), z.lte(600))),
  /** The run it is for, a number in digits: a device that counts goes on counting where it is the run it had before. */
  run: z.optional(z.string().check(z.regex(/^[0-9]{1,9}$/, 'a number of at most nine digits'))),
  /** Only the lease is renewed: a device that is off, or on for another run, ignores it. */
  renew: z.optional(z.boolean()),
});
export type CommandMessage = z.infer<typeof CommandMessage>;

/** `farm/<device>/receipts`: how far the transport got with a command. */
export const Receipt = z.strictObject({
  id: CommandId,
  state: z.enum(['sent', 'delivered', 'failed']),
  try: z.optional(z.int().check(z.gte(1))),
  of: z.optional(z.int().check(z.gte(1))),
  reason: z.optional(FailReason),
  note: z.optional(z.string().check(z.maxLength(200))),
});
export type Receipt = z.infer<typeof Receipt>;

/** `farm/<bridge>/roster`, retained, from the gateway: the devices that are adopted by way of this bridge. */
export const Roster = z.strictObject({
  devices: z
    .array(
      z.strictObject({
        device: DeviceId,
        address: z.string().check(z.maxLength(40)),
        /** Somebody looks at it, or a run is on: poll it often. */
        watched: z.optional(z.boolean()),
      }),
    )
    .check(z.maxLength(252)),
});
export type Roster = z.infer<typeof Roster>;

/** What the history store and every rule will hear: one accepted value of one point. */
export const ReadingEvent = z.object({
  site: z.string(),
  device: DeviceId,
  point: PointId,
  value: PointValue,
  at: WallMs,
  quality: z.enum(['good', 'out-of-range', 'stale']),
});
export type ReadingEvent = z.infer<typeof ReadingEvent>;
