import * as z from 'zod/mini';
import {
  Approval,
  NewRegistration,
  OpenSite,
  Registration,
  Rejection,
  RowId,
  User,
  type Clock,
} from '../../contract/index.ts';
import type { Registrations } from '../../domain/people/registrations.ts';
import { ADDRESS_RULE, networkOf, Throttle } from '../../domain/people/throttle.ts';
import { slowDown } from '../guesses.ts';
import { valueOf } from '../outcome.ts';
import { isPrivateAddress } from '../private-address.ts';
import { ProblemError } from '../problem.ts';
import { route, type Route } from '../route.ts';

const one = z.object({ id: RowId });

/** Asking to join, on the farm's own network, and what admins answer. */
export function registrationRoutes(registrations: Registrations, clock: Clock): Route[] {
  const throttle = new Throttle({ ...ADDRESS_RULE, freeTries: 5 });
  return [
    route({
      method: 'GET',
      path: '/api/v1/open-sites',
      summary: 'Which farms may be joined or signed in to by picture, on their own network',
      access: 'public',
      responses: { 200: z.object({ sites: z.array(OpenSite) }) },
      handler: ({ address }) => ({
        status: 200,
        body: { sites: isPrivateAddress(address) ? registrations.openSites() : [] },
      }),
    }),
    route({
      method: 'POST',
      path: '/api/v1/registrations',
      summary: 'Ask to join; an admin decides',
      access: 'public',
      body: NewRegistration,
      responses: { 202: undefined },
      handler: async ({ body, address }) => {
        if (!isPrivateAddress(address))
          throw new ProblemError('not-allowed', 'Ask to join on the farm’s own network, or ask an admin to add you.');
        slowEachDown(throttle, networkOf(address), clock.monoMs());
        valueOf(await registrations.ask(body, address));
        return { status: 202 };
      },
    }),
    route({
      method: 'GET',
      path: '/api/v1/registrations',
      summary: 'Who waits to be let in, oldest first',
      access: 'manage-people',
      responses: { 200: z.object({ registrations: z.array(Registration) }) },
      handler: ({ actor }) => ({ status: 200, body: { registrations: registrations.list(actor.site) } }),
    }),
    route({
      method: 'POST',
      path: '/api/v1/registrations/:id/approve',
      summary: 'Let somebody in, as user unless it is said',
      access: 'manage-people',
      params: one,
      body: Approval,
      responses: { 201: User },
      handler: ({ actor, params, body }) => ({
        status: 201,
        body: valueOf(registrations.approve(actor, params.id, body)),
      }),
    }),
    route({
      method: 'POST',
      path: '/api/v1/registrations/:id/reject',
      summary: 'Do not let somebody in; they read why',
      access: 'manage-people',
      params: one,
      body: Rejection,
      responses: { 204: undefined },
      handler: ({ actor, params, body }) => {
        valueOf(registrations.reject(actor, params.id, body.reason));
        return { status: 204 };
      },
    }),
  ];
}

/** Each counts, whether it was good or not: nobody joins often. */
function slowEachDown(throttle: Throttle, network: string, now: number): void {
  const waitMs = throttle.waitMs(network, now);
  if (waitMs > 0) throw slowDown(waitMs);
  throttle.fail(network, now);
}
