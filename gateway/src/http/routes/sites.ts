import * as z from 'zod/mini';
import { NewSite, RowId, Site, SiteLine, SitePatch } from '../../contract/index.ts';
import type { Sites } from '../../domain/people/sites.ts';
import { valueOf } from '../outcome.ts';
import { ProblemError } from '../problem.ts';
import { route, type Route } from '../route.ts';

/** The own site, and for a master admin all of them. */
export function siteRoutes(sites: Sites): Route[] {
  return [
    route({
      method: 'GET',
      path: '/api/v1/sites/current',
      summary: 'The own site',
      access: 'signed-in',
      responses: { 200: Site },
      handler: ({ actor }) => {
        const site = sites.find(actor.site);
        if (!site) throw new ProblemError('not-found', 'This site is gone.');
        return { status: 200, body: site };
      },
    }),
    route({
      method: 'PATCH',
      path: '/api/v1/sites/current',
      summary: 'Name the site, set its time zone, and what it offers to who is not signed in',
      access: 'manage-people',
      body: SitePatch,
      responses: { 200: Site },
      handler: ({ actor, body }) => ({ status: 200, body: valueOf(sites.patch(actor, actor.site, body)) }),
    }),
    route({
      method: 'GET',
      path: '/api/v1/sites',
      summary: 'All sites of the gateway',
      access: 'gateway',
      responses: { 200: z.object({ sites: z.array(SiteLine) }) },
      handler: () => ({ status: 200, body: { sites: sites.list() } }),
    }),
    route({
      method: 'POST',
      path: '/api/v1/sites',
      summary: 'A further site with its first admin',
      access: 'gateway',
      body: NewSite,
      responses: { 201: Site },
      handler: async ({ actor, body }) => ({ status: 201, body: valueOf(await sites.add(actor, body)) }),
    }),
    route({
      method: 'PATCH',
      path: '/api/v1/sites/:id',
      summary: 'Name any site, or set its time zone',
      access: 'gateway',
      params: z.object({ id: RowId }),
      body: SitePatch,
      responses: { 200: Site },
      handler: ({ actor, params, body }) => ({ status: 200, body: valueOf(sites.patch(actor, params.id, body)) }),
    }),
  ];
}
