import type { Clock } from '../contract/index.ts';
import type { CredentialRecord } from '../domain/field/credentials-ports.ts';
import { ACCOUNT_RULE, ADDRESS_RULE, networkOf, Throttle } from '../domain/people/throttle.ts';
import type { SignedIn } from './parts.ts';
import { ProblemError } from './problem.ts';
import { RequestRate } from './request-rate.ts';

/** What one node may ask: four a second, and sixteen at once after a quiet time. */
const PER_SECOND = 4;
const BURST = 16;

export interface NodeGateParts {
  readonly clock: Clock;
  /** In constant time, whether there is such a node or not. */
  readonly verify: (id: string, secret: string) => CredentialRecord | undefined;
}

/**
 * Lets nodes in by `Authorization: Basic <id>:<secret>`. Failures slow down an id at a network and a network; a right secret
 * is let in all the same, for what has 160 bits nobody guesses, and a neighbour behind the same address that tries and tries
 * must not keep the others out.
 */
export class NodeGate {
  readonly #parts: NodeGateParts;
  readonly #ofIdThere = new Throttle(ACCOUNT_RULE);
  readonly #there = new Throttle(ADDRESS_RULE);
  readonly #rate: RequestRate;

  constructor(parts: NodeGateParts) {
    this.#parts = parts;
    this.#rate = new RequestRate(parts.clock, { perSecond: PER_SECOND, burst: BURST });
  }

  /** Undefined for whoever names no node. */
  readonly authenticate = (authorization: string | undefined, address: string): SignedIn | undefined => {
    const said = credentialsIn(authorization);
    if (!said) return undefined;
    const record = this.#parts.verify(said.id, said.secret);
    if (!record) throw this.#refusal(said.id, address);
    this.#ofIdThere.succeed(`${said.id} ${networkOf(address)}`);
    if (record.kind !== 'node')
      throw new ProblemError('not-allowed', 'Bridges and plugs speak MQTT. This is for nodes.');
    const { device: name, site } = record;
    const actor = { userId: '', name, site, role: 'viewer', masterAdmin: false, from: address } as const;
    return { actor, session: '', expiresAt: 0 };
  };

  /** Counts a request of a node. Throws `slow-down` where it asks too often. */
  count(id: string): void {
    const waitMs = this.#rate.take(id);
    if (waitMs > 0) throw slowDown(waitMs, 'This node asks too often.');
  }

  #refusal(id: string, address: string): ProblemError {
    const now = this.#parts.clock.monoMs();
    const network = networkOf(address);
    const idThere = `${id} ${network}`;
    const waitMs = Math.max(this.#ofIdThere.waitMs(idThere, now), this.#there.waitMs(network, now));
    if (waitMs > 0) return slowDown(waitMs, 'Too many tries.');
    this.#ofIdThere.fail(idThere, now);
    this.#there.fail(network, now);
    return new ProblemError('wrong-credentials', 'No node of this id has this secret.');
  }
}

/** RFC 7617, section 2. An id has no colon. */
function credentialsIn(authorization: string | undefined): { id: string; secret: string } | undefined {
  const encoded = /^Basic +([A-Za-z0-9+/]{1,400}={0,2})$/i.exec(authorization ?? '')?.[1];
  if (encoded === undefined) return undefined;
  const text = Buffer.from(encoded, 'base64').toString('utf8');
  const colon = text.indexOf(':');
  return colon < 0 ? undefined : { id: text.slice(0, colon), secret: text.slice(colon + 1) };
}

function slowDown(waitMs: number, why: string): ProblemError {
  const retryAfterS = Math.ceil(waitMs / 1_000);
  return new ProblemError('slow-down', `${why} Wait ${retryAfterS} s and try again.`, { retryAfterS });
}
