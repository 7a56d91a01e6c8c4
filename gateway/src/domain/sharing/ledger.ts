import { denied, granted, type Answer } from './answer.ts';

/** What an entry books. `transfer` comes in pairs: one user gives, another gets. */
export const entryKinds = ['recharge', 'reserve', 'use', 'release', 'adjust', 'transfer'] as const;
export type EntryKind = (typeof entryKinds)[number];

/** A user's prepaid time at a site: `balance` is the sum of the entries, of which `reserved` waits for runs. Unit: s. */
export interface Wallet {
  readonly user: string;
  readonly balance: number;
  readonly reserved: number;
}

/** What an entry does to a wallet. `seconds`: to the balance; `reservedSeconds`: to what is reserved of it. Signed whole seconds. */
export interface Booking {
  readonly user: string;
  readonly kind: EntryKind;
  readonly seconds: number;
  readonly reservedSeconds: number;
}

/** More than anybody pumps in ten years: sums of entries stay exact. Unit: s. */
export const MOST_SECONDS = 315_360_000;

export function emptyWallet(user: string): Wallet {
  return { user, balance: 0, reserved: 0 };
}

/** What may still be asked for. Unit: s. */
export function available({ balance, reserved }: Wallet): number {
  return balance - reserved;
}

/** The wallet after a booking. Throws where it would break its bounds: whoever books has asked one of the functions below. */
export function booked(wallet: Wallet, { seconds, reservedSeconds }: Booking): Wallet {
  const next = { ...wallet, balance: wallet.balance + seconds, reserved: wallet.reserved + reservedSeconds };
  if (next.reserved < 0 || next.balance < next.reserved)
    throw new RangeError(`The wallet of ${wallet.user} would hold ${next.balance} s with ${next.reserved} s reserved`);
  return next;
}

export function recharge({ user }: Wallet, seconds: number): Answer<readonly Booking[]> {
  return isAmount(seconds) ? one(user, 'recharge', seconds, 0) : notAnAmount(seconds);
}

/** A correction by an admin, up or down. What is reserved stays. */
export function adjust(wallet: Wallet, seconds: number): Answer<readonly Booking[]> {
  if (!isAmount(Math.abs(seconds))) return notAnAmount(seconds);
  return available(wallet) + seconds < 0 ? tooLittle(wallet, -seconds) : one(wallet.user, 'adjust', seconds, 0);
}

/** Sets seconds aside for a run. */
export function reserve(wallet: Wallet, seconds: number): Answer<readonly Booking[]> {
  if (!isAmount(seconds)) return notAnAmount(seconds);
  return available(wallet) < seconds ? tooLittle(wallet, seconds) : one(wallet.user, 'reserve', 0, seconds);
}

/** The one end of a reservation: what ran is used, the rest is free again. Together they are what was reserved. */
export function settle(
  { user, reserved }: Wallet,
  { reservedSeconds, usedSeconds }: { readonly reservedSeconds: number; readonly usedSeconds: number },
): readonly Booking[] {
  if (
    !Number.isSafeInteger(usedSeconds) ||
    usedSeconds < 0 ||
    usedSeconds > reservedSeconds ||
    reservedSeconds > reserved
  )
    throw new RangeError(`${user} cannot settle ${usedSeconds} s of ${reservedSeconds} s, with ${reserved} s reserved`);
  const rest = reservedSeconds - usedSeconds;
  return [
    ...(usedSeconds > 0
      ? [{ user, kind: 'use', seconds: -usedSeconds, reservedSeconds: -usedSeconds } satisfies Booking]
      : []),
    ...(rest > 0 ? [{ user, kind: 'release', seconds: 0, reservedSeconds: -rest } satisfies Booking] : []),
  ];
}

/** From one user of a site to another: nothing is made, nothing is lost. */
export function transfer(from: Wallet, to: Wallet, seconds: number): Answer<readonly Booking[]> {
  if (!isAmount(seconds)) return notAnAmount(seconds);
  if (from.user === to.user)
    return denied({
      code: 'wallet.same-user',
      sentence: 'Both wallets are the same.',
      remedy: 'Choose somebody else to give the minutes to.',
    });
  if (available(from) < seconds) return tooLittle(from, seconds);
  return granted([
    { user: from.user, kind: 'transfer', seconds: -seconds, reservedSeconds: 0 },
    { user: to.user, kind: 'transfer', seconds, reservedSeconds: 0 },
  ]);
}

function isAmount(seconds: number): boolean {
  return Number.isSafeInteger(seconds) && seconds > 0 && seconds <= MOST_SECONDS;
}

function one(user: string, kind: EntryKind, seconds: number, reservedSeconds: number): Answer<readonly Booking[]> {
  return granted([{ user, kind, seconds, reservedSeconds }]);
}

function notAnAmount(seconds: number): Answer<readonly Booking[]> {
  return denied({
    code: 'wallet.amount',
    sentence: `${seconds} s cannot be booked.`,
    remedy: `Give whole seconds, from 1 to ${MOST_SECONDS}.`,
  });
}

function tooLittle(wallet: Wallet, seconds: number): Answer<readonly Booking[]> {
  const availableS = available(wallet);
  return denied({
    code: 'wallet.too-little',
    sentence: `${minutes(seconds)} are wanted and ${minutes(availableS)} are there.`,
    remedy: 'Ask an admin for minutes, or ask for less.',
    facts: { wantedS: seconds, availableS },
  });
}

function minutes(seconds: number): string {
  const rest = seconds % 60;
  return `${Math.floor(seconds / 60)}:${String(rest).padStart(2, '0')} min`;
}
