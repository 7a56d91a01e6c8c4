import * as z from 'zod/mini';
import { Face, PinSignIn, Session, type Clock, type Site } from '../../contract/index.ts';
import type { AuditLog } from '../../domain/audit.ts';
import { findBar } from '../../domain/people/person.ts';
import type { PasswordHasher, PeopleStore, UserRecord } from '../../domain/people/ports.ts';
import { isPinOf, orTakeBack, type GuessBooks } from '../own-guess.ts';
import { isPrivateAddress } from '../private-address.ts';
import { ProblemError } from '../problem.ts';
import { route, type Route } from '../route.ts';
import type { Sessions } from '../sessions.ts';
import { answerSession } from './session-answer.ts';

/** What these routes are made of. */
export interface FaceRouteParts {
  readonly store: PeopleStore;
  readonly sessions: Sessions;
  readonly hasher: PasswordHasher;
  readonly audit: AuditLog;
  readonly clock: Clock;
  readonly guesses: GuessBooks;
}

/** Signing in by picture and PIN, on the farm's own network and for who cannot do much harm. */
export function faceRoutes(parts: FaceRouteParts): Route[] {
  return [
    route({
      method: 'GET',
      path: '/api/v1/faces',
      summary: 'Who may be picked at sign-in, on the farm’s own network; of which site, where there are several',
      access: 'public',
      query: z.object({ site: z.optional(z.string().check(z.maxLength(80))) }),
      responses: { 200: z.object({ faces: z.array(Face) }) },
      handler: ({ query, address }) => {
        const site = isPrivateAddress(address) ? findSite(parts.store, query.site) : undefined;
        return { status: 200, body: { faces: site?.showsPeople ? facesOf(parts, site) : [] } };
      },
    }),
    route({
      method: 'POST',
      path: '/api/v1/session/by-pin',
      summary: 'Sign in as one of the faces, with the PIN',
      access: 'public',
      body: PinSignIn,
      responses: { 200: Session },
      handler: async ({ body, address, agent }) => {
        const user = await verify(parts, body, address);
        const kind = body.session ?? 'browser';
        return answerSession(parts.store, parts.sessions.open(user, kind, address, agent), kind, 200);
      },
    }),
  ];
}

/** The site of this name; the only one where none is said. */
function findSite(store: PeopleStore, name: string | undefined): Site | undefined {
  const sites = store.sites();
  return name === undefined ? (sites.length === 1 ? sites[0] : undefined) : sites.find((site) => site.name === name);
}

function facesOf({ store, clock }: FaceRouteParts, { id }: Site): Face[] {
  const people = store.forSite(id).list();
  return people
    .filter((user) => isFace(user, clock.wallMs()))
    .map(({ id: user, name, symbol, colour }) => ({ id: user, name, symbol, colour }));
}

/** Whether somebody may be picked: who has more rights than to use and to look says the password. */
function isFace(user: UserRecord, now: number): boolean {
  const isSmall = (user.role === 'user' || user.role === 'viewer') && !user.masterAdmin;
  return isSmall && user.listed && user.pinHash !== undefined && findBar(user, now) === undefined;
}

/** Throws the same, and takes as long, for a wrong PIN and for whoever is nobody or may not. */
async function verify(parts: FaceRouteParts, { user: id, pin }: PinSignIn, address: string): Promise<UserRecord> {
  const { store, hasher, guesses, clock, audit } = parts;
  if (!isPrivateAddress(address))
    throw new ProblemError('not-allowed', 'A PIN is for the farm’s own network. Sign in with name and password.');
  const guess = guesses.pins.begin(id, address);
  const find = () => {
    const user = store.findUser(id);
    const isShown = user && isFace(user, clock.wallMs()) && store.forSite(user.site).site()?.showsPeople === true;
    return isShown ? user : undefined;
  };
  const before = find();
  const isMatch = await orTakeBack(guess, isPinOf(hasher, before, pin));
  // That took its time: who was suspended or has another PIN meanwhile is not let in.
  const user = find();
  const isRight = isMatch && user !== undefined && user.pinHash === before?.pinHash;
  if (user && (isRight || (guess.inARow & (guess.inARow - 1)) === 0))
    audit.write({
      actor: { name: user.login, from: address, site: user.site },
      action: 'session.pin',
      subject: user.login,
      result: isRight ? 'done' : `refused, ${guess.inARow} in a row`,
    });
  if (!user || !isRight) throw new ProblemError('wrong-credentials', 'This is not the PIN.');
  guess.right();
  return user;
}
