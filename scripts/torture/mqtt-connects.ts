import { connect } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { connectPacket, publishPacket, subscribePacket } from '../../gateway/src/testing/http-mqtt.ts';
import { Random } from '../../gateway/src/testing/http-random.ts';
import { credentialOf, secretOf } from '../../gateway/src/testing/net-core.ts';
import { makeConnect, makeLater, withOneByteChanged } from '../../gateway/test/broker/packets.ts';
import { MqttClient } from 'mqtt';
import type { Campaign, Trial } from './campaign.ts';
import { PublicProcess } from './public-process.ts';

const CONNECTIONS_A_CASE = 100;
const AT_ONCE = 20;
const MEMORY_MB = 256;
/** How long whoever behaves may wait to be served in the middle of it. */
const SERVED_MS = 2_000;
const LINGER_MS = 100;

/** Strangers and a node gone mad at the public broker, over real sockets. */
export const mqttConnects: Campaign = {
  name: 'mqtt-connects',
  sentence: `${CONNECTIONS_A_CASE} connections a case with packets gone wrong in every way: whoever behaves is served in ${SERVED_MS / 1_000} s, the process stays, under ${MEMORY_MB} MB`,
  cases: { short: 10, long: 100 },
  code: ['gateway/src/broker', 'gateway/src/contract', 'package-lock.json'],
  open: async () => {
    const broker = await PublicProcess.start([credentialOf('node-1', 'node'), credentialOf('good', 'node')], MEMORY_MB);
    return new ConnectsTrial(broker);
  },
};

class ConnectsTrial implements Trial {
  readonly #broker: PublicProcess;

  constructor(broker: PublicProcess) {
    this.#broker = broker;
  }

  async run(seed: number): Promise<void> {
    const random = new Random(seed);
    for (let at = 0; at < CONNECTIONS_A_CASE; at += AT_ONCE)
      await Promise.all(Array.from({ length: AT_ONCE }, (_, who) => this.#connect(random, `127.0.3.${who + 1}`)));
    if (this.#broker.hasEnded) throw new Error('the process of the public broker ended');
    await this.#beServed(seed);
    const { core, rssMb } = this.#broker;
    if (rssMb > MEMORY_MB) throw new Error(`it takes ${rssMb} MB`);
    const foreign = core.heard.splice(0).find(({ credential, device }) => credential !== device);
    if (foreign) throw new Error(`${foreign.credential} spoke for ${foreign.device}`);
  }

  close(): Promise<void> {
    return this.#broker.stop();
  }

  /** One connection from its beginning to its end, which may be an abrupt one. */
  async #connect(random: Random, localAddress: string): Promise<void> {
    const socket = connect({ port: this.#broker.port, host: '127.0.0.1', localAddress });
    const closed = new Promise<void>((resolve) => socket.on('close', () => resolve()));
    socket.on('error', () => {});
    if (random.percent(80)) socket.resume();
    const bytes = conversation(random);
    for (let at = 0; at < bytes.length && !socket.destroyed;) {
      const length = random.percent(50) ? bytes.length - at : 1 + random.below(20);
      socket.write(bytes.subarray(at, at + length));
      at += length;
      if (random.percent(20)) await wait(0);
    }
    if (random.percent(30)) socket.end();
    if (random.percent(30)) socket.destroy();
    await Promise.race([closed, wait(LINGER_MS)]);
    socket.destroy();
    await closed;
  }

  async #beServed(seed: number): Promise<void> {
    const began = performance.now();
    const client = new MqttClient(() => connect({ port: this.#broker.port }), {
      clientId: 'good',
      username: 'good',
      password: secretOf('good'),
      protocolVersion: 4,
      reconnectPeriod: 200,
    });
    client.on('error', () => {});
    const said = client.publishAsync('farm/good/readings', `{"values":{"seed":${seed}}}`, { qos: 1 });
    const isHeard = () => this.#broker.core.heard.some(({ payload }) => JSON.stringify(payload).includes(`:${seed}}`));
    await Promise.race([said.then(() => this.#broker.core.until(isHeard)), wait(10 * SERVED_MS)]);
    await client.endAsync(true);
    const tookMs = Math.round(performance.now() - began);
    if (!isHeard() || tookMs > SERVED_MS) throw new Error(`who behaves was served only after ${tookMs} ms`);
  }
}

/** What a client says from its CONNECT on, some of it wrong. */
function conversation(random: Random): Buffer {
  const own = connectPacket({ clientId: 'node-1', username: 'node-1', password: secretOf('node-1') });
  const parts = [random.percent(70) ? own : makeConnect(random)];
  for (let count = random.below(12); count > 0; count -= 1)
    parts.push(random.percent(60) ? makeOwn(random) : makeLater(random));
  const wrong = random.percent(60) ? random.below(parts.length) : -1;
  return Buffer.concat(parts.map((part, at) => (at === wrong ? withOneByteChanged(part, random) : part)));
}

/** What the node may say. */
function makeOwn(random: Random): Buffer {
  const word = random.pick(['hello', 'status', 'readings', 'receipts']);
  const payload = random.pick([
    '{"online":true}',
    '{"values":{"level":1}}',
    '{"id":"command-1","state":"sent"}',
    '{"contract":1,"type":"x"}',
  ]);
  return random.percent(20)
    ? subscribePacket('farm/node-1/commands')
    : publishPacket(`farm/node-1/${word}`, Buffer.from(payload), { retain: random.percent(20) });
}
