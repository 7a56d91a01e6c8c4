import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { NetCredential } from '../../src/contract/index.ts';
import { systemClock } from '../../src/system-clock.ts';
import { pingPacket, publishPacket } from '../../src/testing/http-mqtt.ts';
import { NetBench } from '../../src/testing/net-bench.ts';
import { credentialOf, secretOf } from '../../src/testing/net-core.ts';
import { plugMakers } from '../../src/transports/index.ts';

const MADE = 'DVES_08B61F';
const makers = plugMakers(systemClock, () => 'session1');
/** What reached the plugs' links. */
const taken: string[] = [];
const bench = new NetBench(
  {},
  {
    plugs: {
      ...makers,
      link: (kind, parts) => {
        const link = makers.link(kind, parts);
        const hear = link.hear.bind(link);
        link.hear = (topic, payload) => {
          taken.push(`${parts.id} ${topic}`);
          hear(topic, payload);
        };
        return link;
      },
    },
  },
);
const everybody: readonly NetCredential[] = [
  credentialOf('shed', 'tasmota'),
  credentialOf('barn', 'tasmota'),
  credentialOf('kettle', 'shelly'),
  credentialOf('shellyplugsg3-08b61fd141e8', 'shelly'),
  credentialOf('node-1', 'node'),
  credentialOf('bridge-1', 'bridge', ['outlet-1']),
];

beforeAll(() => bench.start(everybody));
afterAll(() => bench.stop());
afterEach(async () => {
  taken.splice(0);
  await bench.passedOn();
});

/** What each topic is for each: a command's topic, and of a plug also what its link takes and what is dropped. */
const own: Readonly<Record<string, { readonly taken: readonly string[]; readonly dropped: readonly string[] }>> = {
  shed: {
    taken: ['stat/shed/RESULT', 'stat/shed/POWER', 'stat/shed/STATUS11', 'tele/shed/LWT', 'tele/shed/STATE'],
    dropped: ['tasmota/discovery/08B61FD141E8/config', 'homeassistant/switch/08B61F_RL_1/config', 'cmnd/shed/POWER'],
  },
  kettle: {
    taken: ['kettle/online', 'kettle/events/rpc', 'kettle/status/switch:0', 'farmgate/kettle/rpc'],
    dropped: ['kettle/debug/log', 'kettle/announce', 'shellies/announce'],
  },
  'node-1': { taken: [], dropped: [] },
  'bridge-1': { taken: [], dropped: [] },
};
const commandTopics: Readonly<Record<string, string>> = {
  'cmnd/shed/POWER': 'shed',
  'cmnd/shed/Backlog0': 'shed',
  'cmnd/barn/POWER': 'barn',
  'kettle/rpc': 'kettle',
  'kettle/command': 'kettle',
  'kettle/command/switch:0': 'kettle',
  'farm/shed/commands': 'shed',
};
const everyTopic = Object.values(own)
  .flatMap((one) => [...one.taken, ...one.dropped])
  .concat(Object.keys(commandTopics))
  .concat(['stat/barn/RESULT', 'tele/barn/LWT', 'cmnd/tasmotas/POWER', `cmnd/${MADE}_fb/POWER`])
  .concat(['stat/shedding/RESULT', 'stat/RESULT', 'shed', 'shed/online', 'shellyplugsg3-08b61fd141e8/online'])
  .concat(['farmgate/shellyplugsg3-08b61fd141e8/rpc', 'farm/shed/hello', 'farm/shed/status', 'farm/kettle/readings'])
  .concat(['farm/outlet-9/status', 'net/shed/shed/status', 'net/credentials', '$SYS/broker/load']);

