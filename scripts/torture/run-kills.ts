import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import * as z from 'zod/mini';
import { systemClock } from '@farmgate/gateway/clock';
import { RunView, SharingView, WalletView } from '@farmgate/gateway/contract';
import { seededRandom } from '../../firmware/virtual-farm/src/random.ts';
import { HttpCaller, type HttpAnswer } from '../../gateway/src/testing/http-client.ts';
import { startGateway, type GatewayProcess } from '../../gateway/src/testing/processes.ts';
import { PumpOverHttp } from './pump-over-http.ts';

const PASSWORD = 'water-and-sun-2';
const OWNER = 'ana';
const PEOPLE = ['bao', 'cho', 'dia', 'eko', 'fay'];
const PUMPS = ['north-pump', 'south-pump'];
const GIVEN_S = 100_000;
/** A run may outlive its gateway by its lease. Unit: ms. */
const LATE_MS = 1_000;
const LATEST_KILL_MS = 900;
/** Of the runs that have ended, so many are looked at again after each death. */
const SOME = 5;
const Made = z.object({ id: z.string(), secret: z.optional(z.string()) });

/** What somebody was promised. */
interface Promised {
  readonly id: string;
  readonly user: string;
}

/**
 * People share two pumps of one group in real time, and the gateway is killed again and again: what it had said yes to is there, the
 * ledger is whole, the queue keeps its order, one motor turns at most, and nobody pays for more than was pumped.
 */
export class RunKills {
  readonly #dir: string;
  readonly #nodes: PumpOverHttp[] = [];
  readonly #tokens = new Map<string, string>();
  readonly #ids = new Map<string, string>();
  readonly #promised: Promised[] = [];
  /** What each was charged when it was last looked at. */
  readonly #used = new Map<string, number>();
  /** Found to have ended twice: what their nodes have counted is heard by then. */
  readonly #ended = new Set<string>();
  readonly #maybeEnded = new Set<string>();
  readonly #pumps: string[] = [];
  #gateway: GatewayProcess;
  #asked = 0;

  private constructor(dir: string, gateway: GatewayProcess) {
    this.#dir = dir;
    this.#gateway = gateway;
  }

  /** `root`: the repository; its own disk, for in memory a kill loses nothing. */
  static async open(root: string): Promise<RunKills> {
    mkdirSync(join(root, '.cache/torture'), { recursive: true });
    const dir = mkdtempSync(join(root, '.cache/torture/runs-'));
    const kills = new RunKills(dir, await startGateway(dir));
    await kills.#setUp();
    return kills;
  }

