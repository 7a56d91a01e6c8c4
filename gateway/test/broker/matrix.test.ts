import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pingPacket, publishPacket } from '../../src/testing/http-mqtt.ts';
import { NetBench } from '../../src/testing/net-bench.ts';
import { credentialOf } from '../../src/testing/net-core.ts';

const bench = new NetBench();
const everybody = [
  credentialOf('node-1', 'node'),
  credentialOf('node-2', 'node'),
  credentialOf('bridge-1', 'bridge', ['outlet-1', 'outlet-2']),
  credentialOf('bridge-2', 'bridge', ['outlet-3']),
  credentialOf('old-nodes', 'shared', ['pump-7', 'pump-8']),
];

beforeAll(() => bench.start(everybody));
afterAll(() => bench.stop());

const good: Readonly<Record<string, object>> = {
  hello: { contract: 1, type: 'pump-node', firmware: '1.0' },
  status: { online: true },
  readings: { values: { 'current.a': 812 } },
  receipts: { id: 'command-1', state: 'delivered' },
  answers: { id: 'command-1', kind: 'progress', done: 1, of: 2 },
  commands: { id: 'command-1', point: 'relay.a', value: true },
  roster: { devices: [] },
  asks: { id: 'command-1', ask: 'scan' },
};
const words = Object.keys(good);
const bytesOf = (word: string) => Buffer.from(JSON.stringify(good[word] ?? { online: true }));

type Outcome = 'passed on' | 'passed over' | 'cut';

/** What becomes of each word that `who` says for `device`; what is not named is cut. */
const sayings: readonly [who: string, device: string, words: Partial<Record<string, Outcome>>, other: Outcome][] = [
  [
    'node-1',
    'node-1',
    { hello: 'passed on', status: 'passed on', readings: 'passed on', receipts: 'passed on' },
    'cut',
  ],
  ['node-1', 'node-2', {}, 'cut'],
  ['node-1', 'outlet-1', {}, 'cut'],
  ['node-1', 'bridge-1', {}, 'cut'],
  ['node-1', 'nobody', {}, 'cut'],
  [
    'bridge-1',
    'bridge-1',
    { hello: 'passed on', status: 'passed on', readings: 'passed on', receipts: 'passed on', answers: 'passed on' },
    'cut',
  ],
  [
    'bridge-1',
    'outlet-1',
    { hello: 'passed on', status: 'passed on', readings: 'passed on', receipts: 'passed on' },
    'cut',
  ],
  [
    'bridge-1',
    'stranger-1',
    { hello: 'passed on', status: 'passed on', readings: 'passed over', receipts: 'passed over' },
    'cut',
  ],
  [
    'bridge-1',
    'outlet-3',
    { hello: 'passed over', status: 'passed over', readings: 'passed over', receipts: 'passed over' },
    'cut',
  ],
  [
    'bridge-1',
    'node-1',
    { hello: 'passed over', status: 'passed over', readings: 'passed over', receipts: 'passed over' },
    'cut',
  ],
  [
    'old-nodes',
    'pump-7',
    { hello: 'passed on', status: 'passed on', readings: 'passed on', receipts: 'passed on' },
    'cut',
  ],
  [
    'old-nodes',
    'stranger-2',
    { hello: 'passed on', status: 'passed on', readings: 'passed over', receipts: 'passed over' },
    'cut',
  ],
  [
    'old-nodes',
    'node-1',
    { hello: 'passed over', status: 'passed over', readings: 'passed over', receipts: 'passed over' },
    'cut',
  ],
  [
    'old-nodes',
    'outlet-1',
    { hello: 'passed over', status: 'passed over', readings: 'passed over', receipts: 'passed over' },
    'cut',
  ],
  [
    'old-nodes',
    'old-nodes',
    { hello: 'passed over', status: 'passed over', readings: 'passed over', receipts: 'passed over' },
    'cut',
  ],
];

