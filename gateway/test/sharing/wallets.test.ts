import fc from 'fast-check';
import Sqlite from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { exportColumns, exportRow } from '../../src/domain/sharing/ledger-export.ts';
import { WalletBench, walletSite } from '../../src/testing/wallet-bench.ts';
import { WalletModel, type WalletDeed } from '../../src/testing/wallet-model.ts';

let bench: WalletBench;
beforeEach(() => (bench = new WalletBench()));
afterEach(() => bench.close());

const reason = 'paid in cash';

function recharge(user: string, seconds: number, key?: string) {
  return bench.wallets.recharge(bench.actor(), { user, seconds, reason, ...(key ? { key } : {}) });
}

/** Somebody at the database itself, past the guards. */
function tamper(...statements: string[]): void {
  const raw = new Sqlite(bench.file);
  for (const name of ['ledger_keeps', 'ledger_stays']) raw.exec(`DROP TRIGGER IF EXISTS ${name}`);
  for (const statement of statements) raw.exec(statement);
  raw.close();
}

function faults() {
  return bench.wallets.verify(walletSite).faults.map(({ seq, what }) => `${seq} ${what}`);
}

describe('a wallet', () => {
  test('set 10 minutes, stop at 6: used 6, back 4', () => {
    recharge('bo', 3_600);
    expect(bench.reserve('bo', 'run_1', 600)).toBe(true);
    expect(bench.balance('bo')).toEqual([3_600, 600]);
    bench.settle('bo', 'run_1', { reservedSeconds: 600, usedSeconds: 360 });
    expect(bench.balance('bo')).toEqual([3_240, 0]);
    const kinds = bench.wallets.entries(walletSite, { user: 'bo', limit: 9 });
    expect(kinds.map(({ kind, seconds, reservedSeconds }) => [kind, seconds, reservedSeconds])).toEqual([
      ['release', 0, -240],
      ['use', -360, -360],
      ['reserve', 0, 600],
      ['recharge', 3_600, 0],
    ]);
  });

  test('never goes below what is reserved, and says how much is there', () => {
    recharge('bo', 900);
    bench.reserve('bo', 'run_1', 600);
    const answer = bench.wallets.adjust(bench.actor(), { user: 'bo', seconds: -301, reason });
    expect(answer).toMatchObject({ ok: false, why: { code: 'wallet.too-little', facts: { availableS: 300 } } });
    expect(bench.wallets.transfer(bench.actor(), { user: 'bo', to: 'cy', seconds: 301, reason }).ok).toBe(false);
    expect(bench.reserve('bo', 'run_2', 301)).toBe(false);
    expect(bench.balance('bo')).toEqual([900, 600]);
  });

  test.each([0, -5, 1.5, Number.NaN, 1e18])('is not recharged by %s s', (seconds) => {
    expect(recharge('bo', seconds)).toMatchObject({ ok: false, why: { code: 'wallet.amount' } });
  });

  test('of another site does not exist', () => {
    expect(recharge('eve', 60)).toMatchObject({ ok: false, why: { code: 'wallet.no-user' } });
    const gift = { user: 'ana', to: 'eve', seconds: 60, reason };
    expect(bench.wallets.transfer(bench.actor(), gift)).toMatchObject({ ok: false, why: { code: 'wallet.no-user' } });
    expect(bench.wallets.wallet('site_two002', 'ana').ok).toBe(false);
  });

  test('the same key is the same booking, and another booking may not have it', () => {
    const first = recharge('bo', 60, 'key-00001');
    expect(recharge('bo', 60, 'key-00001')).toEqual(first);
    expect(bench.balance('bo')).toEqual([60, 0]);
    expect(recharge('bo', 61, 'key-00001')).toMatchObject({ ok: false, why: { code: 'wallet.key-used' } });
  });

  test('the key of a correction upwards is none of one downwards, nor that of a gift of one to another', () => {
    recharge('bo', 600);
    const deed = { user: 'bo', seconds: 60, reason, key: 'key-00002' };
    const used = { ok: false, why: { code: 'wallet.key-used' } };
    const up = bench.wallets.adjust(bench.actor(), deed);
    expect(bench.wallets.adjust(bench.actor(), deed)).toEqual(up);
    expect(bench.wallets.adjust(bench.actor(), { ...deed, seconds: -60 })).toMatchObject(used);
    const gift = { ...deed, to: 'cy', key: 'key-00003' };
    const given = bench.wallets.transfer(bench.actor(), gift);
    expect(bench.wallets.transfer(bench.actor(), gift)).toEqual(given);
    expect(bench.wallets.transfer(bench.actor(), { ...gift, to: 'ana' })).toMatchObject(used);
    expect([bench.balance('bo'), bench.balance('cy')]).toEqual([
      [600, 0],
      [60, 0],
    ]);
  });

  test('receipts are numbered without a gap, and their code is of the entry', () => {
    recharge('bo', 60);
    bench.wallets.adjust(bench.actor(), { user: 'bo', seconds: 5, reason });
    recharge('cy', 120);
    expect([1, 2].map((number) => bench.wallets.receipt(walletSite, number))).toMatchObject([
      {
        number: 1,
        user: 'bo',
        seconds: 60,
        actor: 'ana',
        reason,
        code: expect.stringMatching(/^R000001-[0-9A-F]{8}$/),
      },
      { number: 2, user: 'cy', seconds: 120, code: expect.stringMatching(/^R000002-/) },
    ]);
    expect(bench.wallets.receipt(walletSite, 3)).toBeUndefined();
  });

  test('each booking of a person is in the audit', () => {
    recharge('bo', 60);
    expect(bench.audited).toMatchObject([{ action: 'wallet.recharge', subject: 'bo', after: { seconds: 60, reason } }]);
  });

  test("days are those of the site's own calendar", () => {
    bench.clock.jumpWall(Date.UTC(2026, 10, 21, 16, 59) - bench.clock.wallMs());
    recharge('bo', 60);
    bench.clock.advance(120_000);
    recharge('bo', 30);
    recharge('bo', 5);
    expect(bench.wallets.dayTotals(walletSite, '2026-11-01', '2026-11-30')).toEqual([
      { day: '2026-11-21', user: 'bo', kind: 'recharge', seconds: 60, entries: 1 },
      { day: '2026-11-22', user: 'bo', kind: 'recharge', seconds: 35, entries: 2 },
    ]);
  });

  test('an exported row has a value for each column', () => {
    recharge('bo', 60);
    const [row] = [...bench.store.forSite(walletSite).walk()].map(exportRow);
    expect(row).toHaveLength(exportColumns.length);
    expect(row?.slice(0, 5)).toEqual([1, '2026-11-21T06:00:00.000Z', 'bo', 'recharge', 60]);
  });
});

