import { createHash, timingSafeEqual } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, rmSync } from 'node:fs';
import { connect, createServer, type Server } from 'node:net';
import { dirname } from 'node:path';
import { Aedes, type AuthenticateError, type Client, type PublishPacket } from 'aedes';
import {
  NET_SAYINGS_TOPIC,
  parseNetTopic,
  parseTopic,
  PUBLIC_CLIENT,
  topicOf,
  type TopicWord,
} from '../contract/index.ts';
import { Fault } from '../domain/fault.ts';
import type { Publish } from '../domain/field/ports.ts';
import type { Log } from '../domain/log.ts';
import { MAX_PAYLOAD_BYTES } from './payload.ts';
import { findFaultOfPublic, findSayings, mayPublicHear } from './public-client.ts';

const MAX_DEVICES = 512;
/** MQTT 3.1.1, section 3.2.2.3; the library's own names for these are a const enum, which type stripping cannot use. */
const NOT_AUTHORIZED = 5;

const fromBridges: ReadonlySet<TopicWord> = new Set(['hello', 'status', 'readings', 'receipts', 'answers']);
const toBridges: ReadonlySet<TopicWord> = new Set(['commands', 'roster', 'asks']);

/** What the core broker asks of the gateway, and tells it. */
export interface CoreBrokerParts {
  /** Path of the Unix socket. */
  readonly socket: string;
  /** The secret of the bridge that calls itself this; undefined for a stranger. */
  readonly findSecret: (bridge: string) => string | undefined;
  readonly maySpeakFor: (bridge: string, device: string) => boolean;
  readonly mayHearCommandsOf: (bridge: string, device: string) => boolean;
  /** `from`: the bridge that said it. */
  readonly onMessage: (device: string, word: TopicWord, payload: unknown, from: string) => void;
  readonly onGone: (bridge: string) => void;
  /** The public broker passes on what a credential said for a device: nothing of it was checked but the form of its topic. */
  readonly onNetMessage: (credential: string, device: string, word: string, payload: unknown) => void;
  readonly onPublicGone: () => void;
  readonly log: Log;
}

/**
 * The broker between the gateway and the bridges on its own machine: a Unix socket that only the gateway's user may open, a
 * secret a bridge, and each may say and hear only what concerns the devices that hang on it.
 */
export class CoreBroker {
  readonly #parts: CoreBrokerParts;
  readonly #connected = new Map<string, Client>();
  /** The devices each bridge has spoken for. */
  readonly #spokenFor = new Map<string, Set<string>>();
  #broker: Aedes | undefined;
  #server: Server | undefined;

  constructor(parts: CoreBrokerParts) {
    this.#parts = parts;
  }

