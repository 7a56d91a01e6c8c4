import type { Campaign } from './campaign.ts';
import { RunKills } from './run-kills.ts';

/** The gateway is killed at any moment while people share pumps, in real processes and real time. */
export const killRuns: Campaign = {
  name: 'kill-runs',
  sentence: 'kills the gateway under people who share two pumps; runs, ledger, queue and motors must be as promised',
  cases: { short: 20, long: 2_000 },
  code: ['gateway/src', 'firmware/virtual-farm/src', 'package-lock.json'],
  open: async ({ root }) => {
    const kills = await RunKills.open(root);
    return { run: (seed) => kills.live(seed), close: () => kills.close() };
  },
};
