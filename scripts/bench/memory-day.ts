import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import type { MqttClient } from 'mqtt';
import { coreClient, isLetIn } from '../../gateway/src/testing/http-bridge.ts';
import { HttpCaller } from '../../gateway/src/testing/http-client.ts';
import { topicOf, type TopicWord } from '../../gateway/src/contract/index.ts';
import { bundle, bundleOf, productionFlags } from '../bundle.ts';
import { deviceWritten } from './disk-written.ts';
import { pssKbOf } from './process-cost.ts';
import { held, type Context, type Goal, type Result } from './result.ts';
import { withScratch } from './scratch.ts';

const OUTLETS = 32;
const EVERY_MS = 5_000;
const DAY_MS = 86_400_000;
/** How often its size is looked at, in time of the day that is replayed. */
const LOOK_MS = 600_000;
const SETTLE_MS = 3_000;
const PASSWORD = 'seven wet buckets';

const method = `a day of ${OUTLETS} outlets with 200 series read every 5 s, replayed as fast as it goes: the whole gateway from the bundle with production flags on a clock that is moved on`;

const goals = {
  peak: {
    name: 'mem.day',
    unit: 'MB',
    most: 150,
    against: 'a limit',
    method: `${method}; highest PSS of all processes`,
  },
  end: {
    name: 'mem.day.end',
    unit: 'MB',
    most: 90,
    against: 'a limit',
    method: `${method}; PSS of all when it is over`,
  },
  written: {
    name: 'mem.day.written',
    unit: 'MB',
    most: 60,
    against: 'a limit',
    method: `${method}, a commit every 60 s; what the device wrote meanwhile, of all files and of the file system itself`,
  },
} as const satisfies Record<string, Goal>;

/** What a day of readings costs the whole gateway. */
export async function measureDay(context: Context): Promise<Result[]> {
  if (!Object.values(goals).some(({ name }) => context.wants(name))) return [];
  context.note('A day of 32 outlets');
  return withScratch(context.root, async (dir) => {
    const data = join(dir, 'data');
    mkdirSync(data);
    const day = await ReplayedDay.start(await dayProgram(context.root, dir), data);
    try {
      const before = deviceWritten(data);
      const peak = await day.replay();
      await sleep(SETTLE_MS);
      return [
        held(goals.peak, megabytes(peak)),
        held(goals.end, megabytes(pssKbOf(day.pid))),
        held(goals.written, (deviceWritten(data) - before) / 1e6),
      ];
    } finally {
      await day.stop();
    }
  });
}

/** The gateway of the bundle, with another begin. */
async function dayProgram(root: string, dir: string): Promise<string> {
  const whole = join(await bundle(root), '..');
  const app = join(dir, 'app');
  await bundleOf(app, {
    day: join(root, 'scripts/bench/memory-day-main.ts'),
    public: join(root, 'gateway/src/public-main.ts'),
    history: join(root, 'gateway/src/store/history/history-worker.ts'),
  });
  for (const folder of ['web', 'native']) cpSync(join(whole, folder), join(app, folder), { recursive: true });
  return join(app, 'day.mjs');
}

interface Begun {
  readonly code: string;
  readonly port: number;
  readonly socket: string;
  readonly secret: string;
}

class ReplayedDay {
  readonly #child: ChildProcess;
  readonly #lines: AsyncIterator<string>;
  readonly #bridge: MqttClient;

  private constructor(child: ChildProcess, lines: AsyncIterator<string>, bridge: MqttClient) {
    this.#child = child;
    this.#lines = lines;
    this.#bridge = bridge;
  }

  /** Claimed, with all its outlets adopted. */
  static async start(program: string, data: string): Promise<ReplayedDay> {
    const child = spawn(process.execPath, [...productionFlags, program, data], { stdio: ['pipe', 'pipe', 'inherit'] });
    const lines = createInterface(child.stdout)[Symbol.asyncIterator]();
    const { code, port, socket, secret } = JSON.parse((await lines.next()).value ?? '{}') as Begun;
    const password = readFileSync(secret, 'utf8').trim();
    const bridge = coreClient(socket, { clientId: 'bridge-1', username: 'bridge-1', password });
    if (!(await isLetIn(bridge))) throw new Error('The broker refused the bridge.');
    const day = new ReplayedDay(child, lines, bridge);
    await day.#settle(new HttpCaller(port), code);
    return day;
  }

