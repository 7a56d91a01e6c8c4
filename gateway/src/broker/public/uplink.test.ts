import { duplexPair, type Duplex } from 'node:stream';
import fc from 'fast-check';
import { generate, parser, type IPublishPacket, type Packet } from 'mqtt-packet';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  MAX_SAYINGS,
  NET_CREDENTIALS_TOPIC,
  parseNetTopic,
  type NetSaying,
  type TopicWord,
} from '../../contract/index.ts';
import { FakeClock } from '../../testing/fake-clock.ts';
import { findSayings } from '../public-client.ts';
import type { Saying } from './outbox.ts';
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
    return this.owed.flatMap(sayingsIn).map(idOf);
  }

  /** What was said, message by message. */
  get said(): NetSaying[] {
    return this.sent.flatMap(sayingsIn);
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

function sayingsIn({ topic, payload }: IPublishPacket): readonly NetSaying[] {
  const alone = parseNetTopic(topic);
  const all = alone ? [{ ...alone, payload: JSON.parse(payload.toString()) }] : findSayings(payload.toString());
  if (!all) throw new Error(`not sayings as they may be: ${payload.toString()}`);
  return all;
}

function idOf({ payload }: NetSaying): string {
  const said: { id?: string } = Object(payload);
  return said.id ?? '';
}
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
  const from = (first: number, to: number) => Array.from({ length: to - first + 1 }, (_, at) => String(first + at));
  const say = (first: number, to: number) => {
    for (let at = first; at <= to; at += 1) uplink.say(receipt(`node-${at}`, `node-${at}`, at));
  };

  it(`goes at once; what is said until it is acknowledged goes together after it, ${MAX_SAYINGS} at most`, async () => {
    await connected();
    say(0, MAX_SAYINGS + 10);
    await core.until(() => core.owed.length === 1);
    expect(core.ids).toEqual(['0']);
    core.acknowledge(1);
    await core.until(() => core.owed.length === 1);
    expect(core.ids).toEqual(from(1, MAX_SAYINGS));
    core.acknowledge(1);
    await core.until(() => core.owed.length === 1);
    expect(core.ids).toEqual(from(MAX_SAYINGS + 1, MAX_SAYINGS + 10));
    core.acknowledge(1);
    while (uplink.waiting > 0) await turn();
    expect(core.sent).toHaveLength(3);
  });

  it('is one saying of each device, and a bridge comes before what it says for others after that, and after what it said before', async () => {
    await connected();
    uplink.say(receipt('bridge-1', 'outlet-1', 1));
    uplink.say(receipt('bridge-1', 'outlet-2', 2));
    uplink.say(receipt('bridge-1', 'bridge-1', 3));
    uplink.say(receipt('bridge-1', 'outlet-1', 4));
    uplink.say(receipt('node-1', 'node-1', 5));
    uplink.say(receipt('node-1', 'node-1', 6));
    for (const ids of [['1'], ['2', '5'], ['3', '6'], ['4']]) {
      await core.until(() => core.owed.length === 1);
      expect(core.ids).toEqual(ids);
      core.acknowledge(1);
    }
  });

  it('is no longer than a message may be', async () => {
    await connected();
    const text = 'x'.repeat(5_000);
    for (let at = 0; at < 8; at += 1)
      uplink.say({ ...receipt(`node-${at}`, `node-${at}`, at), payload: { id: String(at), text } });
    core.acknowledges = true;
    core.acknowledge(1);
    while (uplink.waiting > 0) await turn();
    expect(core.sent.map((packet) => sayingsIn(packet).length)).toEqual([1, 3, 3, 1]);
    expect(core.said.map(idOf)).toEqual(from(0, 7));
  });

  it('is taken back in its order when the gateway hangs up, and goes one at a time until it has arrived', async () => {
    await connected();
    say(0, 18);
    await core.until(() => core.owed.length === 1);
    core.acknowledge(1);
    await core.until(() => core.ids.length === 18);
    core.hangUp();
    while (uplink.isReady) await turn();
    say(19, 20);
    await connected();
    for (const id of from(1, 18)) {
      await core.until(() => core.owed.length === 1);
      expect(core.ids).toEqual([id]);
      core.acknowledge(1);
    }
    await core.until(() => core.owed.length === 1);
    expect(core.ids).toEqual(['19', '20']);
    expect(errors).toEqual([]);
  });

  it('is given up alone where the gateway hangs up at it, and no other with it', async () => {
    await connected();
    say(0, 5);
    await core.until(() => core.owed.length === 1);
    core.acknowledge(1);
    await core.until(() => core.ids.length === 5);
    while (errors.length === 0) {
      core.hangUp();
      while (uplink.isReady) await turn();
      await connected();
      if (errors.length > 0) break;
      await core.until(() => core.ids.length === 1);
      while (core.ids[0] !== '3') {
        core.acknowledge(1);
        await core.until(() => core.ids.length === 1);
      }
    }
    core.acknowledges = true;
    core.acknowledge(core.owed.length);
    while (uplink.waiting > 0) await turn();
    expect(new Set(core.said.slice(-2).map(idOf))).toEqual(new Set(['4', '5']));
    expect(errors).toHaveLength(1);
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
        // What it hangs up at five times is given up.
        let hangUps = 0;
        for (const [at, step] of all.entries()) {
          if (step.does === 'acknowledge' && core.owed.length > 0) {
            core.acknowledge(step.count);
            hangUps = 0;
          }
          if (step.does === 'hang up' && uplink.isReady && hangUps < 4) {
            hangUps += 1;
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
        for (const saying of core.said) {
          const { device, word } = saying;
          const got = arrived.get(device) ?? [];
          if (word === 'receipts' && got.at(-1) !== idOf(saying)) arrived.set(device, [...got, idOf(saying)]);
          if (word !== 'receipts') held.set(`${device} ${word}`, numberOf(saying));
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

function numberOf({ payload }: NetSaying): number {
  const body = Object(payload);
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
    expect(core.said.map(idOf)).toEqual(Array.from({ length: 9 }, () => '7'));
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
    for (let at = 0; at < 20; at += 1) {
      uplink.say(receipt('node-1', 'node-1', at));
      await core.until(() => core.owed.length === 1);
      clock.advance(3_000);
      core.acknowledge(1);
      await turn();
      await turn();
    }
    expect(core.connections).toBe(1);
  });
});