  async start(): Promise<void> {
    const { socket } = this.#parts;
    mkdirSync(dirname(socket), { recursive: true, mode: 0o700 });
    await removeStale(socket);
    const broker = await Aedes.createBroker({
      concurrency: 100,
      heartbeatInterval: 60_000,
      connectTimeout: 5_000,
      maxClientsIdLength: 48,
      authenticate: (client, username, password, done) => {
        const good = this.#isGood(client, username, password);
        done(good ? null : refusal('wrong id or secret'), good);
      },
      authorizePublish: (client, packet, done) => done(this.#faultOfPublish(client, packet)),
      authorizeSubscribe: (client, subscription, done) =>
        done(null, this.#mayHear(client, subscription.topic) ? subscription : null),
      // Asked again for each message: a device may have been adopted or have moved since it was subscribed to.
      authorizeForward: (client, packet) => (this.#mayHear(client, packet.topic) ? packet : null),
      published: (packet, client, done) => {
        if (client) this.#tryTake(packet, client.id);
        done();
      },
    });
    broker.on('clientReady', (client) => this.#connected.set(client.id, client));
    broker.on('clientDisconnect', (client) => {
      if (this.#connected.get(client.id) !== client) return;
      this.#connected.delete(client.id);
      if (client.id === PUBLIC_CLIENT) this.#parts.onPublicGone();
      else this.#parts.onGone(client.id);
    });
    broker.on('clientError', (client, error) =>
      this.#parts.log.debug({ client: client.id, why: error.message }, 'A core client was refused'),
    );
    broker.on('connectionError', (_client, error) =>
      this.#parts.log.debug({ why: error.message }, 'A core connection was refused'),
    );
    this.#broker = broker;
    this.#server = await listen(socket, broker);
  }

  /** Puts a message on the broker. Nothing is queued: what nobody hears now is gone. */
  readonly publish: Publish = (topic, message, options) => {
    const retain = options?.retain ?? false;
    const payload = Buffer.from(JSON.stringify(message));
    this.#broker?.publish({ cmd: 'publish', topic, payload, qos: 0, retain, dup: false }, () => {});
  };

  async stop(): Promise<void> {
    const broker = this.#broker;
    const server = this.#server;
    this.#broker = undefined;
    this.#connected.clear();
    if (broker) await new Promise<void>((resolve) => broker.close(resolve));
    if (server) await new Promise<void>((resolve) => server.close(() => resolve()));
  }

  #isGood(client: Client, username: string | undefined, password: Buffer | undefined): boolean {
    if (username === undefined || password === undefined || client.id !== username) return false;
    if (parseTopic(topicOf(username, 'hello')) === undefined) return false;
    const secret = this.#parts.findSecret(username);
    return secret !== undefined && timingSafeEqual(digest(secret), digest(password));
  }

  #faultOfPublish(client: Client | null, packet: PublishPacket): Error | null {
    if (packet.payload.length > MAX_PAYLOAD_BYTES) return new Error('message too long');
    if (client?.id !== PUBLIC_CLIENT) return this.#faultOfBridge(client, packet);
    if (packet.topic === NET_SAYINGS_TOPIC && !packet.retain) return this.#takeSayings(packet.payload);
    const fault = findFaultOfPublic(packet.topic, packet.retain);
    return fault === undefined ? null : new Error(fault);
  }

  /** All of them, before they are acknowledged, or none. */
  #takeSayings(payload: Buffer | string): Error | null {
    const sayings = findSayings(payload.toString());
    if (!sayings) return new Error('not sayings as they may be');
    for (const { credential, device, word, payload: said } of sayings)
      this.#parts.onNetMessage(credential, device, word, said);
    return null;
  }

  #faultOfBridge(client: Client | null, packet: PublishPacket): Error | null {
    // Without a client it is the gateway's own, or the last will of a client that was let in.
    const topic = parseTopic(packet.topic);
    if (!client) return topic ? null : new Error('not a topic of ours');
    if (!topic || !fromBridges.has(topic.word)) return new Error(`may not publish ${packet.topic}`);
    if (packet.retain && topic.word !== 'hello' && topic.word !== 'status') return new Error('may not be retained');
    if (!this.#maySpeakOn(client, topic)) return new Error(`may not speak for ${topic.device}`);
    return this.#isOneMore(client.id, topic.device) ? null : new Error('speaks for too many devices');
  }

  /** What is said of work at a radio only the radio's own bridge says. */
  #maySpeakOn(client: Client, { device, word }: { readonly device: string; readonly word: TopicWord }): boolean {
    return word === 'answers' ? device === client.id : this.#parts.maySpeakFor(client.id, device);
  }

  /** A version 1 radio has 254 addresses: a bridge that speaks for more than some hundreds is broken or worse. */
  #isOneMore(bridge: string, device: string): boolean {
    const devices = this.#spokenFor.get(bridge) ?? new Set();
    this.#spokenFor.set(bridge, devices);
    if (!devices.has(device) && devices.size >= MAX_DEVICES) return false;
    devices.add(device);
    return true;
  }

  #mayHear(client: Client, topicName: string): boolean {
    if (client.id === PUBLIC_CLIENT) return mayPublicHear(topicName);
    const topic = parseTopic(topicName);
    if (!topic || !toBridges.has(topic.word)) return false;
    return topic.word !== 'commands'
      ? topic.device === client.id
      : this.#parts.mayHearCommandsOf(client.id, topic.device);
  }

  /** Nobody else is there to catch it: a disk that is full must not end the gateway at a word of a device. */
  #tryTake(packet: { readonly topic: string; readonly payload: Buffer | string }, from: string): void {
    try {
      this.#take(packet, from);
    } catch (error) {
      const { topic } = packet;
      this.#parts.log.error({ err: error, from, topic }, 'A message of a device met a fault of the gateway');
    }
  }

  #take(packet: { readonly topic: string; readonly payload: Buffer | string }, from: string): void {
    const payload = parseJson(packet.payload.toString());
    const said = from === PUBLIC_CLIENT ? parseNetTopic(packet.topic) : undefined;
    if (said) return this.#parts.onNetMessage(said.credential, said.device, said.word, payload);
    const topic = parseTopic(packet.topic);
    if (topic) this.#parts.onMessage(topic.device, topic.word, payload, from);
  }
}

/** What is no JSON reaches the schema as a string, which no message of ours is. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function digest(secret: string | Buffer): Buffer {
  return createHash('sha256').update(secret).digest();
}

function refusal(message: string): AuthenticateError {
  return Object.assign(new Error(message), { returnCode: NOT_AUTHORIZED });
}

async function listen(socket: string, broker: Aedes): Promise<Server> {
  const server = createServer((connection) => broker.handle(connection));
  await new Promise<void>((resolve, reject) => {
    server.once('error', (cause) =>
      reject(new Fault('in-use', `The core socket ${socket} cannot be opened: ${cause.message}.`, { cause })),
    );
    server.listen(socket, resolve);
  });
  chmodSync(socket, 0o600);
  return server;
}

/** A socket file that nobody listens on was left by a gateway that was killed. */
async function removeStale(socket: string): Promise<void> {
  if (!existsSync(socket)) return;
  const alive = await new Promise<boolean>((resolve) => {
    const probe = connect(socket, () => {
      probe.destroy();
      resolve(true);
    });
    probe.on('error', () => resolve(false));
  });
  if (alive) throw new Fault('in-use', `Another gateway listens on ${socket}.`);
  rmSync(socket, { force: true });
}
