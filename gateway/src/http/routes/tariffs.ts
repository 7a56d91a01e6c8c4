import * as z from 'zod/mini';
import {
  ReasonText,
  RowId,
  TariffEntry,
  TariffPreset,
  TariffTrial,
  TariffTrialAnswer,
  TariffView,
} from '../../contract/index.ts';
import type { TariffDesk } from '../../domain/energy/tariff-desk.ts';
import { valueOf } from '../outcome.ts';
import { route, type Route } from '../route.ts';

const one = z.object({ id: RowId });

export interface TariffRouteParts {
  readonly tariffs: TariffDesk;
  readonly presets: readonly TariffPreset[];
}

/** What the site's supplier charges, and since when. */
export function tariffRoutes({ tariffs, presets }: TariffRouteParts): Route[] {
  return [
    route({
      method: 'GET',
      path: '/api/v1/tariffs',
      summary: 'The tariffs that hold, in the order in which they begin',
      access: 'read',
      responses: { 200: z.object({ tariffs: z.array(TariffView) }) },
      handler: ({ actor }) => ({ status: 200, body: { tariffs: tariffs.list(actor.site) } }),
    }),
    route({
      method: 'GET',
      path: '/api/v1/tariff-presets',
      summary: 'Tariffs of some suppliers to begin with, each with its source',
      access: 'read',
      responses: { 200: z.object({ presets: z.array(TariffPreset) }) },
      handler: () => ({ status: 200, body: { presets } }),
    }),
    route({
      method: 'GET',
      path: '/api/v1/tariffs/:id/versions',
      summary: 'Every version of a tariff, newest first',
      access: 'tariffs',
      params: one,
      responses: { 200: z.object({ versions: z.array(TariffView) }) },
      handler: ({ actor, params }) => ({
        status: 200,
        body: { versions: valueOf(tariffs.versions(actor.site, params.id)) },
      }),
    }),
    route({
      method: 'POST',
      path: '/api/v1/tariff-trials',
      summary: 'What a month would cost by terms that are only tried out; nothing is kept',
      access: 'tariffs',
      body: TariffTrial,
      responses: { 200: TariffTrialAnswer },
      handler: ({ actor, body }) => ({ status: 200, body: tariffs.tryOut(actor.site, body) }),
    }),
    route({
      method: 'POST',
      path: '/api/v1/tariffs',
      summary: 'Enter a tariff. Where it changes bills of a time that is past, say why',
      access: 'tariffs',
      body: TariffEntry,
      responses: { 201: TariffView },
      handler: ({ actor, body }) => ({ status: 201, body: valueOf(tariffs.add(actor, body)) }),
    }),
    route({
      method: 'PUT',
      path: '/api/v1/tariffs/:id',
      summary: 'Change a tariff by a new version of it; the one before is kept',
      access: 'tariffs',
      params: one,
      body: TariffEntry,
      responses: { 200: TariffView },
      handler: ({ actor, params, body }) => ({ status: 200, body: valueOf(tariffs.change(actor, params.id, body)) }),
    }),
    route({
      method: 'DELETE',
      path: '/api/v1/tariffs/:id',
      summary: 'Take a tariff away: the one before it holds on. Its versions are kept',
      access: 'tariffs',
      confirm: true,
      params: one,
      query: z.object({ reason: z.optional(ReasonText) }),
      responses: { 204: undefined },
      handler: ({ actor, params, query }) => {
        valueOf(tariffs.remove(actor, params.id, query.reason));
        return { status: 204 };
      },
    }),
  ];
}
