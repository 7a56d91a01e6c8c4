import * as z from 'zod/mini';
import { AlertCounts } from './alert-counts.ts';
import { GridView } from './grid.ts';
import { DeviceId, RowId, WallMs } from './ids.ts';
import { DeviceView, PointView } from './devices.ts';
import { PumpGroup, PumpView } from './pumps.ts';
import { RadioAnswer } from './radio.ts';
import { Places, RunView } from './runs.ts';
import { Latch } from './safety.ts';
import { SharingView } from './sharing.ts';

/** One thing that changed. A point or device always comes whole, so that applying a change twice does no harm. */
export const Change = z.discriminatedUnion('what', [
  z.object({ what: z.literal('point'), device: DeviceId, point: PointView }),
  /** The values of measures and flags, which change most and need no whole point: [point, value, at, quality]. */
  z.object({
    what: z.literal('values'),
    device: DeviceId,
    at: WallMs,
    values: z.record(z.string(), z.union([z.boolean(), z.number(), z.string()])),
    outOfRange: z.optional(z.array(z.string())),
  }),
  /** The device without its points: name, place, availability. */
  z.object({
    what: z.literal('device'),
    device: z.omit(DeviceView, { points: true }),
  }),
  z.object({ what: z.literal('device-added'), device: DeviceView }),
  z.object({ what: z.literal('device-gone'), device: DeviceId }),
  z.object({ what: z.literal('latch'), latch: Latch }),
  z.object({ what: z.literal('alerts'), counts: AlertCounts }),
  /** How work at the radio goes on that somebody of the site asked for by way of this device. */
  z.object({ what: z.literal('radio'), device: DeviceId, answer: RadioAnswer }),
  z.object({ what: z.literal('pump'), pump: PumpView }),
  z.object({ what: z.literal('pump-gone'), pump: RowId }),
  z.object({ what: z.literal('pump-group'), group: PumpGroup }),
  /** A run that has ended comes once more, as it ended. */
  z.object({ what: z.literal('run'), run: RunView }),
  /** At most once a second for each group. */
  z.object({ what: z.literal('places'), ...Places.shape }),
  z.object({ what: z.literal('grid'), grid: GridView }),
  /** The minutes of this person have changed; whoever may see them asks for them. */
  z.object({ what: z.literal('wallet'), user: z.string() }),
  /** Somebody asked for minutes, or was answered. */
  z.object({ what: z.literal('minute-requests') }),
]);
export type Change = z.infer<typeof Change>;

/** From the gateway, as text frames of `/api/v1/live`. `seq` grows by one from message to message; a gap means: reconnect. */
export const LiveMessage = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('snapshot'),
    seq: z.int(),
    now: WallMs,
    demo: z.boolean(),
    devices: z.array(DeviceView),
    latch: Latch,
    alerts: z.optional(AlertCounts),
    sharing: z.optional(SharingView),
  }),
  z.object({ type: z.literal('delta'), seq: z.int(), changes: z.array(Change) }),
  /** Every 5 s when nothing else was sent: the line is alive. */
  z.object({ type: z.literal('heartbeat'), seq: z.int(), now: WallMs }),
]);
export type LiveMessage = z.infer<typeof LiveMessage>;

/** From a page, as a text frame: the devices it shows large now, in place of those it said before. They are asked often. */
export const LiveRequest = z.strictObject({
  type: z.literal('watch'),
  devices: z.array(DeviceId).check(z.maxLength(16)),
});
export type LiveRequest = z.infer<typeof LiveRequest>;

/** Close codes of the live socket beside the standard's own. */
export const LIVE_CLOSE = { signedOut: 4401, tooSlow: 4408, shuttingDown: 1001 } as const;
