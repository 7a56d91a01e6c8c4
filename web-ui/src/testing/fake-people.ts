import {
  type Face,
  NewRegistration,
  NewSite,
  type OpenSite,
  OwnPatch,
  PinChange,
  PinSignIn,
  type Registration,
  type SignedIn,
  type SiteLine,
  Approval,
  UserPatch,
} from '@farmgate/gateway/contract';
import * as z from 'zod/mini';
import { aUser, NOW } from './builders.ts';
import type { FakeGateway } from './fake-gateway.ts';
import { answer, problem, type Route } from './fake-answers.ts';

/** Who stands at the door of a fake gateway, and who is in. */
export class FakePeople {
  waiting: Registration[];
  sites: SiteLine[];
  open: OpenSite[];
  faces: Face[];
  sessions: SignedIn[];
  readonly pin = '2580';
  confirmed = false;

  constructor(given: Partial<Pick<FakePeople, 'waiting' | 'sites' | 'open' | 'faces' | 'sessions'>> = {}) {
    this.waiting = given.waiting ?? [];
    this.sites = given.sites ?? [aSite()];
    this.open = given.open ?? [];
    this.faces = given.faces ?? [];
    this.sessions = given.sessions ?? [aSession({ id: 'here', current: true }), aSession()];
  }
}

/** A farm among others. */
export function aSite(given: Partial<SiteLine> = {}): SiteLine {
  const site = { id: 'site_green1', name: 'Green Valley', timeZone: 'Asia/Bangkok', createdAt: NOW };
  return { ...site, mayAsk: true, showsPeople: true, people: 2, ...given };
}

/** A browser somebody is signed in with. */
export function aSession(given: Partial<SignedIn> = {}): SignedIn {
  return {
    id: 'session-1',
    kind: 'browser',
    address: '192.168.1.23',
    agent: 'Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/131.0 Mobile Safari/537.36',
    current: false,
    createdAt: NOW - 86_400_000,
    lastUsedAt: NOW - 60_000,
    ...given,
  };
}

/** Somebody who waits to join. */
export function aRegistration(given: Partial<Registration> = {}): Registration {
  return {
    id: 'reg_nan00001',
    login: 'nan',
    name: 'Nan',
    note: 'Neighbour of Anna',
    address: '192.168.1.44',
    askedAt: NOW,
    expiresAt: NOW + 7 * 86_400_000,
    isTaken: false,
    ...given,
  };
}

/** What is asked of a fake gateway's people. */
export const peopleRoutes: readonly Route[] = [
  [/^GET \/users$/, ({ state }) => answer(200, { users: state.users })],
  [/^PATCH \/users\/([^/]+)$/, (gateway, body, [, id = '']) => patchUser(gateway, body, id)],
  [/^DELETE \/users\/([^/]+)$/, (gateway, _body, [, id = '']) => removeUser(gateway, id)],
  [/^DELETE \/users\/[^/]+\/pin$/, () => answer(204)],
  [/^GET \/(?:users\/[^/]+\/)?sessions$/, ({ people }) => answer(200, { sessions: people.sessions })],
  [/^DELETE \/(?:users\/[^/]+\/)?sessions(?:\/(.+))?$/, ({ people }, _body, [, id]) => endSessions(people, id)],
  [/^GET \/registrations$/, ({ people }) => answer(200, { registrations: people.waiting })],
  [/^POST \/registrations$/, (_gateway, body) => (z.parse(NewRegistration, body) ? answer(202) : answer(422))],
  [/^POST \/registrations\/([^/]+)\/(\w+)$/, ({ people }, body, [, id, deed]) => decide(people, { id, deed, body })],
  [/^GET \/sites\/current$/, ({ people }) => answer(200, people.sites[0])],
  [/^GET \/sites$/, ({ people }) => answer(200, { sites: people.sites })],
  [/^POST \/sites$/, ({ people }, body) => addSite(people, body)],
  [/^PATCH \/sites\//, ({ people }, body) => answer(200, Object.assign(people.sites[0] ?? {}, body))],
  [/^GET \/open-sites$/, ({ people }) => answer(200, { sites: people.open })],
  [/^GET \/faces/, ({ people }) => answer(200, { faces: people.faces })],
  [/^POST \/session\/by-pin$/, (gateway, body) => byPin(gateway, body)],
  [/^POST \/session\/confirm$/, (gateway, body) => confirm(gateway, body)],
  [/^PUT \/session\/pin$/, ({ state }, body) => setPin(state, body)],
  [/^PATCH \/session\/person$/, ({ state }, body) => answer(200, Object.assign(state.user, z.parse(OwnPatch, body)))],
];

function patchUser({ state }: FakeGateway, body: unknown, id: string): Response {
  const { reason, password: _, ...patch } = z.parse(UserPatch, body);
  const user = state.users.find((one) => one.id === id);
  if (!user) return problem('not-found');
  if (patch.suspended && reason === undefined) return problem('invalid');
  const after = { ...user, ...patch, ...(reason === undefined ? {} : { suspendedFor: reason }) };
  state.users = state.users.map((one) => (one === user ? (after as typeof user) : one));
  return answer(200, after);
}

function removeUser({ state, people }: FakeGateway, id: string): Response {
  if (!people.confirmed) return problem('confirm-first');
  state.users = state.users.filter((user) => user.id !== id);
  return answer(204);
}

function endSessions(people: FakePeople, id: string | undefined): Response {
  people.sessions = people.sessions.filter((session) => session.current || (id !== undefined && session.id !== id));
  return answer(204);
}

function decide(
  people: FakePeople,
  { id, deed, body }: { readonly id: string | undefined; readonly deed: string | undefined; readonly body: unknown },
): Response {
  const found = people.waiting.find((each) => each.id === id);
  if (!found) return problem('not-found');
  people.waiting = people.waiting.filter((each) => each !== found);
  if (deed === 'reject') return answer(204);
  const { role = 'user', login = found.login } = z.parse(Approval, body);
  return answer(201, aUser({ id: 'user_nan0001', name: found.name, login, role, masterAdmin: false }));
}

function addSite(people: FakePeople, body: unknown): Response {
  const { name, timeZone } = z.parse(NewSite, body);
  const site = aSite({ id: 'site_river1', name, timeZone, people: 1 });
  people.sites = [...people.sites, site];
  return answer(201, site);
}

function byPin(gateway: FakeGateway, body: unknown): Response {
  if (z.parse(PinSignIn, body).pin !== gateway.people.pin) return problem('wrong-credentials');
  gateway.state.signedIn = true;
  return answer(200, gateway.session());
}

function confirm({ people }: FakeGateway, body: unknown): Response {
  const said = body as { readonly pin?: string; readonly password?: string };
  if (said.pin !== people.pin && said.password !== 'water-and-sun') return problem('wrong-confirmation');
  people.confirmed = true;
  return answer(200, { until: Date.now() + 300_000 });
}

function setPin(state: FakeGateway['state'], body: unknown): Response {
  state.user = { ...state.user, hasPin: z.parse(PinChange, body).pin !== null };
  return answer(204);
}
