import * as z from 'zod/mini';
import { WallMs } from './ids.ts';

/** How far wall time may be believed. */
export const ClockTrust = z.enum(['unset', 'restored', 'set-by-person', 'synced']);
export type ClockTrust = z.infer<typeof ClockTrust>;

/** What anybody on the network may know: enough to show the right first screen. */
export const GatewayInfo = z
  .object({
    product: z.literal('farmgate'),
    version: z.string(),
    claimed: z.boolean(),
    demo: z.boolean(),
    now: WallMs,
    clockTrust: ClockTrust,
  })
  .register(z.globalRegistry, { id: 'GatewayInfo' });
export type GatewayInfo = z.infer<typeof GatewayInfo>;
