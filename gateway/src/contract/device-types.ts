import * as z from 'zod/mini';
import { PointDefinition } from './points.ts';

/** How a kind of device behaves, as data: what the engines need to know and nothing of how it is spoken to. */
export const DeviceType = z.object({
  id: z.string(),
  label: z.string(),
  points: z.array(PointDefinition),
  /** Absent: the device reports its switches itself. */
  judging: z.optional(
    z.object({
      /** Current that proves a closed contact. Unit: mA. */
      onAboveMa: z.number(),
      /** How long after the acknowledgement the read-back decides. */
      judgeAfterMs: z.int(),
      /** After a trip the node closes its contact again by itself: OFF is sent once more this much later. */
      recloseGuardMs: z.int(),
    }),
  ),
  /** Safe for a pump without an admin's confirmation: it ends a run by its own lease. */
  hasLease: z.boolean(),
});
export type DeviceType = z.infer<typeof DeviceType>;
