import type { Duplex } from 'node:stream';
import type { SecureContext } from 'node:tls';
import type { Aedes, AedesPublishPacket, AuthenticateError, Client, PublishPacket } from 'aedes';
import { parseTopic, type Cancel, type Clock, type NetCredentials } from '../../contract/index.ts';
import { Fault } from '../../domain/fault.ts';
import type { Log } from '../../domain/log.ts';
import {
  MAX_FILTERS,
  numberOf,
  Refusal,
  type ClientRates,
  type ConnectAnswer,
  type ConnectFacts,
  type PublishFacts,
} from '../guard/index.ts';
import { MAX_FORWARDED_BYTES } from '../payload.ts';
import { Door, type DoorLimits, type Ticket } from './door.ts';
import { Downlink } from './downlink.ts';
import { GuardedStream, type StreamLimits } from './guarded-stream.ts';
import {
  listenPlain,
  listenTls,
  listenWebSocket,
  secureContextOf,
  type HostAndPort,
  type KeyPair,
  type Listener,
} from './listeners.ts';
import { departing, readSaying } from './message.ts';
import { Plugs, type PlugMakers } from './plugs.ts';
import { makeBroker } from './protocol.ts';
import { Roll, type Verdict } from './roll.ts';
import { SignIn } from './sign-in.ts';
import { MAX_STRANGERS, Strangers } from './strangers.ts';
import { Uplink } from './uplink.ts';

/** What a client is held to, and all of them together. */
export interface PublicLimits extends DoorLimits, StreamLimits {}

/** A bridge of 250 outlets says 500 messages when it comes, and some ten a second from then on. */
const rates: ClientRates = {
  messages: { perSecond: 50, burst: 200 },
  bytes: { perSecond: 32 * 1024, burst: 256 * 1024 },
};

/** Limits for a farm. */
export const PUBLIC_LIMITS: PublicLimits = {
  clients: 256,
  strangersAHost: 16,
  strangers: 256,
  rates,
  connectMs: 5_000,
  drainMs: 1_000,
};

/** What an installer should hear of beyond the log. */
export type PublicAlert = { readonly kind: 'retained-command'; readonly device: string; readonly from: string };

/** What a public broker is made of. A listener that is not named is not opened. */
export interface PublicBrokerParts {
  readonly plain?: HostAndPort | undefined;
  readonly tls?: (HostAndPort & KeyPair) | undefined;
  /** Path of the Unix socket for WebSockets. */
  readonly webSocket?: string | undefined;
  /** Opens the core broker's socket. */
  readonly openCore: () => Duplex;
  /** Our secret on the core broker. */
  readonly secret: string;
  readonly clock: Clock;
  readonly log: Log;
  readonly plugs: PlugMakers;
  readonly limits?: PublicLimits;
  readonly onAlert?: (alert: PublicAlert) => void;
  /** A listener is open, at once or after a while: `ports` tells which are. */
  readonly onOpen?: () => void;
  /** It goes by the gateway's list of this version. */
  readonly onList?: (version: number) => void;
}

/** A port that somebody else has is tried again. */
const LISTEN_AGAIN_MS = 10_000;
/** What the library is left of a message: nobody hears it by way of it, and with QoS 2 it keeps it. */
const NOTHING = Buffer.alloc(0);

/** No JSON is so many times longer when it is written anew: it is looked at closer only where that could matter. */
const MOST_GROWTH = 6;

/** What is known of a connection beyond its bytes. */
interface Session {
  readonly ticket: Ticket;
  /** Of the credential it signed in with; undefined for a stranger. */
  hash: string | undefined;
  /** Topics it has had retained. */
  readonly retained: Set<string>;
  /** What the library knows it by, once it was let in. */
  client: Client | undefined;
  /** Who is gone with it, but for those who said so themselves. */
  readonly online: Set<string>;
}

/**
 * The broker for nodes on the network and remote bridges. Nobody here talks with anybody but the gateway: what a device may say
 * goes there, and what the gateway says to it comes back.
 */
