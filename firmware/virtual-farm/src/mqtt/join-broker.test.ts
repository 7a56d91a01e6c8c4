import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Aedes } from 'aedes';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { systemClock } from '@farmgate/gateway/clock';
import { VirtualFarm } from '../farm.ts';
import { parseFault } from '../faults.ts';
import { demoNodeNames, demoPlant } from '../plant/demo-plant.ts';
import { joinBroker, type Joined } from './join-broker.ts';

const dir = mkdtempSync(join(tmpdir(), 'farmgate-join-'));
const socket = join(dir, 'core.sock');
const said: { from: string; topic: string; message: unknown; retain: boolean }[] = [];
const waiting = new Set<() => void>();
const farm = new VirtualFarm({ clock: systemClock, outlets: [], seed: 1, plant: demoPlant });
let broker: Aedes;
let joined: Joined;
let close: () => Promise<void>;

/** Resolves with the first message of a topic, said from `since` on, that fits. */
function until(topic: string, fits: (message: Record<string, unknown>) => boolean, since = 0): Promise<unknown> {
  return new Promise((resolve) => {
    const look = () => {
      const found = said
        .slice(since)
        .find((each) => each.topic === topic && isRecord(each.message) && fits(each.message));
      if (!found) return;
      waiting.delete(look);
      resolve(found);
    };
    waiting.add(look);
    look();
  });
}

beforeAll(async () => {
  // As the gateway's broker asks: a client's id is its user, and it has the secret of that name.
  broker = await Aedes.createBroker({
    authenticate: (client, user, password, done) =>
      done(null, client.id === user && password?.toString() === `secret of ${user}`),
    authorizePublish: (client, packet, done) =>
      done(client && !packet.topic.startsWith(`farm/${client.id}/`) ? new Error('not its own') : null),
  });
  broker.on('publish', ({ topic, payload, retain }, client) => {
    if (topic.startsWith('$')) return;
    said.push({ from: client?.id ?? '', topic, message: JSON.parse(payload.toString()), retain });
    for (const look of waiting) look();
  });
  const server = createServer(broker.handle);
  await new Promise<void>((resolve) => server.listen(socket, resolve));
  close = async () => {
    await new Promise<void>((resolve) => broker.close(resolve));
    await new Promise<void>((resolve) => server.close(() => resolve()));
  };
  for (const name of demoNodeNames) writeFileSync(join(dir, `${name}.key`), `secret of ${name}\n`);
  farm.plant?.start();
  joined = joinBroker({
    broker: `unix:${socket}`,
    secrets: dir,
    voices: farm.plant?.voices ?? [],
    onTrouble: (sentence) => said.push({ from: '', topic: 'trouble', message: sentence, retain: false }),
  });
});

afterAll(async () => {
  await joined.leave();
  farm.plant?.stop();
  await close();
  rmSync(dir, { recursive: true, force: true });
});

test('every node signs in as itself, and says who it is, that it is there, and what it reads', async () => {
  for (const name of demoNodeNames) {
    await until(`farm/${name}/hello`, ({ contract, demo }) => contract === 1 && demo === true);
    await until(`farm/${name}/status`, ({ online }) => online === true);
    await until(`farm/${name}/readings`, ({ values }) => isRecord(values));
  }
  const retained = said.filter(({ retain }) => retain).map(({ topic }) => topic.split('/')[2]);
  expect(new Set(retained)).toEqual(new Set(['hello', 'status']));
  expect(said.filter(({ topic }) => topic === 'trouble')).toEqual([]);
});

test('a command is done, receipted and reported', async () => {
  await until('farm/pump-1/status', ({ online }) => online === true);
  const payload = Buffer.from(JSON.stringify({ id: 'command-1', point: 'relay', value: true, ttlMs: 5_000 }));
  broker.publish(
    { cmd: 'publish', topic: 'farm/pump-1/commands', payload, qos: 0, retain: false, dup: false },
    () => {},
  );
  await until('farm/pump-1/receipts', ({ id, state }) => id === 'command-1' && state === 'delivered');
  await until('farm/pump-1/readings', ({ values }) => isRecord(values) && values['relay'] === true);
  expect(farm.truth.motorsTurning(systemClock.monoMs())).toEqual(['pump-1']);
});

test('a node without power drops, its last will is said, and it comes back as another session', async () => {
  await until('farm/meter-1/status', ({ online }) => online === true);
  const since = said.length;
  const sessions = () =>
    said.flatMap(({ topic, message }) =>
      topic === 'farm/meter-1/hello' && isRecord(message) ? [message['session']] : [],
    );
  farm.inject(parseFault('grid:outage').fault);
  await until('farm/meter-1/status', ({ online, reason }) => online === false && reason !== undefined, since);
  farm.inject(parseFault('grid:repair').fault);
  await until('farm/meter-1/status', ({ online }) => online === true, since);
  expect(new Set(sessions()).size).toBe(2);
});

test('who has no secret is told how to get one, and a broker that is none is said to be', () => {
  const voices = farm.plant?.voices ?? [];
  const options = { broker: `unix:${socket}`, voices, onTrouble: () => {} };
  expect(() => joinBroker({ ...options, secrets: '/nowhere' })).toThrow(/no secret for pump-1.*--names/);
  expect(() => joinBroker({ ...options, secrets: dir, broker: 'here' })).toThrow(/unix:\/path/);
});

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
