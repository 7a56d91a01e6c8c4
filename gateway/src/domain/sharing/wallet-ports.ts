import type { Digest, Entry, LedgerHead } from './ledger-chain.ts';
import type { EntryKind, Wallet } from './ledger.ts';
import type { MinuteRequest } from './minute-request.ts';

/** Which entries are wanted, newest first. */
export interface EntryFilter {
  readonly user?: string | undefined;
  /** Only those before this entry's number. */
  readonly before?: number | undefined;
  readonly limit: number;
}

/** What one user's entries of one kind came to on one day of the site's calendar. */
export interface DayTotal {
  /** `2026-11-21`. */
  readonly day: string;
  readonly user: string;
  readonly kind: EntryKind;
  /** Sum of the changes of the balance; of `reserve` and `release`, of what is reserved. Signed. */
  readonly seconds: number;
  readonly entries: number;
}

/** Which requests for minutes, newest first; without a user everybody's. */
export interface RequestFilter {
  readonly waiting: boolean;
  readonly limit: number;
  readonly user?: string | undefined;
}

/** The ledger of one site; no call of it can reach another's. */
export interface SiteLedger {
  readonly digest: Digest;
  /** IANA name. */
  timeZone(): string;
  wallet(user: string): Wallet;
  wallets(): Wallet[];
  head(): LedgerHead;
  /** The entry with the wallet, the head and the day it leads to. Costs the same whatever was written before. */
  append(entry: Entry, day: string): void;
  findByKey(key: string): Entry | undefined;
  findByReceipt(receipt: number): Entry | undefined;
  entries(filter: EntryFilter): Entry[];
  /** All of them, oldest first, a page at a time. */
  walk(): Iterable<Entry>;
  /** From one day to another, both included. */
  dayTotals(from: string, to: string): DayTotal[];
  /** Who is not of this site has no wallet here. */
  hasUser(user: string): boolean;
  findRequest(id: string): MinuteRequest | undefined;
  waitingRequest(user: string): MinuteRequest | undefined;
  requests(filter: RequestFilter): MinuteRequest[];
  saveRequest(request: MinuteRequest): void;
}

/** What of wallets is kept on disk. Every call is on the disk when it returns. */
export interface LedgerStore {
  transaction<Result>(work: () => Result): Result;
  sites(): string[];
  forSite(site: string): SiteLedger;
}
