import { Readable } from 'node:stream';
import { setImmediate } from 'node:timers/promises';
import * as z from 'zod/mini';
import {
  Adjust,
  LedgerCheck,
  LedgerDay,
  LedgerEntry,
  LedgerPage,
  MinuteDecision,
  MinuteRequest,
  NewMinuteRequest,
  Recharge,
  RechargeReceipt,
  RowId,
  Transfer,
  WalletView,
} from '../../contract/index.ts';
import { isAllowed } from '../../domain/people/permissions.ts';
import type { Entry } from '../../domain/sharing/ledger-chain.ts';
import { exportColumns, exportRow } from '../../domain/sharing/ledger-export.ts';
import type { WalletDesk } from '../../domain/sharing/wallet-desk.ts';
import type { Wallets } from '../../domain/sharing/wallets.ts';
import { csvRow } from '../csv.ts';
import { grantedOf } from '../outcome.ts';
import { ProblemError } from '../problem.ts';
import { route, type Route } from '../route.ts';

const DEFAULT_PAGE = 50;
/** A year and some weeks. */
const MOST_DAYS = 400;
const DAY_MS = 86_400_000;
const count = (max: number) => z.coerce.number().check(z.int(), z.gte(1), z.lte(max));
const oneUser = z.object({ user: RowId });
const page = z.object({ before: z.optional(count(Number.MAX_SAFE_INTEGER)), limit: z.optional(count(200)) });
const day = z.string().check(z.regex(/^\d{4}-\d{2}-\d{2}$/, 'is not a day such as 2026-11-21'));

export interface WalletRouteParts {
  readonly wallets: Wallets;
  readonly desk: WalletDesk;
}

/** Minutes: one's own, everybody's, and the ledger they rest on. */
export function walletRoutes(parts: WalletRouteParts): Route[] {
  return [...ownRoutes(parts), ...keptRoutes(parts), ...bookingRoutes(parts), ...ledgerRoutes(parts)];
}

function ownRoutes({ wallets, desk }: WalletRouteParts): Route[] {
  return [
    route({
      method: 'GET',
      path: '/api/v1/wallet',
      summary: 'One’s own minutes',
      access: 'pump',
      responses: { 200: WalletView },
      handler: ({ actor }) => ({ status: 200, body: grantedOf(desk.wallet(actor.site, actor.userId)) }),
    }),
    route({
      method: 'GET',
      path: '/api/v1/wallet/entries',
      summary: 'What became of one’s own minutes, newest first',
      access: 'pump',
      query: page,
      responses: { 200: LedgerPage },
      handler: ({ actor, query: { before, limit = DEFAULT_PAGE } }) => ({
        status: 200,
        body: desk.entries(actor.site, { user: actor.userId, before, limit }),
      }),
    }),
    route({
      method: 'GET',
      path: '/api/v1/receipts/:number',
      summary: 'The receipt of a recharge',
      access: 'pump',
      params: z.object({ number: count(Number.MAX_SAFE_INTEGER) }),
      responses: { 200: RechargeReceipt },
      handler: ({ actor, params }) => {
        const found = desk.receipt(actor.site, params.number);
        // Of another's receipt one without the right learns nothing, not even that it is there.
        const mayRead = found.ok && (found.value.user === actor.userId || isAllowed(actor, 'wallets'));
        if (!found.ok || !mayRead) throw new ProblemError('not-found', 'There is no such receipt here.');
        return { status: 200, body: found.value };
      },
    }),
    route({
      method: 'GET',
      path: '/api/v1/minute-requests',
      summary: 'Who asked for minutes: oneself, or for who may give them everybody',
      access: 'pump',
      query: z.object({ state: z.optional(z.enum(['pending', 'all'])) }),
      responses: { 200: z.object({ requests: z.array(MinuteRequest) }) },
      handler: ({ actor, query: { state = 'pending' } }) => {
        const user = isAllowed(actor, 'wallets') ? undefined : actor.userId;
        const requests = desk.requests(actor.site, { waiting: state === 'pending', limit: 500, user });
        return { status: 200, body: { requests } };
      },
    }),
    route({
      method: 'POST',
      path: '/api/v1/minute-requests',
      summary: 'Ask an admin for minutes',
      access: 'pump',
      body: NewMinuteRequest,
      responses: { 201: MinuteRequest },
      handler: ({ actor, body: { seconds, note = '' } }) => ({
        status: 201,
        body: desk.request(actor.site, grantedOf(wallets.askForMinutes(actor, { seconds, note }))),
      }),
    }),
  ];
}

