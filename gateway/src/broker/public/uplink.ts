import type { Duplex } from 'node:stream';
import { MqttClient, type IPublishPacket } from 'mqtt';
import {
  NET_CREDENTIALS_TOPIC,
  MAX_SAYINGS,
  NetCredentials,
  PUBLIC_CLIENT,
  type Cancel,
  type Clock,
} from '../../contract/index.ts';
import type { Log } from '../../domain/log.ts';
import { jsonOf } from './message.ts';
import { isReadings, Outbox, type Saying } from './outbox.ts';
import { SendWindow, type Sending } from './send-window.ts';
import { messageOf, takeTogether } from './together.ts';

const RECONNECT_MS = 300;
/** Whether the gateway still answers is looked at so often. */
const BEAT_MS = 1_000;
/** Who has neither acknowledged nor answered for so long is away, though its connection be there. A turn of it is far shorter. */
const PATIENCE_MS = 5_000;
/** What the gateway hung up at so often is not sent again: nobody else's messages shall wait behind it for ever. */
const MOST_TRIES = 5;
/** Filters in one SUBSCRIBE. */
const FILTERS_AT_ONCE = 100;

/** What the way to the gateway needs. */
export interface UplinkParts {
  /** Opens the core broker's socket. */
  readonly open: () => Duplex;
  /** Our secret on the core broker. */
  readonly secret: string;
  readonly clock: Clock;
  readonly log: Log;
  readonly onCredentials: (credentials: NetCredentials) => void;
  /** The gateway said something on a topic we asked for. */
  readonly onDown: (topic: string, payload: Buffer, isRetained: boolean) => void;
}

/**
 * Our client on the core broker. What devices say goes there, of each device one after the other, each acknowledged before the next:
 * at once where nothing is under way, else with what others said until that was acknowledged. It waits in the outbox while the
 * gateway is away; when it is back it is told again what held of each device.
 */
export class Uplink {
  readonly #parts: UplinkParts;
  readonly #outbox = new Outbox();
  /** The last hello and status of each device. */
  readonly #held = new Map<string, Saying>();
  #wanted: ReadonlySet<string> = new Set();
  #client: MqttClient | undefined;
  #isReady = false;
  #heard = new Set<string>();
  readonly #window = new SendWindow();
  /** How often the gateway hung up at what was under way alone. */
  #tries = 0;
  /** When the gateway said anything last. */
  #heardMono = 0;
  #cancelReconnect: Cancel = () => {};
  #cancelBeat: Cancel = () => {};
  #isSendingSoon = false;
  #isStopped = false;

  constructor(parts: UplinkParts) {
    this.#parts = parts;
  }

  /** Whether the gateway is there and has said on this connection who may sign in. */
  get isReady(): boolean {
    return this.#isReady;
  }

  /** How much waits for the gateway. */
  get waiting(): number {
    return this.#outbox.size + this.#window.size;
  }

