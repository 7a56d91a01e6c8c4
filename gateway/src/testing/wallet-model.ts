import type { WalletBench } from './wallet-bench.ts';

/** One thing done to wallets. Amounts are in seconds. */
export type WalletDeed =
  | { readonly do: 'recharge' | 'adjust'; readonly user: string; readonly seconds: number }
  | { readonly do: 'transfer'; readonly user: string; readonly to: string; readonly seconds: number }
  | { readonly do: 'reserve'; readonly user: string; readonly seconds: number }
  /** The oldest reservation of this user, with this share of it used. */
  | { readonly do: 'settle'; readonly user: string; readonly share: number };

interface Sum {
  balance: number;
  reserved: number;
  readonly runs: { readonly run: string; readonly seconds: number }[];
}

/** What wallets ought to hold: two numbers a person, and nothing else. */
export class WalletModel {
  readonly #sums = new Map<string, Sum>();
  #runs = 0;

  /** Does it to the bench and to the model; throws where they part. */
  play(bench: WalletBench, deed: WalletDeed): void {
    const { user } = deed;
    const sum = this.#sum(user);
    switch (deed.do) {
      case 'recharge':
      case 'adjust': {
        const { seconds } = deed;
        const isGood = deed.do === 'recharge' ? seconds > 0 : seconds !== 0 && sum.balance + seconds >= sum.reserved;
        const { ok } = bench.wallets[deed.do](bench.actor(), { user, seconds, reason: 'test' });
        if (isGood) sum.balance += seconds;
        return agree(deed, ok, isGood);
      }
      case 'transfer': {
        const { to, seconds } = deed;
        const isGood = to !== user && seconds > 0 && sum.balance - sum.reserved >= seconds;
        const { ok } = bench.wallets.transfer(bench.actor(), { user, to, seconds, reason: 'test' });
        if (isGood) sum.balance -= seconds;
        if (isGood) this.#sum(to).balance += seconds;
        return agree(deed, ok, isGood);
      }
      case 'reserve': {
        const isGood = deed.seconds > 0 && sum.balance - sum.reserved >= deed.seconds;
        const run = `run_${String(++this.#runs)}`;
        const ok = bench.reserve(user, run, deed.seconds);
        if (isGood) {
          sum.reserved += deed.seconds;
          sum.runs.push({ run, seconds: deed.seconds });
        }
        return agree(deed, ok, isGood);
      }
      case 'settle': {
        const oldest = sum.runs.shift();
        if (!oldest) return;
        const usedSeconds = Math.floor(oldest.seconds * deed.share);
        bench.settle(user, oldest.run, { reservedSeconds: oldest.seconds, usedSeconds });
        sum.balance -= usedSeconds;
        sum.reserved -= oldest.seconds;
      }
    }
  }

  /** Throws where a wallet does not hold what it should. */
  check(bench: WalletBench): void {
    for (const [user, { balance, reserved }] of this.#sums) {
      const [found, foundReserved] = bench.balance(user);
      if (found !== balance || foundReserved !== reserved)
        throw new Error(`${user} has ${found} (${foundReserved}) s; it should be ${balance} (${reserved}) s`);
      if (reserved < 0 || balance < reserved) throw new Error(`${user} has ${balance} s with ${reserved} s reserved`);
    }
  }

  #sum(user: string): Sum {
    const known = this.#sums.get(user);
    if (known) return known;
    const sum: Sum = { balance: 0, reserved: 0, runs: [] };
    this.#sums.set(user, sum);
    return sum;
  }
}

function agree(deed: WalletDeed, was: boolean, should: boolean): void {
  if (was !== should) throw new Error(`${JSON.stringify(deed)} was ${was ? 'done' : 'refused'}`);
}
