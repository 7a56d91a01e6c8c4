import type {
  LedgerDay,
  LedgerEntry,
  LedgerPage,
  MinuteRequest as MinuteRequestView,
  RechargeReceipt,
  WalletView,
} from '../../contract/index.ts';
import { denied, granted, type Answer, type Why } from './answer.ts';
import type { Entry } from './ledger-chain.ts';
import { available, type Wallet } from './ledger.ts';
import { localDay } from './local-day.ts';
import type { MinuteRequest } from './minute-request.ts';
import type { Receipt } from './receipt.ts';
import type { SharingDesk } from './sharing-desk.ts';
import type { EntryFilter, RequestFilter } from './wallet-ports.ts';
import type { Wallets } from './wallets.ts';

/** A person as a wallet shows them. */
export interface Holder {
  readonly id: string;
  readonly name: string;
}

export interface WalletDeskParts {
  readonly wallets: Wallets;
  readonly desk: Pick<SharingDesk, 'settings'>;
  /** Everybody of a site, also those who may not pump. */
  readonly people: (site: string) => readonly Holder[];
  readonly siteOf: (site: string) => { readonly name: string; readonly timeZone: string };
  readonly pumpedOn: (site: string, user: string, day: string) => number;
  readonly wallMs: () => number;
}

const noReceipt: Why = {
  code: 'receipt.unknown',
  sentence: 'There is no such receipt here.',
  remedy: 'Look at the number again.',
};

/** Wallets and ledger of each site as people read them, with names in place of ids. */
export class WalletDesk {
  readonly #parts: WalletDeskParts;

  constructor(parts: WalletDeskParts) {
    this.#parts = parts;
  }

  wallet(site: string, user: string): Answer<WalletView> {
    const found = this.#parts.wallets.wallet(site, user);
    return found.ok ? granted(this.#viewer(site)(found.value)) : found;
  }

  /** Of everybody, also of those who never had a minute. */
  wallets(site: string): WalletView[] {
    const known = new Map(this.#parts.wallets.wallets(site).map((wallet) => [wallet.user, wallet]));
    const view = this.#viewer(site);
    return this.#parts.people(site).map(({ id }) => view(known.get(id) ?? { user: id, balance: 0, reserved: 0 }));
  }

  entries(site: string, filter: EntryFilter): LedgerPage {
    const found = this.#parts.wallets.entries(site, filter);
    const nameOf = this.#namer(site);
    const next = found.length === filter.limit ? found.at(-1)?.seq : undefined;
    return { entries: found.map((entry) => viewEntry(entry, nameOf)), ...(next === undefined ? {} : { next }) };
  }

  entry(site: string, entry: Entry): LedgerEntry {
    return viewEntry(entry, this.#namer(site));
  }

  days(site: string, from: string, to: string): LedgerDay[] {
    const nameOf = this.#namer(site);
    return this.#parts.wallets.dayTotals(site, from, to).map((total) => ({ ...total, name: nameOf(total.user) }));
  }

  receipt(site: string, number: number): Answer<RechargeReceipt> {
    const receipt = this.#parts.wallets.receipt(site, number);
    return receipt ? granted(this.#viewReceipt(site, receipt)) : denied(noReceipt);
  }

  /** What a recharge gives out. */
  receiptOf(site: string, entry: Entry): Answer<RechargeReceipt> {
    return entry.receipt === null ? denied(noReceipt) : this.receipt(site, entry.receipt);
  }

  requests(site: string, filter: RequestFilter): MinuteRequestView[] {
    const nameOf = this.#namer(site);
    return this.#parts.wallets.requests(site, filter).map((request) => viewRequest(request, nameOf));
  }

  request(site: string, request: MinuteRequest): MinuteRequestView {
    return viewRequest(request, this.#namer(site));
  }

  #viewer(site: string): (wallet: Wallet) => WalletView {
    const { desk, siteOf, wallMs, pumpedOn } = this.#parts;
    const { lowBalanceS, quotaS } = desk.settings(site);
    const nameOf = this.#namer(site);
    const today = localDay(wallMs(), siteOf(site).timeZone);
    return (wallet) => ({
      user: wallet.user,
      name: nameOf(wallet.user),
      balanceS: wallet.balance,
      reservedS: wallet.reserved,
      availableS: available(wallet),
      isLow: available(wallet) < lowBalanceS,
      usedTodayS: pumpedOn(site, wallet.user, today),
      ...(quotaS === null ? {} : { quotaS }),
    });
  }

  #viewReceipt(site: string, { number, code, user, seconds, balance, actor, reason, at }: Receipt): RechargeReceipt {
    return {
      number,
      code,
      site: this.#parts.siteOf(site).name,
      user,
      name: this.#namer(site)(user),
      seconds,
      balanceS: balance,
      actor,
      reason,
      at: Math.floor(at),
    };
  }

  /** Whoever is gone is called by the id that the ledger keeps. */
  #namer(site: string): (user: string) => string {
    const names = new Map(this.#parts.people(site).map(({ id, name }) => [id, name]));
    return (user) => names.get(user) ?? user;
  }
}

function viewEntry(entry: Entry, nameOf: (user: string) => string): LedgerEntry {
  const { seq, at, user, kind, seconds, reservedSeconds, balance, reserved, actor, reason, run, receipt } = entry;
  return {
    seq,
    at: Math.floor(at),
    user,
    name: nameOf(user),
    kind,
    seconds,
    reservedSeconds,
    balance,
    reserved,
    actor,
    reason,
    ...(run === null ? {} : { run }),
    ...(receipt === null ? {} : { receipt }),
  };
}

function viewRequest(
  { at, decidedAt, ...request }: MinuteRequest,
  nameOf: (user: string) => string,
): MinuteRequestView {
  return {
    ...request,
    name: nameOf(request.user),
    at: Math.floor(at),
    ...(decidedAt === undefined ? {} : { decidedAt: Math.floor(decidedAt) }),
  };
}