describe.each(Object.entries(own))('%s', (who, { taken: mine, dropped }) => {
  // What a bridge says for others is the business of the other matrix.
  const others = everyTopic.filter((topic) => who !== 'bridge-1' || !/^farm\/.*(?<!commands)$/.test(topic));

  it.each(others)('says something on %s', async (topic) => {
    const { end } = await bench.say({ clientId: who }, [publishPacket(topic, Buffer.from('x')), pingPacket]);
    expect(end).toBe(mine.includes(topic) || dropped.includes(topic) ? 'answered' : 'ended');
    expect(taken).toEqual(mine.includes(topic) ? [`${who} ${topic}`] : []);
    expect(await bench.passedOn()).toEqual([]);
    expect(bench.alerts).toEqual([]);
  });

  it.each(others)('says something on %s, to be kept', async (topic) => {
    const device = commandTopics[topic];
    const packet = publishPacket(topic, Buffer.from('x'), { retain: true });
    const { end } = await bench.say({ clientId: who }, [packet, pingPacket]);
    const isLet = device === undefined && (mine.includes(topic) || dropped.includes(topic));
    expect(end).toBe(isLet ? 'answered' : 'ended');
    expect(bench.alerts.splice(0)).toEqual(
      device === undefined ? [] : [{ kind: 'retained-command', device, from: who }],
    );
  });

  it.each(others)('leaves something on %s behind', async (topic) => {
    const will = { topic, payload: 'x', retain: true };
    const { bytes } = await bench.say({ clientId: who, will }, [], true);
    const isLet = mine.includes(topic);
    expect([...bytes]).toEqual([0x20, 2, 0, isLet ? 0 : 5]);
    await bench.passedOn();
    expect(taken).toEqual(isLet ? [`${who} ${topic}`] : []);
    bench.alerts.splice(0);
  });

  it('hears its own commands and nothing else', async () => {
    const wildcards =
      '# +/shed/# cmnd/# cmnd/+/POWER cmnd/shed/# cmnd/barn/# cmnd/tasmotas/# kettle/# kettle/command/#';
    const filters = [...everyTopic, ...`${wildcards} kettle/+ cmnd/${MADE}_fb/# farm/# $SYS/#`.split(' ')];
    const client = await bench.client(who);
    const granted: string[] = [];
    for (const filter of new Set(filters))
      await client.subscribeAsync(filter).then(
        () => granted.push(filter),
        () => {},
      );
    const expected = { shed: ['cmnd/shed/#'], kettle: ['kettle/command', 'kettle/command/#', 'kettle/rpc'] };
    expect(granted.sort()).toEqual(who in expected ? expected[who as keyof typeof expected] : []);
    expect(client.connected).toBe(true);
  });
});

it('a plug that has more than 50 topics kept is cut off', async () => {
  const packets = Array.from({ length: 51 }, (_, at) =>
    publishPacket(`tele/shed/S${at}`, Buffer.from('x'), { retain: true }),
  );
  expect((await bench.say({ clientId: 'shed' }, [...packets.slice(1), pingPacket])).end).toBe('answered');
  expect((await bench.say({ clientId: 'shed' }, [...packets, pingPacket])).end).toBe('ended');
});