  async close(): Promise<void> {
    for (const node of this.#nodes) await node.stop();
    await this.#gateway.stop('SIGKILL');
    rmSync(this.#dir, { recursive: true, force: true });
  }

  /** How many runs were promised so far. */
  get promised(): number {
    return this.#promised.length;
  }

  /** One life: people do this and that until it is killed, and all must be as it was promised. Throws with what was not. */
  async live(seed: number): Promise<void> {
    const random = seededRandom(seed);
    const killed = wait(random() * LATEST_KILL_MS).then(() => this.#gateway.stop('SIGKILL'));
    let isOver = false;
    void killed.then(() => (isOver = true));
    while (!isOver) {
      await this.#act(random).catch((error: unknown) => {
        if (!isLost(error)) throw error;
      });
      this.#watch();
    }
    await killed;
    this.#watch();
    this.#gateway = await startGateway(this.#dir);
    for (const node of this.#nodes) node.port = this.#port;
    await this.#check(random);
  }

  async #act(random: () => number): Promise<void> {
    const login = PEOPLE[Math.floor(random() * PEOPLE.length)] ?? OWNER;
    if (random() < 0.6) {
      const id = `run-of-${login}-${++this.#asked}`;
      const pump = this.#pumps[Math.floor(random() * PUMPS.length)];
      const answer = await this.#call(login, 'POST', '/api/v1/runs', {
        id,
        pump,
        seconds: 10 + Math.floor(random() * 20),
      });
      if (answer.status === 201) this.#promised.push({ id, user: login });
      else if (answer.status !== 409) throw new Error(`a request was answered with ${answer.status} ${answer.text}`);
    } else {
      const mine = this.#promised.findLast(({ user }) => user === login);
      if (mine) await this.#call(login, 'POST', `/api/v1/runs/${mine.id}/stop`, {});
    }
    await wait(random() * 120);
  }

  #watch(): void {
    const turning = this.#nodes.filter(({ isOn }) => isOn);
    if (turning.length > 1) throw new Error(`${turning.map(({ id }) => id).join(' and ')} turn together`);
    for (const { id, leaseUntil } of turning)
      if (systemClock.monoMs() > leaseUntil + LATE_MS) throw new Error(`${id} is on beyond its lease`);
  }

  async #check(random: () => number): Promise<void> {
    const ledger = await this.#call(OWNER, 'POST', '/api/v1/ledger/check');
    if (ledger.member('isWhole') !== true) throw new Error(`the ledger is not whole: ${ledger.text}`);
    const { runs: open } = SharingView.parse(JSON.parse((await this.#call(OWNER, 'GET', '/api/v1/sharing')).text));
    const waiting = open.filter(({ state }) => state === 'waiting').toSorted((a, b) => a.order - b.order);
    if (waiting.some(({ number }, at) => number < (waiting[at - 1]?.number ?? 0)))
      throw new Error('the queue is in another order');
    await this.#checkPromises(random);
    await this.#checkMoney(
      open,
      [...this.#used.values()].reduce((sum, usedS) => sum + usedS, 0),
    );
  }

  /** All that may still change, and some of what has ended: the sum of the wallets tells of the rest. */
  async #checkPromises(random: () => number): Promise<void> {
    const ended = this.#promised.filter(({ id }) => this.#ended.has(id));
    const some = Array.from({ length: SOME }, () => ended[Math.floor(random() * ended.length)]).filter((run) => run);
    for (const run of [...this.#promised.filter(({ id }) => !this.#ended.has(id)), ...some]) {
      if (run) this.#used.set(run.id, await this.#checkRun(run.id));
    }
  }

  /** What it was charged. */
  async #checkRun(id: string): Promise<number> {
    const answer = await this.#call(OWNER, 'GET', `/api/v1/runs/${id}`);
    if (answer.status !== 200) throw new Error(`${id} was promised and is not there: ${answer.text}`);
    const { number, usedS = 0, state, pump } = RunView.parse(answer.member('run'));
    const node = this.#nodes[this.#pumps.indexOf(pump)];
    const turned = (node?.turnedIn(number) ?? 0) / 1000;
    if (state === 'ended' && usedS > turned) throw new Error(`${id} was charged ${usedS} s and pumped ${turned} s`);
    if (state !== 'ended' && this.#ended.has(id)) throw new Error(`${id} had ended and is ${state} again`);
    if (state === 'ended' && !this.#isOn(pump)) (this.#maybeEnded.has(id) ? this.#ended : this.#maybeEnded).add(id);
    return usedS;
  }

  #isOn(pump: string): boolean {
    return this.#nodes[this.#pumps.indexOf(pump)]?.isOn ?? false;
  }

  async #checkMoney(open: readonly RunView[], used: number): Promise<void> {
    const { wallets } = z
      .object({ wallets: z.array(WalletView) })
      .parse(JSON.parse((await this.#call(OWNER, 'GET', '/api/v1/wallets')).text));
    const reserved = open.filter(({ state }) => state !== 'stopping').reduce((sum, { askedS }) => sum + askedS, 0);
    const held = wallets.reduce((sum, { reservedS }) => sum + reservedS, 0);
    const spent = wallets.reduce((sum, { balanceS }) => sum - balanceS, PEOPLE.length * GIVEN_S);
    if (held !== reserved) throw new Error(`${held} s are reserved for runs of ${reserved} s`);
    if (spent !== used) throw new Error(`${spent} s left the wallets for runs that used ${used} s`);
  }

  async #setUp(): Promise<void> {
    const http = new HttpCaller(this.#port);
    const answer = await http.call('POST', '/api/v1/claim', {
      body: {
        code: this.#gateway.code,
        site: { name: 'Farm', timeZone: 'Asia/Bangkok' },
        user: { login: OWNER, name: 'Ana', password: PASSWORD },
        clientNow: Date.now(),
        session: 'bearer',
      },
    });
    http.close();
    this.#tokens.set(OWNER, String(answer.member('accessToken')));
    for (const name of PUMPS) await this.#addPump(name);
    for (const login of PEOPLE) await this.#addPerson(login);
  }

  async #addPump(name: string): Promise<void> {
    const made = await this.#make('/api/v1/nodes', { name, kind: 'node', id: name });
    const node = new PumpOverHttp(name, made.secret ?? '', this.#port);
    this.#nodes.push(node);
    while ((await this.#call(OWNER, 'GET', `/api/v1/devices/${name}`)).status !== 200) await wait(50);
    const { id } = await this.#make('/api/v1/pumps', {
      name,
      device: name,
      point: 'relay',
      motor: { phases: 1 },
      limits: { minRestS: 10, startsPerHour: 60, startsPerDay: 1_000, shortestRunS: 10, leaseS: 30 },
    });
    this.#pumps.push(id);
    const group = { name: 'All', maxRunning: 1, restS: 0 };
    await this.#call(OWNER, 'POST', '/api/v1/session/confirm', { password: PASSWORD });
    await this.#call(OWNER, 'PUT', '/api/v1/pump-groups/all', group);
  }

  async #addPerson(login: string): Promise<void> {
    const { id } = await this.#make('/api/v1/users', { login, name: login, role: 'user', password: PASSWORD });
    this.#ids.set(login, id);
    await this.#make(`/api/v1/wallets/${id}/recharge`, { seconds: GIVEN_S, reason: 'for the trial' }, false);
  }

  async #make(path: string, body: object, hasId = true): Promise<z.infer<typeof Made>> {
    const answer = await this.#call(OWNER, 'POST', path, body);
    if (answer.status !== 201) throw new Error(`${path} was answered with ${answer.status} ${answer.text}`);
    return hasId ? Made.parse(JSON.parse(answer.text)) : { id: '' };
  }

  /** As somebody, who signs in where that is needed. */
  async #call(login: string, method: string, path: string, body?: object): Promise<HttpAnswer> {
    const http = new HttpCaller(this.#port);
    try {
      const send = () => http.call(method, path, { token: this.#tokens.get(login), ...(body ? { body } : {}) });
      const answer = await send();
      if (answer.status !== 401) return answer;
      const who = { login, password: PASSWORD, session: 'bearer' };
      const session = await http.call('POST', '/api/v1/session', { body: who });
      this.#tokens.set(login, String(session.member('accessToken')));
      return await send();
    } finally {
      http.close();
    }
  }

  get #port(): number {
    return Number(new URL(this.#gateway.url).port);
  }
}

function isLost(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return code === 'ECONNRESET' || code === 'ECONNREFUSED' || code === 'EPIPE';
}
