import { Readable } from 'node:stream';
import * as z from 'zod/mini';
import {
  BillAnswer,
  BillParts,
  BudgetEntry,
  BudgetStanding,
  BudgetView,
  DeviceId,
  MonthText,
  PointId,
  RealBillEntry,
  RealBillView,
  RowId,
  VarianceView,
} from '../../contract/index.ts';
import type { BillDesk } from '../../domain/energy/bill-desk.ts';
import type { BudgetDesk } from '../../domain/energy/budget-desk.ts';
import { sharesWithRest } from '../../domain/energy/sheet-shares.ts';
import { sheetOf, type Sheet, type SheetShare } from '../../domain/energy/sheet.ts';
import type { EnergySubject } from '../../domain/energy/tariff-ports.ts';
import type { Actor } from '../../domain/people/actor.ts';
import { isAllowed } from '../../domain/people/permissions.ts';
import { grantedOf, valueOf } from '../outcome.ts';
import { ProblemError } from '../problem.ts';
import { route, type Route } from '../route.ts';
import { sheetCsv } from '../sheet-csv.ts';

const one = z.object({ id: RowId });
const ofMonth = z.object({ month: MonthText });

export interface BillRouteParts {
  readonly bills: BillDesk;
  readonly budgets: BudgetDesk;
  readonly siteName: (site: string) => string;
  /** What each person's runs came to. */
  readonly shares: (site: string, month: string) => Promise<SheetShare[]>;
}

/** What energy costs: the bill of each month, the supplier's own beside it, and what a month may come to. */
export function billRoutes(parts: BillRouteParts): Route[] {
  return [...monthRoutes(parts), ...realBillRoutes(parts), ...budgetRoutes(parts)];
}

function monthRoutes({ bills, siteName, shares }: BillRouteParts): Route[] {
  const sheet = async (actor: Actor, month: string): Promise<Sheet> => {
    const { site } = actor;
    const answer = valueOf(await bills.month(site, month));
    // What others took is for those who may read their runs.
    const parts = isAllowed(actor, 'order-queue') ? await shares(site, month) : [];
    const days = await bills.days(site, month);
    return sheetOf({ site: siteName(site), answer, days, shares: sharesWithRest(parts, answer) });
  };
  return [
    route({
      method: 'GET',
      path: '/api/v1/bills/:month',
      summary: 'What a month cost, of the site or of one metered point; while it goes on also what it will come to',
      access: 'read',
      params: ofMonth,
      query: z.object({ device: z.optional(DeviceId), point: z.optional(PointId) }),
      responses: { 200: BillAnswer },
      handler: async ({ actor, params, query }) => ({
        status: 200,
        body: valueOf(await bills.month(actor.site, params.month, subjectOf(query))),
      }),
    }),
    route({
      method: 'GET',
      path: '/api/v1/bills/:month/parts',
      summary: 'When and by what the energy of a month was used: days, hours of the day, loads',
      access: 'read',
      params: ofMonth,
      responses: { 200: BillParts },
      handler: async ({ actor, params }) => ({ status: 200, body: await bills.parts(actor.site, params.month) }),
    }),
    route({
      method: 'GET',
      path: '/api/v1/bills/:month/sheet.csv',
      summary: 'The sheet of a month as a table',
      access: 'read',
      params: ofMonth,
      responses: { 200: z.string() },
      handler: async ({ actor, params: { month } }) => ({
        status: 200,
        headers: fileHeaders('text/csv; charset=utf-8', `energy-${month}.csv`),
        body: sheetCsv(await sheet(actor, month)),
      }),
    }),
    route({
      method: 'GET',
      path: '/api/v1/bills/:month/sheet.pdf',
      summary: 'The sheet of a month to be printed (PDF)',
      access: 'read',
      params: ofMonth,
      responses: { 200: z.string() },
      handler: async ({ actor, params: { month } }) => {
        const { sheetPdf } = await import('../pdf/sheet-pdf.ts');
        const bytes = sheetPdf(await sheet(actor, month));
        return {
          status: 200,
          headers: fileHeaders('application/pdf', `energy-${month}.pdf`),
          body: Readable.from([bytes]),
        };
      },
    }),
  ];
}

