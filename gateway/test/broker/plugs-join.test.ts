import { fork } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { PlugClient, ShellyPlug, TasmotaPlug } from '@farmgate/virtual-farm';
import { PublicBroker } from '../../src/broker/public/public-broker.ts';
import { DeviceView, PUBLIC_CLIENT, type Clock, type PlugKind, type PointView } from '../../src/contract/index.ts';
import { silentLog } from '../../src/domain/log.ts';
import type { PublicNotice } from '../../src/public-main.ts';
import { systemClock } from '../../src/system-clock.ts';
import { HttpBench } from '../../src/testing/http-bench.ts';
import { plugMakers } from '../../src/transports/index.ts';

const kinds = ['tasmota', 'shelly'] as const satisfies readonly PlugKind[];
const load = { name: 'a lamp', currentMa: 400 };
let farm: PlugFarm;
beforeEach(async () => {
  farm = new PlugFarm();
  await farm.start();
});
afterEach(() => farm.stop());

describe.each(kinds)('a %s plug', (kind) => {
  it('joins the public broker’s process, is switched, asked and reported apart, is pulled, and is shut out at once', async () => {
    await farm.startProcess();
    await farm.join(kind, systemClock);
    expect(await farm.device()).toMatchObject({ type: `${kind}-plug`, name: 'Shed', availability: 'online' });
    await farm.until(async () => (await farm.device()).firmware?.includes('simulated') === true);
    expect((await farm.relay()).switch).toMatchObject({ desired: null, reported: 'off' });
    await farm.switch(true);
    await farm.until(async () => (await farm.relay()).switch?.command?.state === 'confirmed');
    expect((await farm.relay()).switch).toMatchObject({ desired: true, reported: 'on', evidence: 'report' });
    expect(farm.plug.isOn).toBe(true);
    await farm.switch(false);
    await farm.until(async () => (await farm.relay()).switch?.command?.state === 'confirmed');
    expect(farm.plug.isOn).toBe(false);
    farm.client.pull();
    await farm.until(async () => (await farm.device()).availability === 'offline');
    expect((await farm.relay()).switch?.reported).toBe('unknown');
    farm.client.plugIn();
    await farm.until(async () => (await farm.relay()).switch?.reported === 'off');
    const gone = farm.hasGone();
    await farm.call('DELETE', 'devices/shed/credential');
    await gone;
    await farm.until(async () => (await farm.device()).availability === 'offline');
    expect(farm.connects).toBe(2);
  });

  it('is measured and stays on for minutes by its lease, which ends it when the gateway goes', async () => {
    await farm.startInside();
    await farm.join(kind, farm.bench.clock);
    await farm.switch(true);
    await farm.until(async () => (await farm.relay()).switch?.reported === 'on');
    for (let times = 0; times < 12; times++) {
      const heard = farm.heardByPlug;
      await farm.pass(20);
      await farm.until(() => farm.heardByPlug >= heard + 2);
    }
    expect(farm.plug.isOn).toBe(true);
    expect((await farm.point('current')).reading?.value).toBe(400);
    await farm.loseGateway();
    farm.bench.clock.advance(91_000);
    expect(farm.plug.isOn).toBe(false);
  });
});

/** A gateway, the public broker beside it, and one simulated plug. */
class PlugFarm {
  readonly bench = new HttpBench();
  readonly #cleanup: (() => Promise<unknown>)[] = [];
  #token = '';
  #port = 0;
  #plug: TasmotaPlug | ShellyPlug | undefined;
  #client: PlugClient | undefined;
  #onGone = () => {};
  #commands = 0;
  /** The way to the gateway ends, and there is none any more. */
  loseGateway: () => Promise<void> = async () => {};
  connects = 0;
  heardByPlug = 0;

  async start(): Promise<void> {
    await this.bench.start();
    this.#cleanup.push(() => this.bench.stop());
    this.#token = (await this.bench.claim()).access;
  }

