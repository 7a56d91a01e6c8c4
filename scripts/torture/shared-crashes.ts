import { crashUnderLoad } from '../../gateway/src/testing/sharing-crashes.ts';
import type { Campaign } from './campaign.ts';

const DEATHS_A_CASE = 20;

/** The process dies at random instants while people share pumps: nobody loses or gains a second. */
export const sharedCrashes: Campaign = {
  name: 'shared-crashes',
  sentence: `kills the gateway ${DEATHS_A_CASE} times a case under people who share two pumps; ledger, queue, slots and motors must be right`,
  cases: { short: 1, long: 2_000 / DEATHS_A_CASE },
  code: ['gateway/src', 'firmware/virtual-farm/src', 'package-lock.json'],
  open: async () => ({
    run: async (seed) => {
      const faults = crashUnderLoad(seed, DEATHS_A_CASE);
      if (faults.length > 0) throw new Error(faults.join('; '));
    },
    close: async () => {},
  }),
};
