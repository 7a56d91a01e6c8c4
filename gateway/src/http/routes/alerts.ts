import * as z from 'zod/mini';
import { Alert, AlertPage, RowId } from '../../contract/index.ts';
import type { Alerts } from '../../domain/alerts/alerts.ts';
import { valueOf } from '../outcome.ts';
import { route, type Route } from '../route.ts';

const oneAlert = z.object({ id: RowId });
const DEFAULT_PAGE = 50;
const count = (max: number) => z.coerce.number().check(z.int(), z.gte(1), z.lte(max));

/** The inbox: what is wrong, who has seen it, and what was. */
export function alertRoutes(alerts: Alerts): Route[] {
  return [
    route({
      method: 'GET',
      path: '/api/v1/alerts',
      summary: 'The alerts of the site, newest first; `state=all` brings those that are over too',
      access: 'read',
      query: z.object({
        state: z.optional(z.enum(['open', 'all'])),
        before: z.optional(count(Number.MAX_SAFE_INTEGER)),
        limit: z.optional(count(200)),
      }),
      responses: { 200: AlertPage },
      handler: ({ actor, query: { state = 'open', limit = DEFAULT_PAGE, before } }) => ({
        status: 200,
        body: alerts.list(actor.site, { state, limit, ...(before === undefined ? {} : { before }) }),
      }),
    }),
    route({
      method: 'POST',
      path: '/api/v1/alerts/:id/acknowledge',
      summary: 'Say that somebody has seen it. Again does no harm',
      access: 'command',
      params: oneAlert,
      responses: { 200: Alert },
      handler: ({ actor, params }) => ({ status: 200, body: valueOf(alerts.acknowledge(actor, params.id)) }),
    }),
    route({
      method: 'POST',
      path: '/api/v1/alerts/:id/clear',
      summary: 'Say that something that has no end of its own is over',
      access: 'manage-devices',
      params: oneAlert,
      responses: { 200: Alert },
      handler: ({ actor, params }) => ({ status: 200, body: valueOf(alerts.clear(actor, params.id)) }),
    }),
  ];
}
