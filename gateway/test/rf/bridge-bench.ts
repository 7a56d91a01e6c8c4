import { mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Aedes } from 'aedes';
import { systemClock } from '@farmgate/gateway/clock';
import { type CommandMessage, type Roster, topicOf } from '@farmgate/gateway/contract';
import { Bridge, brokerAt, radioAt } from '@farmgate/rf-bridge';
import { type Served, VirtualFarm, demoOutlets, seededRandom, serveOnPty, serveOnSocket } from '@farmgate/virtual-farm';

/** A message that came to the broker. */
export interface Said {
  readonly topic: string;
  readonly payload: unknown;
  readonly retain: boolean;
  /** Monotonic ms. */
  readonly at: number;
}

/** A plain broker on a Unix socket that keeps all that is said. */
export class TestBroker {
  readonly said: Said[] = [];
  readonly #path: string;
  readonly #waiting = new Set<() => void>();
  #stop: () => Promise<void> = async () => {};
  #broker: Aedes | undefined;

  constructor(path: string) {
    this.#path = path;
  }

  async start(): Promise<void> {
    const broker = await Aedes.createBroker();
    const server = createServer(broker.handle);
    broker.on('publish', ({ topic, payload, retain }) => {
      if (topic.startsWith('$')) return;
      this.said.push({ topic, payload: JSON.parse(payload.toString()), retain, at: systemClock.monoMs() });
      for (const look of this.#waiting) look();
    });
    await new Promise<void>((resolve) => server.listen(this.#path, resolve));
    this.#broker = broker;
    this.#stop = async () => {
      await new Promise<void>((resolve) => broker.close(resolve));
      await new Promise<void>((resolve) => server.close(() => resolve()));
    };
  }

  stop(): Promise<void> {
    return this.#stop();
  }

  publish(topic: string, message: unknown, retain = false): void {
    const payload = Buffer.from(typeof message === 'string' ? message : JSON.stringify(message));
    this.#broker?.publish({ cmd: 'publish', topic, payload, qos: 1, retain, dup: false }, () => {});
  }

  /** Resolves with the first message from `since` on (an index of `said`) that fits. */
  until(topic: string, fits: (payload: Record<string, unknown>) => boolean, since = 0): Promise<Said> {
    return new Promise((resolve) => {
      const look = () => {
        const found = this.said
          .slice(since)
          .find((said) => said.topic === topic && isRecord(said.payload) && fits(said.payload));
        if (!found) return;
        this.#waiting.delete(look);
        resolve(found);
      };
      this.#waiting.add(look);
      look();
    });
  }
}

/** A bridge between a broker and simulated outlets, over a real socket or a real pseudo serial port, in real time. */
export class BridgeBench {
  readonly broker: TestBroker;
  readonly farm: VirtualFarm;
  readonly #dir = mkdtempSync(join(tmpdir(), 'farmgate-rf-'));
  readonly #kind: 'unix' | 'pty';
  readonly #bridge: Bridge;
  #served: Served | undefined;
  #ids = 0;

  constructor(kind: 'unix' | 'pty', ids = [0xfe, 0x10]) {
    this.#kind = kind;
    this.broker = new TestBroker(join(this.#dir, 'core.sock'));
    this.farm = new VirtualFarm({ clock: systemClock, outlets: demoOutlets(ids), seed: 1 });
    this.#bridge = new Bridge({
      id: 'bridge-1',
      broker: brokerAt(`unix:${join(this.#dir, 'core.sock')}`),
      secret: 'a secret',
      radio: radioAt(kind === 'pty' ? `serial:${this.#radioPath}` : `unix:${this.#radioPath}`),
      clock: systemClock,
      random: seededRandom(1),
      log: { info: () => {}, warn: () => {} },
      master: 0x02,
      nodes: ids,
      demo: true,
    });
  }

  /** Everything up, with the outlets on the roster. */
  async start(): Promise<void> {
    await this.broker.start();
    await this.plugIn();
    this.setRoster([
      { device: 'outlet-fe', address: 'FE' },
      { device: 'outlet-10', address: '10' },
    ]);
    await this.#bridge.start();
    await this.broker.until('farm/bridge-1/status', ({ online }) => online === true);
  }

  async stop(): Promise<void> {
    await this.#bridge.stop();
    await this.unplug();
    await this.broker.stop();
    rmSync(this.#dir, { recursive: true, force: true });
  }

  /** Waits until the bridge has handed over what must not stay behind. */
  settleBridge(graceMs: number): Promise<void> {
    return this.#bridge.settle(graceMs);
  }

  stopBridge(): Promise<void> {
    return this.#bridge.stop();
  }

  /** The radio's port is there. A serial device keeps its name over unplugging, as udev rules give it one. */
  async plugIn(): Promise<void> {
    if (this.#kind === 'unix') {
      this.#served = await serveOnSocket(this.farm, this.#radioPath);
      return;
    }
    this.#served = await serveOnPty(this.farm);
    rmSync(this.#radioPath, { force: true });
    symlinkSync(this.#served.radio.slice('serial:'.length), this.#radioPath);
  }

  async unplug(): Promise<void> {
    await this.#served?.close();
    this.#served = undefined;
  }

  setRoster(devices: Roster['devices']): void {
    this.broker.publish(topicOf('bridge-1', 'roster'), { devices }, true);
  }

  /** Sends a command to an outlet; answers its id. */
  command(device: string, message: Omit<CommandMessage, 'id'> & { id?: string }): string {
    const id = message.id ?? `command-${++this.#ids}`;
    this.broker.publish(topicOf(device, 'commands'), { ...message, id });
    return id;
  }

  /** Resolves with the first receipt of this command in this state. */
  receipt(device: string, id: string, state: string): Promise<Said> {
    return this.broker.until(topicOf(device, 'receipts'), (said) => said['id'] === id && said['state'] === state);
  }

  get #radioPath(): string {
    return join(this.#dir, 'radio');
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
