import { cutPowerInTurn } from '../../gateway/src/testing/sharing-power-cuts.ts';
import type { Campaign } from './campaign.ts';

/** The power goes at random instants of a turn of half an hour: it is pumped to the second all the same. */
export const sharedPowercuts: Campaign = {
  name: 'shared-powercuts',
  sentence: 'cuts the power in the middle of turns of 30 minutes; 30:00 ± 2 s must be pumped and 30 minutes charged',
  cases: { short: 5, long: 500 },
  code: ['gateway/src', 'firmware/virtual-farm/src', 'package-lock.json'],
  open: async () => ({
    run: async (seed) => {
      const faults = cutPowerInTurn(seed);
      if (faults.length > 0) throw new Error(faults.join('; '));
    },
    close: async () => {},
  }),
};
