import type { Campaign } from './campaign.ts';
import { runKills } from './command-kills.ts';

const KILLS_A_CASE = 20;

/** Gateway and bridge are killed under commands: none is lost, given twice or given late. */
export const killCommands: Campaign = {
  name: 'kill-commands',
  sentence: `kills gateway and bridge ${KILLS_A_CASE} times a case under commands to a simulated field; what was accepted is held against what the nodes received`,
  cases: { short: 1, long: 10_000 / KILLS_A_CASE },
  code: ['gateway/src', 'rf-bridge/src', 'firmware/virtual-farm/src', 'package-lock.json'],
  open: async () => ({
    run: async (seed) => {
      const { faults } = await runKills({ kills: KILLS_A_CASE, seed });
      if (faults.length > 0) throw new Error(faults.join('; '));
    },
    close: async () => {},
  }),
};
