import { spawn, type ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { systemClock } from '@farmgate/gateway/clock';
import type { AllOff, Command, DeviceView } from '@farmgate/gateway/contract';
import { demoOutlets, seededRandom, serveOnSocket, VirtualFarm, type Truth } from '@farmgate/virtual-farm';
import { makeFolder, startGateway, type GatewayProcess } from '../../gateway/src/testing/processes.ts';

const root = join(import.meta.dirname, '../..');
const OUTLETS = [0xfe, 0x10];
/** A command is on its way for about this long; the kill comes somewhere within. */
const KILL_WITHIN_MS = 500;
const EXPIRY_MS = 30_000;
const MAX_TRIES = 5;
/** At the end, with everything stopped. */
const LATCHED_KILLS = 3;

/** What a campaign of kills found. `faults` are sentences; empty when everything held. */
export interface KillReport {
  readonly seed: number;
  readonly kills: number;
  readonly accepted: number;
  readonly faults: readonly string[];
}

/**
 * Commands at random to a real gateway and a real bridge before a simulated field, with one or both of them killed at a random
 * moment, again and again; afterwards what was accepted is held against what the nodes really received. The same seed makes the
 * same commands and kills; how they fall in with the processes differs from run to run.
 */
export async function runKills(
  { kills, seed }: { kills: number; seed: number },
  progress: (done: number) => void = () => {},
): Promise<KillReport> {
  const campaign = new KillCampaign(seed);
  await campaign.open();
  try {
    for (let done = 1; done <= kills; done++) {
      await campaign.round();
      progress(done);
    }
    await campaign.settle();
    for (let i = 0; i < LATCHED_KILLS; i++) await campaign.killLatched();
    return { seed, kills, accepted: campaign.accepted.length, faults: campaign.judge() };
  } finally {
    await campaign.close();
  }
}

interface AcceptedCommand {
  readonly id: string;
  readonly device: string;
  readonly point: string;
  readonly value: boolean;
  /** Monotonic ms between which it was accepted. */
  readonly askedAt: number;
  readonly answeredAt: number;
}

class KillCampaign {
  readonly accepted: AcceptedCommand[] = [];
  readonly #faults: string[] = [];
  readonly #random: () => number;
  readonly #folder = makeFolder('kill');
  readonly #truth: Truth[] = [];
  readonly #farm: VirtualFarm;
  #served: { radio: string; close(): Promise<void> } | undefined;
  #gateway: GatewayProcess | undefined;
  #bridge: ChildProcess | undefined;
  #token = '';
  #refresh = '';

  constructor(seed: number) {
    this.#random = seededRandom(seed);
    this.#farm = new VirtualFarm({
      clock: systemClock,
      outlets: demoOutlets(OUTLETS),
      seed,
      loss: 0.05,
      onTruth: (truth) => this.#truth.push(truth),
    });
  }

  async open(): Promise<void> {
    this.#served = await serveOnSocket(this.#farm, join(this.#folder.dir, 'air.sock'));
    await this.#startGateway();
    await this.#claim();
    this.#startBridge();
    for (const id of OUTLETS) {
      const device = `outlet-${id.toString(16)}`;
      await this.#until(`${device} is heard`, async () => (await this.#post(`/seen/${device}/adopt`, {})).ok);
    }
  }

  /** Some commands, a kill in the middle of them, and a new start. */
  async round(): Promise<void> {
    const killAt = this.#random() * KILL_WITHIN_MS;
    const victims = this.#random();
    const asks = 1 + Math.floor(this.#random() * 3);
    const asking = (async () => {
      for (let i = 0; i < asks; i++) await this.#ask();
    })();
    await new Promise((resolve) => systemClock.after(killAt, () => resolve(undefined)));
    if (victims < 0.7) await this.#gateway?.stop('SIGKILL');
    if (victims > 0.4) await this.#killBridge();
    await asking;
    if (victims < 0.7) await this.#startGateway();
    if (victims > 0.4) this.#startBridge();
    await this.#checkUnknown();
  }

  /** Until every accepted command has an end or is an OFF that is still owed. */
  async settle(): Promise<void> {
    await this.#until('every command has an end', async () => {
      const { commands } = (await this.#get('/commands?limit=200')) as { commands: Command[] };
      return commands.every(({ state, owed }) => state === 'confirmed' || state === 'failed' || owed);
    });
  }

  /** Everything is stopped, both are killed: after the start it still is, and no ON is taken or sent. */
  async killLatched(): Promise<void> {
    await this.#post('/all-off', {});
    await this.#gateway?.stop('SIGKILL');
    await this.#killBridge();
    await this.#startGateway();
    this.#startBridge();
    const { latch } = (await this.#get('/all-off')) as AllOff;
    if (!latch.latched) this.#faults.push('the latch was gone after a kill');
    const on = {
      id: randomUUID(),
      device: `outlet-${pick(OUTLETS, this.#random()).toString(16)}`,
      point: 'relay.a',
      value: true,
    };
    if ((await this.#post('/commands', on)).ok) this.#faults.push('an ON was taken while everything was stopped');
  }

  judge(): string[] {
    const db = new Sqlite(join(this.#folder.dir, 'farmgate.db'), { readonly: true });
    for (const command of this.accepted) this.#judgeOne(command, db);
    db.close();
    this.#judgeFrames();
    return [...this.#faults];
  }

  async close(): Promise<void> {
    await this.#killBridge();
    await this.#gateway?.stop('SIGKILL');
    await this.#served?.close();
    this.#folder.remove();
  }

  #judgeOne(command: AcceptedCommand, db: Sqlite.Database): void {
    const row = db.prepare('SELECT state, reason, open FROM commands WHERE id = ?').get(command.id) as
      { state: string; reason: string | null; open: number } | undefined;
    const name = `${command.value ? 'ON' : 'OFF'} ${command.id.slice(0, 8)} of ${command.device} ${command.point}`;
    if (!row) this.#faults.push(`${name} was accepted and is not on record`);
    else if (row.open === 1 && command.value) this.#faults.push(`${name} has no end (${row.state})`);
    else if (row.open === 0 && row.state === 'failed' && !command.value && row.reason !== 'superseded')
      this.#faults.push(`${name} is given up (${row.reason})`);
  }

  /** Every ON that a node received, held against what was accepted for that socket. */
  #judgeFrames(): void {
    for (const id of OUTLETS) {
      for (const [letter, number] of [
        ['a', '01'],
        ['b', '02'],
      ] as const) {
        const head = `AA ${id.toString(16).toUpperCase()} 02 02 00 ${number}`;
        const commands = this.accepted.filter(
          ({ device, point }) => device === `outlet-${id.toString(16)}` && point === `relay.${letter}`,
        );
        const frames = this.#truth.filter(
          (truth) => truth.what === 'received' && truth.node === id && truth.frame.startsWith(head),
        );
        this.#judgeOns(
          `outlet-${id.toString(16)} ${letter}`,
          frames.map(({ at }) => at),
          commands,
        );
      }
    }
  }

  #judgeOns(socket: string, receivedAt: readonly number[], commands: readonly AcceptedCommand[]): void {
    const heard = new Map<AcceptedCommand, number>();
    for (const at of receivedAt) {
      // On its way since about 50 ms: whatever was accepted just now cannot have overtaken it.
      const before = commands.filter(({ askedAt }) => askedAt <= at);
      const candidates = before.filter(
        (command, index) =>
          command.value &&
          at - command.answeredAt < EXPIRY_MS &&
          (before[index + 1]?.answeredAt ?? Infinity) > at - 100,
      );
      const cause = candidates.at(-1);
      if (!cause) this.#faults.push(`${socket} received an ON after its expiry or after a later command`);
      else heard.set(cause, (heard.get(cause) ?? 0) + 1);
    }
    for (const [{ id }, times] of heard)
      if (times > MAX_TRIES) this.#faults.push(`${socket} received ${id} ${times} times`);
  }

  /** Right after a start nothing may be claimed that the node has not said since. */
  async #checkUnknown(): Promise<void> {
    const answer = (await this.#get('/devices')) as { devices: DeviceView[] };
    for (const { id, points, availability } of answer.devices)
      for (const { definition, switch: view } of points)
        if (view && availability === 'unknown' && view.reported !== 'unknown')
          this.#faults.push(`${id} ${definition.id} was said to be ${view.reported} before the node spoke`);
  }

  async #ask(): Promise<void> {
    const device = `outlet-${pick(OUTLETS, this.#random()).toString(16)}`;
    const command = {
      id: randomUUID(),
      device,
      point: pick(['relay.a', 'relay.b'], this.#random()),
      value: this.#random() < 0.5,
    };
    const askedAt = systemClock.monoMs();
    try {
      const { ok } = await this.#post('/commands', command);
      if (ok) this.accepted.push({ ...command, askedAt, answeredAt: systemClock.monoMs() });
      else this.#faults.push(`a command was refused`);
    } catch {
      // The gateway died under the request: nobody was told that it was accepted, and it may have been.
      await this.#resolveDoubt({ ...command, askedAt, answeredAt: systemClock.monoMs() });
    }
  }

  /** Whether the record has it is seen when the gateway is back; it counts as accepted then. */
  async #resolveDoubt(command: AcceptedCommand): Promise<void> {
    const db = new Sqlite(join(this.#folder.dir, 'farmgate.db'));
    if (db.prepare('SELECT 1 FROM commands WHERE id = ?').get(command.id)) this.accepted.push(command);
    db.close();
  }

  async #startGateway(): Promise<void> {
    this.#gateway = await startGateway(this.#folder.dir, ['--log-level', 'error']);
    if (this.#refresh) await this.#renew();
  }

  async #claim(): Promise<void> {
    const answer = await this.#send('POST', '/claim', {
      code: this.#gateway?.code,
      site: { name: 'Farm', timeZone: 'UTC' },
      user: { login: 'ana', name: 'Ana', password: 'water-and-sun' },
      clientNow: Date.now(),
      session: 'bearer',
    });
    this.#keep(await answer.json());
  }

  async #renew(): Promise<void> {
    const answer = await this.#send('POST', '/session/refresh', { refreshToken: this.#refresh });
    this.#keep(await answer.json());
  }

  #keep(session: unknown): void {
    const { accessToken, refreshToken } = session as { accessToken: string; refreshToken: string };
    this.#token = accessToken;
    this.#refresh = refreshToken;
  }

  #startBridge(): void {
    const dir = this.#folder.dir;
    const args = [
      '--id',
      'bridge-1',
      '--broker',
      `unix:${dir}/core.sock`,
      '--secret-file',
      `${dir}/secrets/bridge-1.key`,
    ];
    const more = [
      '--radio',
      this.#served?.radio ?? '',
      '--nodes',
      OUTLETS.map((id) => id.toString(16)).join(','),
      '--log-level',
      'error',
    ];
    this.#bridge = spawn(process.execPath, [join(root, 'rf-bridge/src/main.ts'), ...args, ...more], {
      stdio: 'ignore',
    });
  }

  async #killBridge(): Promise<void> {
    const bridge = this.#bridge;
    this.#bridge = undefined;
    if (!bridge || bridge.exitCode !== null || bridge.signalCode !== null) return;
    const gone = once(bridge, 'exit');
    bridge.kill('SIGKILL');
    await gone;
  }

  async #get(path: string): Promise<unknown> {
    return (await this.#send('GET', path)).json();
  }

  #post(path: string, body: unknown): Promise<Response> {
    return this.#send('POST', path, body);
  }

  async #send(method: string, path: string, body?: unknown): Promise<Response> {
    return fetch(`${this.#gateway?.url}/api/v1${path}`, {
      method,
      headers: {
        authorization: `Bearer ${this.#token}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      signal: AbortSignal.timeout(10_000),
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  }

  async #until(what: string, holds: () => Promise<boolean>): Promise<void> {
    const end = systemClock.monoMs() + 90_000;
    while (!(await holds())) {
      if (systemClock.monoMs() > end) throw new Error(`It did not come about within 90 s that ${what}`);
      await new Promise((resolve) => systemClock.after(200, () => resolve(undefined)));
    }
  }
}

function pick<Value>(values: readonly Value[], chance: number): Value {
  const value = values[Math.floor(chance * values.length)];
  if (value === undefined) throw new Error('nothing to pick from');
  return value;
}
