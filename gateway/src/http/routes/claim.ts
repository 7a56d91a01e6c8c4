import { Claim, GatewayInfo, Session, type Clock, type ClockTrust, type SafeMode } from '../../contract/index.ts';
import type { AuditLog } from '../../domain/audit.ts';
import type { Actor } from '../../domain/people/actor.ts';
import { findFaultInPassword } from '../../domain/people/password-rules.ts';
import { newSite } from '../../domain/people/sites.ts';
import { newPerson } from '../../domain/people/person.ts';
import type { PasswordHasher, PeopleStore, UserRecord } from '../../domain/people/ports.ts';
import { ADDRESS_RULE, networkOf, Throttle } from '../../domain/people/throttle.ts';
import { ProblemError } from '../problem.ts';
import { route, type Route } from '../route.ts';
import { actorOf, type Sessions } from '../sessions.ts';
import { answerSession } from './session-answer.ts';

/** Further off than this and somebody must say who is right. */
const CLOCK_TOLERANCE_MS = 2 * 60_000;

export interface ClaimParts {
  readonly store: PeopleStore;
  readonly sessions: Sessions;
  readonly hasher: PasswordHasher;
  readonly audit: AuditLog;
  readonly clock: Clock & { readonly trust: ClockTrust; setByPerson(now: number): void; confirmByPerson(): void };
  readonly code: { matches(typed: string): boolean; stop(): void };
  readonly newId: (prefix: string) => string;
  readonly version: string;
  readonly demo: boolean;
  readonly safeMode: () => SafeMode | undefined;
  /** The gateway has an owner from now on. */
  readonly onClaimed: (actor: Actor) => void;
}

/** What anybody may know of this gateway, and how it gets its first owner. */
export function claimRoutes(parts: ClaimParts): Route[] {
  const { store, clock, version, demo } = parts;
  const throttle = new Throttle({ ...ADDRESS_RULE, freeTries: 5 });
  return [
    route({
      method: 'GET',
      path: '/api/v1/gateway',
      summary: 'What this gateway is, and whether it is claimed',
      access: 'public',
      responses: { 200: GatewayInfo },
      handler: () => {
        const safeMode = parts.safeMode();
        const info: GatewayInfo = {
          product: 'farmgate',
          version,
          claimed: store.isClaimed(),
          demo,
          now: clock.wallMs(),
          clockTrust: clock.trust,
          ...(safeMode ? { safeMode } : {}),
        };
        return { status: 200, body: info };
      },
    }),
    route({
      method: 'POST',
      path: '/api/v1/claim',
      summary: 'Become the owner of an empty gateway with the code it printed',
      access: 'public',
      body: Claim,
      responses: { 201: Session },
      handler: async ({ body, address, agent }) => {
        if (store.isClaimed()) throw new ProblemError('already-claimed', 'This gateway has an owner. Sign in instead.');
        checkCode(parts, throttle, body.code, networkOf(address));
        checkClock(parts, body);
        const { login, name, password } = body.user;
        const fault = findFaultInPassword(password, [login, name, body.site.name]);
        if (fault) throw new ProblemError('invalid', fault, { errors: [{ pointer: '/user/password', detail: fault }] });
        const user = await makeOwner(parts, body, address);
        parts.code.stop();
        parts.onClaimed(actorOf(user, address));
        const kind = body.session ?? 'browser';
        return answerSession(store, parts.sessions.open(user, kind, address, agent), kind, 201);
      },
    }),
  ];
}

function checkCode({ code, clock }: ClaimParts, throttle: Throttle, typed: string, address: string): void {
  const now = clock.monoMs();
  const retryAfterS = Math.ceil(throttle.waitMs(address, now) / 1000);
  if (retryAfterS > 0)
    throw new ProblemError('slow-down', `Too many wrong codes. Wait ${retryAfterS} s.`, { retryAfterS });
  if (code.matches(typed)) return throttle.succeed(address);
  throttle.fail(address, now);
  const detail =
    'This is not the code. It stands in the output of the gateway; a new one is printed when it has expired.';
  throw new ProblemError('wrong-code', detail, { errors: [{ pointer: '/code', detail }] });
}

function checkClock({ clock }: ClaimParts, { clientNow, clock: choice }: Claim): void {
  const now = clock.wallMs();
  if (choice !== undefined || Math.abs(clientNow - now) <= CLOCK_TOLERANCE_MS) return;
  throw new ProblemError('clock-differs', "The gateway's clock and yours differ. Say which one is right.", { now });
}

/** Two clocks that agree vouch for each other; else whoever claims has said which is right. */
function settleClock({ clock }: ClaimParts, { clientNow, clock: choice }: Claim): void {
  if (choice === 'client') clock.setByPerson(clientNow);
  else if (choice === 'gateway' || clock.trust !== 'synced') clock.confirmByPerson();
}

async function makeOwner(parts: ClaimParts, body: Claim, address: string): Promise<UserRecord> {
  const { store, clock, newId } = parts;
  const passwordHash = await parts.hasher.hash(body.user.password);
  return store.transaction(() => {
    if (store.isClaimed()) throw new ProblemError('already-claimed', 'Somebody else claimed this gateway just now.');
    settleClock(parts, body);
    const site = newSite({ ...body.site, id: newId('site') }, clock.wallMs());
    const { login, name } = body.user;
    const owner = { id: newId('user'), login, name, role: 'admin', masterAdmin: true, passwordHash } as const;
    const newcomers = { taken: [], listed: true, now: clock.wallMs() };
    const user: UserRecord = { ...newPerson(owner, newcomers), site: site.id };
    store.insertSite(site);
    store.forSite(site.id).insert(user);
    parts.audit.write({
      actor: actorOf(user, address),
      action: 'gateway.claim',
      subject: site.name,
      after: { site: site.name, timeZone: site.timeZone, owner: login, clock: body.clock },
      result: 'done',
    });
    return user;
  });
}
