import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Aedes } from 'aedes';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { PlugClient, ShellyPlug, TasmotaPlug, type PlugFirmware } from '@farmgate/virtual-farm';
import { CommandMessage, parseTopic, type PointView, type SwitchView } from '../../src/contract/index.ts';
import { findDeviceType } from '../../src/device-types/index.ts';
import { EventBus } from '../../src/domain/events.ts';
import { Field } from '../../src/domain/field/field.ts';
import { silentLog } from '../../src/domain/log.ts';
import { Database, sql } from '../../src/store/database.ts';
import { SqliteFieldStore } from '../../src/store/field-store.ts';
import { ana } from '../../src/testing/field-bench.ts';
import { FakeClock } from '../../src/testing/index.ts';
import { dialects, PlugLink, topicsOf, type PlugKind } from '../../src/transports/index.ts';

const kinds = ['tasmota', 'shelly'] as const satisfies readonly PlugKind[];
const id = 'shellyplugsg3-08b61fd141e8';
const load = { name: 'a lamp', currentMa: 400 };
let bench: PlugBench;

beforeEach(async () => {
  bench = new PlugBench();
  await bench.start();
});

afterEach(() => bench.stop());

test.each(kinds)('a %s plug joins, is switched, and asked, reported and measured stay apart', async (kind) => {
  await bench.join(kind);
  const command = bench.switch(true);
  await bench.until(() => bench.relay().command?.state === 'confirmed');
  expect(bench.relay()).toMatchObject({ desired: true, reported: 'on', evidence: 'report' });
  expect(bench.plug.isOn).toBe(true);
  expect(bench.trail(command)).toEqual(['pending', 'sent', 'delivered', 'confirmed']);
  bench.clock.advance(20_000);
  await bench.until(() => bench.value('current') === 400);
  expect(bench.value('power')).toBe(92);
  bench.switch(false);
  await bench.until(() => bench.relay().reported === 'off' && bench.relay().command?.state === 'confirmed');
  expect(bench.plug.isOn).toBe(false);
});

test.each(kinds)('a %s plug that is pulled is offline by its will, unknown, and off when it is back', async (kind) => {
  await bench.join(kind);
  bench.switch(true);
  await bench.until(() => bench.relay().reported === 'on');
  bench.client.pull();
  await bench.until(() => bench.field.registry.find(ana.site, id)?.availability === 'offline');
  expect(bench.relay().reported).toBe('unknown');
  bench.client.plugIn();
  await bench.until(() => bench.relay().reported === 'off');
  expect(bench.plug.isOn).toBe(false);
});

test.each(kinds)('a %s plug ends a run by itself when nobody renews its lease', async (kind) => {
  await bench.join(kind);
  bench.switch(true);
  await bench.until(() => bench.relay().reported === 'on');
  bench.link.stop();
  bench.clock.advance(89_000);
  expect(bench.plug.isOn).toBe(true);
  bench.clock.advance(2_000);
  expect(bench.plug.isOn).toBe(false);
  await bench.until(() => bench.relay().reported === 'off');
});

test.each(kinds)('a %s plug stays on for ten minutes as long as its lease is renewed', async (kind) => {
  await bench.join(kind);
  bench.switch(true);
  await bench.until(() => bench.relay().reported === 'on');
  for (let times = 0; times < 30; times++) {
    const heard = bench.heardByPlug;
    bench.clock.advance(20_000);
    await bench.until(() => bench.heardByPlug >= heard + 2);
  }
  expect(bench.plug.isOn).toBe(true);
});

test.each(kinds)('the button of a %s plug is reported, and a renewal does not undo it', async (kind) => {
  await bench.join(kind);
  bench.switch(true);
  await bench.until(() => bench.relay().reported === 'on');
  bench.plug.press();
  await bench.until(() => bench.relay().reported === 'off');
  const heard = bench.heardByPlug;
  bench.clock.advance(20_000);
  await bench.until(() => bench.heardByPlug > heard);
  expect(bench.plug.isOn).toBe(false);
});

