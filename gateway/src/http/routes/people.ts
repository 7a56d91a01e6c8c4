import * as z from 'zod/mini';
import { AuditEntry, NewUser, RowId, Site, SitePatch, User, UserPatch } from '../../contract/index.ts';
import type { AuditLog } from '../../domain/audit.ts';
import type { People } from '../../domain/people/people.ts';
import { valueOf } from '../outcome.ts';
import { ProblemError } from '../problem.ts';
import { route, type Route } from '../route.ts';

const oneUser = z.object({ id: RowId });
const DEFAULT_PAGE = 50;
const count = (max: number) => z.coerce.number().check(z.int(), z.gte(1), z.lte(max));

/** The people of a site, the site itself, and the audit of what everybody did. */
export function peopleRoutes(people: People, audit: AuditLog): Route[] {
  return [
    route({
      method: 'GET',
      path: '/api/v1/users',
      summary: 'The people of the site',
      access: 'manage-people',
      responses: { 200: z.object({ users: z.array(User) }) },
      handler: ({ actor }) => ({ status: 200, body: { users: people.list(actor.site) } }),
    }),
    route({
      method: 'POST',
      path: '/api/v1/users',
      summary: 'Add a person',
      access: 'manage-people',
      body: NewUser,
      responses: { 201: User },
      handler: async ({ actor, body }) => ({ status: 201, body: valueOf(await people.add(actor, body)) }),
    }),
    route({
      method: 'PATCH',
      path: '/api/v1/users/:id',
      summary: 'Change a person: name, role, password, suspended',
      access: 'manage-people',
      params: oneUser,
      body: UserPatch,
      responses: { 200: User },
      handler: async ({ actor, params, body }) => ({
        status: 200,
        body: valueOf(await people.patch(actor, params.id, body)),
      }),
    }),
    route({
      method: 'DELETE',
      path: '/api/v1/users/:id',
      summary: 'Remove a person',
      access: 'manage-people',
      params: oneUser,
      responses: { 204: undefined },
      handler: ({ actor, params }) => {
        valueOf(people.remove(actor, params.id));
        return { status: 204 };
      },
    }),
    route({
      method: 'GET',
      path: '/api/v1/sites/current',
      summary: 'The own site',
      access: 'signed-in',
      responses: { 200: Site },
      handler: ({ actor }) => {
        const site = people.site(actor.site);
        if (!site) throw new ProblemError('not-found', 'This site is gone.');
        return { status: 200, body: site };
      },
    }),
    route({
      method: 'PATCH',
      path: '/api/v1/sites/current',
      summary: 'Name the site, or set its time zone',
      access: 'manage-people',
      body: SitePatch,
      responses: { 200: Site },
      handler: ({ actor, body }) => ({ status: 200, body: valueOf(people.patchSite(actor, body)) }),
    }),
    route({
      method: 'GET',
      path: '/api/v1/audit',
      summary: 'Who did what, newest first',
      access: 'read-audit',
      query: z.object({ before: z.optional(count(Number.MAX_SAFE_INTEGER)), limit: z.optional(count(200)) }),
      responses: { 200: z.object({ entries: z.array(AuditEntry), next: z.optional(z.int()) }) },
      handler: ({ actor, query }) => {
        const limit = query.limit ?? DEFAULT_PAGE;
        const entries = audit.list(actor.site, { limit, ...(query.before ? { before: query.before } : {}) });
        const next = entries.length === limit ? entries.at(-1)?.id : undefined;
        return { status: 200, body: { entries, ...(next ? { next } : {}) } };
      },
    }),
  ];
}
