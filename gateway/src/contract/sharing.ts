import * as z from 'zod/mini';
import { GridView } from './grid.ts';
import { PumpGroup, PumpView } from './pumps.ts';
import { Places, RunView } from './runs.ts';

/** The shared pumps of a site with all who use them or wait for them. */
export const SharingView = z
  .object({
    billing: z.enum(['minutes', 'off']),
    pumps: z.array(PumpView),
    groups: z.array(PumpGroup),
    /** Those that have not ended. */
    runs: z.array(RunView),
    places: z.array(Places),
    grid: GridView,
  })
  .register(z.globalRegistry, { id: 'Sharing' });
export type SharingView = z.infer<typeof SharingView>;
