import * as z from 'zod/mini';
import { WallMs } from './ids.ts';
import { RunUse } from './run-use.ts';

/** Whose parts a time is told in. */
export const UsesBy = z.enum(['run', 'person', 'load']);
export type UsesBy = z.infer<typeof UsesBy>;

/** What several runs took. What is by the cubic metre is of those alone whose litres are known. */
export const UseSum = z
  .extend(RunUse, {
    runs: z.int(),
    /** So many of them with energy that is not known: it is in no sum. */
    unknownRuns: z.int(),
    onS: z.int(),
  })
  .register(z.globalRegistry, { id: 'UseSum' });
export type UseSum = z.infer<typeof UseSum>;

/** The part of a run, a person or a pump. `id`: of what it is the part of; names are those of the last run. */
export const UsePart = z
  .object({
    id: z.string(),
    name: z.string(),
    /** Of a run: its pump, and when it began. */
    pump: z.optional(z.string()),
    at: z.optional(WallMs),
    use: UseSum,
  })
  .register(z.globalRegistry, { id: 'UsePart' });
export type UsePart = z.infer<typeof UsePart>;

/** What the runs that began in a time took, part by part: the parts are the whole, to the minor unit and the mWh. */
export const UsesAnswer = z
  .object({ from: WallMs, to: WallMs, by: UsesBy, parts: z.array(UsePart), whole: UseSum })
  .register(z.globalRegistry, { id: 'Uses' });
export type UsesAnswer = z.infer<typeof UsesAnswer>;