  async stop(): Promise<void> {
    for (const undo of this.#cleanup.toReversed()) await undo();
  }

  /** As it runs beside a gateway. */
  async startProcess(): Promise<void> {
    const { coreSocket } = this.bench.app;
    const flags = ['--core', `unix:${coreSocket}`, '--secret-file', this.#secretFile, '--log-level', 'error'];
    const child = fork(join(import.meta.dirname, '../../src/public-main.ts'), [...flags, '--plain', '127.0.0.1:0']);
    this.#cleanup.push(async () => {
      child.kill();
      await once(child, 'exit');
    });
    child.on('message', (notice: PublicNotice) => {
      if ('ready' in notice) this.#port = notice.plain ?? 0;
    });
    await this.until(() => this.#port !== 0);
  }

  /** In this process, so that its clock is the test's. */
  async startInside(): Promise<void> {
    const { clock, app } = this.bench;
    let core: Socket | undefined;
    let isThere = true;
    const broker = new PublicBroker({
      plain: { host: '127.0.0.1', port: 0 },
      openCore: () => (core = connect({ path: isThere ? app.coreSocket : '/nowhere' })),
      secret: readFileSync(this.#secretFile, 'utf8').trim(),
      clock,
      log: silentLog,
      plugs: plugMakers(clock, () => `start${++this.#commands}`),
    });
    await broker.start();
    this.#cleanup.push(() => broker.stop());
    this.#port = broker.ports.plain ?? 0;
    this.loseGateway = async () => {
      isThere = false;
      const closed = core && once(core, 'close');
      core?.destroy();
      await closed;
      await new Promise((resolve) => setImmediate(resolve));
    };
  }

  /** A plug is given a credential and put into its socket. Resolves when it may be switched. */
  async join(kind: PlugKind, clock: Clock): Promise<void> {
    const made = await this.call('POST', 'nodes', { name: 'Shed', kind });
    this.bench.clock.advance(100);
    const id = String(made.member('id'));
    const firmware =
      kind === 'tasmota' ? new TasmotaPlug({ topic: id, clock, load }) : new ShellyPlug({ id, clock, load });
    const hear = firmware.hear.bind(firmware);
    firmware.hear = (topic, payload) => {
      this.heardByPlug++;
      hear(topic, payload);
    };
    const client = new PlugClient({
      firmware,
      open: () => {
        const socket = connect({ host: '127.0.0.1', port: this.#port });
        socket.on('close', () => this.#onGone());
        return socket;
      },
      user: id,
      password: String(made.member('secret')),
      reconnectMs: 200,
      onConnect: () => this.connects++,
    });
    this.#plug = firmware;
    this.#client = client;
    this.#cleanup.push(() => client.stop());
    client.start();
    await this.until(async () => (await this.call('GET', 'devices/shed')).status === 200);
    // Its being prepared is asked for again after 2 s, where it had not subscribed yet.
    await this.until(async () => {
      if (clock === this.bench.clock) this.bench.clock.advance(2_000);
      return (await this.relay()).switch?.reported === 'off' && this.heardByPlug > 0;
    });
  }

  get plug(): TasmotaPlug | ShellyPlug {
    if (!this.#plug) throw new Error('no plug joined');
    return this.#plug;
  }

  get client(): PlugClient {
    if (!this.#client) throw new Error('no plug joined');
    return this.#client;
  }

  /** Its connection ends. */
  hasGone(): Promise<void> {
    return new Promise((resolve) => (this.#onGone = resolve));
  }

  async switch(value: boolean): Promise<void> {
    const body = { id: `command-${++this.#commands}`, device: 'shed', point: 'relay', value };
    const { status, text } = await this.call('POST', 'commands', body);
    if (status >= 300) throw new Error(text);
  }

  async device(): Promise<DeviceView> {
    return DeviceView.parse(JSON.parse((await this.call('GET', 'devices/shed')).text));
  }

  async point(id: string): Promise<PointView> {
    const found = (await this.device()).points.find(({ definition }) => definition.id === id);
    if (!found) throw new Error(`there is no ${id}`);
    return found;
  }

  relay(): Promise<PointView> {
    return this.point('relay');
  }

  call(method: string, path: string, body?: unknown) {
    return this.bench.call(method, `/api/v1/${path}`, { token: this.#token, ...(body === undefined ? {} : { body }) });
  }

  /** So many seconds pass, each long enough for what is said over the network meanwhile. */
  async pass(seconds: number): Promise<void> {
    for (let second = 0; second < seconds; second++) {
      this.bench.clock.advance(1_000);
      await this.device();
    }
  }

  async until(holds: () => boolean | Promise<boolean>): Promise<void> {
    const end = performance.now() + 15_000;
    while (!(await holds())) {
      if (performance.now() > end) throw new Error(`not so in 15 s: ${holds.toString()}`);
      await new Promise((resolve) => setImmediate(resolve));
    }
  }

  get #secretFile(): string {
    return this.bench.app.bridgeSecretFile(PUBLIC_CLIENT);
  }
}
