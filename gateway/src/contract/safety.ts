import * as z from 'zod/mini';
import { WallMs } from './ids.ts';
import { Command } from './commands.ts';

/** The latch that "stop everything" sets. While `latched` nothing of its site is switched on. */
export const Latch = z
  .object({
    latched: z.boolean(),
    by: z.optional(z.string()),
    at: z.optional(WallMs),
    /** Wall time before which, after a release, no ON is accepted. */
    quietUntil: z.optional(WallMs),
  })
  .register(z.globalRegistry, { id: 'Latch' });
export type Latch = z.infer<typeof Latch>;

export const AllOff = z
  .object({ latch: Latch, /** The OFF of each load. */ commands: z.array(Command) })
  .register(z.globalRegistry, { id: 'AllOff' });
export type AllOff = z.infer<typeof AllOff>;

export const AllOffRequest = z
  .strictObject({
    /** `gateway` reaches every site; only a master admin may. */ scope: z.optional(z.enum(['site', 'gateway'])),
  })
  .register(z.globalRegistry, { id: 'AllOffRequest' });
export type AllOffRequest = z.infer<typeof AllOffRequest>;

export const LatchRelease = z
  .strictObject({
    reason: z.string().check(z.trim(), z.minLength(3, 'say in a few words why it is safe again'), z.maxLength(200)),
  })
  .register(z.globalRegistry, { id: 'LatchRelease' });
export type LatchRelease = z.infer<typeof LatchRelease>;

/** One line of the audit: who, from where, what, on what, before, after, result. */
export const AuditEntry = z
  .object({
    id: z.int(),
    at: WallMs,
    actor: z.string(),
    from: z.string(),
    action: z.string(),
    subject: z.string(),
    before: z.optional(z.unknown()),
    after: z.optional(z.unknown()),
    result: z.string(),
  })
  .register(z.globalRegistry, { id: 'AuditEntry' });
export type AuditEntry = z.infer<typeof AuditEntry>;
