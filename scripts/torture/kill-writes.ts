import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { seededRandom } from '../../firmware/virtual-farm/src/random.ts';
import { HttpCaller } from '../../gateway/src/testing/http-client.ts';
import { startGateway, type GatewayProcess } from '../../gateway/src/testing/processes.ts';
import type { Campaign, CampaignContext, Trial } from './campaign.ts';

const main = join(import.meta.dirname, '../../gateway/bin/farmgate.mjs');
/** A start takes about half a second here: kills fall into it and well after. */
const LATEST_KILL_IN_START_MS = 700;
const LATEST_KILL_IN_WORK_MS = 250;
const SHARE_IN_START = 0.3;
const owner = { login: 'ana', name: 'Ana', password: 'water-and-sun-2' };

/** The gateway is killed at any moment: it comes back, and what it had said yes to is there. */
export const killWrites: Campaign = {
  name: 'kill-writes',
  sentence: 'kills the gateway while it starts and while it writes; it must come back with all it had confirmed',
  cases: { short: 20, long: 10_000 },
  code: ['gateway/src', 'package-lock.json'],
  open: (context) => KillTrial.open(context),
};

class KillTrial implements Trial {
  readonly #dir: string;
  #gateway: GatewayProcess;
  #token: string;
  #confirmed = 'Farm';
  #written = 0;

  private constructor(dir: string, gateway: GatewayProcess, token: string) {
    this.#dir = dir;
    this.#gateway = gateway;
    this.#token = token;
  }

  /** On a real file system: in memory a kill loses nothing. */
  static async open({ root }: CampaignContext): Promise<KillTrial> {
    mkdirSync(join(root, '.cache/torture'), { recursive: true });
    const dir = mkdtempSync(join(root, '.cache/torture/kill-'));
    const gateway = await startGateway(dir);
    const body = {
      code: gateway.code,
      site: { name: 'Farm', timeZone: 'Asia/Bangkok' },
      user: owner,
      clientNow: Date.now(),
      session: 'bearer',
    };
    const answer = await callOnce(gateway, (http) => http.call('POST', '/api/v1/claim', { body }));
    return new KillTrial(dir, gateway, String(answer.member('accessToken')));
  }

  async run(seed: number): Promise<void> {
    const random = seededRandom(seed);
    const attempted = await this.#writeUntilKilled(random() * LATEST_KILL_IN_WORK_MS);
    while (random() < SHARE_IN_START) await this.#killInStart(random() * LATEST_KILL_IN_START_MS);
    this.#gateway = await startGateway(this.#dir);
    const found = await this.#siteName();
    const good = [this.#confirmed, attempted];
    this.#confirmed = found;
    if (!good.includes(found)) throw new Error(`the site is called ${found}; it should be ${good.join(' or ')}`);
  }

  async close(): Promise<void> {
    await this.#gateway.stop('SIGKILL');
    rmSync(this.#dir, { recursive: true, force: true });
  }

  /** Answers the name that was on its way when it was killed. */
  async #writeUntilKilled(afterMs: number): Promise<string> {
    const http = new HttpCaller(portOf(this.#gateway));
    const killed = wait(afterMs).then(() => this.#gateway.stop('SIGKILL'));
    let name = this.#confirmed;
    try {
      for (;;) {
        name = `Farm ${++this.#written}`;
        const { status } = await http.call('PATCH', '/api/v1/sites/current', { token: this.#token, body: { name } });
        if (status === 200) this.#confirmed = name;
        else if (status === 401) this.#token = await signIn(http);
        else throw new Error(`a write was answered with ${status}`);
      }
    } catch (error) {
      if (!isLostConnection(error)) throw error;
      return name;
    } finally {
      await killed;
      http.close();
    }
  }

  async #killInStart(afterMs: number): Promise<void> {
    const socket = join(this.#dir, 'core.sock');
    const args = [
      'start',
      '--data',
      this.#dir,
      '--core-socket',
      socket,
      '--http-host',
      '127.0.0.1',
      '--http-port',
      '0',
    ];
    const child = spawn(process.execPath, [main, ...args], { stdio: 'ignore' });
    const gone = once(child, 'exit');
    await wait(afterMs);
    child.kill('SIGKILL');
    await gone;
  }

  async #siteName(): Promise<string> {
    return callOnce(this.#gateway, async (http) => {
      const ask = () => http.call('GET', '/api/v1/sites/current', { token: this.#token });
      const answer = await ask();
      if (answer.status !== 401) return String(answer.member('name'));
      this.#token = await signIn(http);
      return String((await ask()).member('name'));
    });
  }
}

async function signIn(http: HttpCaller): Promise<string> {
  const { login, password } = owner;
  const answer = await http.call('POST', '/api/v1/session', { body: { login, password, session: 'bearer' } });
  if (answer.status !== 200 && answer.status !== 201) throw new Error(`signing in was answered with ${answer.status}`);
  return String(answer.member('accessToken'));
}

async function callOnce<Result>(gateway: GatewayProcess, call: (http: HttpCaller) => Promise<Result>): Promise<Result> {
  const http = new HttpCaller(portOf(gateway));
  try {
    return await call(http);
  } finally {
    http.close();
  }
}

function portOf({ url }: GatewayProcess): number {
  return Number(new URL(url).port);
}

function isLostConnection(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return code === 'ECONNRESET' || code === 'ECONNREFUSED' || code === 'EPIPE';
}