function keptRoutes({ wallets, desk }: WalletRouteParts): Route[] {
  return [
    route({
      method: 'GET',
      path: '/api/v1/wallets',
      summary: 'Everybody’s minutes',
      access: 'wallets',
      responses: { 200: z.object({ wallets: z.array(WalletView) }) },
      handler: ({ actor }) => ({ status: 200, body: { wallets: desk.wallets(actor.site) } }),
    }),
    route({
      method: 'GET',
      path: '/api/v1/wallets/:user',
      summary: 'Somebody’s minutes',
      access: 'wallets',
      params: oneUser,
      responses: { 200: WalletView },
      handler: ({ actor, params }) => ({ status: 200, body: grantedOf(desk.wallet(actor.site, params.user)) }),
    }),
    route({
      method: 'GET',
      path: '/api/v1/wallets/:user/entries',
      summary: 'What became of somebody’s minutes, newest first',
      access: 'wallets',
      params: oneUser,
      query: page,
      responses: { 200: LedgerPage },
      handler: ({ actor, params: { user }, query: { before, limit = DEFAULT_PAGE } }) => {
        grantedOf(wallets.wallet(actor.site, user));
        return { status: 200, body: desk.entries(actor.site, { user, before, limit }) };
      },
    }),
    route({
      method: 'POST',
      path: '/api/v1/minute-requests/:id/decision',
      summary: 'Give the minutes that were asked for, or say why not. Once',
      access: 'wallets',
      params: z.object({ id: RowId }),
      body: MinuteDecision,
      responses: { 200: MinuteRequest },
      handler: ({ actor, params, body: { state, reason } }) => {
        if (state === 'rejected' && reason === undefined)
          throw new ProblemError('invalid', 'Say in a few words why not.', {
            errors: [{ pointer: '/reason', detail: 'is missing' }],
          });
        const decided = grantedOf(wallets.decide(actor, params.id, state, reason ?? ''));
        return { status: 200, body: desk.request(actor.site, decided) };
      },
    }),
  ];
}

function bookingRoutes({ wallets, desk }: WalletRouteParts): Route[] {
  return [
    route({
      method: 'POST',
      path: '/api/v1/wallets/:user/recharge',
      summary: 'Book minutes that were paid for. The same id twice is the same booking',
      access: 'wallets',
      params: oneUser,
      body: Recharge,
      responses: { 201: RechargeReceipt },
      handler: ({ actor, params, body: { id, seconds, reason } }) => {
        const entry = grantedOf(wallets.recharge(actor, { user: params.user, seconds, reason, ...keyOf(id) }));
        return { status: 201, body: grantedOf(desk.receiptOf(actor.site, entry)) };
      },
    }),
    route({
      method: 'POST',
      path: '/api/v1/wallets/:user/adjust',
      summary: 'Correct somebody’s minutes, up or down. The same id twice is the same booking',
      access: 'wallets',
      confirm: true,
      params: oneUser,
      body: Adjust,
      responses: { 201: LedgerEntry },
      handler: ({ actor, params, body: { id, seconds, reason } }) => {
        const entry = grantedOf(wallets.adjust(actor, { user: params.user, seconds, reason, ...keyOf(id) }));
        return { status: 201, body: desk.entry(actor.site, entry) };
      },
    }),
    route({
      method: 'POST',
      path: '/api/v1/wallets/:user/transfer',
      summary: 'Move minutes from one person to another. The same id twice is the same booking',
      access: 'wallets',
      confirm: true,
      params: oneUser,
      body: Transfer,
      responses: { 201: LedgerEntry },
      handler: ({ actor, params, body: { id, to, seconds, reason } }) => {
        const deed = { user: params.user, to, seconds, reason, ...keyOf(id) };
        return { status: 201, body: desk.entry(actor.site, grantedOf(wallets.transfer(actor, deed))) };
      },
    }),
  ];
}

function ledgerRoutes({ wallets, desk }: WalletRouteParts): Route[] {
  return [
    route({
      method: 'GET',
      path: '/api/v1/ledger',
      summary: 'Every booking of the site, newest first',
      access: 'wallets',
      query: page,
      responses: { 200: LedgerPage },
      handler: ({ actor, query: { before, limit = DEFAULT_PAGE } }) => ({
        status: 200,
        body: desk.entries(actor.site, { before, limit }),
      }),
    }),
    route({
      method: 'GET',
      path: '/api/v1/ledger/days',
      summary: 'What each day’s bookings of each person came to, both days included',
      access: 'wallets',
      query: z.object({ from: day, to: day }),
      responses: { 200: z.object({ days: z.array(LedgerDay) }) },
      handler: ({ actor, query: { from, to } }) => {
        if (Date.parse(to) - Date.parse(from) > MOST_DAYS * DAY_MS)
          throw new ProblemError('invalid', `Ask for at most ${MOST_DAYS} days at once.`, {
            errors: [{ pointer: '/from', detail: 'is too long before the last day' }],
          });
        return { status: 200, body: { days: desk.days(actor.site, from, to) } };
      },
    }),
    route({
      method: 'POST',
      path: '/api/v1/ledger/check',
      summary: 'Read the whole ledger and tell what is not as it was written',
      access: 'wallets',
      responses: { 200: LedgerCheck },
      handler: async ({ actor }) => {
        const { entries, faults } = await wallets.check(actor.site, () => setImmediate());
        const told = faults.map(({ seq, sentence }) => ({ seq, sentence }));
        return { status: 200, body: { entries, isWhole: faults.length === 0, faults: told } };
      },
    }),
    route({
      method: 'GET',
      path: '/api/v1/ledger.csv',
      summary: 'The whole ledger as a table, oldest first, times in UTC',
      access: 'wallets',
      responses: { 200: z.string() },
      handler: ({ actor }) => ({
        status: 200,
        headers: {
          'Content-Type': 'text/csv; charset=utf-8',
          'Content-Disposition': 'attachment; filename="ledger.csv"',
        },
        body: Readable.from(csvOf(wallets.walk(actor.site))),
      }),
    }),
  ];
}

function* csvOf(entries: Iterable<Entry>): Iterable<string> {
  yield csvRow(exportColumns);
  for (const entry of entries) yield csvRow(exportRow(entry));
}

function keyOf(id: string | undefined): { readonly key?: string } {
  return id === undefined ? {} : { key: `deed:${id}` };
}
