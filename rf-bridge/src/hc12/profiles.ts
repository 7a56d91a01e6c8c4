import * as z from 'zod/mini';
import data from './profiles.json' with { type: 'json' };

const sourceSchema = z.object({ document: z.string(), clause: z.string(), says: z.string() });

const profileSchema = z.object({
  id: z.string(),
  name: z.string(),
  bandsKHz: z.array(z.tuple([z.number(), z.number()])).check(z.minLength(1)),
  powerMw: z.number().check(z.positive()),
  dutyShare: z.number().check(z.positive(), z.maximum(1)),
  note: z.string(),
  sources: z.array(sourceSchema).check(z.minLength(1)),
});

/** Where a rule is written and what it says there. */
export type RuleSource = z.infer<typeof sourceSchema>;

/**
 * What one country or region permits: bands in kHz, radiated power in mW e.r.p., and the share of an hour in which one may send.
 * A rule that has no source is not listed: a wrong law is worse than none.
 */
export type CountryProfile = z.infer<typeof profileSchema>;

/** The profiles there are; the first is the default. */
export const profiles: readonly CountryProfile[] = z.array(profileSchema).parse(data);

/** What somebody's own licence says, by hand. Units as in `CountryProfile`. */
export type OwnLicence = Pick<CountryProfile, 'bandsKHz' | 'powerMw' | 'dutyShare'>;

/** The profile of this id, undefined where there is none. */
export function findProfile(id: string): CountryProfile | undefined {
  return profiles.find((profile) => profile.id === id);
}

/** A profile of who holds a licence of his own and vouches for what it says. */
export function ownProfile(licence: OwnLicence): CountryProfile {
  return {
    ...licence,
    id: 'own',
    name: 'Own licence',
    note: 'Given by hand and confirmed by whoever holds the licence.',
    sources: [{ document: 'your own licence', clause: 'as you gave it', says: 'what you confirmed' }],
  };
}
