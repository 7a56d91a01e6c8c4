import * as z from 'zod/mini';
import {
  type Approval,
  Confirmed,
  type Confirm,
  Face,
  type NewRegistration,
  type NewSite,
  OpenSite,
  type OwnPatch,
  type PinChange,
  type PinSignIn,
  Registration,
  Session,
  SignedIn,
  Site,
  SiteLine,
  type SitePatch,
  User,
} from '@farmgate/gateway/contract';
import type { Send } from './send.ts';

const Sessions = z.object({ sessions: z.array(SignedIn) });

/** The requests of who stands at the door: nobody is signed in yet. */
export function createDoorApi(send: Send) {
  return {
    openSites: () => send({ method: 'GET', path: '/open-sites', schema: z.object({ sites: z.array(OpenSite) }) }),
    faces: (site: string) =>
      send({
        method: 'GET',
        path: `/faces?site=${encodeURIComponent(site)}`,
        schema: z.object({ faces: z.array(Face) }),
      }),
    byPin: (body: PinSignIn) => send({ method: 'POST', path: '/session/by-pin', body, schema: Session }),
    ask: (body: NewRegistration) => send({ method: 'POST', path: '/registrations', body }),
  };
}

/** Where a person is signed in; without an id it is oneself. */
export function createSignedInApi(send: Send, user?: string) {
  const path = user === undefined ? '/sessions' : `/users/${user}/sessions`;
  return {
    list: () => send({ method: 'GET', path, schema: Sessions }),
    end: (session: string) => send({ method: 'DELETE', path: `${path}/${session}` }),
    endAll: () => send({ method: 'DELETE', path }),
  };
}

/** What people say and change of themselves. */
export function createOwnApi(send: Send) {
  return {
    change: (body: OwnPatch) => send({ method: 'PATCH', path: '/session/person', body, schema: User }),
    setPin: (body: PinChange) => send({ method: 'PUT', path: '/session/pin', body }),
    confirm: (body: Confirm) => send({ method: 'POST', path: '/session/confirm', body, schema: Confirmed }),
  };
}

/** Who waits to join, and the sites. */
export function createSitesApi(send: Send) {
  return {
    waiting: () =>
      send({ method: 'GET', path: '/registrations', schema: z.object({ registrations: z.array(Registration) }) }),
    approve: (id: string, body: Approval) =>
      send({ method: 'POST', path: `/registrations/${id}/approve`, body, schema: User }),
    reject: (id: string, reason: string) =>
      send({ method: 'POST', path: `/registrations/${id}/reject`, body: { reason } }),
    current: () => send({ method: 'GET', path: '/sites/current', schema: Site }),
    change: (id: string, body: SitePatch) => send({ method: 'PATCH', path: `/sites/${id}`, body, schema: Site }),
    all: () => send({ method: 'GET', path: '/sites', schema: z.object({ sites: z.array(SiteLine) }) }),
    add: (body: NewSite) => send({ method: 'POST', path: '/sites', body, schema: Site }),
    dropPin: (user: string) => send({ method: 'DELETE', path: `/users/${user}/pin` }),
  };
}