describe('a request for minutes', () => {
  const ask = (user: string, seconds = 1_800) =>
    bench.wallets.askForMinutes(bench.actor(user), { seconds, note: 'rice' });

  test('is approved once, and gives its minutes once', () => {
    const asked = ask('bo');
    const id = asked.ok ? asked.value.id : '';
    expect(bench.wallets.decide(bench.actor(), id, 'approved', 'paid')).toMatchObject({ ok: true });
    expect(bench.wallets.decide(bench.actor(), id, 'approved', 'paid')).toMatchObject({
      ok: false,
      why: { code: 'minutes.decided' },
    });
    expect(bench.balance('bo')).toEqual([1_800, 0]);
    expect(bench.wallets.requests(walletSite, { waiting: false, limit: 9 })).toMatchObject([
      { state: 'approved', decidedBy: 'ana', reason: 'paid' },
    ]);
  });

  test('is rejected without minutes, and then there may be another', () => {
    const asked = ask('bo');
    expect(ask('bo')).toMatchObject({ ok: false, why: { code: 'minutes.asked' } });
    bench.wallets.decide(bench.actor(), asked.ok ? asked.value.id : '', 'rejected', 'too much');
    expect(bench.balance('bo')).toEqual([0, 0]);
    expect(ask('bo').ok).toBe(true);
    expect(bench.wallets.requests(walletSite, { waiting: true, limit: 9 })).toHaveLength(1);
  });

  test('is seen by whoever asked, however many others have asked since', () => {
    for (const user of ['bo', 'cy', 'ana']) {
      bench.wallets.askForMinutes(bench.actor(user), { seconds: 600, note: 'rice' });
      bench.clock.advance(1_000);
    }
    const mine = bench.wallets.requests(walletSite, { waiting: true, limit: 1, user: 'bo' });
    expect(mine).toMatchObject([{ user: 'bo' }]);
  });

  test('of another site is not there', () => {
    const asked = ask('bo');
    const stranger = bench.actor('eve', 'site_two002');
    expect(bench.wallets.decide(stranger, asked.ok ? asked.value.id : '', 'approved', 'mine')).toMatchObject({
      ok: false,
      why: { code: 'minutes.unknown' },
    });
  });
});