  get pid(): number {
    return this.#child.pid ?? 0;
  }

  /** Answers the highest size that was seen. Unit: kB. */
  async replay(): Promise<number> {
    let peak = 0;
    for (let at = 0; at < DAY_MS; at += EVERY_MS) {
      await this.#pass(EVERY_MS);
      for (let outlet = 0; outlet < OUTLETS; outlet++) this.#read(outlet, at / EVERY_MS);
      // What a broker acknowledges it has passed on.
      await this.#say('bridge-1', 'status', { online: true });
      if (at % LOOK_MS === 0) peak = Math.max(peak, pssKbOf(this.pid));
    }
    return peak;
  }

  async stop(): Promise<void> {
    this.#bridge.end(true);
    const gone = once(this.#child, 'exit');
    this.#child.kill('SIGTERM');
    await gone;
  }

  async #settle(http: HttpCaller, code: string): Promise<void> {
    const now = await this.#pass(EVERY_MS);
    const claim = await http.call('POST', '/api/v1/claim', {
      body: {
        code,
        site: { name: 'Hill farm', timeZone: 'Asia/Bangkok' },
        user: { login: 'owner', name: 'Olga', password: PASSWORD },
        clientNow: now,
        session: 'bearer',
      },
    });
    const token = String(claim.member('accessToken'));
    await this.#say('bridge-1', 'hello', { contract: 1, type: 'rf-bridge', session: 'session-1' });
    await this.#say('bridge-1', 'status', { online: true });
    for (let outlet = 0; outlet < OUTLETS; outlet++) {
      const device = nameOf(outlet);
      const hello = { contract: 1, type: 'smart-outlet-v1', via: 'bridge-1', address: addressOf(outlet) };
      await this.#say(device, 'hello', hello);
      await this.#say(device, 'status', { online: true });
      const { status, text } = await http.call('POST', `/api/v1/seen/${device}/adopt`, { token, body: {} });
      if (status >= 300) throw new Error(`${device} was not adopted: ${text}`);
      await this.#pass(EVERY_MS);
    }
    http.close();
  }

  /** Six points of each, of eight seven: 200 in all. */
  #read(outlet: number, tick: number): void {
    const isOn = (tick + outlet * 97) % 700 < 350;
    const wobble = ((tick * 37 + outlet * 11) % 9) * 10;
    const values = {
      'relay.a': isOn,
      'relay.b': !isOn,
      'current.a': isOn ? 4_760 + wobble : 0,
      'current.b': isOn ? 0 : 1_200 + wobble,
      'link.roundTrip': 90 + ((tick * 13 + outlet) % 17),
      'link.score': 9 + ((tick + outlet) % 5) / 10,
      ...(outlet < 8 ? { 'link.bad': Math.floor(tick / 50) } : {}),
    };
    this.#bridge.publish(topicOf(nameOf(outlet), 'readings'), JSON.stringify({ values }), { qos: 0 });
  }

  async #say(device: string, word: TopicWord, message: object): Promise<void> {
    await this.#bridge.publishAsync(topicOf(device, word), JSON.stringify(message), { qos: 2 });
  }

  /** Moves its clock on; answers what it shows then. */
  async #pass(ms: number): Promise<number> {
    this.#child.stdin?.write(`${ms}\n`);
    const { value } = await this.#lines.next();
    return (JSON.parse(value ?? '{}') as { at: number }).at;
  }
}

function addressOf(outlet: number): string {
  return (16 + outlet).toString(16).toUpperCase();
}

function nameOf(outlet: number): string {
  return `outlet-${addressOf(outlet).toLowerCase()}`;
}

function megabytes(kb: number): number {
  return kb / 1000;
}
