import * as z from 'zod/mini';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Claim, PROBLEMS, Problem } from '../../src/contract/index.ts';
import { faultLog } from '../../src/testing/fault-log.ts';
import type { HttpAnswer } from '../../src/testing/http-client.ts';
import { HttpBench } from '../../src/testing/http-bench.ts';
import { BRIDGE, loginOf, OUTLET, startFarm, type HttpFarm, type Who } from '../../src/testing/http-farm.ts';
import { Random } from '../../src/testing/http-random.ts';
import { differing, Tables } from '../../src/testing/http-tables.ts';
import { exchange, type Exchange } from '../../src/testing/http-wire.ts';
import { nowhere } from './matrix.ts';
import { knownMutants, makeMutant, withNastyValue, type Mutant, type Stock } from './mutants.ts';

const SEED = 20_261_121;
const MUTANTS = 5_000;
/** So many between two looks at whether all that mutants aim at is still there. */
const ROUND = 100;

/** What the gateway itself calls its mistakes. */
const faults: string[] = [];
/** What went wrong with mutants. */
const found: string[] = [];

let farm: HttpFarm;
let tables: Tables;
const tokens = new Map<Who, string>();

beforeAll(async () => {
  farm = await startFarm(new HttpBench(faultLog(faults)));
  tables = new Tables(farm.bench.databaseFile);
});
afterAll(async () => {
  tables.close();
  await farm.stop();
});

/** Puts back what accepted mutants took away, and answers what the next ones aim at. */
async function restock(round: number): Promise<Stock> {
  const { bench, site, bridge } = farm;
  for (const who of ['master', 'viewer', 'stranger'] as const) {
    const token = tokens.get(who) ?? farm.tokenOf(who);
    const { status } = await bench.call('GET', '/api/v1/session', { token });
    tokens.set(who, status === 200 && token ? token : (await bench.signIn(loginOf(who), { from: '127.0.0.9' })).access);
  }
  const call = (method: string, path: string, body: object = {}) =>
    bench.call(method, path, { token: tokens.get('master'), body });
  await call('POST', '/api/v1/all-off/release', { reason: 'the next round' });
  bench.clock.advance(10_001);
  await bridge.hear(BRIDGE, OUTLET, 'FE');
  await call('POST', `/api/v1/seen/${OUTLET}/adopt`);
  const user = bench.addPerson({ site, login: `victim${round}`, role: 'user' });
  const command = `round-command-${round}`;
  await call('POST', '/api/v1/commands', { id: command, device: OUTLET, point: 'relay.a', value: false });
  const pump = await stockPump(call);
  return {
    routes: bench.app.routes,
    target: { ...nowhere, device: OUTLET, user, command, ...pump },
    tokenOf: (who) => tokens.get(who),
  };
}

/** A pump with somebody who waits for it: it may be there from the round before. */
async function stockPump(call: (method: string, path: string, body?: object) => Promise<HttpAnswer>) {
  const setup = { name: 'Well', device: OUTLET, point: 'relay.b', hasContactor: true, motor: { phases: 1, kw: 1.1 } };
  const made = await call('POST', '/api/v1/pumps', setup);
  const known = z
    .object({ pumps: z.array(z.object({ id: z.string() })) })
    .parse(JSON.parse((await farm.bench.call('GET', '/api/v1/sharing', { token: tokens.get('master') })).text)).pumps;
  const pump = made.status === 201 ? String(made.member('id')) : (known[0]?.id ?? nowhere.pump);
  await call('PUT', `/api/v1/pumps/${pump}/service`, { outOfService: null });
  await farm.bench.confirm(tokens.get('master'));
  await call('PUT', '/api/v1/sharing/settings', {
    billing: 'off',
    quotaS: null,
    lowBalanceS: 0,
    startsInUnknown: 'after-quiet',
    staggerGapS: 0,
    transformers: {},
  });
  const asked = await call('POST', '/api/v1/runs', { pump, seconds: 600 });
  return { pump, run: asked.status === 201 ? String(asked.member('id')) : nowhere.run };
}

/** All that is deferred until present events are through is through when this resolves. */
const settled = () => new Promise<void>((resolve) => setImmediate(() => setImmediate(resolve)));