test.each(kinds)('an ON that a %s plug acknowledges and does not do is not confirmed', async (kind) => {
  await bench.join(kind);
  bench.plug.fault = 'lying';
  const command = bench.switch(true);
  await bench.until(() => bench.trail(command).includes('delivered') || bench.relay().command?.state === 'failed');
  bench.clock.advance(15_000);
  await bench.until(() => bench.relay().command?.reason === 'not-confirmed');
  expect(bench.plug.isOn).toBe(false);
});

test.each(kinds)('an answer of a %s plug that comes late is an answer all the same', async (kind) => {
  await bench.join(kind);
  bench.plug.fault = 'late';
  bench.switch(true);
  const since = bench.clock.monoMs();
  await bench.until(() => {
    bench.clock.advance(100);
    return bench.relay().command?.state === 'confirmed';
  });
  expect(bench.clock.monoMs() - since).toBeGreaterThanOrEqual(3_000);
});

test.each(kinds)('an OFF to a %s plug that says nothing is owed until it speaks', async (kind) => {
  await bench.join(kind);
  bench.switch(true);
  await bench.until(() => bench.relay().reported === 'on');
  bench.plug.fault = 'silent';
  bench.switch(false);
  bench.clock.advance(10_000);
  expect(bench.relay().command).toMatchObject({ owed: true });
  bench.plug.fault = undefined;
  await bench.until(() => {
    bench.clock.advance(2_000);
    return bench.relay().command?.state === 'confirmed';
  });
  expect(bench.plug.isOn).toBe(false);
});

test('a plug that lost its network for a moment keeps its run, and its lease is renewed again', async () => {
  await bench.join('tasmota');
  bench.switch(true);
  await bench.until(() => bench.relay().reported === 'on');
  bench.client.cut();
  await bench.until(() => bench.relay().reported === 'unknown');
  await bench.until(() => bench.relay().reported === 'on');
  const { plug } = bench;
  if (!(plug instanceof TasmotaPlug)) throw new Error('no Tasmota');
  await bench.until(() => {
    bench.clock.advance(2_000);
    return bench.link.state.isPrepared;
  });
  bench.clock.advance(20_000);
  await bench.until(() => plug.pulseLeftS > 85);
});

test('a Shelly that its protection opened is shown as tripped', async () => {
  await bench.join('shelly', { name: 'too much', currentMa: 12_000 });
  bench.switch(true);
  await bench.until(() => bench.relay().reported === 'on');
  bench.clock.advance(1_500);
  await bench.until(() => bench.relay().reported === 'tripped');
});

/** A plug on a real broker, which lets it do what its topics allow, its link, and a field engine on a real database. */
class PlugBench {
  readonly clock = new FakeClock();
  readonly field: Field;
  readonly #dir = mkdtempSync(join(tmpdir(), 'farmgate-plugs-'));
  readonly #db = new Database(join(this.#dir, 'farmgate.db'));
  readonly #socket = join(this.#dir, 'broker.sock');
  readonly #cleanup: (() => unknown)[] = [];
  #broker: Aedes | undefined;
  #plug: PlugFirmware | undefined;
  #client: PlugClient | undefined;
  #link: PlugLink | undefined;
  heardByPlug = 0;
  /** What the plug published beyond what it may. */
  readonly refused: string[] = [];

