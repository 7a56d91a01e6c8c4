import { join } from 'node:path';
import { expect, it } from 'vitest';
import { CoreBroker } from '../../src/broker/core-broker.ts';
import { netTopicOf, PUBLIC_CLIENT, topicOf } from '../../src/contract/index.ts';
import { silentLog } from '../../src/domain/log.ts';
import { connectPacket, pingPacket, publishPacket, sayCore } from '../../src/testing/http-mqtt.ts';
import { makeFolder } from '../../src/testing/processes.ts';

const secret = 'a-secret-of-this-test';

it.each([
  ['the public broker', PUBLIC_CLIENT, netTopicOf('node-1', 'node-1', 'hello')],
  ['a bridge', 'bridge-1', topicOf('bridge-1', 'hello')],
])('the core broker outlives a message of %s that the gateway cannot take', async (_who, id, topic) => {
  const folder = makeFolder('core-fault');
  const taken: string[] = [];
  const lines: string[] = [];
  const take = (device: string) => {
    taken.push(device);
    throw new Error('database or disk is full');
  };
  const broker = new CoreBroker({
    socket: join(folder.dir, 'core.sock'),
    findSecret: () => secret,
    maySpeakFor: () => true,
    mayHearCommandsOf: () => true,
    onMessage: take,
    onNetMessage: take,
    onGone() {},
    onPublicGone() {},
    log: { ...silentLog, error: (_facts, sentence) => lines.push(sentence) },
  });
  await broker.start();
  const hello = publishPacket(topic, Buffer.from('{}'));
  const connect = connectPacket({ clientId: id, username: id, password: secret });
  const { end } = await sayCore(join(folder.dir, 'core.sock'), Buffer.concat([connect, hello, hello, pingPacket]));
  expect(end).toBe('answered');
  expect(taken).toHaveLength(2);
  expect(lines).toHaveLength(2);
  await broker.stop();
  folder.remove();
});
