import { BlockList, isIP } from 'node:net';
import type { Clock } from '../../contract/index.ts';
import type { Log } from '../../domain/log.ts';
import { ACCOUNT_RULE, ADDRESS_RULE, Throttle } from '../../domain/people/throttle.ts';
import type { ConnectAnswer, ConnectFacts } from '../guard/index.ts';
import type { Roll } from './roll.ts';

/** Addresses that no router passes on from outside: RFC 1918, RFC 3927, RFC 4193 and this machine. */
const farmNetworks = { ipv4: new BlockList(), ipv6: new BlockList() };
for (const [net, prefix] of [
  ['10.0.0.0', 8],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
  ['169.254.0.0', 16],
  ['127.0.0.0', 8],
] as const)
  farmNetworks.ipv4.addSubnet(net, prefix, 'ipv4');
for (const [net, prefix] of [
  ['fc00::', 7],
  ['fe80::', 10],
  ['::', 64],
] as const)
  farmNetworks.ipv6.addSubnet(net, prefix, 'ipv6');

/** What a sign-in is judged by. */
export interface SignInParts {
  readonly roll: Roll;
  readonly clock: Clock;
  readonly log: Log;
  /** Whether the gateway is there to say who may come in. */
  readonly isCoreThere: () => boolean;
  /** Somebody's last will would be a command that is kept. */
  readonly onRetainedCommand: (topic: string, from: string) => void;
}

/**
 * Judges who a client says it is. Whoever fails again and again waits longer each time, by host; the secret is never logged. A right
 * secret is let in all the same: nobody guesses 160 bits, and a neighbour behind the same address must not keep others out.
 */
export class SignIn {
  readonly #parts: SignInParts;
  readonly #ofIdThere = new Throttle(ACCOUNT_RULE);
  readonly #there = new Throttle(ADDRESS_RULE);

  constructor(parts: SignInParts) {
    this.#parts = parts;
  }

  /** Undefined where it is let in; else what it is answered. */
  findRefusal(facts: ConnectFacts, host: string): ConnectAnswer | undefined {
    const { roll, clock, isCoreThere } = this.#parts;
    const now = clock.monoMs();
    if (!isCoreThere() || !roll.isKnown) return 'unavailable';
    if (!roll.mayBeCalled(facts.username, facts.clientId) || !roll.isSecretOf(facts.username, facts.password))
      return this.#refuse(facts, host, now);
    this.#ofIdThere.succeed(`${facts.username} ${host}`);
    if (roll.find(facts.username)?.kind === 'shared' && !isOnFarmNetwork(host)) {
      this.#parts.log.warn({ id: facts.username, host }, "A login that many share is for the farm's own network alone");
      return 'not-authorized';
    }
    return this.#isWillGood(facts) ? undefined : 'not-authorized';
  }

  #refuse({ username: id }: ConnectFacts, host: string, now: number): ConnectAnswer {
    const idThere = `${id} ${host}`;
    if (this.#waitMs(idThere, host, now) > 0) return 'unavailable';
    this.#ofIdThere.fail(idThere, now);
    this.#there.fail(host, now);
    const waitMs = this.#waitMs(idThere, host, now);
    this.#parts.log.warn({ id, host, waitMs }, 'Somebody with a wrong name or secret was not let in');
    return 'not-authorized';
  }

  /** What it may not say it may not leave behind either. */
  #isWillGood({ username: id, will }: ConnectFacts): boolean {
    if (!will) return true;
    const { topic, retain, payload } = will;
    const verdict = this.#parts.roll.judge(id, { topic, retain, bytes: payload.length }, new Set());
    if (verdict.kind === 'forward' || verdict.kind === 'translate') return true;
    this.#parts.log.warn({ id, topic, why: verdict.why }, 'A last will was not accepted');
    if (verdict.kind === 'cut' && verdict.isRetainedCommand) this.#parts.onRetainedCommand(topic, id);
    return false;
  }

  #waitMs(idThere: string, host: string, now: number): number {
    return Math.max(this.#ofIdThere.waitMs(idThere, now), this.#there.waitMs(host, now));
  }
}

/** `host` as hosts are counted: an IPv4 address, or an IPv6 network. */
function isOnFarmNetwork(host: string): boolean {
  const address = host.replace(/\/64$/, '');
  // Apart: to one list of both, ::/64 would hold every address of IPv4.
  const family = isIP(address) === 6 ? 'ipv6' : 'ipv4';
  return farmNetworks[family].check(address, family);
}
