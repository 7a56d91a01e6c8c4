import { duplexPair, type Duplex } from 'node:stream';
import fc from 'fast-check';
import { generate, parser, type IPublishPacket, type Packet } from 'mqtt-packet';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { NET_CREDENTIALS_TOPIC, parseNetTopic, type TopicWord } from '../../contract/index.ts';
import { FakeClock } from '../../testing/fake-clock.ts';
import type { Saying } from './outbox.ts';
import { WINDOW } from './send-window.ts';
import { Uplink } from './uplink.ts';

/** A core broker that acknowledges when it is told to. */
class HandCore {
  /** What it was sent and has not acknowledged, on the connection that is there now. */
  owed: IPublishPacket[] = [];
  /** All that was sent, sent again or not. */
  readonly sent: IPublishPacket[] = [];
  connections = 0;
  pings = 0;
  answersPings = true;
  acknowledges = false;
  #socket: Duplex | undefined;
  #hangUp = () => {};
  readonly #watchers = new Set<() => void>();

  readonly open = (): Duplex => {
    const [theirs, ours] = duplexPair();
    const library = parser({ protocolVersion: 4 });
    library.on('packet', (packet) => this.#hear(ours, packet));
    ours.on('data', (bytes: Buffer) => library.parse(bytes));
    ours.on('error', () => {});
    this.#socket = ours;
    this.#hangUp = () => theirs.destroy();
    this.owed = [];
    this.connections += 1;
    return theirs;
  };

  get ids(): string[] {
    return this.owed.map(idOf);
  }

  acknowledge(count: number): void {
    for (const { messageId } of this.owed.splice(0, count))
      this.#socket?.write(generate({ cmd: 'puback', ...(messageId === undefined ? {} : { messageId }) }));
  }

  hangUp(): void {
    this.#hangUp();
  }

  until(isSo: () => boolean): Promise<void> {
    return new Promise((resolve) => {
      const look = () => {
        if (!isSo()) return;
        this.#watchers.delete(look);
        resolve();
      };
      this.#watchers.add(look);
      look();
    });
  }

  #hear(socket: Duplex, packet: Packet): void {
    if (packet.cmd === 'connect') socket.write(generate({ cmd: 'connack', returnCode: 0, sessionPresent: false }));
    if (packet.cmd === 'subscribe') {
      const { messageId = 0 } = packet;
      socket.write(generate({ cmd: 'suback', messageId, granted: packet.subscriptions.map(() => 1) }));
      const payload = JSON.stringify({ credentials: [] });
      if (packet.subscriptions.some(({ topic }) => topic === NET_CREDENTIALS_TOPIC))
        socket.write(
          generate({ cmd: 'publish', topic: NET_CREDENTIALS_TOPIC, payload, qos: 0, retain: true, dup: false }),
        );
    }
    if (packet.cmd === 'pingreq') {
      this.pings += 1;
      if (this.answersPings) socket.write(generate({ cmd: 'pingresp' }));
    }
    if (packet.cmd === 'publish') {
      this.owed.push(packet);
      this.sent.push(packet);
      if (this.acknowledges) this.acknowledge(1);
    }
    for (const look of this.#watchers) look();
  }
}

const saidBy = (packet: IPublishPacket) => parseNetTopic(packet.topic)?.device;
const bodyOf = (packet: IPublishPacket): { id?: string; values?: object } => JSON.parse(packet.payload.toString());
const idOf = (packet: IPublishPacket) => bodyOf(packet).id ?? '';
const receipt = (credential: string, device: string, id: number): Saying => ({
  credential,
  device,
  word: 'receipts',
  payload: { id: String(id), state: 'delivered' },
});
const turn = () => new Promise<void>((resolve) => setImmediate(resolve));

let clock: FakeClock;
let core: HandCore;
let uplink: Uplink;
let warnings: string[];
let errors: string[];

beforeEach(() => begin());
afterEach(() => uplink.stop());

function begin(): void {
  clock = new FakeClock();
  core = new HandCore();
  warnings = [];
  errors = [];
  const log = {
    debug() {},
    info() {},
    warn: (_facts: object, line: string) => void warnings.push(line),
    error: (_facts: object, line: string) => void errors.push(line),
  };
  uplink = new Uplink({ open: core.open, secret: 'secret', clock, log, onCredentials() {}, onDown() {} });
  uplink.start();
}

/** Connects again where it must, and resolves when it is there. */
async function connected(): Promise<void> {
  for (let turns = 0; !uplink.isReady; turns += 1) {
    if (turns % 50 === 0) clock.advance(300);
    await turn();
  }
}

describe('what is under way', () => {
  it(`is of ${WINDOW} devices at most, and one message of each`, async () => {
    await connected();
    for (let at = 0; at < 100; at += 1)
      for (const id of [1, 2]) uplink.say(receipt(`node-${at}`, `node-${at}`, at * 10 + id));
    await core.until(() => core.owed.length >= WINDOW);
    await turn();
    expect(new Set(core.owed.map(saidBy)).size).toBe(WINDOW);
    expect(core.owed).toHaveLength(WINDOW);
    core.acknowledge(1);
    await core.until(() => core.ids.includes('2'));
    expect(core.owed).toHaveLength(WINDOW);
    core.acknowledges = true;
    core.acknowledge(WINDOW);
    await core.until(() => core.sent.length === 200);
  });

  it('is taken back in its order when the gateway hangs up, and goes one at a time until it has arrived', async () => {
    await connected();
    for (let at = 0; at < WINDOW + 8; at += 1) uplink.say(receipt(`node-${at}`, `node-${at}`, at));
    await core.until(() => core.owed.length === WINDOW);
    core.hangUp();
    while (uplink.isReady) await turn();
    await connected();
    core.sent.length = 0;
    for (let at = 0; at < WINDOW; at += 1) {
      await core.until(() => core.owed.length === 1);
      expect(core.ids).toEqual([String(at)]);
      core.acknowledge(1);
    }
    await core.until(() => core.owed.length === 8);
    expect(errors).toEqual([]);
  });

  it('a bridge comes before what it says for others after that, and after what it said for them before', async () => {
    await connected();
    uplink.say(receipt('bridge-1', 'outlet-1', 1));
    uplink.say(receipt('bridge-1', 'outlet-2', 2));
    uplink.say(receipt('bridge-1', 'bridge-1', 3));
    uplink.say(receipt('bridge-1', 'outlet-1', 4));
    uplink.say(receipt('node-1', 'node-1', 5));
    await core.until(() => core.owed.length === 3);
    expect(core.ids).toEqual(['1', '2', '5']);
    core.acknowledge(3);
    await core.until(() => core.owed.length === 1);
    expect(core.ids).toEqual(['3']);
    core.acknowledge(1);
    await core.until(() => core.ids.includes('4'));
  });

  it('arrives in order and without a gap, whenever the gateway hangs up', { timeout: 60_000 }, async () => {
    const steps = fc.array(
      fc.oneof(
        fc.record({
          does: fc.constant('say' as const),
          device: fc.nat(3),
          word: fc.constantFrom<TopicWord>('receipts', 'readings', 'status'),
        }),
        fc.record({ does: fc.constant('acknowledge' as const), count: fc.integer({ min: 1, max: 4 }) }),
        fc.record({ does: fc.constant('hang up' as const) }),
      ),
      { maxLength: 40 },
    );
    await fc.assert(
      fc.asyncProperty(steps, async (all) => {
        await uplink.stop();
        begin();
        await connected();
        const said = new Map<string, string[]>();
        const last = new Map<string, number>();
        for (const [at, step] of all.entries()) {
          if (step.does === 'acknowledge') core.acknowledge(step.count);
          if (step.does === 'hang up' && uplink.isReady) {
            core.hangUp();
            while (uplink.isReady) await turn();
            await connected();
          }
          if (step.does === 'say') {
            const [credential, device] = lanes[step.device] ?? ['', ''];
            clock.advance(1);
            uplink.say({ credential, device, word: step.word, payload: payloadOf(step.word, at) });
            if (step.word === 'receipts') said.set(device, [...(said.get(device) ?? []), String(at)]);
            else last.set(`${device} ${step.word}`, at);
          }
          await turn();
        }
        core.acknowledges = true;
        core.acknowledge(core.owed.length);
        while (uplink.waiting > 0) await turn();
        const arrived = new Map<string, string[]>();
        const held = new Map<string, number>();
        for (const packet of core.sent) {
          const { device = '', word = '' } = parseNetTopic(packet.topic) ?? {};
          const got = arrived.get(device) ?? [];
          if (word === 'receipts' && got.at(-1) !== idOf(packet)) arrived.set(device, [...got, idOf(packet)]);
          if (word !== 'receipts') held.set(`${device} ${word}`, numberOf(packet));
        }
        expect(arrived).toEqual(said);
        expect(held).toEqual(last);
        expect(errors).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });
});

const lanes = [
  ['node-1', 'node-1'],
  ['bridge-1', 'bridge-1'],
  ['bridge-1', 'outlet-1'],
  ['bridge-1', 'outlet-2'],
] as const;

function payloadOf(word: TopicWord, at: number): object {
  if (word === 'receipts') return { id: String(at), state: 'delivered' };
  return word === 'readings' ? { values: { level: at } } : { online: true, reason: String(at) };
}

function numberOf(packet: IPublishPacket): number {
  const body = JSON.parse(packet.payload.toString());
  return Number(body.values?.level ?? body.reason);
}

describe('a gateway that hangs', () => {
  it('is away after some seconds without an acknowledgement, and what was under way is never given up', async () => {
    await connected();
    for (let time = 1; time <= 8; time += 1) {
      if (time === 1) uplink.say(receipt('node-1', 'node-1', 7));
      await core.until(() => core.owed.length === 1);
      for (let second = 0; second < 4; second += 1) clock.advance(1_000);
      expect(uplink.isReady).toBe(true);
      for (let second = 0; second < 3; second += 1) clock.advance(1_000);
      while (uplink.isReady) await turn();
      await connected();
    }
    await core.until(() => core.owed.length === 1);
    core.acknowledge(1);
    while (uplink.waiting > 0) await turn();
    expect(core.sent.map(idOf)).toEqual(Array.from({ length: 9 }, () => '7'));
    expect(errors).toEqual([]);
    expect(warnings.at(-1)).toContain('nobody new is let in');
  });

  it('is asked once a second while nobody says anything, and is away when it no longer answers', async () => {
    await connected();
    for (let second = 1; second <= 10; second += 1) {
      clock.advance(1_000);
      await core.until(() => core.pings >= second);
      await turn();
      await turn();
    }
    expect(uplink.isReady).toBe(true);
    core.answersPings = false;
    for (let second = 1; second <= 6; second += 1) clock.advance(1_000);
    while (uplink.isReady) await turn();
    core.answersPings = true;
    await connected();
    expect(core.connections).toBe(2);
  });

  it('that takes its time but acknowledges is there', async () => {
    await connected();
    for (let at = 0; at < 20; at += 1) uplink.say(receipt(`node-${at}`, `node-${at}`, at));
    await core.until(() => core.owed.length === 20);
    for (let at = 0; at < 20; at += 1) {
      clock.advance(3_000);
      core.acknowledge(1);
      await turn();
      await turn();
    }
    expect(core.connections).toBe(1);
  });
});