describe.each(sayings)('%s speaking for %s', (who, device, allowed, other) => {
  it.each(words)('%s', async (word) => {
    const outcome = allowed[word] ?? other;
    const { end } = await bench.say({ clientId: who }, [
      publishPacket(`farm/${device}/${word}`, bytesOf(word)),
      pingPacket,
    ]);
    expect(end).toBe(outcome === 'cut' ? 'ended' : 'answered');
    expect(await bench.passedOn()).toEqual(outcome === 'passed on' ? [`${who}/${device}/${word}`] : []);
  });

  it.each(words)('%s, to be kept', async (word) => {
    const isKept = word === 'hello' || word === 'status';
    const outcome = isKept ? (allowed[word] ?? other) : 'cut';
    const packet = publishPacket(`farm/${device}/${word}`, bytesOf(word), { retain: true });
    const { end } = await bench.say({ clientId: who }, [packet, pingPacket]);
    expect(end).toBe(outcome === 'cut' ? 'ended' : 'answered');
    expect(await bench.passedOn()).toEqual(outcome === 'passed on' ? [`${who}/${device}/${word}`] : []);
    expect(bench.alerts.splice(0)).toEqual(
      word === 'commands' ? [{ kind: 'retained-command', device, from: who }] : [],
    );
  });

  it.each(words)('%s, as its last will', async (word) => {
    const outcome = allowed[word] ?? other;
    const payload = word === 'status' ? '{"online":false}' : bytesOf(word).toString();
    const will = { topic: `farm/${device}/${word}`, payload };
    const { kinds } = await bench.say({ clientId: who, will }, [], true);
    expect(kinds).toEqual([0x20]);
    expect(await bench.passedOn()).toEqual(outcome === 'passed on' ? [`${who}/${device}/${word}`] : []);
  });
});

it.each([
  '$SYS/broker/load',
  '$SYS/x/new/clients',
  '$share/g/farm/node-1/status',
  'farm/node-1',
  'farm/node-1/status/more',
  'farm//status',
  'FARM/node-1/status',
  'net/node-1/node-1/status',
  'net/credentials',
  'farm/node-1/constructor',
  'farm/__proto__/status',
  // A first level that is empty.
  ['', 'farm', 'node-1', 'status'].join('/'),
])('a node that says something on %s is cut off', async (topic) => {
  const { end } = await bench.say({ clientId: 'node-1' }, [publishPacket(topic, bytesOf('status')), pingPacket]);
  expect(end).toBe('ended');
  expect(await bench.passedOn()).toEqual([]);
});

it.each([
  ['no JSON', 'online'],
  ['another shape', '{"online":1}'],
  ['a field too many', '{"online":true,"admin":true}'],
  ['an array', '[]'],
  ['nothing', ''],
])('a status that is %s is dropped, and its sender stays', async (_name, payload) => {
  const packet = publishPacket('farm/node-1/status', Buffer.from(payload));
  expect((await bench.say({ clientId: 'node-1' }, [packet, pingPacket])).end).toBe('answered');
  expect(await bench.passedOn()).toEqual([]);
});

it('a message of more than 16 KiB ends its sender', async () => {
  const client = await bench.client('node-1');
  const gone = new Promise<void>((resolve) => client.once('close', () => resolve()));
  client.publish('farm/node-1/status', Buffer.alloc(16 * 1024 + 1, 0x20));
  await gone;
  expect(await bench.passedOn()).toEqual([]);
});

/** Which filters each may ask for. */
const hearings: readonly [who: string, filters: readonly string[]][] = [
  ['node-1', ['farm/node-1/commands']],
  ['bridge-1', ['farm/bridge-1/commands', 'farm/bridge-1/roster', 'farm/bridge-1/asks', 'farm/outlet-1/commands']],
];
const allFilters = ['node-1', 'node-2', 'bridge-1', 'bridge-2', 'outlet-1', 'outlet-3']
  .flatMap((device) => words.map((word) => `farm/${device}/${word}`))
  .concat(['#', '+', '+/+/+', 'farm/#', 'farm/+/commands', 'farm/node-1/#', 'farm/node-1/+', '+/node-1/commands'])
  .concat([
    '$SYS/#',
    '$SYS/+/new/clients',
    '$share/g/farm/node-1/commands',
    'net/credentials',
    'net/#',
    ['', 'farm'].join('/'),
  ]);

