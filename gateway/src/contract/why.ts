import * as z from 'zod/mini';

/** Why something is not done or does not run: a code to translate by, the same in a sentence, and what to do about it. */
export const Why = z
  .object({
    code: z.string(),
    sentence: z.string(),
    remedy: z.string(),
    /** The figures of the sentence. Units are in the names. */
    facts: z.optional(z.record(z.string(), z.number())),
  })
  .register(z.globalRegistry, { id: 'Why' });
export type Why = z.infer<typeof Why>;

/** In a few words, for those who read it later. */
export const ReasonText = z.string().check(z.trim(), z.minLength(3, 'say in a few words why'), z.maxLength(200));
