import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { seededRandom } from '../../firmware/virtual-farm/src/random.ts';
import { feedAndKill, lookAt } from '../../gateway/src/testing/history-kills.ts';
import type { Campaign, CampaignContext, Trial } from './campaign.ts';

/** An hour is sealed each third of a second, and a day passes in some ten. */
const LATEST_KILL_MS = 1_500;

/** The history is killed at any moment: what it said was written is there, and every way to ask for it answers the same. */
export const historyKills: Campaign = {
  name: 'history-kills',
  sentence:
    'kills the history while it journals, seals, rolls up and takes away; what it said was kept is there, and roll-ups agree with readings',
  cases: { short: 20, long: 5_000 },
  code: [
    'gateway/src/testing/history-kills.ts',
    'gateway/src/testing/history-feeder.ts',
    'gateway/src/store/history/history-worker.ts',
    'package-lock.json',
  ],
  open: (context) => HistoryTrial.open(context),
};

class HistoryTrial implements Trial {
  readonly #dir: string;
  #minutes = 0;

  private constructor(dir: string) {
    this.#dir = dir;
  }

  /** On a real file system: in memory a kill loses nothing. */
  static async open({ root }: CampaignContext): Promise<HistoryTrial> {
    mkdirSync(join(root, '.cache/torture'), { recursive: true });
    return new HistoryTrial(mkdtempSync(join(root, '.cache/torture/history-')));
  }

  async run(seed: number): Promise<void> {
    const said = await feedAndKill(this.#dir, this.#minutes, seededRandom(seed)() * LATEST_KILL_MS);
    const { minutes, faults } = lookAt(this.#dir, said);
    this.#minutes = minutes;
    if (faults.length > 0) throw new Error(faults.join('; '));
  }

  async close(): Promise<void> {
    rmSync(this.#dir, { recursive: true, force: true });
  }
}
