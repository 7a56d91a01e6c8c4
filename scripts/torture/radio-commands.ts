import type { Campaign } from './campaign.ts';
import { tryRadio } from './radio-trial.ts';

/** Shares of packets lost, with the share of bits that arrive wrong beside each. */
export const radioLevels = [
  { loss: 0, bitErrors: 0 },
  { loss: 0.01, bitErrors: 1e-5 },
  { loss: 0.05, bitErrors: 5e-5 },
  { loss: 0.1, bitErrors: 1e-4 },
  { loss: 0.3, bitErrors: 3e-4 },
  { loss: 0.5, bitErrors: 5e-4 },
] as const;

const COMMANDS_A_CASE = 10_000;

/** People switch over an air from good to hopeless: what was claimed is held against what the outlets did. */
export const radioCommands: Campaign = {
  name: 'radio-commands',
  sentence: `${COMMANDS_A_CASE} commands a case at 0, 1, 5, 10, 30 and 50 % of packets lost, in turn with and without wrong bits; every claim is held against the outlets' own record`,
  cases: { short: radioLevels.length, long: (1_000_000 / COMMANDS_A_CASE) * radioLevels.length },
  code: ['gateway/src/domain', 'gateway/src/store', 'rf-bridge/src', 'firmware/virtual-farm/src', 'package-lock.json'],
  open: async () => ({
    run: async (seed) => {
      const level = radioLevels[seed % radioLevels.length];
      if (!level) return;
      const isClean = Math.floor(seed / radioLevels.length) % 2 === 1;
      const { faults } = tryRadio({
        commands: COMMANDS_A_CASE,
        loss: level.loss,
        bitErrors: isClean ? 0 : level.bitErrors,
        seed,
      });
      if (faults.length > 0) throw new Error(faults.join('; '));
    },
    close: async () => {},
  }),
};
