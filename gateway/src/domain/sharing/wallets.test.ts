import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Actor } from '../people/actor.ts';
import { WalletBench, walletSite } from '../../testing/wallet-bench.ts';
import { Wallets } from './wallets.ts';

let bench: WalletBench;
let wallets: Wallets;
let told: string[];

beforeEach(() => {
  bench = new WalletBench();
  told = [];
  const { store, clock } = bench;
  wallets = new Wallets({
    store,
    clock,
    audit: { write: (record) => void bench.audited.push(record), list: () => [] },
    newId: (prefix) => `${prefix}_1`,
    onChange: (site, user) => told.push(`${site} ${user}`),
    onRequest: (site) => told.push(`${site} asks`),
  });
});
afterEach(() => bench.close());

const reason = 'paid in cash';
const noUser = {
  ok: false,
  why: { code: 'wallet.no-user', sentence: 'There is no such person here.', remedy: 'Choose somebody of this site.' },
};
const keyUsed = {
  ok: false,
  why: {
    code: 'wallet.key-used',
    sentence: 'This id was used for something else.',
    remedy: 'Make a new id for each booking.',
  },
};
/** Signs in with one name and is called by another. */
const admin = (): Actor => ({ ...bench.actor(), name: 'ana@farm', calledName: 'Ana' });
const recharge = (seconds: number, key?: string) =>
  wallets.recharge(admin(), { user: 'bo', seconds, reason, ...(key === undefined ? {} : { key }) });

describe('a recharge', () => {
  it('is an entry with its actor as others call them, and one line in the audit', () => {
    expect(recharge(600, 'paid-1')).toMatchObject({
      ok: true,
      value: {
        seq: 1,
        site: walletSite,
        user: 'bo',
        kind: 'recharge',
        seconds: 600,
        balance: 600,
        actor: 'Ana',
        reason,
        run: null,
        key: 'paid-1',
        receipt: 1,
        at: bench.clock.wallMs(),
      },
    });
    expect(bench.audited).toEqual([
      {
        actor: admin(),
        action: 'wallet.recharge',
        subject: 'bo',
        after: { seconds: 600, reason, entry: 1 },
        result: 'done',
      },
    ]);
    expect(wallets.wallet(walletSite, 'bo')).toEqual({ ok: true, value: { user: 'bo', balance: 600, reserved: 0 } });
  });

  it('without an id may be made twice', () => {
    recharge(60);
    expect(recharge(60)).toMatchObject({ ok: true, value: { balance: 120, key: null } });
  });

  it('is told to whom it concerns, and no refused one', () => {
    recharge(60);
    recharge(0);
    expect(told).toEqual([`${walletSite} bo`]);
  });

  it('once more with its id books and audits nothing', () => {
    const first = recharge(60, 'paid-1');
    expect(recharge(60, 'paid-1')).toEqual(first);
    expect([bench.audited.length, bench.balance('bo')]).toEqual([1, [60, 0]]);
  });

  it.each([
    ['of other seconds', () => recharge(61, 'paid-1')],
    ['of somebody else', () => wallets.recharge(admin(), { user: 'cy', seconds: 60, reason, key: 'paid-1' })],
    ['that is a correction', () => wallets.adjust(admin(), { user: 'bo', seconds: 60, reason, key: 'paid-1' })],
    ['that is a gift', () => wallets.transfer(admin(), { user: 'bo', to: 'cy', seconds: 60, reason, key: 'paid-1' })],
  ])('gives its id to no booking %s', (_what, again) => {
    recharge(60, 'paid-1');
    expect(again()).toEqual(keyUsed);
    expect([bench.balance('bo'), bench.balance('cy')]).toEqual([
      [60, 0],
      [0, 0],
    ]);
  });

  it('of somebody of another site is none', () => {
    expect(wallets.recharge(admin(), { user: 'eve', seconds: 60, reason })).toEqual(noUser);
    expect(wallets.wallet(walletSite, 'eve')).toEqual(noUser);
    expect([bench.audited, told]).toEqual([[], []]);
  });
});

