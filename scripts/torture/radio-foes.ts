import type { Campaign } from './campaign.ts';
import { tryFoes } from './foes-trial.ts';

const FRAMES_A_CASE = 1_000_000;

/** A stranger on the channel repeats, invents and makes noise. */
export const radioFoes: Campaign = {
  name: 'radio-foes',
  sentence: `${FRAMES_A_CASE} frames a case on the air, a stranger's among them: nothing unwanted goes on unnoticed or stays on`,
  cases: { short: 1, long: 20 },
  code: ['gateway/src/domain', 'gateway/src/store', 'rf-bridge/src', 'firmware/virtual-farm/src', 'package-lock.json'],
  open: async () => ({
    run: async (seed) => {
      const { faults } = tryFoes({ frames: FRAMES_A_CASE, seed });
      if (faults.length > 0) throw new Error(faults.join('; '));
    },
    close: async () => {},
  }),
};