describe('verify', () => {
  beforeEach(() => {
    for (let i = 1; i <= 9; i++) recharge(i % 2 ? 'bo' : 'cy', i * 60);
  });

  test('finds nothing in a ledger that nobody touched', () => {
    expect(bench.wallets.verify(walletSite)).toEqual({ entries: 9, balance: 2_700, reserved: 0, faults: [] });
  });

  test.each(['seconds', 'balance', 'at', 'receipt'])('finds that %s was changed', (column) => {
    tamper(`UPDATE ledger SET ${column} = ${column} + 1000000 WHERE seq = 4`);
    expect(faults()).toContain('4 changed');
  });

  test.each([
    ['reason', "'gift'"],
    ['actor', "'bo'"],
    ['user_id', "'ana'"],
    ['run', "'run_1'"],
    ['kind', "'adjust'"],
  ])('finds that %s was changed', (column, value) => {
    tamper(`UPDATE ledger SET ${column} = ${value} WHERE seq = 4`);
    expect(faults()).toContain('4 changed');
  });

  test('finds a missing row, first, middle or last', () => {
    tamper('DELETE FROM ledger WHERE seq = 4');
    expect(faults()).toContain('5 missing');
    tamper('DELETE FROM ledger WHERE seq = 1');
    expect(faults()).toContain('2 missing');
    tamper('DELETE FROM ledger WHERE seq = 9');
    expect(faults()).toContain('9 head');
  });

  test('finds a missing row whose gap was closed', () => {
    tamper('DELETE FROM ledger WHERE seq = 4', 'UPDATE ledger SET seq = 4 WHERE seq = 5');
    expect(faults()).toContain('4 out-of-place');
  });

  test('finds two rows that changed places', () => {
    const swap = [
      [3, 99],
      [5, 3],
      [99, 5],
    ].map(([from, to]) => `UPDATE ledger SET seq = ${to} WHERE seq = ${from}`);
    tamper(...swap);
    expect(faults()).toEqual(expect.arrayContaining(['3 out-of-place', '5 out-of-place']));
  });

  test('finds a wallet that holds more than its entries, and one that is gone', () => {
    tamper("UPDATE wallets SET balance = balance + 1 WHERE user_id = 'bo'", "DELETE FROM wallets WHERE user_id = 'cy'");
    expect(faults()).toEqual(['9 wallet', '9 wallet']);
  });

  test('cannot be needed for a change by way of the database alone', () => {
    const raw = new Sqlite(bench.file);
    expect(() => raw.exec('UPDATE ledger SET seconds = 1')).toThrow(/append-only/);
    expect(() => raw.exec('DELETE FROM ledger')).toThrow(/append-only/);
    raw.close();
  });
});

test('a full disk is said in words, and nothing has changed', () => {
  recharge('bo', 60);
  const raw = bench.db;
  const pages = raw.pragma('page_count');
  raw.pragma(`max_page_count = ${String(pages)}`);
  const fill = () => {
    for (let i = 0; i < 200; i++) recharge('bo', 1);
  };
  expect(fill).toThrow(expect.objectContaining({ name: 'Fault', code: 'unwritable' }));
  const { entries, balance, faults: found } = bench.wallets.verify(walletSite);
  expect([balance, found]).toEqual([60 + entries - 1, []]);
  raw.pragma('max_page_count = 1000000');
  expect(recharge('bo', 1)).toMatchObject({ ok: true, value: { balance: balance + 1 } });
});

const seconds = fc.oneof(fc.integer({ min: 1, max: 5_000 }), fc.integer({ min: -5_000, max: 5_000 }));
const user = fc.constantFrom('ana', 'bo', 'cy');
const deed: fc.Arbitrary<WalletDeed> = fc.oneof(
  fc.record({ do: fc.constantFrom('recharge', 'adjust'), user, seconds }),
  fc.record({ do: fc.constant('transfer' as const), user, to: user, seconds }),
  fc.record({ do: fc.constant('reserve' as const), user, seconds }),
  fc.record({ do: fc.constant('settle' as const), user, share: fc.double({ min: 0, max: 1, noNaN: true }) }),
);

test('wallets hold what a model with two numbers a person says, whatever is done', () => {
  const undone = new Error('undone');
  const once = (deeds: readonly WalletDeed[]) => {
    const model = new WalletModel();
    for (const one of deeds) model.play(bench, one);
    model.check(bench);
    expect(bench.wallets.verify(walletSite).faults).toEqual([]);
    throw undone;
  };
  const property = fc.property(fc.array(deed, { maxLength: 60 }), (deeds) => {
    expect(() => bench.store.transaction(() => once(deeds))).toThrow(undone);
  });
  fc.assert(property, { numRuns: 150 });
});
