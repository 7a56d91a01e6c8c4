import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { WalletBench, walletSite } from '../../testing/wallet-bench.ts';
import { book } from './book.ts';
import type { Booking } from './ledger.ts';

let bench: WalletBench;
beforeEach(() => (bench = new WalletBench()));
afterEach(() => bench.close());

const gift: Booking[] = [
  { user: 'bo', kind: 'transfer', seconds: -60, reservedSeconds: 0 },
  { user: 'cy', kind: 'transfer', seconds: 60, reservedSeconds: 0 },
];

function booked(bookings: readonly Booking[], key: string | null) {
  const ledger = bench.store.forSite(walletSite);
  const note = { site: walletSite, actor: 'ana', reason: 'rice', run: null, key, at: bench.clock.wallMs() };
  return bench.store.transaction(() => book(ledger, bookings, note));
}

describe('a booking', () => {
  beforeEach(() => booked([{ user: 'bo', kind: 'recharge', seconds: 600, reservedSeconds: 0 }], 'first'));

  it('of two entries names each of them, and the second follows the first', () => {
    const [given, got] = booked(gift, 'gift-1');
    expect([given?.seq, given?.key, given?.balance]).toEqual([2, 'gift-1', 540]);
    expect([got?.seq, got?.key, got?.balance]).toEqual([3, 'gift-1:2', 60]);
    expect(got?.previous).toBe(given?.hash);
    expect(bench.wallets.verify(walletSite).faults).toEqual([]);
  });

  it('without a name leaves both without', () => {
    expect(booked(gift, null).map(({ key }) => key)).toEqual([null, null]);
  });

  it('answers what stands in the ledger', () => {
    const entries = booked(gift, 'gift-1');
    expect(bench.wallets.entries(walletSite, { limit: 2 })).toEqual(entries.toReversed());
  });

  it('of the same user twice builds on the first', () => {
    const twice: Booking[] = [
      { user: 'bo', kind: 'adjust', seconds: -400, reservedSeconds: 0 },
      { user: 'bo', kind: 'adjust', seconds: -200, reservedSeconds: 0 },
    ];
    expect(booked(twice, null).map(({ balance }) => balance)).toEqual([200, 0]);
  });
});