describe('at a broker of its own', () => {
  let fresh: NetBench;
  beforeEach(async () => {
    fresh = new NetBench();
    await fresh.start(everybody);
  });
  afterEach(() => fresh.stop());

  describe('a client id', () => {
    it.each([
      ['shed', 'shed', 0],
      ['shed', MADE, 0],
      ['shed', `${MADE}D141E8`, 0],
      ['shed', 'DVES_08B61', 5],
      ['shed', 'dves_08b61f', 5],
      ['shed', 'barn', 5],
      ['shed', 'node-1', 5],
      ['shed', 'nobody', 5],
      ['shed', 'shellyplugsg3-08b61fd141e8', 5],
      ['kettle', 'kettle', 0],
      ['kettle', 'shellypluss-08b61fd141e9', 0],
      // Another credential's.
      ['kettle', 'shellyplugsg3-08b61fd141e8', 5],
      ['kettle', MADE, 5],
      ['node-1', MADE, 5],
      ['bridge-1', 'shellypluss-08b61fd141e9', 5],
      ['nobody', MADE, 5],
    ])('of %s: %s', async (username, clientId, answer) => {
      const { bytes } = await fresh.say({ clientId, username, password: secretOf(username) }, [], true);
      expect([...bytes]).toEqual([0x20, 2, 0, answer]);
    });

    it('that was stolen opens nothing with another secret', async () => {
      const { bytes } = await fresh.say({ clientId: 'barn', password: secretOf('shed') }, [], true);
      expect([...bytes]).toEqual([0x20, 2, 0, 5]);
    });
  });

  describe('a plug that is there', () => {
    const online = (client: { publishAsync(topic: string, payload: string): Promise<unknown> }) =>
      client.publishAsync('tele/shed/LWT', 'Online');
    const statuses = () =>
      fresh.core.heard.filter(({ credential, word }) => credential === 'shed' && word === 'status');

    it.each([
      [MADE, 'shed'],
      ['shed', MADE],
      ['shed', 'shed'],
    ])('as %s ends when it comes as %s, and is online', async (before, after) => {
      const will = { topic: 'tele/shed/LWT', payload: Buffer.from('Offline') };
      const first = await fresh.client('shed', will, before);
      const gone = new Promise<void>((resolve) => first.once('close', () => resolve()));
      await online(first);
      await fresh.core.until(() => statuses().length > 0);
      const second = await fresh.client('shed', will, after);
      await gone;
      await online(second);
      await second.publishAsync('tele/shed/STATE', '{"POWER":"OFF"}', { qos: 1 });
      await fresh.core.until(() => fresh.core.heard.at(-1)?.word === 'readings');
      expect(statuses().at(-1)?.payload).toEqual({ online: true });
      expect(second.connected).toBe(true);
    });

    it('is gone when its connection ends without a will', async () => {
      const client = await fresh.client('shed');
      await online(client);
      await fresh.core.until(() => statuses().length === 1);
      client.stream.destroy();
      await fresh.core.until(() => statuses().length === 2);
      expect(statuses().map(({ payload }) => payload)).toEqual([
        { online: true },
        { online: false, reason: 'its connection ended' },
      ]);
    });

    it('hears its commands, and not what it says to itself', async () => {
      const client = await fresh.client('shed');
      const heard: string[] = [];
      client.on('message', (topic, payload, { retain, qos }) =>
        heard.push(`${topic} ${payload.toString()} ${retain} ${qos}`),
      );
      await client.subscribeAsync('cmnd/shed/#', { qos: 1 });
      await client.publishAsync('cmnd/shed/POWER', '', { qos: 1 });
      await online(client);
      await client.publishAsync('stat/shed/RESULT', '{"PowerOnState":0}');
      const [said] = heard.splice(0);
      const command = { id: 'command-1', point: 'relay', value: false };
      fresh.core.say('farm/shed/commands', command);
      await fresh.core.until(() => fresh.core.heard.some(({ word }) => word === 'receipts'));
      while (!heard.some((one) => one.startsWith('cmnd/shed/Power1')))
        await new Promise((resolve) => client.once('message', resolve));
      expect([said, ...heard].filter((one) => one?.startsWith('cmnd/shed/P'))).toEqual([
        'cmnd/shed/Power1 OFF false 0',
      ]);
      expect(fresh.core.heard.find(({ word }) => word === 'receipts')?.payload).toMatchObject({ state: 'sent' });
    });

    it('is not told a command that has expired', async () => {
      const client = await fresh.client('shed');
      await online(client);
      const command = { id: 'command-2', point: 'relay', value: true };
      fresh.core.say('farm/shed/commands', { ...command, ttlMs: 0 });
      await fresh.core.until(() => fresh.core.heard.some(({ word }) => word === 'receipts'));
      expect(fresh.core.heard.find(({ word }) => word === 'receipts')?.payload).toEqual({
        id: 'command-2',
        state: 'failed',
        reason: 'expired',
      });
    });

    it.each([
      ['is revoked', everybody.filter(({ id }) => id !== 'shed')],
      [
        'has a new secret',
        [...everybody.filter(({ id }) => id !== 'shed'), { ...credentialOf('other', 'tasmota'), id: 'shed' }],
      ],
      [
        'is of another maker now',
        [...everybody.filter(({ id }) => id !== 'shed'), { ...credentialOf('other', 'shelly'), id: 'shed' }],
      ],
    ])('is cut off at once when it %s, and says no more', async (_what, credentials) => {
      const will = { topic: 'tele/shed/LWT', payload: Buffer.from('Offline') };
      const client = await fresh.client('shed', will);
      await online(client);
      await fresh.core.until(() => statuses().length > 0);
      fresh.core.heard.splice(0);
      const gone = new Promise<void>((resolve) => client.once('close', () => resolve()));
      fresh.admit(credentials);
      await gone;
      const { bytes } = await fresh.say({ clientId: 'shed' }, []);
      expect([...bytes]).toEqual([0x20, 2, 0, 5]);
      expect(await fresh.passedOn()).toEqual([]);
    });
  });
});