describe.each(hearings)('%s', (who, own) => {
  it('hears what is for it and nothing else', async () => {
    const client = await bench.client(who);
    const granted: string[] = [];
    for (const filter of allFilters)
      await client.subscribeAsync(filter).then(
        () => granted.push(filter),
        () => {},
      );
    expect(granted.sort()).toEqual([...own].sort());
    expect(client.connected).toBe(true);
  });
});

describe('nobody is let in', () => {
  it.each([
    ['with the secret of another', { clientId: 'node-1', password: 'node-2:node-2' }, 5],
    [
      'with the name of another and an own id',
      { clientId: 'node-1', username: 'node-2', password: 'node-2:node-2' },
      5,
    ],
    [
      'with the id of another and an own name',
      { clientId: 'node-2', username: 'node-1', password: 'node-1:node-1' },
      5,
    ],
    ['as nobody', { clientId: 'nobody' }, 5],
    ['as the public broker itself', { clientId: 'public' }, 5],
    ['as __proto__', { clientId: '__proto__' }, 5],
    ['with MQTT 5', { clientId: 'node-1', level: 5 }, 1],
    ['with MQTT 3.1', { clientId: 'node-1', protocol: 'MQIsdp', level: 3 }, 1],
  ])('%s', async (_name, draft, answer) => {
    const { bytes, end } = await bench.say(draft, [pingPacket]);
    expect(end).toBe('ended');
    expect([...bytes]).toEqual([0x20, 2, 0, answer]);
  });
});

describe('what the gateway says', () => {
  it('reaches the device it is for, and its bridge, and nobody else', async () => {
    const heard: string[] = [];
    for (const [who, filter] of [
      ['node-1', 'farm/node-1/commands'],
      ['bridge-1', 'farm/outlet-1/commands'],
      ['bridge-2', 'farm/outlet-3/commands'],
    ] as const) {
      const client = await bench.client(who);
      client.on('message', (topic) => heard.push(`${who} ${topic}`));
      await client.subscribeAsync(filter);
    }
    for (const device of ['node-2', 'outlet-2', 'node-1', 'outlet-1'])
      bench.core.say(`farm/${device}/commands`, command);
    const last = new Promise<void>((resolve) => {
      const look = setInterval(() => {
        if (!heard.includes('bridge-2 farm/outlet-3/commands')) return;
        clearInterval(look);
        resolve();
      }, 5);
    });
    bench.core.say('farm/outlet-3/commands', command);
    await last;
    expect(heard.sort()).toEqual([
      'bridge-1 farm/outlet-1/commands',
      'bridge-2 farm/outlet-3/commands',
      'node-1 farm/node-1/commands',
    ]);
  });

  it('is passed on without its deadline, and with the time that is left', async () => {
    const client = await bench.client('node-1');
    await client.subscribeAsync('farm/node-1/commands');
    const message = new Promise<string>((resolve) =>
      client.once('message', (_topic, payload) => resolve(payload.toString())),
    );
    bench.core.say('farm/node-1/commands', { ...command, ttlMs: 5_000, deadline: { boot: 'another boot', monoMs: 1 } });
    expect(JSON.parse(await message)).toEqual({ ...command, ttlMs: 5_000 });
  });

  it('a roster is there for a bridge that comes later', async () => {
    bench.core.say('farm/bridge-1/roster', { devices: [{ device: 'outlet-1', address: 'FE' }] }, { retain: true });
    await bench.passedOn();
    const client = await bench.client('bridge-1');
    const roster = new Promise<string>((resolve) =>
      client.once('message', (_topic, payload) => resolve(payload.toString())),
    );
    await client.subscribeAsync('farm/bridge-1/roster');
    expect(await roster).toContain('outlet-1');
  });

  it('is not passed on where it would be kept on a command topic', async () => {
    const client = await bench.client('node-1');
    const heard: string[] = [];
    client.on('message', (_topic, payload) => heard.push(payload.toString()));
    await client.subscribeAsync('farm/node-1/commands');
    // The public broker meets it when it asks for the topic: as after a restart of the gateway.
    bench.core.say('farm/node-1/commands', command, { retain: true });
    bench.admit([]);
    await bench.core.until(() => !bench.core.isHeard('farm/node-1/commands'));
    bench.admit(everybody);
    await bench.core.until(() => bench.core.isHeard('farm/node-1/commands'));
    await bench.passedOn();
    expect(bench.alerts.splice(0)).toEqual([{ kind: 'retained-command', device: 'node-1', from: 'the core broker' }]);
  });
});

