import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { Booking, Wallet } from './ledger.ts';
import {
  canonical,
  CHAIN_START,
  chained,
  headAfter,
  newLedger,
  verifyLedger,
  type Entry,
  type LedgerClaims,
  type LedgerHead,
} from './ledger-chain.ts';

const digest = (text: string) => createHash('sha256').update(text).digest('hex');
const note = { site: 'site_1', actor: 'ana', reason: 'paid', run: null, key: null, at: 1_700_000_000_000 };

/** A ledger as it is written, with what the store says beside it. */
class Written {
  readonly entries: Entry[] = [];
  readonly wallets = new Map<string, Wallet>();
  head: LedgerHead = newLedger;

  book(user: string, kind: Booking['kind'], seconds: number, reservedSeconds = 0): this {
    const wallet = this.wallets.get(user) ?? { user, balance: 0, reserved: 0 };
    const entry = chained({ head: this.head, wallet, digest }, { user, kind, seconds, reservedSeconds }, note);
    this.entries.push(entry);
    this.wallets.set(user, { user, balance: entry.balance, reserved: entry.reserved });
    this.head = headAfter(this.head, entry);
    return this;
  }

  verify(entries: readonly Entry[] = this.entries, claims: Partial<LedgerClaims> = {}) {
    return verifyLedger(entries, { head: this.head, wallets: this.wallets.values(), digest, ...claims });
  }

  /** With one entry as somebody made it. */
  with(seq: number, change: Partial<Entry>, isHashed = false): Entry[] {
    return this.entries.map((entry) => {
      if (entry.seq !== seq) return entry;
      const changed = { ...entry, ...change };
      return isHashed ? { ...changed, hash: digest(canonical(changed)) } : changed;
    });
  }
}

const written = () =>
  new Written()
    .book('bo', 'recharge', 3_600)
    .book('cy', 'recharge', 600)
    .book('bo', 'reserve', 0, 600)
    .book('bo', 'use', -360, -360)
    .book('bo', 'release', 0, -240);

describe('an entry', () => {
  it('is hashed as one line of JSON, the version of this form first, its number left out', () => {
    const [first] = new Written().book('bo', 'recharge', 3_600).entries;
    const text = `[1,"${'0'.repeat(64)}","site_1","bo","recharge",3600,0,3600,0,"ana","paid",null,null,1,1700000000000]`;
    expect(first).toEqual({
      ...note,
      seq: 1,
      user: 'bo',
      kind: 'recharge',
      seconds: 3_600,
      reservedSeconds: 0,
      balance: 3_600,
      reserved: 0,
      receipt: 1,
      previous: CHAIN_START,
      hash: digest(text),
    });
    expect(first && canonical(first)).toBe(text);
  });

  it('carries the hash of the one before it, whosever that is', () => {
    const { entries } = written();
    expect(entries.map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5]);
    expect(entries.slice(1).map(({ previous }) => previous)).toEqual(entries.slice(0, -1).map(({ hash }) => hash));
  });

  it('of a recharge has the next number of a receipt, any other has none', () => {
    const { entries, head } = written().book('cy', 'adjust', 5).book('cy', 'recharge', 60);
    expect(entries.map(({ receipt }) => receipt)).toEqual([1, 2, null, null, null, null, 3]);
    expect(head.receipt).toBe(3);
  });

  it('says what its user has after it', () => {
    const after = written().entries.map(({ user, balance, reserved }) => [user, balance, reserved]);
    expect(after).toEqual([
      ['bo', 3_600, 0],
      ['cy', 600, 0],
      ['bo', 3_600, 600],
      ['bo', 3_240, 240],
      ['bo', 3_240, 0],
    ]);
  });

  it('that a wallet cannot bear is not made', () => {
    expect(() => new Written().book('bo', 'use', -1, 0)).toThrow(RangeError);
  });
});