function realBillRoutes({ bills }: BillRouteParts): Route[] {
  return [
    route({
      method: 'GET',
      path: '/api/v1/real-bills',
      summary: 'The bills of the supplier that were entered, newest first',
      access: 'read',
      responses: { 200: z.object({ bills: z.array(RealBillView) }) },
      handler: ({ actor }) => ({ status: 200, body: { bills: bills.realBills(actor.site) } }),
    }),
    route({
      method: 'POST',
      path: '/api/v1/real-bills',
      summary: 'Enter a bill of the supplier',
      access: 'tariffs',
      body: RealBillEntry,
      responses: { 201: RealBillView },
      handler: async ({ actor, body }) => ({ status: 201, body: valueOf(await bills.enter(actor, body)) }),
    }),
    route({
      method: 'DELETE',
      path: '/api/v1/real-bills/:id',
      summary: 'Take a bill of the supplier away',
      access: 'tariffs',
      confirm: true,
      params: one,
      responses: { 204: undefined },
      handler: ({ actor, params }) => {
        valueOf(bills.remove(actor, params.id));
        return { status: 204 };
      },
    }),
    route({
      method: 'GET',
      path: '/api/v1/real-bills/:id/variance',
      summary: 'How far a bill of the supplier is from the computed one, and why',
      access: 'read',
      params: one,
      responses: { 200: VarianceView },
      handler: async ({ actor, params }) => ({
        status: 200,
        body: grantedOf(valueOf(await bills.variance(actor.site, params.id))),
      }),
    }),
  ];
}

function budgetRoutes({ budgets }: BillRouteParts): Route[] {
  return [
    route({
      method: 'GET',
      path: '/api/v1/budgets',
      summary: 'What months may come to, and what was told of it this month',
      access: 'read',
      responses: { 200: z.object({ budgets: z.array(BudgetView) }) },
      handler: ({ actor }) => ({ status: 200, body: { budgets: budgets.list(actor.site) } }),
    }),
    route({
      method: 'GET',
      path: '/api/v1/budgets/:id/standing',
      summary: 'How a budget stands this month',
      access: 'read',
      params: one,
      responses: { 200: BudgetStanding },
      handler: async ({ actor, params }) => ({
        status: 200,
        body: valueOf(await budgets.standing(actor, params.id)),
      }),
    }),
    route({
      method: 'POST',
      path: '/api/v1/budgets',
      summary: 'Set what a month may come to',
      access: 'tariffs',
      body: BudgetEntry,
      responses: { 201: BudgetView },
      handler: ({ actor, body }) => ({ status: 201, body: valueOf(budgets.add(actor, body)) }),
    }),
    route({
      method: 'PUT',
      path: '/api/v1/budgets/:id',
      summary: 'Change a budget; another limit, measure or subject is told of anew',
      access: 'tariffs',
      params: one,
      body: BudgetEntry,
      responses: { 200: BudgetView },
      handler: ({ actor, params, body }) => ({ status: 200, body: valueOf(budgets.change(actor, params.id, body)) }),
    }),
    route({
      method: 'DELETE',
      path: '/api/v1/budgets/:id',
      summary: 'Take a budget away',
      access: 'tariffs',
      confirm: true,
      params: one,
      responses: { 204: undefined },
      handler: ({ actor, params }) => {
        valueOf(budgets.remove(actor, params.id));
        return { status: 204 };
      },
    }),
  ];
}

function subjectOf({ device, point }: { device?: string | undefined; point?: string | undefined }): EnergySubject {
  if (device === undefined && point === undefined) return 'site';
  if (device !== undefined && point !== undefined) return { device, point };
  const missing = device === undefined ? '/device' : '/point';
  throw new ProblemError('invalid', 'Name both a device and a point, or neither for the whole site.', {
    errors: [{ pointer: missing, detail: 'is missing' }],
  });
}

function fileHeaders(type: string, name: string): Record<string, string> {
  return { 'Content-Type': type, 'Content-Disposition': `attachment; filename="${name}"` };
}
