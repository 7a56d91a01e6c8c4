import type {
  LedgerCheck,
  LedgerDay,
  LedgerEntry,
  MinuteRequest,
  RechargeReceipt,
  WalletView,
} from '@farmgate/gateway/contract';
import { Adjust, MinuteDecision, NewMinuteRequest, Recharge, Transfer } from '@farmgate/gateway/contract';
import * as z from 'zod/mini';
import { NOW } from './builders.ts';
import type { FakeGateway } from './fake-gateway.ts';
import { answer, problem, type Route } from './fake-answers.ts';

const minute = 60_000;

/** A wallet with two hours in it, with what a test wants otherwise. */
export function aWallet(given: Partial<WalletView> = {}): WalletView {
  const { balanceS = 7_200, reservedS = 0 } = given;
  return {
    user: 'usr_bao002',
    name: 'Bao',
    balanceS,
    reservedS,
    availableS: balanceS - reservedS,
    isLow: false,
    usedTodayS: 1_530,
    quotaS: 7_200,
    ...given,
  };
}

/** A recharge of an hour, with what a test wants otherwise. */
export function anEntry(given: Partial<LedgerEntry> = {}): LedgerEntry {
  return {
    seq: 1,
    at: NOW,
    user: 'usr_bao002',
    name: 'Bao',
    kind: 'recharge',
    seconds: 3_600,
    reservedSeconds: 0,
    balance: 3_600,
    reserved: 0,
    actor: 'anna',
    reason: '300 taka, cash',
    receipt: 41,
    ...given,
  };
}

/** One of each kind of line, newest first. */
export function someEntries(now: number): LedgerEntry[] {
  const run = 'run-00000001';
  const plain = { receipt: undefined, actor: 'system', reason: '' };
  const made = [
    anEntry(),
    anEntry({ kind: 'reserve', seconds: 0, reservedSeconds: 1_200, run, ...plain }),
    anEntry({ kind: 'use', seconds: -750, reservedSeconds: -750, run, ...plain }),
    anEntry({ kind: 'release', seconds: 0, reservedSeconds: -450, run, ...plain }),
    anEntry({ kind: 'adjust', seconds: -600, reason: 'Booked twice', receipt: undefined }),
    anEntry({ kind: 'transfer', seconds: -1_200, reason: 'For the neighbour', receipt: undefined }),
    anEntry({ kind: 'transfer', seconds: 300, reason: 'Given back', receipt: undefined }),
  ];
  let balance = 0;
  return made
    .map((entry, index) => {
      balance += entry.seconds;
      return { ...entry, seq: index + 1, at: now - (made.length - index) * 7 * minute, balance };
    })
    .toReversed();
}

export function aRequest(given: Partial<MinuteRequest> = {}): MinuteRequest {
  return {
    id: 'mrq_00000001',
    user: 'usr_bao002',
    name: 'Bao',
    seconds: 7_200,
    note: 'For the rice, please',
    state: 'pending',
    at: Date.now() - 12 * minute,
    ...given,
  };
}

export function aReceipt(given: Partial<RechargeReceipt> = {}): RechargeReceipt {
  return {
    number: 41,
    code: 'R000041-9F3A62C1',
    site: 'Green Valley',
    user: 'usr_bao002',
    name: 'Bao',
    seconds: 3_600,
    balanceS: 10_800,
    actor: 'anna',
    reason: '300 taka, cash',
    at: Date.now(),
    ...given,
  };
}

/** The part of a fake gateway that keeps minutes. */
export class FakeWallets {
  wallets: WalletView[];
  entries: LedgerEntry[];
  requests: MinuteRequest[];
  receipts: RechargeReceipt[];
  check: LedgerCheck;

  constructor(given: Partial<Pick<FakeWallets, 'wallets' | 'entries' | 'requests' | 'receipts' | 'check'>> = {}) {
    this.wallets = given.wallets ?? someWallets();
    this.entries = given.entries ?? someEntries(Date.now());
    this.requests = given.requests ?? [];
    this.receipts = given.receipts ?? [aReceipt()];
    this.check = given.check ?? { entries: this.entries.length, isWhole: true, faults: [] };
  }

  find(user: string): WalletView | undefined {
    return this.wallets.find((wallet) => wallet.user === user);
  }

  /** Newest first, a page of the last two where more are there than a page holds. */
  page(entries: readonly LedgerEntry[], query: URLSearchParams) {
    const before = Number(query.get('before') ?? Infinity);
    const limit = Number(query.get('limit'));
    const found = entries.filter(({ seq }) => seq < before);
    const shown = found.slice(0, limit);
    const next = found.length > limit ? shown.at(-1)?.seq : undefined;
    return { entries: shown, ...(next === undefined ? {} : { next }) };
  }

  book(user: string, given: Partial<LedgerEntry> & Pick<LedgerEntry, 'kind' | 'seconds' | 'reason'>): LedgerEntry {
    const wallet = this.find(user) ?? aWallet({ user });
    const balanceS = wallet.balanceS + given.seconds;
    this.wallets = this.wallets.map((one) =>
      one.user === user ? { ...one, balanceS, availableS: balanceS - one.reservedS } : one,
    );
    const seq = (this.entries[0]?.seq ?? 0) + 1;
    const { receipt: _, ...plain } = anEntry();
    const entry = { ...plain, seq, user, name: wallet.name, at: Date.now(), balance: balanceS, ...given };
    this.entries = [entry, ...this.entries];
    return entry;
  }

