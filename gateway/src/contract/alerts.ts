import * as z from 'zod/mini';
import { AlertCounts } from './alert-counts.ts';
import { DeviceId, PointId, RowId, WallMs } from './ids.ts';

export const AlertSeverity = z.enum(['info', 'warning', 'critical']);
export type AlertSeverity = z.infer<typeof AlertSeverity>;

/** `acknowledged`: somebody has seen it, and it is still so. `cleared`: it is over. */
export const AlertState = z.enum(['active', 'acknowledged', 'cleared']);
export type AlertState = z.infer<typeof AlertState>;

/** Something that people should look at. While it is open the same thing is counted, not told again. */
export const Alert = z
  .object({
    id: RowId,
    /** What it is about, as a code: `device-offline`. */
    rule: z.string(),
    /** Which of them: a device, a point, the gateway. */
    subject: z.string(),
    device: z.optional(DeviceId),
    point: z.optional(PointId),
    severity: AlertSeverity,
    state: AlertState,
    sentence: z.string(),
    /** What to do. */
    remedy: z.string(),
    /** How often it began, or happened, while it was open. */
    count: z.int(),
    firstAt: WallMs,
    lastAt: WallMs,
    acknowledgedBy: z.optional(z.string()),
    acknowledgedAt: z.optional(WallMs),
    clearedAt: z.optional(WallMs),
  })
  .register(z.globalRegistry, { id: 'Alert' });
export type Alert = z.infer<typeof Alert>;

/** A page of the inbox, newest first; `next` is `before` of the page after it. */
export const AlertPage = z
  .object({ alerts: z.array(Alert), counts: AlertCounts, next: z.optional(z.int()) })
  .register(z.globalRegistry, { id: 'AlertPage' });
export type AlertPage = z.infer<typeof AlertPage>;
