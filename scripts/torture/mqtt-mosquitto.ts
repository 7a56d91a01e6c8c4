import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { credentialOf, secretOf } from '../../gateway/src/testing/net-core.ts';
import type { Campaign, Trial } from './campaign.ts';
import { PublicProcess } from './public-process.ts';

const MISSING = 'mosquitto_pub and mosquitto_sub are not there: apt-get install mosquitto-clients, and run this again.';

/** The clients that everybody has, against the public broker. */
export const mqttMosquitto: Campaign = {
  name: 'mqtt-mosquitto',
  sentence:
    "mosquitto's own clients of MQTT 3.1.1 are served, of 5 and 3.1 refused, and hear and say nothing that is another's",
  cases: { short: 2, long: 50 },
  code: ['gateway/src/broker', 'gateway/src/contract', 'package-lock.json'],
  open: async () =>
    new MosquittoTrial(
      await PublicProcess.start([credentialOf('node-1', 'node'), credentialOf('node-2', 'node')], 256),
    ),
};

class MosquittoTrial implements Trial {
  readonly #broker: PublicProcess;

  constructor(broker: PublicProcess) {
    this.#broker = broker;
  }

  async run(seed: number): Promise<void> {
    const { core } = this.#broker;
    const reading = `{"values":{"seed":${seed}}}`;
    // With its age, where it waited a millisecond.
    const isHeard = () => core.heard.some(({ payload }) => JSON.stringify(payload).includes(`{"seed":${seed}}`));
    for (const qos of ['0', '1', '2']) {
      core.heard.length = 0;
      const said = await this.#say('farm/node-1/readings', reading, '-q', qos);
      if (said.code !== 0)
        throw new Error(`mosquitto_pub with QoS ${qos} ended with ${String(said.code)}: ${said.text}`);
      await core.until(isHeard);
    }
    for (const version of ['mqttv5', 'mqttv31'])
      if ((await this.#say('farm/node-1/readings', reading, '-V', version)).code === 0)
        throw new Error(`${version} was let in`);
    core.heard.length = 0;
    await this.#say('farm/node-2/readings', reading, '-q', '1');
    if (isHeard()) throw new Error('a reading of another was passed on');
    await this.#hearCommand(seed);
    const foreign = await run('mosquitto_sub', [...this.#who(), '-t', 'farm/node-2/commands', '-W', '1', '-E']);
    // Its older versions say that they were refused and end with 0.
    if (foreign.code === 0 && !foreign.text.includes('denied')) throw new Error('it may hear the commands of another');
  }

  close(): Promise<void> {
    return this.#broker.stop();
  }

  async #hearCommand(seed: number): Promise<void> {
    const { core } = this.#broker;
    const heard = run('mosquitto_sub', [
      ...this.#who(),
      '-t',
      'farm/node-1/commands',
      '-C',
      '1',
      '-W',
      '10',
      '-q',
      '1',
    ]);
    // Until it has asked for it, what is said is said to nobody.
    const again = setInterval(
      () => core.say('farm/node-1/commands', { id: `command-${seed}`, point: 'relay.a', value: false }),
      100,
    );
    const { code, text } = await heard;
    clearInterval(again);
    if (code !== 0 || !text.includes(`command-${seed}`))
      throw new Error(`mosquitto_sub ended with ${String(code)}: ${text}`);
  }

  #say(topic: string, payload: string, ...more: string[]) {
    return run('mosquitto_pub', [...this.#who(), '-t', topic, '-m', payload, ...more]);
  }

  #who(): string[] {
    const { port } = this.#broker;
    return ['-h', '127.0.0.1', '-p', String(port), '-i', 'node-1', '-u', 'node-1', '-P', secretOf('node-1')];
  }
}

async function run(program: string, args: readonly string[]): Promise<{ code: unknown; text: string }> {
  const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  let text = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (data: Buffer) => (text += data.toString()));
  const [code] = await once(child, 'close').catch(() => {
    throw new Error(MISSING);
  });
  return { code, text };
}
