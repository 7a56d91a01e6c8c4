import type { Duplex } from 'node:stream';
import { MqttClient, type IPublishPacket } from 'mqtt';
import {
  NET_CREDENTIALS_TOPIC,
  NetCredentials,
  netTopicOf,
  PUBLIC_CLIENT,
  Readings,
  type Cancel,
  type Clock,
} from '../../contract/index.ts';
import type { Log } from '../../domain/log.ts';
import { jsonOf } from './message.ts';
import { Outbox, type Saying } from './outbox.ts';

const RECONNECT_MS = 300;
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
 * Our client on the core broker. What devices say goes there one after the other, each acknowledged before the next, and waits
 * in the outbox while the gateway is away; when it is back it is told again what held of each device.
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
  /** What is under way, how often it was tried. */
  #sending: { readonly saying: Saying; readonly takenMono: number } | undefined;
  #tries = 0;
  #cancelReconnect: Cancel = () => {};
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
    return this.#outbox.size + (this.#sending ? 1 : 0);
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
    });
    this.#client = client;
    client.on('connect', () => this.#onConnect());
    client.on('message', (topic, payload, packet) => this.#onMessage(topic, payload, packet));
    client.on('error', (error) => this.#parts.log.debug({ why: error.message }, 'The core broker refused us'));
    client.on('close', () => this.#onClose(client));
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    this.#cancelReconnect();
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
    const readings = word === 'readings' ? Readings.safeParse(payload) : undefined;
    if (readings?.success) this.#outbox.putReadings(credential, device, readings.data, this.#parts.clock.monoMs());
    else if (!this.#outbox.put(saying)) return false;
    if (word === 'hello' || word === 'status') this.#held.set(`${credential} ${device} ${word}`, saying);
    this.#sendNext();
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
    this.#sendNext();
  }

  #onClose(client: MqttClient): void {
    if (this.#client !== client) return;
    if (this.#isReady) this.#parts.log.warn({}, 'The gateway is away: nobody new is let in until it is back');
    this.#isReady = false;
    this.#client = undefined;
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

  #sendNext(): void {
    const client = this.#client;
    if (!client?.connected || this.#sending) return;
    const takenMono = this.#parts.clock.monoMs();
    const saying = this.#outbox.take(takenMono);
    if (!saying) return;
    const sending = { saying, takenMono };
    this.#sending = sending;
    const { credential, device, word, payload } = saying;
    client.publish(netTopicOf(credential, device, word), JSON.stringify(payload), { qos: 1 }, (error) => {
      // Without its acknowledgement it is taken back when the connection is closed.
      if (error || this.#sending !== sending) return;
      this.#sending = undefined;
      this.#tries = 0;
      this.#sendNext();
    });
  }

  #takeBack(): void {
    const sending = this.#sending;
    this.#sending = undefined;
    if (!sending) return;
    this.#tries += 1;
    if (this.#tries < MOST_TRIES) return this.#outbox.giveBack(sending.saying, sending.takenMono);
    const { credential, device, word } = sending.saying;
    this.#tries = 0;
    this.#parts.log.error({ credential, device, word }, `The gateway hung up at this message ${MOST_TRIES} times`);
  }
}

function partsOf(topics: readonly string[]): string[][] {
  const count = Math.ceil(topics.length / FILTERS_AT_ONCE);
  return Array.from({ length: count }, (_, at) => topics.slice(at * FILTERS_AT_ONCE, (at + 1) * FILTERS_AT_ONCE));
}
