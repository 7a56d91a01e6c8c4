import type { Entry } from './ledger-chain.ts';

/** What somebody who paid for minutes takes home. `code` stands on it, in letters and as QR. */
export interface Receipt {
  readonly number: number;
  readonly code: string;
  readonly user: string;
  readonly seconds: number;
  readonly balance: number;
  readonly actor: string;
  readonly reason: string;
  readonly at: number;
}

/** The receipt of a recharge; undefined for any other entry. */
export function receiptOf(entry: Entry): Receipt | undefined {
  const { receipt: number, user, seconds, balance, actor, reason, at } = entry;
  return number === null
    ? undefined
    : { number, code: codeOf(number, entry), user, seconds, balance, actor, reason, at };
}

/** Its end is of the entry's hash: a receipt that was made up, or whose entry was changed, does not fit. */
function codeOf(number: number, { hash }: Entry): string {
  return `R${String(number).padStart(6, '0')}-${hash.slice(0, 8).toUpperCase()}`;
}
