import { describe, expect, it } from 'vitest';
import {
  adjust,
  available,
  booked,
  emptyWallet,
  entryKinds,
  MOST_SECONDS,
  recharge,
  reserve,
  settle,
  transfer,
  type Wallet,
} from './ledger.ts';

const wallet = (balance: number, reserved = 0, user = 'bo'): Wallet => ({ user, balance, reserved });
const noAmount = (seconds: number) => ({
  ok: false,
  why: {
    code: 'wallet.amount',
    sentence: `${seconds} s cannot be booked.`,
    remedy: 'Give whole seconds, from 1 to 315360000.',
  },
});
const tooLittle = (sentence: string, wantedS: number, availableS: number) => ({
  ok: false,
  why: {
    code: 'wallet.too-little',
    sentence,
    remedy: 'Ask an admin for minutes, or ask for less.',
    facts: { wantedS, availableS },
  },
});
const noAmounts = [0, -1, 1.5, Number.NaN, Infinity, MOST_SECONDS + 1];

it('books six kinds of entries', () => {
  expect(entryKinds).toEqual(['recharge', 'reserve', 'use', 'release', 'adjust', 'transfer']);
});

describe('a wallet', () => {
  it('is empty at first', () => {
    expect(emptyWallet('bo')).toEqual({ user: 'bo', balance: 0, reserved: 0 });
  });

  it('lets its owner ask for what is not reserved', () => {
    expect(available(wallet(3_600, 600))).toBe(3_000);
  });

  it('moves by a booking, in both its numbers', () => {
    const use = { user: 'bo', kind: 'use', seconds: -360, reservedSeconds: -360 } as const;
    expect(booked(wallet(3_600, 600), use)).toEqual(wallet(3_240, 240));
  });

  it.each([
    ['reserved goes below nothing', wallet(60, 10), 0, -11, 'The wallet of bo would hold 60 s with -1 s reserved'],
    ['less is left than is reserved', wallet(60, 10), -51, 0, 'The wallet of bo would hold 9 s with 10 s reserved'],
  ])('is never booked so that %s', (_what, before, seconds, reservedSeconds, sentence) => {
    const booking = { user: 'bo', kind: 'adjust', seconds, reservedSeconds } as const;
    expect(() => booked(before, booking)).toThrow(new RangeError(sentence));
  });

  it('may be emptied down to what is reserved, and its reserve to nothing', () => {
    const booking = { user: 'bo', kind: 'adjust', seconds: -50, reservedSeconds: 0 } as const;
    expect(booked(wallet(60, 10), booking)).toEqual(wallet(10, 10));
    expect(booked(wallet(60, 10), { ...booking, seconds: 0, reservedSeconds: -10 })).toEqual(wallet(60, 0));
  });
});

describe('a recharge', () => {
  it.each([1, 3_600, MOST_SECONDS])('of %s s adds them', (seconds) => {
    const value = [{ user: 'bo', kind: 'recharge', seconds, reservedSeconds: 0 }];
    expect(recharge(wallet(0), seconds)).toEqual({ ok: true, value });
  });

  it.each(noAmounts)('of %s s is none', (seconds) => {
    expect(recharge(wallet(0), seconds)).toEqual(noAmount(seconds));
  });
});

describe('a correction', () => {
  it.each([300, -300])('of %s s leaves what is reserved', (seconds) => {
    const value = [{ user: 'bo', kind: 'adjust', seconds, reservedSeconds: 0 }];
    expect(adjust(wallet(900, 600), seconds)).toEqual({ ok: true, value });
  });

  it('takes no more than is there and not reserved, and says how much that is', () => {
    expect(adjust(wallet(900, 600), -301)).toEqual(tooLittle('5:01 min are wanted and 5:00 min are there.', 301, 300));
  });

  it.each([0, 0.5, -0.5, Number.NaN, MOST_SECONDS + 1, -MOST_SECONDS - 1])('of %s s is none', (seconds) => {
    expect(adjust(wallet(900), seconds)).toEqual(noAmount(seconds));
  });
});

describe('a reservation', () => {
  it('sets aside up to all that is there, and books nothing away', () => {
    const value = [{ user: 'bo', kind: 'reserve', seconds: 0, reservedSeconds: 300 }];
    expect(reserve(wallet(900, 600), 300)).toEqual({ ok: true, value });
  });

  it('of more is refused with what is there, in minutes and seconds', () => {
    expect(reserve(wallet(665, 600), 3_605)).toEqual(
      tooLittle('60:05 min are wanted and 1:05 min are there.', 3_605, 65),
    );
  });

  it.each(noAmounts)('of %s s is none', (seconds) => {
    expect(reserve(wallet(900), seconds)).toEqual(noAmount(seconds));
  });
});

describe('a settlement', () => {
  const use = (seconds: number) => ({ user: 'bo', kind: 'use', seconds: -seconds, reservedSeconds: -seconds });
  const release = (seconds: number) => ({ user: 'bo', kind: 'release', seconds: 0, reservedSeconds: -seconds });

  it.each([
    ['set 10 minutes, stop at 6: used 6, back 4', 360, [use(360), release(240)]],
    ['all of it used leaves nothing to give back', 600, [use(600)]],
    ['nothing used gives all of it back', 0, [release(600)]],
  ])('%s', (_what, usedSeconds, bookings) => {
    expect(settle(wallet(3_600, 600), { reservedSeconds: 600, usedSeconds })).toEqual(bookings);
  });

  it('of a run for which nothing was reserved books nothing', () => {
    expect(settle(wallet(3_600, 0), { reservedSeconds: 0, usedSeconds: 0 })).toEqual([]);
  });

  it.each([
    ['more than was reserved', 600, 601],
    ['less than nothing', 600, -1],
    ['a part of a second', 600, 0.5],
    ['what is no number', 600, Number.NaN],
    ['of more than the wallet has reserved', 601, 10],
  ])('never charges %s', (_what, reservedSeconds, usedSeconds) => {
    const sentence = `bo cannot settle ${usedSeconds} s of ${reservedSeconds} s, with 600 s reserved`;
    expect(() => settle(wallet(3_600, 600), { reservedSeconds, usedSeconds })).toThrow(new RangeError(sentence));
  });
});

describe('a gift', () => {
  const other = wallet(0, 0, 'cy');

  it('is taken from the one and given to the other', () => {
    expect(transfer(wallet(900, 600), other, 300)).toEqual({
      ok: true,
      value: [
        { user: 'bo', kind: 'transfer', seconds: -300, reservedSeconds: 0 },
        { user: 'cy', kind: 'transfer', seconds: 300, reservedSeconds: 0 },
      ],
    });
  });

  it('is no more than the giver may ask for', () => {
    expect(transfer(wallet(900, 600), other, 301)).toEqual(
      tooLittle('5:01 min are wanted and 5:00 min are there.', 301, 300),
    );
  });

  it('to oneself is none', () => {
    expect(transfer(wallet(900), wallet(900), 300)).toEqual({
      ok: false,
      why: {
        code: 'wallet.same-user',
        sentence: 'Both wallets are the same.',
        remedy: 'Choose somebody else to give the minutes to.',
      },
    });
  });

  it.each(noAmounts)('of %s s is none', (seconds) => {
    expect(transfer(wallet(900), other, seconds)).toEqual(noAmount(seconds));
  });
});