  constructor() {
    this.#db.run(sql.insertInto('sites').values({ site_id: ana.site, name: 'one', time_zone: 'UTC', created_at: 0 }));
    this.field = new Field(
      {
        store: new SqliteFieldStore(this.#db),
        audit: { write: () => {}, list: () => [] },
        clock: this.clock,
        publish: (topic, message) => {
          if (parseTopic(topic)?.word === 'commands')
            setImmediate(() => this.link.command(CommandMessage.parse(message)));
        },
        events: new EventBus(),
        log: silentLog,
        newId: randomUUID,
        defer: setImmediate,
      },
      findDeviceType,
    );
  }

  async start(): Promise<void> {
    this.field.start();
    const broker = await Aedes.createBroker({
      authorizePublish: (client, packet, done) => {
        const kind = this.#link && kindOf(this.plug);
        const topics = kind && topicsOf(kind, id);
        const may = (filters: readonly string[]) => filters.some((filter) => isIn(packet.topic, filter));
        if (client && topics && !may(topics.publish)) {
          if (!may(topics.ignore)) this.refused.push(packet.topic);
          packet.topic = 'dropped';
        }
        done(null);
      },
      authorizeSubscribe: (_client, subscription, done) => {
        const kind = kindOf(this.plug);
        const may = topicsOf(kind, id).subscribe.some((filter) => filter === subscription.topic);
        done(null, may ? subscription : null);
      },
    });
    broker.on('publish', ({ topic, payload }) => {
      if (!topic.startsWith('$') && topic !== 'dropped') this.#link?.hear(topic, Buffer.from(payload));
    });
    const server = createServer(broker.handle);
    await new Promise<void>((resolve) => server.listen(this.#socket, resolve));
    this.#broker = broker;
    this.#cleanup.push(
      () => new Promise<void>((resolve) => broker.close(resolve)),
      () => new Promise<void>((resolve) => server.close(() => resolve())),
    );
  }

  async stop(): Promise<void> {
    this.#link?.stop();
    await this.#client?.stop();
    for (const each of this.#cleanup) await each();
    this.field.stop();
    this.#db.close();
    rmSync(this.#dir, { recursive: true });
    if (this.refused.length > 0) throw new Error(`its topics do not name ${this.refused.join(', ')}`);
  }

  /** The plug comes onto the network, is heard, adopted and prepared. */
  async join(kind: PlugKind, of = load): Promise<void> {
    const { clock } = this;
    const firmware =
      kind === 'tasmota' ? new TasmotaPlug({ topic: id, clock, load: of }) : new ShellyPlug({ id, clock, load: of });
    this.#plug = firmware;
    const hear = firmware.hear.bind(firmware);
    firmware.hear = (topic, payload) => {
      this.heardByPlug++;
      hear(topic, payload);
    };
    this.#link = new PlugLink({
      id,
      dialect: dialects[kind],
      clock,
      session: 'boot1',
      send: ({ topic, payload }) =>
        this.#broker?.publish(
          { cmd: 'publish', topic, payload: Buffer.from(payload), qos: 0, retain: false, dup: false },
          () => {},
        ),
      tell: (device, word, message) => this.field.receive(device, word, message, device),
    });
    this.#client = new PlugClient({
      firmware,
      open: () => connect({ path: this.#socket }),
      user: id,
      password: 'secret',
      reconnectMs: 20,
    });
    this.link.start();
    this.client.start();
    await this.until(() => this.field.registry.listSeen(ana.site).length === 1);
    this.field.registry.adopt(ana, id, {});
    await this.until(() => {
      this.clock.advance(2_000);
      return this.link.state.isPrepared;
    });
    await this.until(() => this.relay().reported === 'off');
  }

  get plug(): PlugFirmware {
    return there(this.#plug);
  }

  get client(): PlugClient {
    return there(this.#client);
  }

  get link(): PlugLink {
    return there(this.#link);
  }

  /** Answers the command's id. */
  switch(on: boolean): string {
    const outcome = this.field.commander.accept(ana, { device: id, point: 'relay', value: on });
    if (!outcome.ok) throw new Error(outcome.refusal.detail);
    return outcome.value.command.id;
  }

  trail(command: string): string[] {
    return this.field.commander.find(ana.site, command)?.trail.map(({ state }) => state) ?? [];
  }

  relay(): SwitchView {
    return there(this.#point('relay').switch);
  }

  value(point: string): unknown {
    return this.#point(point).reading?.value;
  }

  /** Lets the sockets and the broker work until it is so. */
  async until(holds: () => boolean): Promise<void> {
    const end = performance.now() + 5_000;
    while (!holds()) {
      if (performance.now() > end) throw new Error(`not so in 5 s: ${holds.toString()}`);
      await new Promise((resolve) => setImmediate(resolve));
    }
  }

  #point(point: string): PointView {
    return there(this.field.registry.find(ana.site, id)?.points.find(({ definition }) => definition.id === point));
  }
}

function kindOf(plug: PlugFirmware): PlugKind {
  return plug instanceof TasmotaPlug ? 'tasmota' : 'shelly';
}

function isIn(topic: string, filter: string): boolean {
  return filter.endsWith('/#') ? topic.startsWith(filter.slice(0, -1)) : topic === filter;
}

function there<Thing>(thing: Thing | undefined): Thing {
  if (thing === undefined) throw new Error('it is not there yet');
  return thing;
}
