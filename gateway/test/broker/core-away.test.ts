import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { MqttClient } from 'mqtt';
import { NetBench } from '../../src/testing/net-bench.ts';
import { credentialOf } from '../../src/testing/net-core.ts';

const errors: string[] = [];
const log = { debug() {}, info() {}, warn() {}, error: (_facts: object, line: string) => void errors.push(line) };
let bench: NetBench;
let node: MqttClient;

beforeEach(async () => {
  errors.length = 0;
  bench = new NetBench({}, {}, log);
  await bench.start([credentialOf('node-1', 'node'), credentialOf('node-2', 'node')]);
  node = await bench.client('node-1');
});
afterEach(() => bench.stop());

const say = (word: string, payload: object) =>
  node.publishAsync(`farm/node-1/${word}`, JSON.stringify(payload), { qos: 1 });
const heard = (word: string) => bench.core.heard.filter((one) => one.credential === 'node-1' && one.word === word);
const receipt = (at: number) => ({ id: `command-${at}`, state: 'delivered' });

describe('while the gateway is away', () => {
  it('clients stay, nobody new is let in, and what matters arrives when it is back', async () => {
    await say('hello', { contract: 1, type: 'pump-node' });
    await say('status', { online: true });
    await bench.core.until(() => heard('status').length === 1);
    await bench.core.stop();
    bench.core.heard.length = 0;
    for (let at = 0; at < 40; at += 1) await say('receipts', receipt(at));
    for (let level = 0; level < 100; level += 1) await say('readings', { values: { level, power: 7 } });
    await expect(bench.client('node-2')).rejects.toThrow(/was not let in/);
    expect(node.connected).toBe(true);
    await bench.core.start();
    await bench.core.until(() => heard('receipts').length === 40 && heard('readings').length >= 1);
    expect(heard('receipts').map(({ payload }) => payload)).toEqual(Array.from({ length: 40 }, (_, at) => receipt(at)));
    expect(heard('readings').length).toBeLessThanOrEqual(2);
    expect(JSON.stringify(heard('readings').at(-1)?.payload)).toContain('"level":99');
    await bench.core.until(() => heard('hello').length === 1 && heard('status').length === 1);
    await bench.core.until(() => bench.core.isHeard('farm/node-2/commands'));
    await bench.client('node-2');
  });

  it('who says more receipts than there is room for is cut off before they are acknowledged', async () => {
    await bench.core.stop();
    bench.core.heard.length = 0;
    const acknowledged: number[] = [];
    const gone = new Promise<void>((resolve) => node.once('close', () => resolve()));
    for (let at = 0; at < 100; at += 1)
      node.publish('farm/node-1/receipts', JSON.stringify(receipt(at)), { qos: 1 }, (error) => {
        if (!error) acknowledged.push(at);
      });
    await gone;
    await bench.core.start();
    await bench.core.until(() => heard('receipts').length >= 64);
    const arrived = new Set(heard('receipts').map(({ payload }) => JSON.stringify(payload)));
    expect(acknowledged.filter((at) => !arrived.has(JSON.stringify(receipt(at))))).toEqual([]);
  });

  it('a device whose connection ends is told offline when it is back', async () => {
    await say('status', { online: true });
    await bench.core.stop();
    await node.endAsync();
    await bench.core.start();
    await bench.core.until(() => JSON.stringify(heard('status').at(-1)?.payload ?? '').includes('"online":false'));
  });
});

it('a will is told, and nothing over it', async () => {
  const will = { topic: 'farm/node-2/status', payload: Buffer.from('{"online":false,"reason":"my will"}') };
  const other = await bench.client('node-2', will);
  other.stream.destroy();
  await bench.core.until(() => bench.core.heard.some(({ credential }) => credential === 'node-2'));
  await bench.passedOn();
  await say('readings', { values: { level: 1 } });
  await bench.core.until(() => heard('readings').length === 1);
  expect(errors).toEqual([]);
});

it('what the gateway hangs up at does not keep the others away for ever', { timeout: 15_000 }, async () => {
  bench.core.isHangingUpAt = ({ word }) => word === 'receipts';
  await say('receipts', receipt(1));
  await say('readings', { values: { level: 1 } });
  await bench.core.until(() => heard('readings').length === 1);
  expect(errors).toEqual(['The gateway hung up at this message 5 times']);
});
