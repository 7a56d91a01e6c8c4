import { connect } from 'node:net';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { generate, parser, type Packet } from 'mqtt-packet';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { NetBench } from '../../src/testing/net-bench.ts';
import { credentialOf } from '../../src/testing/net-core.ts';

const nodes = Array.from({ length: 10 }, (_, at) => `node-${at + 1}`);
let bench: NetBench;

beforeEach(async () => {
  bench = new NetBench();
  await bench.start(nodes.map((id) => credentialOf(id, 'node')));
});
afterEach(() => bench.stop());

const publish = (messageId: number, { topic, payload }: { topic: string; payload: string }, dup = false) =>
  generate({ cmd: 'publish', topic, payload, qos: 2, messageId, dup, retain: false });
const receiptOf = (at: number) => ({ topic: 'farm/node-1/receipts', payload: JSON.stringify(receipt(at)) });
const release = (messageId: number) => generate({ cmd: 'pubrel', messageId });
const receipts = () => bench.core.heard.filter(({ word }) => word === 'receipts').map(({ payload }) => payload);
const receipt = (at: number) => ({ id: `command-${at}`, state: 'delivered' });

/** A node that sends packets by hand. `until` resolves at the first packet that is so. */
function node() {
  const socket = connect({ port: bench.port });
  const library = parser({ protocolVersion: 4 });
  const heard: Packet[] = [];
  const watchers = new Set<() => void>();
  library.on('packet', (packet) => {
    heard.push(packet);
    for (const look of watchers) look();
  });
  socket.on('data', (bytes) => library.parse(bytes));
  socket.on('error', () => {});
  const gone = new Promise<void>((resolve) => socket.on('close', () => resolve()));
  const until = (isSo: (packet: Packet) => boolean) =>
    new Promise<void>((resolve) => {
      const look = () => {
        if (heard.some(isSo)) resolve();
      };
      watchers.add(look);
      look();
    });
  return { say: (...packets: Buffer[]) => void socket.write(Buffer.concat(packets)), heard, gone, until };
}

const isPubcomp = (messageId: number) => (packet: Packet) => packet.cmd === 'pubcomp' && packet.messageId === messageId;

describe('with QoS 2', () => {
  it('each message is passed on once, however often it is sent again before it is released', async () => {
    const { say, until } = node();
    say(
      bench.connectPacket({ clientId: 'node-1' }),
      publish(7, receiptOf(1)),
      publish(7, receiptOf(1), true),
      publish(7, receiptOf(1), true),
    );
    say(release(7), release(7));
    await until(isPubcomp(7));
    expect(await bench.passedOn()).toEqual(['node-1/node-1/receipts']);
    // Released, the id is free for the next one.
    say(publish(7, receiptOf(2)), release(7), publish(8, receiptOf(3)), release(8));
    await until(isPubcomp(8));
    await bench.core.until(() => receipts().length === 2);
    expect(receipts()).toEqual([receipt(2), receipt(3)]);
  });

  it('who releases what it said may say any number', async () => {
    const client = await bench.client('node-1');
    for (let at = 0; at < 100; at += 1)
      await client.publishAsync('farm/node-1/receipts', JSON.stringify(receipt(at)), { qos: 2 });
    await bench.core.until(() => receipts().length === 100);
    expect(receipts()).toEqual(Array.from({ length: 100 }, (_, at) => receipt(at)));
    expect(client.connected).toBe(true);
  });

  it('who releases nothing is cut off at the 21st message, which is not passed on', async () => {
    const { say, heard, gone } = node();
    say(
      bench.connectPacket({ clientId: 'node-1' }),
      ...Array.from({ length: 30 }, (_, at) => publish(at + 1, receiptOf(at))),
    );
    await gone;
    expect(heard.filter(({ cmd }) => cmd === 'pubrec').length).toBeLessThanOrEqual(20);
    await bench.core.until(() => receipts().length === 20);
    expect(await bench.passedOn()).toHaveLength(20);
  });

  it('nothing is kept of a message but that it came', async () => {
    const hello = JSON.stringify({ contract: 1, type: 'pump-node', firmware: 'x'.repeat(16_000) });
    const before = bufferBytes();
    for (const clientId of nodes) {
      const { say, until } = node();
      const topic = `farm/${clientId}/hello`;
      say(bench.connectPacket({ clientId }));
      await until(({ cmd }) => cmd === 'connack');
      say(...Array.from({ length: 15 }, (_, at) => publish(at + 1, { topic, payload: hello })));
      await until((packet) => packet.cmd === 'pubrec' && packet.messageId === 15);
    }
    await bench.passedOn();
    // Kept, they would be 2.4 MB. What was on its way just now is gone by one of the next collections.
    await expect.poll(() => bufferBytes() - before).toBeLessThan(1e6);
  });
});

/** What buffers take that somebody still holds. */
function bufferBytes(): number {
  setFlagsFromString('--expose-gc');
  runInNewContext('gc')();
  return process.memoryUsage().arrayBuffers;
}
