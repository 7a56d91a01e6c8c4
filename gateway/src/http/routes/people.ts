import * as z from 'zod/mini';
import { AuditEntry, NewUser, RowId, User, UserPatch } from '../../contract/index.ts';
import type { AuditLog } from '../../domain/audit.ts';
import type { People } from '../../domain/people/people.ts';
import { valueOf } from '../outcome.ts';
import { route, type Route } from '../route.ts';

const oneUser = z.object({ id: RowId });
const DEFAULT_PAGE = 50;
const count = (max: number) => z.coerce.number().check(z.int(), z.gte(1), z.lte(max));

/** The people of a site, and the audit of what everybody did. */
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
      summary:
        'Change a person: name, role, password, badge, suspended with a reason. Role installer is for a day from now',
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
      confirm: true,
      params: oneUser,
      responses: { 204: undefined },
      handler: ({ actor, params }) => {
        valueOf(people.remove(actor, params.id));
        return { status: 204 };
      },
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
