import { randomBytes } from 'node:crypto';
import type { MqttClient } from 'mqtt';
import {
  CommandMessage,
  CONTRACT_VERSION,
  Roster,
  parseTopic,
  topicOf,
  type Cancel,
  type Clock,
  type Hello,
  type PointValue,
  type Receipt,
  type Status,
} from '@farmgate/gateway/contract';
import { hexByte, TRIPPED } from './codec/index.ts';
import type { Currents } from './link/exchange.ts';
import { Link } from './link/link.ts';
import type { OrderReceipt } from './link/orders.ts';
import { isNodeId } from './link/scan-plan.ts';
import type { Timing } from './link/timing.ts';
import { makeClient, type BrokerAddress } from './mqtt/broker-client.ts';
import { orderFrom } from './mqtt/orders.ts';
import { KeptRadio, type Radio } from './radios/index.ts';

/** Where a bridge writes its log; pino fits it. */
export interface BridgeLog {
  info(facts: object, sentence: string): void;
  warn(facts: object, sentence: string): void;
}

export interface BridgeOptions {
  readonly id: string;
  readonly broker: BrokerAddress;
  readonly secret: string;
  readonly radio: Radio;
  readonly clock: Clock;
  readonly random: () => number;
  readonly log: BridgeLog;
  readonly master: number;
  readonly nodes: readonly number[];
  /** What is behind it is simulated. */
  readonly demo: boolean;
  readonly timing?: Timing;
}

const SELF_EVERY_MS = 10_000;
/** The roster is retained: it comes at once, or there is none yet. */
const ROSTER_WAIT_MS = 300;
const PORT_GONE = "The radio's port is gone";

/** Carries commands from the gateway's broker to the air, and what the nodes answer back. */
export class Bridge {
  readonly #options: BridgeOptions;
  readonly #link: Link;
  readonly #radio: KeptRadio;
  /** A new one tells the gateway that every command handed over before is forgotten. */
  readonly #session = randomBytes(9).toString('base64url');
  readonly #members = new Map<string, number>();
  #client: MqttClient | undefined;
  #isPortOpen = false;
  #cancelSelf: Cancel = () => {};
  /** Whether the broker we are connected to was told that we are there. */
  #isAnnounced = false;
  #cancelAnnounce: Cancel = () => {};
  /** Why the last connection failed, if it did. */
  #refusal: string | undefined;

