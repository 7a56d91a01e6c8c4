import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { seededRandom } from '../../firmware/virtual-farm/src/random.ts';
import { TornHistory } from '../../gateway/src/testing/history-torn.ts';
import { quickDir } from '../../gateway/src/testing/quick-dir.ts';
import type { Campaign } from './campaign.ts';

/** The power goes in the middle of a write: of what was written since the last sync each sector is on the disk or is not. */
export const historyTorn: Campaign = {
  name: 'history-torn',
  sentence:
    'cuts the power in the middle of writes of the history, with any of their sectors on the disk; what was said to be kept must be there',
  cases: { short: 100, long: 5_000 },
  code: [
    'gateway/src/store/history',
    'gateway/src/testing/history-torn.ts',
    'gateway/src/testing/torn-image.ts',
    'package-lock.json',
  ],
  open: async () => {
    const dir = mkdtempSync(join(quickDir(), 'farmgate-torn-'));
    const history = new TornHistory(dir);
    return {
      run: async (seed) => {
        const faults = history.hour(seededRandom(seed));
        if (faults.length > 0) throw new Error(faults.join('; '));
      },
      close: async () => {
        history.close();
        rmSync(dir, { recursive: true, force: true });
      },
    };
  },
};
