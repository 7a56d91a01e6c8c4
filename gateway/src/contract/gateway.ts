import * as z from 'zod/mini';
import { WallMs } from './ids.ts';

/** How far wall time may be believed. */
export const ClockTrust = z.enum(['unset', 'restored', 'set-by-person', 'synced']);
export type ClockTrust = z.infer<typeof ClockTrust>;

/**
 * Since when and why the gateway does no more than it must: after starts that failed again and again it switches, above all OFF,
 * and leaves the rest.
 */
export const SafeMode = z.object({ since: WallMs, why: z.string() });
export type SafeMode = z.infer<typeof SafeMode>;

/** What anybody on the network may know: enough to show the right first screen. */
export const GatewayInfo = z
  .object({
    product: z.literal('farmgate'),
    version: z.string(),
    claimed: z.boolean(),
    demo: z.boolean(),
    now: WallMs,
    clockTrust: ClockTrust,
    safeMode: z.optional(SafeMode),
  })
  .register(z.globalRegistry, { id: 'GatewayInfo' });
export type GatewayInfo = z.infer<typeof GatewayInfo>;
