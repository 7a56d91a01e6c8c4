import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { WalletBench, walletSite } from '../../testing/wallet-bench.ts';
import { WalletDesk } from './wallet-desk.ts';

let bench: WalletBench;
let quotaS: number | null;
let desk: WalletDesk;
const lowBalanceS = 600;
beforeEach(() => {
  bench = new WalletBench();
  quotaS = null;
  desk = new WalletDesk({
    wallets: bench.wallets,
    desk: {
      settings: () => ({
        billing: 'minutes',
        quotaS,
        lowBalanceS,
        startsInUnknown: 'never',
        staggerGapS: 30,
        transformers: {},
      }),
    },
    people: () => [
      { id: 'bo', name: 'Bo' },
      { id: 'cy', name: 'Cy' },
    ],
    siteOf: () => ({ name: 'Farm', timeZone: 'Asia/Bangkok' }),
    pumpedOn: (site, user, day) => (site === walletSite && user === 'bo' && day === '2026-11-22' ? 120 : 0),
    wallMs: () => Date.UTC(2026, 10, 21, 17),
  });
});
afterEach(() => bench.close());

const recharge = (user: string, seconds: number) => {
  const answer = bench.wallets.recharge(bench.actor(), { user, seconds, reason: 'paid' });
  if (!answer.ok) throw new Error(answer.why.sentence);
  return answer.value;
};
const noReceipt = {
  ok: false,
  why: {
    code: 'receipt.unknown',
    sentence: 'There is no such receipt here.',
    remedy: 'Look at the number again.',
  },
};

describe('a wallet', () => {
  it('has the name of its holder, what may be asked for, and what was pumped on this day of the site', () => {
    recharge('bo', 1_200);
    bench.reserve('bo', 'run_1', 600);
    expect(desk.wallet(walletSite, 'bo')).toEqual({
      ok: true,
      value: {
        user: 'bo',
        name: 'Bo',
        balanceS: 1_200,
        reservedS: 600,
        availableS: 600,
        isLow: false,
        usedTodayS: 120,
      },
    });
  });

  it('is low below its limit, by what may be asked for', () => {
    recharge('bo', 1_200);
    bench.reserve('bo', 'run_1', 601);
    expect(desk.wallet(walletSite, 'bo')).toMatchObject({ value: { isLow: true } });
  });

  it('tells the quota where there is one', () => {
    quotaS = 7_200;
    expect(desk.wallet(walletSite, 'cy')).toMatchObject({ value: { quotaS: 7_200, usedTodayS: 0 } });
  });

  it('of somebody else’s site is not there', () => {
    expect(desk.wallet(walletSite, 'eve')).toMatchObject({ ok: false, why: { code: 'wallet.no-user' } });
  });

  it('is shown of everybody, also of those who never had a minute', () => {
    recharge('bo', 60);
    expect(desk.wallets(walletSite).map(({ name, balanceS, reservedS }) => [name, balanceS, reservedS])).toEqual([
      ['Bo', 60, 0],
      ['Cy', 0, 0],
    ]);
  });
});

describe('the ledger', () => {
  it('is read a page at a time, newest first, and says where it goes on', () => {
    for (const seconds of [60, 120, 180]) recharge('bo', seconds);
    const first = desk.entries(walletSite, { limit: 2 });
    expect([first.entries.map(({ seconds }) => seconds), first.next]).toEqual([[180, 120], 2]);
    const last = desk.entries(walletSite, { limit: 2, before: first.next });
    expect([last.entries.map(({ seconds }) => seconds), last]).toEqual([[60], { entries: last.entries }]);
  });

  it('shows an entry with the name of its user, and what it has', () => {
    const entry = recharge('bo', 60);
    const shown = {
      seq: 1,
      at: Math.floor(entry.at),
      user: 'bo',
      name: 'Bo',
      kind: 'recharge',
      seconds: 60,
      reservedSeconds: 0,
      balance: 60,
      reserved: 0,
      actor: 'ana',
      reason: 'paid',
      receipt: 1,
    };
    expect(desk.entry(walletSite, entry)).toEqual(shown);
    expect(desk.entry(walletSite, { ...entry, at: entry.at + 0.5, run: 'run_1', receipt: null })).toEqual({
      ...Object.fromEntries(Object.entries(shown).filter(([key]) => key !== 'receipt')),
      run: 'run_1',
    });
  });

  it('calls who is gone by the id that it keeps', () => {
    expect(desk.entry(walletSite, recharge('ana', 60)).name).toBe('ana');
  });

  it('comes to a sum for each day, user and kind', () => {
    recharge('bo', 60);
    recharge('bo', 30);
    expect(desk.days(walletSite, '2026-11-21', '2026-11-21')).toEqual([
      { day: '2026-11-21', user: 'bo', name: 'Bo', kind: 'recharge', seconds: 90, entries: 2 },
    ]);
  });
});

describe('a receipt', () => {
  it('names the farm and who paid', () => {
    const entry = recharge('bo', 60);
    const receipt = {
      number: 1,
      code: `R000001-${entry.hash.slice(0, 8).toUpperCase()}`,
      site: 'Farm',
      user: 'bo',
      name: 'Bo',
      seconds: 60,
      balanceS: 60,
      actor: 'ana',
      reason: 'paid',
      at: Math.floor(entry.at),
    };
    expect(desk.receiptOf(walletSite, entry)).toEqual({ ok: true, value: receipt });
    expect(desk.receipt(walletSite, 1)).toEqual({ ok: true, value: receipt });
  });

  it('that is not there is said so', () => {
    const entry = recharge('bo', 60);
    expect(desk.receipt(walletSite, 2)).toEqual(noReceipt);
    expect(desk.receiptOf(walletSite, { ...entry, receipt: null })).toEqual(noReceipt);
  });
});

describe('a request for minutes', () => {
  it('is shown with the name of who asks, and when it was decided', () => {
    const asked = bench.wallets.askForMinutes(bench.actor('bo'), { seconds: 60, note: 'rice' });
    if (!asked.ok) throw new Error(asked.why.sentence);
    const shown = { ...asked.value, name: 'Bo' };
    expect(desk.requests(walletSite, { waiting: true, limit: 9 })).toEqual([shown]);
    const decided = { ...asked.value, at: asked.value.at + 0.5, decidedAt: 9.5, state: 'approved' } as const;
    expect(desk.request(walletSite, decided)).toEqual({ ...shown, state: 'approved', decidedAt: 9 });
  });
});