  start(): void {
    const client = new MqttClient(() => this.#parts.open(), {
      clientId: PUBLIC_CLIENT,
      username: PUBLIC_CLIENT,
      password: this.#parts.secret,
      clean: true,
      keepalive: 30,
      reconnectPeriod: 0,
      connectTimeout: 5_000,
      queueQoSZero: false,
      resubscribe: false,
      protocolVersion: 4,
      protocolId: 'MQTT',
      // The library's own log costs time also where nobody reads it.
      log() {},
    });
    this.#client = client;
    client.on('connect', () => this.#onConnect());
    client.on('packetreceive', () => (this.#heardMono = this.#parts.clock.monoMs()));
    client.on('message', (topic, payload, packet) => this.#onMessage(topic, payload, packet));
    client.on('error', (error) => this.#parts.log.debug({ why: error.message }, 'The core broker refused us'));
    client.on('close', () => this.#onClose(client));
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    this.#cancelReconnect();
    this.#cancelBeat();
    await this.#client?.endAsync(true);
  }

  /** Which topics of the gateway to hear; called again whenever they change. */
  listenFor(topics: ReadonlySet<string>): void {
    this.#wanted = topics;
    this.#ask();
  }

  /** Passes on what a device said; false where there is no room for it now. */
  say(saying: Saying): boolean {
    const { credential, device, word, payload } = saying;
    if (isReadings(word, payload)) {
      this.#outbox.putReadings(credential, device, payload, this.#parts.clock.monoMs());
      this.#sendSoon();
      return true;
    }
    if (!this.#outbox.put(saying)) return false;
    if (word === 'hello' || word === 'status') this.#held.set(`${credential} ${device} ${word}`, saying);
    this.#sendOn();
    return true;
  }

  /** Forgets what was said by those who may no longer. */
  keepOnly(may: (credential: string, device: string) => boolean): void {
    this.#outbox.keepOnly(may);
    for (const [key, { credential, device }] of this.#held) if (!may(credential, device)) this.#held.delete(key);
  }

  #onConnect(): void {
    this.#heard = new Set();
    for (const saying of this.#held.values()) this.#outbox.put(saying);
    this.#subscribe([NET_CREDENTIALS_TOPIC]);
    this.#cancelBeat = this.#parts.clock.after(BEAT_MS, () => this.#beat());
    this.#sendOn();
  }

  #onClose(client: MqttClient): void {
    if (this.#client !== client) return;
    if (this.#isReady) this.#parts.log.warn({}, 'The gateway is away: nobody new is let in until it is back');
    this.#isReady = false;
    this.#client = undefined;
    this.#cancelBeat();
    this.#takeBack();
    if (!this.#isStopped) this.#cancelReconnect = this.#parts.clock.after(RECONNECT_MS, () => this.start());
  }

  #onMessage(topic: string, payload: Buffer, { retain }: IPublishPacket): void {
    if (topic !== NET_CREDENTIALS_TOPIC) return this.#parts.onDown(topic, payload, retain);
    const parsed = NetCredentials.safeParse(jsonOf(payload));
    if (!parsed.success)
      return this.#parts.log.error({}, 'The gateway sent a list of credentials that is none: the last one holds');
    if (!this.#isReady) this.#parts.log.info({ count: parsed.data.credentials.length }, 'The gateway is there');
    this.#isReady = true;
    this.#parts.onCredentials(parsed.data);
  }

  /** Asks for what is wanted and not heard yet, and no longer for what is not wanted. */
  #ask(): void {
    if (!this.#client?.connected) return;
    const fresh = [...this.#wanted].filter((topic) => !this.#heard.has(topic));
    const old = [...this.#heard].filter((topic) => !this.#wanted.has(topic));
    for (const part of partsOf(fresh)) this.#subscribe(part);
    for (const part of partsOf(old)) this.#client.unsubscribe(part, () => {});
    this.#heard = new Set(this.#wanted);
  }

  #subscribe(topics: string[]): void {
    this.#client?.subscribe(topics, { qos: 1 }, (error) => {
      if (error && this.#client?.connected) {
        for (const topic of topics) this.#heard.delete(topic);
        this.#parts.log.warn({ why: error.message, first: topics[0] }, 'The core broker does not let us hear');
      }
    });
  }

  /** What is said in one turn of the event loop goes in one message. */
  #sendSoon(): void {
    if (this.#isSendingSoon) return;
    this.#isSendingSoon = true;
    setImmediate(() => {
      this.#isSendingSoon = false;
      this.#sendOn();
    });
  }

  #sendOn(): void {
    const client = this.#client;
    if (!client?.connected) return;
    const takenMono = this.#parts.clock.monoMs();
    const sayings = takeTogether(this.#outbox, this.#window.roomFor(MAX_SAYINGS), takenMono);
    if (sayings.length === 0) return;
    const sendings = sayings.map(({ saying }) => ({ saying, takenMono }));
    this.#window.send(sendings, takenMono);
    const { topic, payload } = messageOf(sayings);
    client.publish(topic, payload, { qos: 1 }, (error) => {
      // Without its acknowledgement it is taken back when the connection is closed.
      if (error || !this.#window.finish(sendings)) return;
      this.#tries = 0;
      this.#sendSoon();
    });
  }

  /** A gateway that hangs keeps its connections: who neither acknowledges nor answers is hung up at. */
  #beat(): void {
    const { clock, log } = this.#parts;
    const now = clock.monoMs();
    const silentMs = now - this.#heardMono;
    if (now - (this.#window.owedSinceMono ?? this.#heardMono) > PATIENCE_MS) {
      log.warn({ silentMs, waiting: this.waiting }, 'The gateway does not answer');
      // What it was about to acknowledge is not at fault.
      for (const sending of this.#window.takeBack().toReversed()) this.#giveBack(sending);
      return void this.#client?.stream.destroy();
    }
    if (silentMs >= BEAT_MS / 2) this.#client?.sendPing();
    this.#cancelBeat = clock.after(BEAT_MS, () => this.#beat());
  }

  #takeBack(): void {
    const all = this.#window.takeBack();
    const [only] = all;
    if (only && all.length === 1 && ++this.#tries >= MOST_TRIES) return this.#giveUp(only);
    for (const sending of all.toReversed()) this.#giveBack(sending);
  }

  #giveBack({ saying, takenMono }: Sending): void {
    this.#outbox.giveBack(saying, takenMono);
  }

  #giveUp({ saying: { credential, device, word } }: Sending): void {
    this.#tries = 0;
    this.#parts.log.error({ credential, device, word }, `The gateway hung up at this message ${MOST_TRIES} times`);
  }
}

function partsOf(topics: readonly string[]): string[][] {
  const count = Math.ceil(topics.length / FILTERS_AT_ONCE);
  return Array.from({ length: count }, (_, at) => topics.slice(at * FILTERS_AT_ONCE, (at + 1) * FILTERS_AT_ONCE));
}
