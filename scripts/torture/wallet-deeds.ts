import { seededRandom } from '../../firmware/virtual-farm/src/random.ts';
import { WalletBench, walletSite } from '../../gateway/src/testing/wallet-bench.ts';
import { WalletModel, type WalletDeed } from '../../gateway/src/testing/wallet-model.ts';
import type { Campaign, Trial } from './campaign.ts';

const DEEDS_A_CASE = 10_000;
/** Whole cases are on one ledger, which grows from case to case. */
const COMMIT_EVERY = 500;
const USERS = Array.from({ length: 40 }, (_, index) => `user_${index}`);

/** A million bookings of wallets: each sum is exact and the chain whole. */
export const walletDeeds: Campaign = {
  name: 'wallet-deeds',
  sentence: `books ${DEEDS_A_CASE} deeds a case on one ledger that grows; sums must be those of a plain model, and the chain whole`,
  cases: { short: 1, long: 1_000_000 / DEEDS_A_CASE },
  code: ['scripts/torture/wallet-deeds.ts', 'package-lock.json'],
  open: async () => new WalletTrial(),
};

class WalletTrial implements Trial {
  readonly #bench = new WalletBench(USERS);
  readonly #model = new WalletModel();

  async run(seed: number): Promise<void> {
    const random = seededRandom(seed);
    for (let done = 0; done < DEEDS_A_CASE; done += COMMIT_EVERY)
      this.#bench.store.transaction(() => {
        for (let i = 0; i < COMMIT_EVERY; i++) this.#model.play(this.#bench, deedOf(random));
      });
    this.#bench.clock.advance(random() * 86_400_000);
    this.#model.check(this.#bench);
    const { faults } = this.#bench.wallets.verify(walletSite);
    if (faults.length > 0) throw new Error(faults.map(({ sentence }) => sentence).join('; '));
  }

  async close(): Promise<void> {
    this.#bench.close();
  }
}

function deedOf(random: () => number): WalletDeed {
  const pick = () => USERS[Math.floor(random() * USERS.length)] ?? '';
  const user = pick();
  const seconds = Math.floor(random() * 7_200) - 100;
  const chance = random();
  if (chance < 0.15) return { do: 'recharge', user, seconds };
  if (chance < 0.2) return { do: 'adjust', user, seconds: seconds - 3_600 };
  if (chance < 0.25) return { do: 'transfer', user, to: pick(), seconds };
  return chance < 0.65 ? { do: 'reserve', user, seconds } : { do: 'settle', user, share: random() };
}
