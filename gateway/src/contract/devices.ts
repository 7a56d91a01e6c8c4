import * as z from 'zod/mini';
import { DeviceId, Label, PointId, WallMs } from './ids.ts';
import { Evidence, LoadKind, PointDefinition, PointValue, Reading, SwitchState } from './points.ts';
import { Command } from './commands.ts';

/** How it stands with a switch: what was asked, what the device said, and what was measured, apart. */
export const SwitchView = z.object({
  /** The last accepted command's value; null where nothing was asked yet. */
  desired: z.nullable(z.boolean()),
  reported: SwitchState,
  evidence: z.optional(Evidence),
  /** When the device last showed it; absent while never. */
  reportedAt: z.optional(WallMs),
  /** What it was when it was last known, for "last seen off 3 min ago". */
  lastKnown: z.optional(z.object({ state: SwitchState, at: WallMs })),
  /** The command under way, or the last one that ended. */
  command: z.optional(Command),
});
export type SwitchView = z.infer<typeof SwitchView>;

/** A point with all that is known of it now. */
export const PointView = z
  .object({
    definition: PointDefinition,
    /** A person's name for it; else the definition's label. */
    name: z.optional(z.string()),
    load: z.optional(LoadKind),
    reading: z.optional(Reading),
    switch: z.optional(SwitchView),
    /** For settings: the last value asked for and the command that carries it. */
    setting: z.optional(z.object({ desired: z.nullable(PointValue), command: z.optional(Command) })),
  })
  .register(z.globalRegistry, { id: 'Point' });
export type PointView = z.infer<typeof PointView>;

export const DeviceView = z
  .object({
    id: DeviceId,
    type: z.string(),
    typeLabel: z.string(),
    name: z.string(),
    location: z.optional(z.string()),
    via: z.optional(DeviceId),
    address: z.optional(z.string()),
    firmware: z.optional(z.string()),
    demo: z.boolean(),
    /** `unknown` until the device was heard in this run of the gateway. */
    availability: z.enum(['online', 'offline', 'unknown']),
    unavailableReason: z.optional(z.string()),
    lastHeardAt: z.optional(WallMs),
    adoptedAt: WallMs,
    points: z.array(PointView),
  })
  .register(z.globalRegistry, { id: 'Device' });
export type DeviceView = z.infer<typeof DeviceView>;

/** A device that was heard but belongs to nobody yet. */
export const SeenDevice = z
  .object({
    id: DeviceId,
    type: z.string(),
    typeLabel: z.string(),
    via: z.optional(DeviceId),
    address: z.optional(z.string()),
    firmware: z.optional(z.string()),
    demo: z.boolean(),
    /** What its maker calls it, where it was only sighted on the network. */
    model: z.optional(z.string().check(z.maxLength(80))),
    /** It was only sighted on the network, and cannot be adopted: how it joins first, in a sentence. */
    join: z.optional(z.string().check(z.maxLength(400))),
    firstSeenAt: WallMs,
    lastSeenAt: WallMs,
  })
  .register(z.globalRegistry, { id: 'SeenDevice' });
export type SeenDevice = z.infer<typeof SeenDevice>;

export const Adopt = z
  .strictObject({ name: z.optional(Label), location: z.optional(Label) })
  .register(z.globalRegistry, { id: 'Adopt' });
export type Adopt = z.infer<typeof Adopt>;

/** `location: null` takes the place away. */
export const DevicePatch = z
  .strictObject({ name: z.optional(Label), location: z.optional(z.nullable(Label)) })
  .register(z.globalRegistry, { id: 'DevicePatch' });
export type DevicePatch = z.infer<typeof DevicePatch>;

/** `contactor: true` is an admin's word that a supervised contactor stands behind a v1 outlet that feeds a pump. */
export const PointPatch = z
  .strictObject({ name: z.optional(z.nullable(Label)), load: z.optional(LoadKind), contactor: z.optional(z.boolean()) })
  .register(z.globalRegistry, { id: 'PointPatch' });
export type PointPatch = z.infer<typeof PointPatch>;

export const PointRef = z.object({ device: DeviceId, point: PointId });
export type PointRef = z.infer<typeof PointRef>;
