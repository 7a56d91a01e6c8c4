import * as z from 'zod/mini';
import { WallMs } from './ids.ts';

export const Supply = z.enum(['good', 'shedding', 'unknown']);
export type Supply = z.infer<typeof Supply>;

/** The grid of a site, with what each of its sources says. */
export const GridView = z
  .object({
    state: Supply,
    since: WallMs,
    /** An admin's word, which goes above every source; `auto` says nothing. */
    switch: z.enum(['auto', 'good', 'shedding']),
    sources: z.array(
      z.object({
        id: z.string(),
        kind: z.enum(['sense', 'meter', 'timetable']),
        says: Supply,
        heardAt: z.optional(WallMs),
      }),
    ),
    /** When the rota says that it changes next, and to what. */
    expected: z.optional(z.object({ state: Supply, at: WallMs })),
  })
  .register(z.globalRegistry, { id: 'Grid' });
export type GridView = z.infer<typeof GridView>;