  recharge(user: string, { seconds, reason }: Recharge): RechargeReceipt {
    const number = Math.max(0, ...this.receipts.map((one) => one.number)) + 1;
    const { name, balance } = this.book(user, { kind: 'recharge', seconds, reason, receipt: number });
    const receipt = aReceipt({ number, user, name, seconds, reason, balanceS: balance });
    this.receipts = [...this.receipts, receipt];
    return receipt;
  }

  decide(id: string, { state, reason }: MinuteDecision): MinuteRequest | undefined {
    const found = this.requests.find((one) => one.id === id);
    if (!found) return undefined;
    const decided = { ...found, state, decidedBy: 'anna', decidedAt: Date.now(), ...(reason ? { reason } : {}) };
    this.requests = this.requests.map((one) => (one === found ? decided : one));
    if (state === 'approved') this.recharge(found.user, { seconds: found.seconds, reason: 'Asked for' });
    return decided;
  }

  days(day: string): LedgerDay[] {
    return this.entries.map(({ user, name, kind, seconds }) => ({ day, user, name, kind, seconds, entries: 1 }));
  }
}

function someWallets(): WalletView[] {
  return [
    aWallet({ user: 'usr_anna01', name: 'Anna', balanceS: 18_000, usedTodayS: 0 }),
    aWallet({ reservedS: 1_200 }),
    aWallet({ user: 'usr_chai03', name: 'Chaiwat', balanceS: 540, isLow: true, usedTodayS: 6_660 }),
    aWallet({ user: 'usr_dara04', name: 'Dara', balanceS: 0, isLow: true, usedTodayS: 0 }),
  ];
}

const query = (path: string | undefined) => new URLSearchParams(path?.split('?')[1]);
const walletsOf = (gateway: FakeGateway) => gateway.state.wallets;

/** What is asked of minutes, and how it is answered. */
export const walletRoutes: readonly Route[] = [
  [/^GET \/wallets$/, (gateway) => answer(200, { wallets: walletsOf(gateway).wallets })],
  [/^GET \/wallets\/([^/?]+)$/, (gateway, _body, [, user = '']) => found(walletsOf(gateway).find(user))],
  [
    /^GET \/wallets\/([^/?]+)\/entries(\?.*)?$/,
    (gateway, _body, [, user, ...rest]) => {
      const kept = walletsOf(gateway);
      return answer(
        200,
        kept.page(
          kept.entries.filter((entry) => entry.user === user),
          query(rest[0]),
        ),
      );
    },
  ],
  [
    /^POST \/wallets\/([^/]+)\/recharge$/,
    (gateway, body, [, user = '']) => answer(201, walletsOf(gateway).recharge(user, z.parse(Recharge, body))),
  ],
  [
    /^POST \/wallets\/([^/]+)\/adjust$/,
    (gateway, body, [, user = '']) =>
      answer(201, walletsOf(gateway).book(user, { kind: 'adjust', ...amountOf(z.parse(Adjust, body)) })),
  ],
  [
    /^POST \/wallets\/([^/]+)\/transfer$/,
    (gateway, body, [, user = '']) => {
      const { to, ...amount } = z.parse(Transfer, body);
      const { seconds, reason } = amountOf(amount);
      walletsOf(gateway).book(to, { kind: 'transfer', seconds, reason });
      return answer(201, walletsOf(gateway).book(user, { kind: 'transfer', seconds: -seconds, reason }));
    },
  ],
  [/^GET \/wallet$/, (gateway) => found(walletsOf(gateway).find(gateway.state.user.id))],
  [/^GET \/wallet\/entries(\?.*)?$/, (gateway, _body, [, asked]) => ownEntries(gateway, asked)],
  [
    /^GET \/ledger(\?.*)?$/,
    (gateway, _body, [, asked]) => answer(200, walletsOf(gateway).page(walletsOf(gateway).entries, query(asked))),
  ],
  [
    /^GET \/ledger\/days\?from=([^&]+)/,
    (gateway, _body, [, day = '']) => answer(200, { days: walletsOf(gateway).days(day) }),
  ],
  [/^POST \/ledger\/check$/, (gateway) => answer(200, walletsOf(gateway).check)],
  [
    /^GET \/receipts\/(\d+)$/,
    (gateway, _body, [, number]) => found(walletsOf(gateway).receipts.find((one) => one.number === Number(number))),
  ],
  [
    /^GET \/minute-requests\?state=(\w+)/,
    (gateway, _body, [, state]) =>
      answer(200, {
        requests: walletsOf(gateway).requests.filter((one) => state === 'all' || one.state === 'pending'),
      }),
  ],
  [/^POST \/minute-requests$/, (gateway, body) => ask(gateway, z.parse(NewMinuteRequest, body))],
  [
    /^POST \/minute-requests\/([^/]+)\/decision$/,
    (gateway, body, [, id = '']) => found(walletsOf(gateway).decide(id, z.parse(MinuteDecision, body))),
  ],
];

function ownEntries(gateway: FakeGateway, asked: string | undefined): Response {
  const kept = walletsOf(gateway);
  return answer(
    200,
    kept.page(
      kept.entries.filter(({ user }) => user === gateway.state.user.id),
      query(asked),
    ),
  );
}

function ask(gateway: FakeGateway, { seconds, note = '' }: NewMinuteRequest): Response {
  const { id: user, name } = gateway.state.user;
  const kept = walletsOf(gateway);
  const request = aRequest({ id: `mrq_0000010${kept.requests.length}`, user, name, seconds, note, at: Date.now() });
  kept.requests = [request, ...kept.requests];
  return answer(201, request);
}

function amountOf({ seconds, reason }: Adjust | Recharge) {
  return { seconds, reason };
}

function found(value: object | undefined): Response {
  return value ? answer(200, value) : problem('not-found');
}
