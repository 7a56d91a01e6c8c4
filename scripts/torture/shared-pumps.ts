import fc from 'fast-check';
import { deeds, worldSpec } from '../../gateway/src/testing/sharing-arbitraries.ts';
import { comeToRest, doDeed } from '../../gateway/src/testing/sharing-deeds.ts';
import { SharingWorld } from '../../gateway/src/testing/sharing-world.ts';
import type { Campaign } from './campaign.ts';

const STORIES_A_CASE = 1_000;

/** A million stories of people, queues, power cuts and crashes, against the invariants of the rules. */
export const sharedPumps: Campaign = {
  name: 'shared-pumps',
  sentence: `plays ${STORIES_A_CASE} stories a case to the engine of shared pumps: requests, stops, outages, trips, lost lines, crashes`,
  cases: { short: 5, long: 1_000_000 / STORIES_A_CASE },
  code: ['scripts/torture/shared-pumps.ts', 'package-lock.json'],
  open: async () => ({
    run: async (seed) => {
      const property = fc.property(worldSpec, deeds, (spec, story) => {
        const world = new SharingWorld(spec);
        for (const deed of story) doDeed(world, deed);
        comeToRest(world);
      });
      fc.assert(property, { numRuns: STORIES_A_CASE, seed: seed | 0 });
    },
    close: async () => {},
  }),
};