describe('verify', () => {
  it('finds nothing in what was written, and says what it comes to', () => {
    expect(written().verify()).toEqual({ entries: 5, balance: 3_840, reserved: 0, faults: [] });
    const running = new Written().book('bo', 'recharge', 60).book('bo', 'reserve', 0, 20).book('cy', 'recharge', 9);
    expect(running.book('cy', 'reserve', 0, 9).verify()).toEqual({ entries: 4, balance: 69, reserved: 29, faults: [] });
    expect(new Written().verify()).toEqual({ entries: 0, balance: 0, reserved: 0, faults: [] });
  });

  it('finds an entry that was changed, and no fault at those after it', () => {
    const ledger = written();
    expect(ledger.verify(ledger.with(2, { reason: 'gift' })).faults).toEqual([
      { seq: 2, what: 'changed', sentence: 'Entry 2 is not what was written' },
    ]);
  });

  it('finds seconds that do not add up, though the entry was hashed anew', () => {
    const ledger = written();
    const faults = ledger.verify(ledger.with(2, { seconds: 6_000 }, true)).faults;
    expect(faults).toEqual([
      { seq: 2, what: 'sum', sentence: 'Entry 2 says 600 s for cy; the sum is 6000 s' },
      { seq: 3, what: 'out-of-place', sentence: 'Entry 3 was written after another one than entry 2' },
    ]);
  });

  it.each([
    ['a reserve that does not add up', { reservedSeconds: 601 }],
    ['a reserve below nothing', { reservedSeconds: -1, reserved: -1 }],
    ['more reserved than there is', { reservedSeconds: 3_601, reserved: 3_601 }],
  ] as const)('finds %s', (_what, change) => {
    const ledger = new Written().book('bo', 'recharge', 3_600).book('bo', 'reserve', 0, 600);
    const entries = ledger.with(2, change, true);
    const { reserved } = entries[1] ?? { reserved: 0 };
    const claims = {
      head: { ...ledger.head, hash: entries[1]?.hash ?? '' },
      wallets: [{ user: 'bo', balance: 3_600, reserved }],
    };
    expect(ledger.verify(entries, claims).faults).toEqual([
      { seq: 2, what: 'sum', sentence: 'Entry 2 says 3600 s for bo; the sum is 3600 s' },
    ]);
  });

  it('bears a wallet of which all is reserved', () => {
    expect(new Written().book('bo', 'recharge', 60).book('bo', 'reserve', 0, 60).verify().faults).toEqual([]);
  });

  it('finds a missing entry, and says what the sum misses', () => {
    const ledger = written();
    expect(ledger.verify(ledger.entries.filter(({ seq }) => seq !== 3)).faults).toEqual([
      { seq: 4, what: 'missing', sentence: 'After entry 2 comes 4' },
      { seq: 4, what: 'sum', sentence: 'Entry 4 says 3240 s for bo; the sum is 3240 s' },
    ]);
  });

  it('finds an entry whose gap was closed', () => {
    const ledger = written();
    const entries = ledger.entries.filter(({ seq }) => seq !== 2).map((entry, index) => ({ ...entry, seq: index + 1 }));
    expect(ledger.verify(entries).faults).toEqual([
      { seq: 2, what: 'out-of-place', sentence: 'Entry 2 was written after another one than entry 1' },
      { seq: 5, what: 'head', sentence: 'The ledger ends with entry 4; it should end with 5' },
      { seq: 5, what: 'wallet', sentence: 'The wallet of cy holds 600 s; its entries come to 0 s' },
    ]);
  });

  it('finds a receipt that was left out', () => {
    const ledger = written();
    const faults = ledger.verify(ledger.with(2, { receipt: 3 }, true)).faults;
    expect(faults).toContainEqual({ seq: 2, what: 'receipt', sentence: 'After receipt 1 comes 3' });
  });

  it('finds that the last entries are gone', () => {
    const ledger = new Written().book('bo', 'recharge', 60).book('bo', 'adjust', -60).book('bo', 'recharge', 60);
    expect(ledger.verify(ledger.entries.slice(0, 1)).faults).toEqual([
      { seq: 3, what: 'head', sentence: 'The ledger ends with entry 1; it should end with 3' },
    ]);
  });

  it('finds a last entry that is another one of the same number', () => {
    const ledger = written();
    expect(ledger.verify(ledger.with(5, { reason: 'gift' }, true)).faults).toEqual([
      { seq: 5, what: 'head', sentence: 'The ledger ends with entry 5; it should end with 5' },
    ]);
  });

  it.each([
    ['holds more', { balance: 3_241 }, 'The wallet of bo holds 3241 s; its entries come to 3240 s'],
    ['has more reserved', { reserved: 1 }, 'The wallet of bo holds 3240 s; its entries come to 3240 s'],
  ])('finds a wallet that %s than its entries come to', (_what, change, sentence) => {
    const ledger = written();
    const wallets = [...ledger.wallets.values()].map((one) => (one.user === 'bo' ? { ...one, ...change } : one));
    expect(ledger.verify(ledger.entries, { wallets }).faults).toEqual([{ seq: 5, what: 'wallet', sentence }]);
  });

  it('finds a wallet that is gone', () => {
    const ledger = written();
    const wallets = [...ledger.wallets.values()].filter(({ user }) => user !== 'cy');
    expect(ledger.verify(ledger.entries, { wallets }).faults).toEqual([
      { seq: 5, what: 'wallet', sentence: 'The wallet of cy is missing' },
    ]);
  });

  it('bears an empty wallet without an entry, and no full one', () => {
    const ledger = written();
    const claimed = (balance: number) => [...ledger.wallets.values(), { user: 'ana', balance, reserved: 0 }];
    expect(ledger.verify(ledger.entries, { wallets: claimed(0) }).faults).toEqual([]);
    expect(ledger.verify(ledger.entries, { wallets: claimed(9) }).faults).toEqual([
      { seq: 5, what: 'wallet', sentence: 'The wallet of ana holds 9 s; its entries come to 0 s' },
    ]);
  });

  it('tells no more than a hundred faults', () => {
    const ledger = new Written();
    for (let i = 0; i < 101; i++) ledger.book('bo', 'recharge', 60);
    const changed = ledger.entries.map((entry) => ({ ...entry, reason: 'gift' }));
    expect(ledger.verify(changed).faults).toHaveLength(100);
  });
});
