import * as z from 'zod/mini';
import { AuditEntry, type NewUser, User, type UserPatch } from '@farmgate/gateway/contract';
import type { Answer } from './answer.ts';
import type { Send } from './send.ts';

const UserList = z.object({ users: z.array(User) });
const AuditPage = z.object({ entries: z.array(AuditEntry), next: z.optional(z.int()) });

/** One page of the audit, newest first; `next` is the id to ask before for the page after it. */
export type AuditPage = z.infer<typeof AuditPage>;

/** People of the site and the record of what they did. */
export interface PeopleApi {
  users(): Promise<Answer<{ users: User[] }>>;
  addUser(body: NewUser): Promise<Answer<User>>;
  patchUser(id: string, body: UserPatch): Promise<Answer<User>>;
  removeUser(id: string): Promise<Answer<void>>;
  audit(before: number | undefined): Promise<Answer<AuditPage>>;
}

const PAGE = 50;

/** The requests about people, on a signed-in sender. */
export function createPeopleApi(send: Send): PeopleApi {
  return {
    users: () => send({ method: 'GET', path: '/users', schema: UserList }),
    addUser: (body) => send({ method: 'POST', path: '/users', body, schema: User }),
    patchUser: (id, body) => send({ method: 'PATCH', path: `/users/${id}`, body, schema: User }),
    removeUser: (id) => send({ method: 'DELETE', path: `/users/${id}` }),
    audit: (before) =>
      send({
        method: 'GET',
        path: `/audit?limit=${PAGE}${before === undefined ? '' : `&before=${before}`}`,
        schema: AuditPage,
      }),
  };
}
