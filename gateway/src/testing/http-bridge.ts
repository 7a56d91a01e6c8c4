import { readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { MqttClient, type IClientOptions, type IClientPublishOptions } from 'mqtt';
import { topicOf, type TopicWord } from '../contract/index.ts';
import type { RunningApp } from '../app.ts';

/** A radio bridge as the core broker sees it, without any radio. */
export class TestBridge {
  readonly client: MqttClient;

  constructor(client: MqttClient) {
    this.client = client;
  }

  /** Signs in with the secret that the gateway gave this bridge. */
  static async connect(app: RunningApp, id: string, will?: IClientOptions['will']): Promise<TestBridge> {
    const secret = readFileSync(app.bridgeSecretFile(id), 'utf8').trim();
    const client = coreClient(app.coreSocket, {
      clientId: id,
      username: id,
      password: secret,
      ...(will ? { will } : {}),
    });
    if (!(await isLetIn(client))) throw new Error(`the core broker refused ${id}`);
    return new TestBridge(client);
  }

  /** Resolves when the gateway has taken it: of QoS 2 the broker acknowledges only what it has passed on. */
  async say(device: string, word: TopicWord, message: unknown, options: IClientPublishOptions = {}): Promise<void> {
    await this.client.publishAsync(topicOf(device, word), JSON.stringify(message), { qos: 2, ...options });
  }

  /** Says of one outlet at `address` that it is there. */
  async hear(bridge: string, outlet: string, address: string): Promise<void> {
    await this.say(bridge, 'hello', { contract: 1, type: 'rf-bridge', session: 'session-1' });
    await this.say(bridge, 'status', { online: true });
    await this.say(outlet, 'hello', { contract: 1, type: 'smart-outlet-v1', via: bridge, address });
    await this.say(outlet, 'status', { online: true });
  }

  /** Goes without a farewell, as a process that was killed. */
  async cut(): Promise<void> {
    await this.client.endAsync(true);
  }
}

/** A client of the core broker that tries once and never comes back. */
export function coreClient(socket: string, options: IClientOptions): MqttClient {
  const client = new MqttClient(() => connect({ path: socket }), {
    clean: true,
    keepalive: 0,
    reconnectPeriod: 0,
    connectTimeout: 5_000,
    queueQoSZero: false,
    resubscribe: false,
    protocolVersion: 4,
    protocolId: 'MQTT',
    ...options,
  });
  // A refused connection is told by its end as well.
  client.on('error', () => {});
  return client;
}

/** Whether the broker takes a client; resolves when it has decided. */
export function isLetIn(client: MqttClient): Promise<boolean> {
  return new Promise((resolve) => {
    client.once('connect', () => resolve(true));
    client.once('close', () => resolve(false));
  });
}
