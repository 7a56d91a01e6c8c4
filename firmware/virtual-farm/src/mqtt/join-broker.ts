import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { MqttClient } from 'mqtt';
import { topicOf, type Status } from '@farmgate/gateway/contract';
import { brokerAt, makeClient, troubleOf, type OpenBroker } from '@farmgate/rf-bridge/broker';
import type { NodeVoice } from '../nodes/node-voice.ts';

/** Where the nodes sign in, and with what. */
export interface JoinOptions {
  /** `unix:/path/core.sock`, `tcp:host:port` or `tls:host:port`. */
  readonly broker: string;
  /** Folder with a file `<device>.key` for each. */
  readonly secrets: string;
  readonly voices: readonly NodeVoice[];
  /** A sentence about a broker that refuses. */
  readonly onTrouble: (sentence: string) => void;
}

/** Nodes on a broker. */
export interface Joined {
  leave(): Promise<void>;
}

const gone: Status = { online: false, reason: 'It is not on the network' };

/** Each node becomes a client of its own, with its own name and secret, and stays one as long as it has power. */
export function joinBroker({ broker, secrets, voices, onTrouble }: JoinOptions): Joined {
  const open = brokerAt(broker);
  const nodes = voices.map(
    (voice) => new NodeClient(voice, { open, secret: secretOf(secrets, voice.node.name), onTrouble }),
  );
  for (const node of nodes) node.start();
  return { leave: async () => void (await Promise.all(nodes.map((node) => node.stop()))) };
}

interface ClientParts {
  readonly open: OpenBroker;
  readonly secret: string;
  readonly onTrouble: (sentence: string) => void;
}

/** One node's connection. When its power goes it drops without a word, and the broker says its last will. */
class NodeClient {
  readonly #voice: NodeVoice;
  readonly #parts: ClientParts;
  #client: MqttClient | undefined;
  /** Why the last connection failed: it is tried three times a second, and told once. */
  #trouble = '';

  constructor(voice: NodeVoice, parts: ClientParts) {
    this.#voice = voice;
    this.#parts = parts;
  }

  start(): void {
    this.#voice.onLink = (isUp) => {
      if (isUp) this.#connect();
      else this.#drop();
    };
    if (this.#voice.isUp) this.#connect();
  }

  async stop(): Promise<void> {
    this.#voice.onLink = () => {};
    this.#voice.disconnected();
    const client = this.#client;
    this.#client = undefined;
    if (!client) return;
    if (client.connected) {
      const status: Status = { online: false, reason: 'The simulated farm was stopped' };
      client.publish(topicOf(this.#name, 'status'), JSON.stringify(status), { retain: true });
    }
    await client.endAsync(!client.connected);
  }

  get #name(): string {
    return this.#voice.node.name;
  }

  #connect(): void {
    this.#drop();
    const { open, secret } = this.#parts;
    const name = this.#name;
    const will = { topic: topicOf(name, 'status'), payload: JSON.stringify(gone) };
    const client = makeClient(open, { clientId: name, user: name, secret, will });
    this.#client = client;
    client.on('connect', () => this.#onConnect(client));
    client.on('message', (_topic, payload) => this.#voice.hear(parseJson(payload)));
    client.on('close', () => {
      if (this.#client === client) this.#voice.disconnected();
    });
    client.on('error', (error) => this.#onError(troubleOf(error)));
  }

  #drop(): void {
    const client = this.#client;
    this.#client = undefined;
    client?.end(true);
  }

  /** It listens before it says that it is there: who says so is sent what is owed. */
  #onConnect(client: MqttClient): void {
    this.#trouble = '';
    client.subscribe(topicOf(this.#name, 'commands'), () => {
      if (this.#client !== client) return;
      this.#voice.connected({
        say: (word, message, { retain }) =>
          void client.publish(topicOf(this.#name, word), JSON.stringify(message), {
            retain,
            qos: word === 'receipts' ? 1 : 0,
          }),
      });
    });
  }

  #onError(why: string): void {
    if (why !== this.#trouble) this.#parts.onTrouble(`${this.#name} cannot join the broker: ${why}. It tries again.`);
    this.#trouble = why;
  }
}

function secretOf(folder: string, name: string): string {
  const file = join(folder, `${name}.key`);
  if (!existsSync(file))
    throw new Error(`There is no secret for ${name}: ${file} is missing. farmgate sim --names says who needs one.`);
  return readFileSync(file, 'utf8').trim();
}

function parseJson(payload: Buffer): unknown {
  try {
    return JSON.parse(payload.toString());
  } catch {
    return undefined;
  }
}
