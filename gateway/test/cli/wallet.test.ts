import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import Sqlite from 'better-sqlite3';
import { WalletBench, walletSite } from '../../src/testing/wallet-bench.ts';
import { runCli } from './run-cli.ts';

let bench: WalletBench;
beforeEach(() => {
  bench = new WalletBench(['user_ana0001', 'user_bao0002']);
  for (const [user, seconds] of [
    ['user_ana0001', 600],
    ['user_bao0002', 900],
    ['user_ana0001', 300],
  ] as const)
    bench.wallets.recharge(bench.actor('user_ana0001'), { user, seconds, reason: 'paid' });
});
afterEach(() => bench.close());

const audit = (...args: string[]) => runCli(['wallet', 'audit', ...args, '--data', bench.dir]);

/** As somebody does who has the file and a SQLite shell: the triggers that guard the ledger are theirs to drop. */
function meddle(statement: string): void {
  const db = new Sqlite(bench.file);
  db.exec('DROP TRIGGER ledger_keeps; DROP TRIGGER ledger_stays;');
  db.exec(statement);
  db.close();
}

describe('farmgate wallet audit', () => {
  it('finds a ledger whole, while the gateway has it open', async () => {
    const { code, out } = await audit();
    expect([code, out]).toEqual([
      0,
      `${walletSite}: whole; 3 entries, 1800 s in all wallets, 0 s reserved\nsite_two002: whole; 0 entries, 0 s in all wallets, 0 s reserved\n`,
    ]);
  });

  it.each([
    ['changed', 'UPDATE ledger SET seconds = 6000 WHERE seq = 1', 'entry 1 changed'],
    ['missing', 'DELETE FROM ledger WHERE seq = 2', 'entry 3 missing'],
    ['missing at the end', 'DELETE FROM ledger WHERE seq = 3', 'entry 3 head'],
    [
      'in another place',
      `UPDATE ledger SET receipt = NULL; UPDATE ledger SET seq = 9 WHERE seq = 2; UPDATE ledger SET seq = 2 WHERE seq = 3; UPDATE ledger SET seq = 3 WHERE seq = 9`,
      'entry 2',
    ],
    ['no longer what its wallet holds', `UPDATE wallets SET balance = 5000 WHERE user_id = 'user_bao0002'`, 'wallet'],
  ])('tells a row that is %s, and ends with 1', async (_what, statement, words) => {
    meddle(statement);
    const { code, out, err } = await audit();
    expect([code, out.includes(words), out]).toEqual([1, true, out]);
    expect(err).toMatch(/^\d+ faults were found\./);
  });

  it('knows no site that is not there', async () => {
    const { code, err } = await audit('site_nowhere0');
    expect([code, err]).toEqual([2, 'There is no site site_nowhere0 here. See: farmgate wallet list\n']);
  });

  it('lists everybody’s minutes', async () => {
    const { out } = await runCli(['wallet', 'list', '--data', bench.dir]);
    expect(out.split('\n')[0]?.split('\t').slice(-2)).toEqual(['900', '0']);
  });
});
