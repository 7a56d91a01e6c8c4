import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { MAX_PAYLOAD_BYTES } from '../../src/broker/payload.ts';
import { NetBench } from '../../src/testing/net-bench.ts';
import { credentialOf } from '../../src/testing/net-core.ts';

const errors: string[] = [];
const log = { debug() {}, info() {}, warn() {}, error: (_facts: object, line: string) => void errors.push(line) };
let bench: NetBench;

beforeEach(async () => {
  errors.length = 0;
  bench = new NetBench({}, {}, log);
  await bench.start([credentialOf('node-1', 'node'), credentialOf('node-2', 'node')]);
});
afterEach(() => bench.stop());

/** As many of them as a message has room for. */
const filled = (head: string, item: string, tail: string) => {
  const count = Math.floor((MAX_PAYLOAD_BYTES - head.length - tail.length + 1) / (item.length + 1));
  return head + Array.from({ length: count }, () => item).join() + tail;
};
const hello = '{"contract":1,"type":"pump-node"';

/** What grows when it is read and written again. */
const growing: readonly [name: string, payload: string | Buffer][] = [
  ['numbers with an exponent', filled(`${hello},"more":[`, '1e20', ']}')],
  [
    'bytes that are no UTF-8',
    Buffer.concat([Buffer.from(`${hello},"firmware":"`), Buffer.alloc(16_000, 0xff), Buffer.from('"}')]),
  ],
];

describe.each(growing)('a hello of %s', (_name, payload) => {
  it('ends its sender, and the gateway is never asked to take it', async () => {
    const client = await bench.client('node-1');
    const gone = new Promise<void>((resolve) => client.once('close', () => resolve()));
    client.publish('farm/node-1/hello', payload);
    await gone;
    expect(await bench.passedOn()).toEqual([]);
    expect(errors).toEqual([]);
  });
});

it.each([
  ['a field that is deep', `${hello},"more":${'['.repeat(7_000)}${']'.repeat(7_000)}}`],
  ['only deep', `${'{"a":'.repeat(2_500)}1${'}'.repeat(2_500)}`],
])('a hello with %s is dropped, and its sender stays', async (_name, payload) => {
  const client = await bench.client('node-1');
  await client.publishAsync('farm/node-1/hello', payload, { qos: 1 });
  expect(await bench.passedOn()).toEqual([]);
  expect(client.connected).toBe(true);
});

it('the longest hello and the longest reading that are taken arrive', async () => {
  const client = await bench.client('node-1');
  await client.publishAsync('farm/node-1/hello', `${hello},"firmware":"${'x'.repeat(16_000)}"}`, { qos: 1 });
  await client.publishAsync('farm/node-1/readings', `{"values":{"${'p'.repeat(16_340)}":1}}`, { qos: 1 });
  expect(await bench.passedOn()).toEqual(['node-1/node-1/hello', 'node-1/node-1/readings']);
});

it('readings of many long names that waited together arrive all the same, in as many messages as it takes', async () => {
  const client = await bench.client('node-1');
  await bench.core.stop();
  bench.core.heard.length = 0;
  const names = Array.from({ length: 40 }, (_, at) => `p${at}${'x'.repeat(1_500)}`);
  for (let at = 0; at < names.length; at += 8) {
    const values = Object.fromEntries(names.slice(at, at + 8).map((name) => [name, at]));
    await client.publishAsync('farm/node-1/readings', JSON.stringify({ values, ageMs: 1_000 }), { qos: 1 });
  }
  await bench.core.start();
  const pointsOf = (payload: unknown) => Object.keys((payload as { values?: object }).values ?? {});
  const arrived = () => bench.core.heard.flatMap(({ payload }) => pointsOf(payload));
  await bench.core.until(() => names.every((name) => arrived().includes(name)));
  expect(errors).toEqual([]);
});
