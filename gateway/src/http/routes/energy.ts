import * as z from 'zod/mini';
import {
  BalanceAnswer,
  EnergyNow,
  EnergySettings,
  HoursAnswer,
  MonthText,
  UsesAnswer,
  UsesBy,
} from '../../contract/index.ts';
import type { BalanceDesk } from '../../domain/energy/balance-desk.ts';
import type { EnergySettingsDesk } from '../../domain/energy/energy-settings-desk.ts';
import type { HoursDesk } from '../../domain/energy/hours-desk.ts';
import type { NowDesk } from '../../domain/energy/now-desk.ts';
import type { Span } from '../../domain/energy/site-calendar.ts';
import type { UseDesk } from '../../domain/energy/use-desk.ts';
import type { Actor } from '../../domain/people/actor.ts';
import { isAllowed } from '../../domain/people/permissions.ts';
import { valueOf } from '../outcome.ts';
import { ProblemError } from '../problem.ts';
import { route, type Route } from '../route.ts';

export interface EnergyRouteParts {
  readonly now: NowDesk;
  readonly uses: UseDesk;
  readonly balance: Pick<BalanceDesk, 'month'>;
  readonly hours: Pick<HoursDesk, 'month'>;
  readonly settings: EnergySettingsDesk;
  readonly monthOf: (site: string, month: string) => Span;
}

const wall = z.coerce.number().check(z.int(), z.gte(0), z.lt(7_258_118_400_000));

/** Energy as it is used. */
export function energyRoutes(parts: EnergyRouteParts): Route[] {
  const { now, uses, balance, hours, settings } = parts;
  return [
    route({
      method: 'GET',
      path: '/api/v1/energy/now',
      summary: 'What flows now, what the next unit costs, and what each load and each run that goes on costs',
      access: 'read',
      responses: { 200: EnergyNow },
      handler: async ({ actor }) => ({ status: 200, body: await now.now(actor.site) }),
    }),
    route({
      method: 'GET',
      path: '/api/v1/energy/uses',
      summary: 'What runs that began in a month or a time took, by run, person or load: one’s own, or by an admin all',
      access: 'read',
      query: z.object({
        by: UsesBy,
        month: z.optional(MonthText),
        from: z.optional(wall),
        to: z.optional(wall),
        user: z.optional(z.string().check(z.maxLength(64))),
      }),
      responses: { 200: UsesAnswer },
      handler: async ({ actor, query: { by, user, ...time } }) => {
        const span = spanOf(time, (month) => parts.monthOf(actor.site, month));
        const whose = whoseOf(actor, user);
        return { status: 200, body: valueOf(await uses.uses(actor.site, { ...span, by, user: whose })) };
      },
    }),
    route({
      method: 'GET',
      path: '/api/v1/energy/balance/:month',
      summary: 'What went through the main against what the switched loads took, day by day',
      access: 'read',
      params: z.object({ month: MonthText }),
      responses: { 200: BalanceAnswer },
      handler: async ({ actor, params }) => ({ status: 200, body: await balance.month(actor.site, params.month) }),
    }),
    route({
      method: 'GET',
      path: '/api/v1/energy/hours/:month',
      summary: 'When each switched load was on: hours and starts, day by day, and its hour meter',
      access: 'read',
      params: z.object({ month: MonthText }),
      responses: { 200: HoursAnswer },
      handler: async ({ actor, params }) => ({ status: 200, body: await hours.month(actor.site, params.month) }),
    }),
    route({
      method: 'GET',
      path: '/api/v1/energy/settings',
      summary: 'By what the site knows its energy',
      access: 'read',
      responses: { 200: EnergySettings },
      handler: ({ actor }) => ({ status: 200, body: settings.of(actor.site) }),
    }),
    route({
      method: 'PUT',
      path: '/api/v1/energy/settings',
      summary: 'Say what measures the whole site, and what is measured twice; bills go by it, also those of before',
      access: 'tariffs',
      body: EnergySettings,
      responses: { 200: EnergySettings },
      handler: ({ actor, body }) => ({ status: 200, body: valueOf(settings.save(actor, body)) }),
    }),
  ];
}

function spanOf(
  { month, from, to }: { month?: string | undefined; from?: number | undefined; to?: number | undefined },
  monthOf: (month: string) => Span,
): Span {
  if (month !== undefined && from === undefined && to === undefined) return monthOf(month);
  if (month === undefined && from !== undefined && to !== undefined) return { from, to };
  throw new ProblemError('invalid', 'Name a month, or both ends of a time: `from` and `to`.', {
    errors: [{ pointer: '/month', detail: 'is missing, or there beside `from` and `to`' }],
  });
}

function whoseOf(actor: Actor, user: string | undefined): string | undefined {
  if (isAllowed(actor, 'order-queue')) return user;
  if (user === undefined || user === actor.userId) return actor.userId;
  throw new ProblemError('not-allowed', 'What the runs of others took is for admins.');
}
