import * as z from 'zod/mini';

/** How many alerts of a site nobody has acknowledged yet. */
export const AlertCounts = z.object({ critical: z.int(), warning: z.int(), info: z.int() });
export type AlertCounts = z.infer<typeof AlertCounts>;