describe('a request gone wrong', () => {
  it('is refused clearly and changes nothing, in each way that is known to hurt', async () => {
    for (const mutant of knownMutants(await restock(0))) await send(mutant);
    expect(found).toEqual([]);
    expect(faults).toEqual([]);
  });

  it(`is refused clearly and changes nothing, in ${MUTANTS} ways`, { timeout: 180_000 }, async () => {
    const random = new Random(SEED);
    const seen = new Map<number, number>();
    for (let round = 1; round <= MUTANTS / ROUND; round += 1) {
      const stock = await restock(round);
      for (let at = 0; at < ROUND; at += 1) {
        const mutant = makeMutant(random, stock);
        const answer = await send(mutant);
        const status = typeof answer === 'string' ? 0 : answer.status;
        seen.set(status, (seen.get(status) ?? 0) + 1);
      }
    }
    expect(found).toEqual([]);
    expect(faults).toEqual([]);
    // The mutants reach what they are meant for: some are good after all, others fail at each of the border's checks.
    for (const status of [200, 400, 401, 403, 404, 405, 409, 413, 415, 421, 422, 429])
      expect([status, seen.get(status) ?? 0]).not.toEqual([status, 0]);
  });
});

describe('a claim gone wrong', () => {
  it('leaves the gateway as empty as it was, and its clock where it was', async () => {
    const random = new Random(SEED);
    const bench = new HttpBench(faultLog(faults));
    await bench.start();
    const good = JSON.stringify({ ...bench.claimBody(), clock: 'client' });
    for (let at = 0; at < 300; at += 1) {
      const { text } = withNastyValue(good, random);
      if (Claim.safeParse(jsonOf(text)).success) continue;
      const { status } = await bench.call('POST', '/api/v1/claim', {
        headers: { 'Content-Type': 'application/json' },
        text,
      });
      expect([400, 413, 422]).toContain(status);
    }
    expect(bench.people.isClaimed()).toBe(false);
    expect((await bench.call('GET', '/api/v1/gateway')).member('now')).toBe(bench.clock.wallMs());
    expect((await bench.claim()).site).toMatch(/^site_/);
    await bench.stop();
    expect(faults).toEqual([]);
  });
});

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

async function send(mutant: Mutant): Promise<Exchange> {
  const [version, before] = [tables.version, tables.digests()];
  const isHead = mutant.method === 'HEAD';
  const answer = await exchange(farm.bench.app.port, mutant.bytes, { halfClose: mutant.isCut, isHead });
  await settled();
  const changed = tables.version === version ? [] : differing(before, tables.digests());
  const fault = faultIn(answer, isHead, mutant.isCut) ?? faultInChanges(mutant, answer, changed);
  if (fault) found.push(`${mutant.who} ${mutant.name}: ${fault}`);
  return answer;
}

/** Why this is no answer that anybody could work with; undefined when it is one. */
function faultIn(answer: Exchange, isHead: boolean, isCut: boolean): string | undefined {
  // Whoever goes away before having said all need not be answered.
  if (answer === 'closed' && isCut) return undefined;
  if (typeof answer === 'string') return answer;
  const { status, headers, body } = answer;
  const shown = `${status} ${body.slice(0, 200)}`;
  if (status >= 500 || status < 200 || (status >= 300 && status < 400 && status !== 304)) return shown;
  if (/\bat .+:\d+:\d+|node_modules|node:internal|\/work\/|SQLITE/.test(body)) return `it tells of itself: ${shown}`;
  if (status < 400 || isHead) return undefined;
  // Node's own, as RFC 9110, section 10.1.1 has it.
  if (status === 417) return undefined;
  if (body === '') return headers.get('connection') === 'close' ? undefined : `no word: ${shown}`;
  if (headers.get('content-type')?.startsWith('application/problem+json') !== true) return `no problem: ${shown}`;
  const problem = Problem.safeParse(JSON.parse(body));
  if (!problem.success) return `no good problem: ${shown}`;
  const known = Object.entries(PROBLEMS).find(([code]) => code === problem.data.code);
  return known?.[1].status === status && problem.data.detail ? undefined : `no code of ours: ${shown}`;
}

/** Why nobody may have done that; undefined when it was theirs to do. */
function faultInChanges(
  { who, method, isText }: Mutant,
  answer: Exchange,
  changed: readonly string[],
): string | undefined {
  if (changed.length === 0) return undefined;
  const told = changed.join(', ');
  const status = typeof answer === 'string' ? 0 : answer.status;
  if (!isText && method !== 'DELETE') return `no text, and changed ${told}`;
  if (status >= 400) return `refused with ${status}, and changed ${told}`;
  if (['GET', 'HEAD', 'OPTIONS'].includes(method)) return `asked only, and changed ${told}`;
  const mine: Record<string, RegExp> = {
    master: new RegExp(`^${farm.site} `),
    // Of `users` their own line: the role matrix keeps them from the others.
    viewer: new RegExp(`^${farm.site} (latches|commands|users)$`),
    stranger: /^site_second0001 /,
  };
  return changed.every((key) => mine[who]?.test(key)) ? undefined : `changed ${told}`;
}