export class PublicBroker {
  readonly #parts: PublicBrokerParts;
  readonly #limits: PublicLimits;
  readonly #door: Door;
  readonly #roll: Roll;
  readonly #plugs: Plugs;
  readonly #strangers = new Strangers();
  readonly #signIn: SignIn;
  readonly #uplink: Uplink;
  readonly #downlink: Downlink<GuardedStream>;
  readonly #streams = new Set<GuardedStream>();
  readonly #sessions = new WeakMap<Duplex, Session>();
  #broker: Aedes | undefined;
  readonly #listeners = new Map<'plain' | 'tls' | 'webSocket', Listener>();
  readonly #waiting = new Set<Cancel>();
  /** Those that could not be opened so far: it is said once. */
  readonly #refused = new Set<string>();
  #secureContext: SecureContext | undefined;

  constructor(parts: PublicBrokerParts) {
    this.#parts = parts;
    this.#limits = parts.limits ?? PUBLIC_LIMITS;
    this.#door = new Door(this.#limits);
    this.#roll = new Roll(parts.plugs);
    this.#plugs = new Plugs({
      makers: parts.plugs,
      send: ({ topic, payload }) => this.#tellPlug(topic, payload),
      say: (saying) => this.#uplink.say(saying),
      isCoreThere: () => this.#uplink.isReady,
    });
    this.#downlink = new Downlink((stream, topic) => this.#mayHear(stream, topic));
    this.#uplink = new Uplink({
      open: parts.openCore,
      secret: parts.secret,
      clock: parts.clock,
      log: parts.log,
      onCredentials: (credentials) => this.#onCredentials(credentials),
      onDown: (topic, payload, isRetained) => this.#onDown(topic, payload, isRetained),
    });
    this.#signIn = new SignIn({
      ...parts,
      roll: this.#roll,
      isCoreThere: () => this.#uplink.isReady,
      onRetainedCommand: (topic, from) => this.#alertRetained(topic, from),
    });
  }

  /** Ports that are open, of those that were asked for. */
  get ports(): { readonly plain: number | undefined; readonly tls: number | undefined } {
    return { plain: this.#listeners.get('plain')?.port, tls: this.#listeners.get('tls')?.port };
  }

  /** Who is there, and how much waits for the gateway. */
  get counts(): { readonly clients: number; readonly strangers: number; readonly waiting: number } {
    return { ...this.#door.counts, waiting: this.#uplink.waiting };
  }

  /** Opens what it can: what is taken it tries again, for as long as it runs. Throws a Fault `config` where the key for TLS is none. */
  async start(): Promise<void> {
    const { plain, tls, webSocket } = this.#parts;
    if (tls) this.renew(tls);
    this.#broker = await this.#makeBroker();
    const admit = this.take.bind(this);
    await Promise.all([
      plain && this.#open('plain', () => listenPlain(plain, admit)),
      tls && this.#open('tls', () => listenTls({ host: tls.host, port: tls.port }, () => this.#contextNow(), admit)),
      webSocket !== undefined && this.#open('webSocket', () => listenWebSocket(webSocket, admit)),
    ]);
    this.#uplink.start();
  }

  /** From now on TLS is with this key and certificate. Throws a Fault `config` where they are none. */
  renew(pair: KeyPair): void {
    this.#secureContext = secureContextOf(pair);
  }

  async stop(): Promise<void> {
    for (const cancel of this.#waiting) cancel();
    await Promise.all([...this.#listeners.values()].map((listener) => listener.stop()));
    this.#listeners.clear();
    this.#plugs.stop();
    for (const stream of this.#streams) stream.destroy();
    const broker = this.#broker;
    this.#broker = undefined;
    if (broker) await new Promise<void>((resolve) => broker.close(resolve));
    await this.#uplink.stop();
  }

  /** Takes a connection that was made elsewhere. `open` answers the stream of MQTT on it, where there is room for it. */
  take(connection: Duplex, host: string, open: () => Duplex = () => connection): void {
    const ticket = this.#door.enter(host, () => connection.destroy());
    if (!ticket) return void connection.destroy();
    connection.once('close', () => ticket.leave());
    const stream = new GuardedStream({
      carrier: open(),
      host,
      clock: this.#parts.clock,
      limits: this.#limits,
      onConnect: () => this.#broker?.handle(stream),
      onSaid: (_stream, said) => this.#hear(stream, said),
      onRefused: (_stream, why) =>
        this.#parts.log.info({ host, id: stream.connectFacts?.username, why }, 'An MQTT connection was cut off'),
    });
    this.#sessions.set(stream, { ticket, hash: undefined, retained: new Set(), client: undefined, online: new Set() });
    this.#streams.add(stream);
    stream.once('close', () => this.#streams.delete(stream));
    stream.open();
  }

  async #open(name: 'plain' | 'tls' | 'webSocket', listen: () => Promise<Listener>): Promise<void> {
    const { clock, log, onOpen } = this.#parts;
    try {
      this.#listeners.set(name, await listen());
      this.#refused.delete(name);
      onOpen?.();
    } catch (error) {
      if (!(error instanceof Fault) || error.code !== 'in-use') throw error;
      if (!this.#refused.has(name)) log.error({ listener: name }, `${error.message} It is tried again.`);
      this.#refused.add(name);
      const cancel = clock.after(LISTEN_AGAIN_MS, () => {
        this.#waiting.delete(cancel);
        if (this.#broker) void this.#open(name, listen);
      });
      this.#waiting.add(cancel);
    }
  }

  #contextNow(): SecureContext {
    if (!this.#secureContext) throw new Fault('config', 'There is no key for MQTT over TLS.');
    return this.#secureContext;
  }

  async #makeBroker(): Promise<Aedes> {
    const broker = await makeBroker(
      {
        preConnect: (client, packet, done) => {
          const facts = client.conn instanceof GuardedStream ? client.conn.connectFacts : undefined;
          if (facts) packet.clientId = this.#nameOf(facts);
          // The library does not see all that it says: its connection watches over that.
          packet.keepalive = 0;
          done(null, facts !== undefined);
        },
        authenticate: (client, _username, _password, done) => {
          const answer = this.#findRefusal(client);
          done(answer ? refusalOf(answer) : null, answer === undefined);
        },
        authorizePublish: (client, packet, done) => done(this.#receive(client, packet)),
        authorizeSubscribe: (client, subscription, done) =>
          done(null, this.#mayAsk(client, subscription.topic) ? subscription : null),
        authorizeForward: (client, packet) => (this.#mayForward(client, packet) ? packet : null),
      },
      this.#limits.drainMs,
    );
    broker.on('clientReady', (client) => this.#onReady(client));
    broker.on('subscribe', (granted, { conn }) => {
      if (conn instanceof GuardedStream)
        for (const { topic, qos } of granted) if (qos <= 2) this.#downlink.add(conn, topic, qos);
    });
    broker.on('unsubscribe', (topics, { conn }) => {
      if (conn instanceof GuardedStream) for (const topic of topics) this.#downlink.remove(conn, topic);
    });
    broker.on('clientDisconnect', (client) => this.#onGone(client));
    broker.on('clientError', (client, error) =>
      this.#parts.log.info({ id: client.id, why: error.message }, 'An MQTT client was cut off'),
    );
    broker.on('connectionError', (_client, error) =>
      this.#parts.log.info({ why: error.message }, 'An MQTT connection was cut off'),
    );
    return broker;
  }

  /** Here everybody is called by the credential: of one, the latest connection alone is there, but for a login that many share. */
  #nameOf({ username, clientId }: ConnectFacts): string {
    return this.#roll.find(username)?.kind === 'shared' ? `${username}#${clientId}` : username;
  }

  #findRefusal(client: Client): ConnectAnswer | undefined {
    const stream = client.conn;
    if (!(stream instanceof GuardedStream) || !stream.connectFacts) return 'not-authorized';
    const answer = this.#signIn.findRefusal(stream.connectFacts, stream.host);
    if (answer) return answer;
    const session = this.#sessions.get(stream);
    if (session?.ticket.admit() !== true) return 'unavailable';
    // From here on it is in, though the library says so only later: its credential may be taken back before that.
    session.hash = this.#roll.find(stream.connectFacts.username)?.hash;
    return undefined;
  }

  #onReady(client: Client): void {
    const stream = client.conn;
    const session = this.#sessions.get(stream);
    if (!session || !(stream instanceof GuardedStream)) return;
    session.client = client;
    const id = credentialOf(client);
    // Those who share a login are there when they say so.
    if (id === client.id) session.online.add(id);
    this.#plugs.connect(id, stream);
    this.#parts.log.info({ id: client.id, host: stream.host }, 'An MQTT client is there');
    stream.accept();
  }

  /** A device whose connection ended is offline, whether it left a will or not. */
  #onGone(client: Client): void {
    const id = credentialOf(client);
    if (!this.#roll.find(id)) return;
    this.#parts.log.info({ id }, 'An MQTT client is gone');
    if (this.#plugs.has(id)) {
      if (client.conn instanceof GuardedStream) this.#plugs.disconnect(id, client.conn);
      return;
    }
    const payload = { online: false, reason: 'its connection ended' };
    for (const device of this.#sessions.get(client.conn)?.online ?? [])
      this.#uplink.say({ credential: id, device, word: 'status', payload });
  }

  /** Why it is cut off for what it said with QoS 0 or 1; undefined where that was passed on or passed over. */
  #hear(stream: GuardedStream, said: PublishFacts): string | undefined {
    const client = this.#sessions.get(stream)?.client;
    return client ? this.#receiveOnce(client, said)?.message : 'it was not let in';
  }

  /** Last wills, and with QoS 2: null where it was passed on or passed over; else why its sender is cut off. Each message is taken once. */
  #receive(client: Client | null, packet: PublishPacket): Error | null {
    if (!client) return new Error('only clients speak here');
    const fault = this.#receiveOf(client, packet);
    if (fault) return fault;
    // Kept by the gateway: nobody here may hear it.
    packet.retain = false;
    packet.payload = NOTHING;
    return null;
  }

  #receiveOf(client: Client, packet: PublishPacket): Error | null {
    const { qos, messageId: id } = packet;
    if (qos !== 2 || id === undefined || !(client.conn instanceof GuardedStream))
      return this.#receiveOnce(client, packet);
    const { unreleased } = client.conn;
    if (unreleased.has(id)) return null;
    if (unreleased.isFull) return new Error('it releases nothing of what it sent with QoS 2');
    const fault = this.#receiveOnce(client, packet);
    if (!fault) unreleased.hold(id);
    return fault;
  }

  #receiveOnce(
    client: Client,
    { topic, retain, payload }: Pick<PublishPacket, 'topic' | 'retain' | 'payload'>,
  ): Error | null {
    const id = credentialOf(client);
    const retained = this.#sessions.get(client.conn)?.retained ?? new Set();
    const verdict = this.#roll.judge(id, { topic, retain, bytes: Buffer.byteLength(payload) }, retained);
    if (verdict.kind === 'cut') {
      if (verdict.isRetainedCommand) this.#alertRetained(topic, id);
      return new Error(verdict.why);
    }
    if (retain && !(verdict.kind === 'forward' && verdict.isStranger)) retained.add(topic);
    if (verdict.kind === 'forward') return this.#forward(client, verdict, payload);
    if (verdict.kind === 'translate') {
      if (client.conn instanceof GuardedStream) this.#plugs.hear(id, client.conn, topic, payload);
      return null;
    }
    this.#parts.log.debug({ id, why: verdict.why }, 'A message was passed over');
    return null;
  }

  #forward(
    client: Client,
    { device, word, isStranger }: Verdict & { readonly kind: 'forward' },
    payload: Buffer | string,
  ): Error | null {
    const credential = credentialOf(client);
    const said = readSaying(word, payload);
    if (!said) {
      this.#parts.log.warn({ id: client.id, device, word }, 'A message is not as the contract says, and was dropped');
      return null;
    }
    if (isTooLong(said, Buffer.byteLength(payload))) return new Error('the message is too long');
    if (word === 'status' && 'online' in said) this.#noteStatus(client, device, said.online === true);
    if (isStranger && this.#strangers.note(credential, device)) this.#forgetOthers();
    const isTaken = this.#uplink.say({ credential, device, word, payload: said });
    return isTaken ? null : new Error('too much waits for the gateway');
  }

  /** What hangs on a bridge goes with it, and the gateway knows that; of those who share a login each goes alone. */
  #noteStatus(client: Client, device: string, isOnline: boolean): void {
    const credential = credentialOf(client);
    const online = this.#sessions.get(client.conn)?.online;
    if (!online || (device !== credential && credential === client.id)) return;
    online.delete(device);
    if (isOnline) online.add(device);
    // The names are its own to choose: what it spoke of long ago is forgotten elsewhere too.
    const [oldest] = online;
    if (online.size > MAX_STRANGERS && oldest !== undefined) online.delete(oldest);
  }

  /**
   * A bridge is told of its new device sooner than we are, and asks for its commands once: what is said on a topic is looked at
   * again each time.
   */
  #mayAsk(client: Client & { readonly subscriptions?: object }, filter: string): boolean {
    if (Object.keys(client.subscriptions ?? {}).length >= MAX_FILTERS) return false;
    const id = credentialOf(client);
    const topic = parseTopic(filter);
    return this.#roll.mayAskFor(id, filter) || (topic?.word === 'commands' && this.#strangers.has(id, topic.device));
  }

  /** Of those who may no longer speak nothing waits, and nothing is said again. */
  #forgetOthers(): void {
    this.#strangers.keepOnly((bridge, device) => this.#roll.mayIntroduce(bridge, device));
    this.#uplink.keepOnly((id, device) => this.#roll.mayName(id, device) || this.#strangers.has(id, device));
  }

  /** What a client said is heard by no client, itself included: a Tasmota's question to itself would end its lease. */
  #mayForward(client: Client, packet: AedesPublishPacket): boolean {
    return !('clientId' in packet) && this.#roll.mayHear(credentialOf(client), packet.topic);
  }

  #mayHear(stream: GuardedStream, topic: string): boolean {
    const id = stream.connectFacts?.username;
    return id !== undefined && this.#roll.mayHear(id, topic);
  }

  #onCredentials(credentials: NetCredentials): void {
    const before = this.#roll.downTopics();
    this.#roll.replace(credentials);
    const topics = this.#roll.downTopics();
    this.#forgetOthers();
    this.#uplink.listenFor(topics);
    this.#plugs.replace(credentials);
    for (const topic of before) if (!topics.has(topic) && topic.endsWith('/roster')) this.#downlink.forget(topic);
    this.#cutRevoked();
    this.#parts.onList?.(credentials.version ?? 0);
  }

  /** Ends the connections of those whose credential was taken back or changed. */
  #cutRevoked(): void {
    for (const stream of this.#streams) {
      const { hash } = this.#sessions.get(stream) ?? {};
      const id = stream.connectFacts?.username;
      if (hash !== undefined && id !== undefined && this.#roll.find(id)?.hash !== hash)
        stream.refuse(new Refusal('its credential was taken back or changed'));
    }
  }

  /** From the gateway, to whoever asked for it. */
  #onDown(topic: string, payload: Buffer, isRetained: boolean): void {
    const parsed = parseTopic(topic);
    if (!parsed) return;
    if (parsed.word === 'roster') return this.#downlink.keep(topic, payload);
    // A command that is kept would be carried out again by whoever connects, at any time.
    if (isRetained) return this.#alertRetained(topic, 'the core broker');
    if (parsed.word === 'asks') return this.#downlink.say(topic, payload);
    const command = departing(payload, this.#parts.clock);
    if (command && this.#plugs.has(parsed.device)) this.#plugs.command(parsed.device, command);
    else if (command) this.#downlink.say(topic, Buffer.from(JSON.stringify(command)));
    else this.#parts.log.warn({ device: parsed.device }, 'A command had expired, or was none, and was not passed on');
  }

  #tellPlug(topic: string, payload: string): void {
    const packet = { cmd: 'publish', topic, payload, qos: 0, retain: false, dup: false } as const;
    this.#broker?.publish(packet, () => {});
  }

  #alertRetained(topic: string, from: string): void {
    const device = this.#roll.findCommanded(topic) ?? topic;
    this.#parts.log.error({ device, from }, 'A retained message on a command topic was thrown away');
    this.#parts.onAlert?.({ kind: 'retained-command', device, from });
  }
}

/** Written anew, a number or a byte that is no text may be longer than it was: 1e20 has 21 digits. */
function isTooLong(said: object, bytes: number): boolean {
  return bytes * MOST_GROWTH > MAX_FORWARDED_BYTES && Buffer.byteLength(JSON.stringify(said)) > MAX_FORWARDED_BYTES;
}

/** Those who share a login have names of their own after it. */
function credentialOf({ id }: Pick<Client, 'id'>): string {
  return id.split('#', 1)[0] ?? id;
}

function refusalOf(answer: ConnectAnswer): AuthenticateError {
  return Object.assign(new Error(`not let in: ${answer}`), { returnCode: numberOf(answer) });
}