describe('a correction', () => {
  it('upwards and downwards is audited as one', () => {
    recharge(60);
    wallets.adjust(admin(), { user: 'bo', seconds: -20, reason: 'mistyped' });
    expect(bench.audited.at(-1)).toMatchObject({
      action: 'wallet.adjust',
      subject: 'bo',
      after: { seconds: -20, reason: 'mistyped', entry: 2 },
    });
    expect(bench.balance('bo')).toEqual([40, 0]);
  });
});

describe('a gift', () => {
  const gift = (to = 'cy', seconds = 60, key?: string) =>
    wallets.transfer(admin(), { user: 'bo', to, seconds, reason, ...(key === undefined ? {} : { key }) });

  beforeEach(() => {
    recharge(600);
    told = [];
  });

  it("answers the giver's entry, and is told to both", () => {
    expect(gift()).toMatchObject({ ok: true, value: { user: 'bo', kind: 'transfer', seconds: -60, balance: 540 } });
    expect(told).toEqual([`${walletSite} bo`, `${walletSite} cy`]);
    expect(bench.audited.at(-1)).toMatchObject({ action: 'wallet.transfer', subject: 'bo', after: { seconds: 60 } });
  });

  it('that is refused is told to nobody', () => {
    expect(gift('eve')).toEqual(noUser);
    expect(gift('cy', 601)).toMatchObject({ ok: false, why: { code: 'wallet.too-little' } });
    expect(told).toEqual([]);
  });

  it('once more with its id is the same gift, to nobody else and of no other size', () => {
    const given = gift('cy', 60, 'gift-1');
    expect(gift('cy', 60, 'gift-1')).toEqual(given);
    expect(gift('ana', 60, 'gift-1')).toEqual(keyUsed);
    expect(gift('cy', 61, 'gift-1')).toEqual(keyUsed);
    expect([bench.balance('bo'), bench.balance('cy')]).toEqual([
      [540, 0],
      [60, 0],
    ]);
  });
});

describe('a request for minutes', () => {
  const bo = () => ({ ...bench.actor('bo'), role: 'user' as const });
  const ask = (seconds = 1_800, note = 'rice') => wallets.askForMinutes(bo(), { seconds, note });
  const decide = (state: 'approved' | 'rejected', why = 'paid') => wallets.decide(admin(), 'ask_1', state, why);

  it('waits, is audited, and is told to the admins', () => {
    const at = bench.clock.wallMs();
    const request = { id: 'ask_1', user: 'bo', seconds: 1_800, note: 'rice', state: 'pending', at };
    expect(ask()).toEqual({ ok: true, value: request });
    expect(wallets.requests(walletSite, { waiting: true, limit: 9 })).toEqual([request]);
    expect(bench.audited).toEqual([
      { actor: bo(), action: 'minutes.ask', subject: 'ask_1', after: { seconds: 1_800 }, result: 'done' },
    ]);
    expect(told).toEqual([`${walletSite} asks`]);
  });

  it.each([0, 1.5, -60])('for %s s is none', (seconds) => {
    expect(ask(seconds)).toMatchObject({ ok: false, why: { code: 'wallet.amount' } });
    expect([wallets.requests(walletSite, { waiting: true, limit: 9 }), told]).toEqual([[], []]);
  });

  it('is not made twice', () => {
    ask();
    expect(ask()).toMatchObject({ ok: false, why: { code: 'minutes.asked' } });
    expect(told).toHaveLength(1);
  });

  it('is approved with its minutes, in one step, and audited', () => {
    ask();
    bench.clock.advance(5_000);
    expect(decide('approved')).toMatchObject({
      ok: true,
      value: { state: 'approved', decidedBy: 'Ana', decidedAt: bench.clock.wallMs(), reason: 'paid' },
    });
    expect(wallets.entries(walletSite, { limit: 9 })).toMatchObject([
      { user: 'bo', kind: 'recharge', seconds: 1_800, reason: 'paid', key: 'minutes:ask_1' },
    ]);
    expect(bench.audited.slice(1)).toMatchObject([
      { action: 'wallet.recharge', subject: 'bo' },
      {
        action: 'minutes.approved',
        subject: 'ask_1',
        after: { user: 'bo', seconds: 1_800, reason: 'paid' },
      },
    ]);
    expect(told.slice(1)).toEqual([`${walletSite} bo`, `${walletSite} asks`]);
  });

  it.each([
    ['why it was approved', 'rice', 'paid', 'paid'],
    ['why it was asked', 'rice', '', 'rice'],
    ['that it was asked for', '', '', 'asked for'],
  ])('leaves in the ledger %s', (_what, note, why, written) => {
    ask(60, note);
    decide('approved', why);
    expect(wallets.entries(walletSite, { limit: 1 })).toMatchObject([{ reason: written }]);
  });

  it('that is rejected gives nothing', () => {
    ask();
    expect(decide('rejected', 'too much')).toMatchObject({ ok: true, value: { state: 'rejected' } });
    expect(wallets.entries(walletSite, { limit: 9 })).toEqual([]);
    expect(bench.audited.at(-1)).toMatchObject({ action: 'minutes.rejected', after: { reason: 'too much' } });
    expect(wallets.requests(walletSite, { waiting: true, limit: 9 })).toEqual([]);
  });

  it('is decided once', () => {
    ask();
    decide('rejected');
    expect(decide('approved')).toMatchObject({ ok: false, why: { code: 'minutes.decided' } });
    expect([bench.balance('bo'), told.length]).toEqual([[0, 0], 2]);
  });

  it('that is not there cannot be decided', () => {
    expect(decide('approved')).toEqual({
      ok: false,
      why: { code: 'minutes.unknown', sentence: 'There is no such request.', remedy: 'Look at the list again.' },
    });
    expect(told).toEqual([]);
  });

  it('stays open where whoever asked is gone', () => {
    const request = { id: 'ask_1', user: 'gone', seconds: 60, note: '', state: 'pending', at: 0 } as const;
    bench.store.forSite(walletSite).saveRequest(request);
    expect(decide('approved')).toEqual(noUser);
    expect(wallets.requests(walletSite, { waiting: true, limit: 9 })).toEqual([request]);
    expect([bench.audited, told]).toEqual([[], []]);
  });
});