  constructor(options: BridgeOptions) {
    this.#options = options;
    this.#link = new Link({
      ...options,
      write: (bytes) => this.#radio.write(bytes),
      events: {
        onReceipt: (receipt) => this.#tellReceipt(receipt),
        onReading: (reading) => this.#tellReading(reading),
        onThreshold: (node, ma) => this.#say(deviceOf(node), { threshold: ma }),
        onHeard: (node) => this.#introduce(node),
        onSilent: (node) => this.#tellStatus(deviceOf(node), { online: false, reason: 'It does not answer' }),
      },
    });
    this.#radio = new KeptRadio(options.radio, options.clock, {
      onOpen: () => this.#onPort(true),
      onData: (bytes) => this.#link.receive(bytes),
      onLost: (reason) => this.#onPort(false, reason),
    });
  }

  /** Resolves when the port was tried once; broker and port are kept up by themselves from then on. */
  async start(): Promise<void> {
    const { id, broker, secret } = this.#options;
    const will = {
      topic: topicOf(id, 'status'),
      payload: Buffer.from(JSON.stringify(gone)),
      qos: 1,
      retain: true,
    } as const;
    const client = makeClient(broker, id, secret, will);
    this.#client = client;
    client.on('connect', () => this.#onConnect());
    client.on('message', (topic, payload) => this.#onMessage(topic, payload));
    client.on('error', (error) => this.#onRefused(error.message));
    await this.#radio.start();
    this.#repeatSelf();
  }

  async stop(): Promise<void> {
    this.#cancelSelf();
    this.#cancelAnnounce();
    this.#link.stop();
    await this.#radio.stop();
    const client = this.#client;
    if (!client) return;
    if (client.connected)
      this.#publish(
        topicOf(this.#options.id, 'status'),
        { online: false, reason: 'The bridge was stopped' },
        { retain: true },
      );
    await client.endAsync(!client.connected);
  }

  /** Who says that it is there is sent what is owed; so it listens to its nodes' commands before it says so. */
  #onConnect(): void {
    const { id, log, clock } = this.#options;
    log.info({ bridge: id }, 'Connected to the gateway');
    this.#refusal = undefined;
    this.#isAnnounced = false;
    this.#subscribe([topicOf(id, 'roster'), ...[...this.#members.keys()].map((device) => topicOf(device, 'commands'))]);
    this.#cancelAnnounce();
    this.#cancelAnnounce = clock.after(ROSTER_WAIT_MS, () => this.#announce());
  }

  /** It is tried again three times a second; a line each would fill the log. */
  #onRefused(why: string): void {
    if (why !== this.#refusal)
      this.#options.log.warn({ why }, 'The gateway cannot be reached; it is tried again and again');
    this.#refusal = why;
  }

  #announce(): void {
    if (this.#isAnnounced) return;
    this.#isAnnounced = true;
    this.#cancelAnnounce();
    const { id } = this.#options;
    this.#publish(topicOf(id, 'hello'), this.#hello({ type: 'rf-bridge', session: this.#session }), { retain: true });
    // Nodes first: when the bridge itself is said to be there, what is owed is sent.
    for (const node of this.#link.heardIds()) this.#introduce(node.id, node.isOnline);
    this.#tellStatus(id, { online: true });
    this.#saySelf();
  }

  #subscribe(topics: readonly string[], then: () => void = () => {}): void {
    this.#client?.subscribe([...topics], (error) => {
      if (error) this.#options.log.warn({ why: error.message }, 'The broker does not let the bridge listen');
      then();
    });
  }

  #onMessage(topic: string, payload: Buffer): void {
    const parsed = parseTopic(topic);
    const message = parseJson(payload);
    if (parsed?.word === 'roster') return this.#onRoster(message);
    const node = parsed ? this.#members.get(parsed.device) : undefined;
    if (parsed?.word !== 'commands' || node === undefined) return;
    const command = CommandMessage.safeParse(message);
    if (!command.success) {
      this.#options.log.warn(
        { topic, why: command.error.message.slice(0, 200) },
        'A command that cannot be read was left',
      );
      return;
    }
    const order = orderFrom(command.data, node, this.#options.clock);
    if ('refused' in order) this.#link.refuse({ id: command.data.id, node }, order.refused);
    else this.#link.accept(order);
  }

  #onRoster(message: unknown): void {
    const roster = Roster.safeParse(message);
    if (!roster.success) {
      this.#options.log.warn(
        { why: roster.error.message.slice(0, 200) },
        'A list of nodes that cannot be read was left',
      );
      return;
    }
    const members = roster.data.devices.flatMap(({ device, address, watched }) => {
      const id = nodeIdFrom(address);
      return id !== undefined && isNodeId(id) ? [{ device, id, watched: watched ?? false }] : [];
    });
    const fresh = members.filter(({ device }) => !this.#members.has(device));
    const left = [...this.#members.keys()].filter((device) => !members.some((member) => member.device === device));
    this.#members.clear();
    for (const { device, id } of members) this.#members.set(device, id);
    if (fresh.length === 0) this.#announce();
    else this.#subscribe(commandTopics(fresh), () => this.#announce());
    if (left.length > 0) this.#client?.unsubscribe(left.map((device) => topicOf(device, 'commands')));
    this.#link.setMembers(members);
  }

  #onPort(isOpen: boolean, reason?: string): void {
    const { log, radio } = this.#options;
    this.#isPortOpen = isOpen;
    if (isOpen) log.info({ radio: radio.address }, 'The radio port is open');
    else log.warn({ radio: radio.address, why: reason }, `${PORT_GONE}; it is tried again twice a second`);
    if (isOpen) this.#link.opened();
    else for (const node of this.#link.lost()) this.#tellStatus(deviceOf(node), { online: false, reason: PORT_GONE });
    this.#saySelf();
  }

  /** Who a node is, as far as version 1 says: that it answers at this address. */
  #introduce(node: number, online = true): void {
    const device = deviceOf(node);
    const hello = this.#hello({ type: 'smart-outlet-v1', via: this.#options.id, address: hexByte(node) });
    this.#publish(topicOf(device, 'hello'), hello, { retain: true });
    this.#tellStatus(
      device,
      online ? { online } : { online, reason: this.#isPortOpen ? 'It does not answer' : PORT_GONE },
    );
  }

  #hello(about: Pick<Hello, 'type' | 'via' | 'address' | 'session'>): Hello {
    return { contract: CONTRACT_VERSION, ...about, ...(this.#options.demo ? { demo: true } : {}) };
  }

  #tellStatus(device: string, status: Status): void {
    this.#publish(topicOf(device, 'status'), status, { retain: true });
  }

  #tellReceipt({ node, receipt }: OrderReceipt): void {
    this.#publish(topicOf(deviceOf(node), 'receipts'), receipt, { qos: 1 });
  }

  #tellReading({ node, currents, roundTripMs }: { node: number; currents: Currents; roundTripMs: number }): void {
    const values: Record<string, PointValue> = {};
    for (const socket of ['a', 'b'] as const) {
      const current = currents[socket];
      if (current === undefined) continue;
      values[`trip.${socket}`] = current === TRIPPED;
      if (current !== TRIPPED) values[`current.${socket}`] = current;
    }
    values['link.roundTrip'] = roundTripMs;
    values['link.firstTry'] = this.#link.firstTryPercent(node);
    this.#say(deviceOf(node), values);
  }

  #saySelf(): void {
    const { good, bad, foreign } = this.#link.counts;
    const cycle = this.#link.cycleMs;
    this.#say(this.#options.id, {
      'port.open': this.#isPortOpen,
      'frames.good': good,
      'frames.bad': bad,
      'frames.foreign': foreign,
      ...(cycle === undefined ? {} : { cycle }),
    });
  }

  #repeatSelf(): void {
    this.#cancelSelf = this.#options.clock.after(SELF_EVERY_MS, () => {
      this.#saySelf();
      this.#repeatSelf();
    });
  }

  #say(device: string, values: Record<string, PointValue>): void {
    this.#publish(topicOf(device, 'readings'), { values });
  }

  /** Only receipts wait for a broker that is away; everything else is told anew when it is back. */
  #publish(
    topic: string,
    message: Hello | Status | Receipt | object,
    how: { qos?: 0 | 1; retain?: boolean } = {},
  ): void {
    const client = this.#client;
    if (!client || (!client.connected && how.qos !== 1)) return;
    client.publish(topic, JSON.stringify(message), { qos: how.qos ?? 0, retain: how.retain ?? false });
  }
}

const gone: Status = { online: false, reason: 'The radio bridge is not there' };

/** A node's name on the broker: its address is all that a version 1 node has. */
export function deviceOf(node: number): string {
  return `outlet-${hexByte(node).toLowerCase()}`;
}

/** The radio id an address of two hex digits names; undefined for anything else. */
export function nodeIdFrom(address: string): number | undefined {
  return /^[0-9a-f]{2}$/i.test(address) ? Number.parseInt(address, 16) : undefined;
}

function commandTopics(members: readonly { readonly device: string }[]): string[] {
  return members.map(({ device }) => topicOf(device, 'commands'));
}

function parseJson(payload: Buffer): unknown {
  try {
    return JSON.parse(payload.toString());
  } catch {
    return undefined;
  }
}
