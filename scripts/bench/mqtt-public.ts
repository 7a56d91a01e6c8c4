import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { NET_CREDENTIALS_TOPIC, PUBLIC_CLIENT, Readings, type NetCredential } from '@farmgate/gateway/contract';
import { memoryFlags } from '../../gateway/src/appliance/public-memory.ts';
import { CoreBroker } from '../../gateway/src/broker/core-broker.ts';
import { silentLog } from '../../gateway/src/domain/log.ts';
import { CORE_SECRET } from '../../gateway/src/testing/net-core.ts';
import { freePort } from './free-port.ts';
import type { BrokerProcess } from './mosquitto.ts';
import { Program } from './program.ts';

const LOOK_MS = 20;
/** What the gateway gives it unless told otherwise: its heap is no larger here. */
const MEMORY_MB = 160;
/** A thousand clients are four times as many as it lets in on a farm. */
const MOST_MB = 512;

/** The public broker in a process of its own, and the gateway's own core broker in this one. */
export class PublicSide implements BrokerProcess {
  /** Values that came through to the gateway. */
  heard = 0;
  readonly port: number;
  readonly core: CoreBroker;
  readonly #program: Program;

  private constructor(port: number, core: (count: (values: number) => void) => CoreBroker, program: Program) {
    this.port = port;
    this.core = core((values) => (this.heard += values));
    this.#program = program;
  }

  /** Resolves when these may sign in. */
  static async start(root: string, dir: string, credentials: readonly NetCredential[]): Promise<PublicSide> {
    const port = await freePort();
    const socket = join(dir, 'core.sock');
    const secretFile = join(dir, 'public.key');
    writeFileSync(secretFile, CORE_SECRET);
    const main = join(root, 'gateway/src/public-main.ts');
    const args = ['--core', `unix:${socket}`, '--secret-file', secretFile, '--plain', `127.0.0.1:${port}`];
    const program = new Program(
      [...memoryFlags(MEMORY_MB), main, ...args, '--clients', String(credentials.length), '--memory', String(MOST_MB)],
      { cwd: dir },
    );
    const side = new PublicSide(port, (count) => makeCore(socket, count), program);
    await side.core.start();
    side.core.publish(NET_CREDENTIALS_TOPIC, { credentials }, { retain: true });
    while (!program.said.includes('The gateway is there')) {
      program.checkAlive();
      await sleep(LOOK_MS);
    }
    return side;
  }

  get pid(): number {
    return this.#program.pid;
  }

  get said(): string {
    return this.#program.said;
  }

  async stop(): Promise<void> {
    await this.#program.stop();
    await this.core.stop();
  }
}

function makeCore(socket: string, count: (values: number) => void): CoreBroker {
  return new CoreBroker({
    socket,
    findSecret: (id) => (id === PUBLIC_CLIENT ? CORE_SECRET : undefined),
    maySpeakFor: () => false,
    mayHearCommandsOf: () => false,
    onMessage() {},
    onGone() {},
    onNetMessage: (_credential, _device, _word, payload) => {
      const readings = Readings.safeParse(payload);
      if (readings.success) count(Object.keys(readings.data.values).length);
    },
    onPublicGone() {},
    log: silentLog,
  });
}
