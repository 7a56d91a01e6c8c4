import { afterEach, beforeEach, expect, test } from 'vitest';
import Sqlite from 'better-sqlite3';
import { WalletBench, walletSite } from '../../src/testing/wallet-bench.ts';

let bench: WalletBench;
beforeEach(() => {
  bench = new WalletBench();
  for (let receipt = 0; receipt < 1_000; receipt++) recharge(60);
});
afterEach(() => bench.close());

function recharge(seconds: number): void {
  bench.wallets.recharge(bench.actor(), { user: 'bo', seconds, reason: 'paid in cash' });
}

test('the check of a long ledger lets others book in between, and is of what was there when it was asked for', async () => {
  let breaths = 0;
  const report = await bench.wallets.check(walletSite, async () => {
    breaths++;
    recharge(7);
  });
  expect(breaths).toBe(5);
  expect(report).toEqual({ entries: 1_000, balance: 60_000, reserved: 0, faults: [] });
  expect((await bench.wallets.check(walletSite, async () => {})).balance).toBe(60_000 + 5 * 7);
});

test('who asks while a check is under way is answered by that one', async () => {
  let breaths = 0;
  const breathe = async () => void breaths++;
  const checks = [bench.wallets.check(walletSite, breathe), bench.wallets.check(walletSite, breathe)];
  const [first, second] = await Promise.all(checks);
  expect(second).toBe(first);
  expect(breaths).toBe(5);
});

test('an entry that was taken away is missed', async () => {
  const raw = new Sqlite(bench.file);
  raw.exec('DROP TRIGGER IF EXISTS ledger_stays; DELETE FROM ledger WHERE seq = 500');
  raw.close();
  const { faults } = await bench.wallets.check(walletSite, async () => {});
  expect(faults.map(({ seq, what }) => `${seq} ${what}`)).toContain('501 missing');
});