describe('a device of nobody', () => {
  it('is asked for by the bridge that spoke of it, and heard once it is adopted', async () => {
    const client = await bench.client('bridge-1');
    const hello = JSON.stringify({ contract: 1, type: 'smart-outlet-v1', via: 'bridge-1', address: '1A' });
    await expect(client.subscribeAsync('farm/new-1/commands')).rejects.toThrow(/error/);
    await client.publishAsync('farm/new-1/hello', hello, { qos: 1, retain: true });
    await client.subscribeAsync('farm/new-1/commands');
    const message = new Promise<string>((resolve) => client.once('message', (topic) => resolve(topic)));
    bench.admit([...everybody.filter(({ id }) => id !== 'bridge-1'), credentialOf('bridge-1', 'bridge', ['new-1'])]);
    await bench.core.until(() => bench.core.isHeard('farm/new-1/commands'));
    bench.core.say('farm/new-1/commands', command);
    expect(await message).toBe('farm/new-1/commands');
    bench.admit(everybody);
    await bench.core.until(() => !bench.core.isHeard('farm/new-1/commands'));
    await bench.passedOn();
  });

  it('is one of 252 of a bridge at most, and what the others said is forgotten', { timeout: 30_000 }, async () => {
    const bridge = await bench.client('bridge-2');
    const hello = (at: number) =>
      JSON.stringify({ contract: 1, type: 'smart-outlet-v1', via: 'bridge-2', address: `${at}` });
    for (let at = 0; at < 300; at += 1)
      await bridge.publishAsync(`farm/new-${at}/hello`, hello(at), { qos: 1, retain: true });
    await bench.passedOn();
    await bench.core.stop();
    await bench.core.start();
    await bench.core.until(() => bench.core.heard.filter(({ word }) => word === 'hello').length >= 252);
    const devices = (await bench.passedOn()).filter((line) => line.startsWith('bridge-2/new-'));
    expect(devices).toHaveLength(252);
    expect(devices).toContain('bridge-2/new-299/hello');
    expect(devices).not.toContain('bridge-2/new-47/hello');
    expect(bridge.connected).toBe(true);
  });
});

describe('a credential that is taken back', () => {
  it('ends its connection at once, and lets nobody in again', async () => {
    const client = await bench.client('node-2');
    const gone = new Promise<void>((resolve) => client.once('close', () => resolve()));
    bench.admit(everybody.filter(({ id }) => id !== 'node-2'));
    await gone;
    const { bytes } = await bench.say({ clientId: 'node-2' }, []);
    expect([...bytes]).toEqual([0x20, 2, 0, 5]);
    expect(await bench.passedOn()).toEqual([]);
    bench.admit(everybody);
  });

  it('and is given out anew ends the connections of the old one', async () => {
    await bench.passedOn();
    const client = await bench.client('node-2');
    const gone = new Promise<void>((resolve) => client.once('close', () => resolve()));
    bench.admit([...everybody.filter(({ id }) => id !== 'node-2'), { ...credentialOf('other', 'node'), id: 'node-2' }]);
    await gone;
    bench.admit(everybody);
  });
});

const command = { id: 'command-9', point: 'relay.a', value: false };
