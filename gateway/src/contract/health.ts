import * as z from 'zod/mini';
import { ClockTrust, SafeMode } from './gateway.ts';
import { WallMs } from './ids.ts';

/** A program that the gateway keeps running beside itself: bridge, public broker, simulated farm. */
export const ChildHealth = z.object({
  name: z.string(),
  /** Undefined while it does not run. */
  pid: z.optional(z.int()),
  /** When it was started last. */
  since: WallMs,
  restarts: z.int(),
  /** How it ended the last time, in words. */
  lastEnd: z.optional(z.string()),
  /** How late its last sign of life was. Unit: ms. */
  delayMs: z.optional(z.number()),
});
export type ChildHealth = z.infer<typeof ChildHealth>;

/** How long other work held up the gateway's own, over the last 10 s. Unit: ms. */
export const LoopDelay = z.object({ p99Ms: z.number(), maxMs: z.number() });
export type LoopDelay = z.infer<typeof LoopDelay>;

/** How the gateway itself is, for its admins. */
export const Health = z
  .object({
    since: WallMs,
    children: z.array(ChildHealth),
    eventLoop: LoopDelay,
    /** Unit: bytes. */
    memory: z.object({ rss: z.int(), heap: z.int() }),
    /** Of the data folder. Unit: bytes; undefined where the system does not say. */
    disk: z.optional(z.object({ free: z.int(), size: z.int() })),
    clockTrust: ClockTrust,
    databaseOk: z.boolean(),
    safeMode: z.optional(SafeMode),
  })
  .register(z.globalRegistry, { id: 'Health' });
export type Health = z.infer<typeof Health>;