it('who pages and prints reads the same entries', () => {
  recharge(60);
  recharge(30);
  expect([...wallets.walk(walletSite)].map(({ seconds }) => seconds)).toEqual([60, 30]);
  expect(wallets.entries(walletSite, { limit: 1 }).map(({ seconds }) => seconds)).toEqual([30]);
  expect(wallets.wallets(walletSite)).toEqual([{ user: 'bo', balance: 90, reserved: 0 }]);
  expect(wallets.dayTotals(walletSite, '2026-11-21', '2026-11-21')).toMatchObject([{ user: 'bo', seconds: 90 }]);
  expect(wallets.receipt(walletSite, 2)).toMatchObject({ number: 2, seconds: 30, balance: 90 });
  expect(wallets.receipt(walletSite, 3)).toBeUndefined();
  expect(wallets.verify(walletSite)).toEqual({ entries: 2, balance: 90, reserved: 0, faults: [] });
});

describe('a check of the ledger', () => {
  it('looks at what was there when it began, lets other work be done, and is one for all who ask meanwhile', async () => {
    for (let i = 0; i < 200; i++) recharge(60);
    let breaths = 0;
    const breathe = () => {
      breaths++;
      recharge(60);
      return Promise.resolve();
    };
    const both = await Promise.all([wallets.check(walletSite, breathe), wallets.check(walletSite, breathe)]);
    const report = { entries: 200, balance: 12_000, reserved: 0, faults: [] };
    expect([both, breaths]).toEqual([[report, report], 1]);
    expect(await wallets.check(walletSite, breathe)).toMatchObject({ entries: 201, faults: [] });
  });
});

it('nothing is booked where nobody listens, and all the same', () => {
  expect(bench.wallets.recharge(bench.actor(), { user: 'bo', seconds: 60, reason }).ok).toBe(true);
  expect(bench.wallets.askForMinutes(bench.actor('bo'), { seconds: 60, note: '' }).ok).toBe(true);
});
