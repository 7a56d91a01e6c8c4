import { connect } from 'node:net';
import { generate } from 'mqtt-packet';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { FakeClock } from '../../src/testing/fake-clock.ts';
import { NetBench } from '../../src/testing/net-bench.ts';
import { credentialOf, secretOf } from '../../src/testing/net-core.ts';

const clock = new FakeClock();
const bench = new NetBench({}, { clock });
const reading = (qos: 0 | 1 | 2, messageId: number) =>
  generate({
    cmd: 'publish',
    topic: 'farm/node-1/readings',
    payload: '{"values":{"level":1}}',
    ...(qos === 0 ? {} : { messageId }),
    qos,
    dup: false,
    retain: false,
  });
let socket: ReturnType<typeof connect>;
let isGone: boolean;

beforeEach(async () => {
  await bench.start([credentialOf('node-1', 'node')]);
  isGone = false;
  socket = connect({ port: bench.port });
  socket.on('close', () => (isGone = true));
  const password = Buffer.from(secretOf('node-1'));
  const who = { clientId: 'node-1', username: 'node-1', password };
  socket.write(generate({ cmd: 'connect', protocolId: 'MQTT', protocolVersion: 4, clean: true, keepalive: 1, ...who }));
  await new Promise((resolve) => socket.once('data', resolve));
});
afterEach(async () => {
  socket.destroy();
  await bench.stop();
});

it('whoever is silent for longer than it said is cut off, whatever it said before, and leaves word', async () => {
  for (const packet of [reading(0, 0), reading(1, 7), reading(2, 8), generate({ cmd: 'pingreq' })]) {
    clock.advance(1_400);
    socket.write(Buffer.concat([packet, generate({ cmd: 'pingreq' })]));
    await new Promise((resolve) => socket.once('data', resolve));
    await bench.passedOn();
  }
  // Half a packet is none.
  clock.advance(1_400);
  socket.write(reading(1, 9).subarray(0, 5));
  expect(isGone).toBe(false);
  clock.advance(150);
  await new Promise((resolve) => socket.once('close', resolve));
  const isFarewell = ({ word, payload }: { word: string; payload: unknown }) =>
    word === 'status' && JSON.stringify(payload).includes('"online":false');
  await bench.core.until(() => bench.core.heard.some(isFarewell));
});
