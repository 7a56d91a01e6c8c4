import { afterEach, beforeEach, expect, test } from 'vitest';
import { Sightings, type Sighting } from '../../domain/field/sightings.ts';
import type { Log } from '../../domain/log.ts';
import { FakeClock } from '../../testing/fake-clock.ts';
import { FakeLan } from '../../testing/fake-lan.ts';
import { Discovery, type Presence } from './index.ts';

const presence: Presence = {
  id: 'k7wd3m2p',
  version: '0.1.0',
  adverts: [
    { type: 'farmgate', port: 8080 },
    { type: 'http', port: 8080 },
    { type: 'mqtt', port: 1883 },
  ],
};
let clock: FakeClock;
let lan: FakeLan;
let warnings: string[];
let sighted: Sighting[];
let all: Discovery[];
let address: string;

beforeEach(() => {
  clock = new FakeClock();
  lan = new FakeLan();
  warnings = [];
  sighted = [];
  all = [];
  address = 'eth0 192.168.1.5';
});

afterEach(async () => {
  for (const each of all) await each.stop();
  if (!lan.isQuiet) throw new Error('a socket was left open');
});

function begin(id = presence.id): Discovery {
  const log: Log = { debug() {}, info() {}, warn: (_facts, sentence) => warnings.push(sentence), error() {} };
  const discovery = new Discovery({
    presence: { ...presence, id },
    clock,
    log,
    onSighting: (sighting) => sighted.push(sighting),
    open: lan.open,
    addresses: () => address,
  });
  all.push(discovery);
  discovery.start();
  return discovery;
}

/** Lets the simulated network deliver. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 20; turn++) await new Promise((resolve) => setImmediate(resolve));
}

async function pass(ms: number): Promise<void> {
  await settle();
  clock.advance(ms);
  await settle();
}

function told(): string {
  return lan.sent.map((packet) => Buffer.from(packet).toString('latin1')).join('\n');
}

test('it tells its name, ports, id and version, and says goodbye', async () => {
  const discovery = begin();
  await pass(1_000);
  expect(discovery.name).toBe('Farmgate k7wd');
  for (const word of ['Farmgate k7wd', '_farmgate', '_http', '_mqtt', 'id=k7wd3m2p', 'version=0.1.0', 'mqttport=1883'])
    expect(told()).toContain(word);
  lan.sent = [];
  await discovery.stop();
  expect(told()).toContain('Farmgate k7wd');
  expect(lan.isQuiet).toBe(true);
  await discovery.stop();
});

test('who comes second to a name takes another', async () => {
  const first = begin('k7wd9999');
  await pass(1_000);
  const second = begin('k7wd1111');
  await pass(1_000);
  await pass(1_000);
  expect([first.name, second.name]).toEqual(['Farmgate k7wd', 'Farmgate k7wd (2)']);
});

test('of two that take a name at the same moment one keeps it', async () => {
  const one = begin('k7wd9999');
  const other = begin('k7wd1111');
  for (let times = 0; times < 4; times++) await pass(1_000);
  expect([one.name, other.name]).toEqual(['Farmgate k7wd (2)', 'Farmgate k7wd']);
});

test.each(['EADDRINUSE', 'EACCES', 'EPERM'])(
  '%s at the port is warned of once, and tried again with growing waits',
  async (code) => {
    lan.trouble = { bind: Object.assign(new Error(`bind ${code}`), { code }) };
    const discovery = begin();
    await settle();
    expect(lan.opened).toBe(1);
    for (const [waitMs, opened] of [
      [4_900, 1],
      [100, 2],
      [9_900, 2],
      [100, 3],
      [20_000, 4],
    ] as const) {
      await pass(waitMs);
      expect(lan.opened).toBe(opened);
    }
    lan.trouble = {};
    await pass(40_000);
    await pass(1_000);
    expect(told()).toContain(discovery.name);
    expect(warnings).toHaveLength(1);
  },
);

test('a socket that cannot even be opened is as one that cannot be bound', async () => {
  const open = () => {
    throw new Error('EMFILE');
  };
  const log: Log = { debug() {}, info() {}, warn: (_facts, sentence) => warnings.push(sentence), error() {} };
  const discovery = new Discovery({ presence, clock, log, onSighting: () => {}, open, addresses: () => '' });
  discovery.start();
  await pass(60_000);
  expect(warnings).toHaveLength(1);
  await discovery.stop();
});

test('no network is no trouble: what cannot be sent is lost, and is told when there is one', async () => {
  lan.trouble = { send: Object.assign(new Error('send ENETUNREACH 224.0.0.251:5353'), { code: 'ENETUNREACH' }) };
  address = '';
  const discovery = begin();
  await pass(1_000);
  expect(lan.sent).toEqual([]);
  lan.trouble = {};
  address = 'wlan0 192.168.1.6';
  await pass(15_000);
  await pass(1_000);
  expect(told()).toContain(discovery.name);
  expect(warnings).toEqual([]);
});

test('a socket that breaks later is made anew', async () => {
  const discovery = begin();
  await pass(1_000);
  lan.breakAll(new Error('ENODEV'));
  await settle();
  expect(lan.isQuiet).toBe(true);
  lan.sent = [];
  await pass(5_000);
  await pass(1_000);
  expect(told()).toContain(discovery.name);
});

test('a plug that answers is sighted', async () => {
  begin();
  await pass(1_000);
  lan.say(answerOf('shellyplugsg3-08b61fd141e8'));
  expect(sighted).toMatchObject([{ id: 'shellyplugsg3-08b61fd141e8', type: 'shelly-plug' }]);
});

test('10,000 answers and as many pieces of garbage in a second do no harm', async () => {
  const discovery = begin();
  const sightings = new Sightings();
  await pass(1_000);
  const before = process.memoryUsage().heapUsed;
  for (let n = 0; n < 10_000; n++) {
    lan.say(answerOf(`shellyplug-${n}`));
    lan.say(Uint8Array.from({ length: n % 600 }, (_, at) => (at * n) % 256));
  }
  expect(sighted.length).toBeLessThanOrEqual(100);
  // A second later the next hundred are heard, and so on: what is kept of them is bounded too.
  for (let second = 0; second < 20; second++) {
    await pass(1_000);
    for (let n = 0; n < 200; n++) lan.say(answerOf(`shellyplug-${second}-${n}`));
  }
  for (const each of sighted) sightings.note(each, clock.wallMs());
  expect(sightings.list(clock.wallMs())).toHaveLength(128);
  expect(process.memoryUsage().heapUsed - before).toBeLessThan(64 * 1024 * 1024);
  await discovery.stop();
  expect(warnings).toEqual([]);
});

/** A response with one PTR and one TXT record, RFC 1035, section 4.1. */
function answerOf(name: string): Uint8Array {
  const service = ['_shelly', '_tcp', 'local'];
  const instance = encoded([name, ...service]);
  const text = Buffer.from('gen=3');
  const record = (owner: Buffer, type: number, data: Buffer) =>
    Buffer.concat([owner, Buffer.from([0, type, 0, 1, 0, 0, 0, 120, 0, data.length]), data]);
  return Buffer.concat([
    Buffer.from([0, 0, 0x84, 0, 0, 0, 0, 2, 0, 0, 0, 0]),
    record(encoded(service), 12, instance),
    record(instance, 16, Buffer.from([text.length, ...text])),
  ]);
}

function encoded(labels: readonly string[]): Buffer {
  return Buffer.concat([
    ...labels.map((label) => Buffer.from([label.length, ...Buffer.from(label)])),
    Buffer.from([0]),
  ]);
}
