import * as z from 'zod/mini';
import {
  type Adjust,
  LedgerCheck,
  LedgerDay,
  LedgerEntry,
  LedgerPage,
  type MinuteDecision,
  MinuteRequest,
  type NewMinuteRequest,
  type Recharge,
  RechargeReceipt,
  type Transfer,
  WalletView,
} from '@farmgate/gateway/contract';
import type { Answer } from './answer.ts';
import type { Send } from './send.ts';

/** Everybody's minutes, for those who keep them. */
export interface WalletAdminApi {
  wallets(): Promise<Answer<{ wallets: WalletView[] }>>;
  wallet(user: string): Promise<Answer<WalletView>>;
  entriesOf(user: string, before?: number): Promise<Answer<LedgerPage>>;
  recharge(user: string, body: Recharge): Promise<Answer<RechargeReceipt>>;
  adjust(user: string, body: Adjust): Promise<Answer<LedgerEntry>>;
  transfer(user: string, body: Transfer): Promise<Answer<LedgerEntry>>;
  requests(state: 'pending' | 'all'): Promise<Answer<{ requests: MinuteRequest[] }>>;
  decide(id: string, body: MinuteDecision): Promise<Answer<MinuteRequest>>;
  ledger(before?: number, limit?: number): Promise<Answer<LedgerPage>>;
  /** What the days from one to another came to, by person and kind. Days as `2026-01-31`. */
  days(from: string, to: string): Promise<Answer<{ days: LedgerDay[] }>>;
  check(): Promise<Answer<LedgerCheck>>;
}

/** One's own minutes. */
export interface OwnWalletApi {
  wallet(): Promise<Answer<WalletView>>;
  entries(before?: number): Promise<Answer<LedgerPage>>;
  requests(): Promise<Answer<{ requests: MinuteRequest[] }>>;
  ask(body: NewMinuteRequest): Promise<Answer<MinuteRequest>>;
  receipt(number: string): Promise<Answer<RechargeReceipt>>;
}

const PAGE = 50;
const Wallets = z.object({ wallets: z.array(WalletView) });
const Requests = z.object({ requests: z.array(MinuteRequest) });
const Days = z.object({ days: z.array(LedgerDay) });

/** The requests of who keeps the minutes, on a signed-in sender. */
export function createWalletAdminApi(send: Send): WalletAdminApi {
  return {
    wallets: () => send({ method: 'GET', path: '/wallets', schema: Wallets }),
    wallet: (user) => send({ method: 'GET', path: `/wallets/${user}`, schema: WalletView }),
    entriesOf: (user, before) =>
      send({ method: 'GET', path: paged(`/wallets/${user}/entries`, before), schema: LedgerPage }),
    recharge: (user, body) =>
      send({ method: 'POST', path: `/wallets/${user}/recharge`, body, schema: RechargeReceipt }),
    adjust: (user, body) => send({ method: 'POST', path: `/wallets/${user}/adjust`, body, schema: LedgerEntry }),
    transfer: (user, body) => send({ method: 'POST', path: `/wallets/${user}/transfer`, body, schema: LedgerEntry }),
    requests: (state) => send({ method: 'GET', path: `/minute-requests?state=${state}`, schema: Requests }),
    decide: (id, body) =>
      send({ method: 'POST', path: `/minute-requests/${id}/decision`, body, schema: MinuteRequest }),
    ledger: (before, limit) => send({ method: 'GET', path: paged('/ledger', before, limit), schema: LedgerPage }),
    days: (from, to) => send({ method: 'GET', path: `/ledger/days?from=${from}&to=${to}`, schema: Days }),
    check: () => send({ method: 'POST', path: '/ledger/check', schema: LedgerCheck }),
  };
}

/** The requests about one's own minutes, on a signed-in sender. */
export function createOwnWalletApi(send: Send): OwnWalletApi {
  return {
    wallet: () => send({ method: 'GET', path: '/wallet', schema: WalletView }),
    entries: (before) => send({ method: 'GET', path: paged('/wallet/entries', before), schema: LedgerPage }),
    requests: () => send({ method: 'GET', path: '/minute-requests?state=all', schema: Requests }),
    ask: (body) => send({ method: 'POST', path: '/minute-requests', body, schema: MinuteRequest }),
    receipt: (number) => send({ method: 'GET', path: `/receipts/${number}`, schema: RechargeReceipt }),
  };
}

function paged(path: string, before: number | undefined, limit = PAGE): string {
  return `${path}?limit=${limit}${before === undefined ? '' : `&before=${before}`}`;
}
