import { randomBytes } from 'node:crypto';
import {
  CommandMessage,
  CONTRACT_VERSION,
  RadioAsk,
  Roster,
  parseTopic,
  topicOf,
  type Cancel,
  type Clock,
  type Hello,
  type PointValue,
  type RadioAnswer,
  type Status,
} from '@farmgate/gateway/contract';
import { hexByte, TRIPPED } from './codec/index.ts';
import type { AirTrouble, Finding } from './link/air-watch.ts';
import { statsOf } from './control/stats.ts';
import type { ControlledRadio, RadioStats } from './control/index.ts';
import { defaultDuty, type DutyLimit } from './link/duty.ts';
import type { Currents } from './link/exchange.ts';
import { Link, type Tapped } from './link/link.ts';
import type { OrderReceipt } from './link/orders.ts';
import { isNodeId } from './link/scan-plan.ts';
import type { Timing } from './link/timing.ts';
import { orderFrom } from './mqtt/orders.ts';

/** Where a bridge writes its log; pino fits it. */
export interface BridgeLog {
  info(facts: object, sentence: string): void;
  warn(facts: object, sentence: string): void;
}

/** How the gateway is spoken to. Only receipts wait for a broker that is away; everything else is told anew when it is back. */
export interface Wire {
  publish(topic: string, message: object, how?: { readonly qos?: 0 | 1; readonly retain?: boolean }): void;
  /** `then` is called when the gateway has taken it. */
  subscribe(topics: readonly string[], then?: () => void): void;
  unsubscribe(topics: readonly string[]): void;
}

/** What the core of a bridge is made of. */
export interface BridgeCoreOptions {
  readonly id: string;
  readonly clock: Clock;
  readonly random: () => number;
  readonly log: BridgeLog;
  readonly master: number;
  readonly nodes: readonly number[];
  /** What is behind it is simulated. */
  readonly demo: boolean;
  readonly timing?: Timing;
  readonly duty?: DutyLimit;
  /** The radio as it was configured, for the log. */
  readonly radio: string;
  readonly wire: Wire;
  /** Bytes for the air. */
  readonly write: (bytes: Uint8Array) => void;
}

const SELF_EVERY_MS = 10_000;
/** The roster is retained: it comes at once, or there is none yet. */
const ROSTER_WAIT_MS = 300;
const PORT_GONE = "The radio's port is gone";
const STOPPED: Status = { online: false, reason: 'The bridge was stopped' };

/** What is behind a bridge's two lines: it turns the gateway's messages into work for the link, and what the link tells into messages. */
export class BridgeCore implements ControlledRadio {
  readonly link: Link;
  readonly #options: BridgeCoreOptions;
  /** A new one tells the gateway that every command handed over before is forgotten. */
  readonly #session = randomBytes(9).toString('base64url');
  readonly #members = new Map<string, number>();
  /** Sockets that another has told to switch since we last did, as `node/socket`. */
  readonly #meddled = new Set<string>();
  /** Who at this machine asked for work, by the id it has at the link. */
  readonly #askers = new Map<string, (answer: RadioAnswer) => void>();
  #troubles: readonly AirTrouble[] = [];
  #isPortOpen = false;
  #cancelSelf: Cancel = () => {};
  /** Whether the gateway we are connected to was told that we are there. */
  #isAnnounced = false;
  #cancelAnnounce: Cancel = () => {};

  constructor(options: BridgeCoreOptions) {
    this.#options = options;
    this.link = new Link({
      ...options,
      events: {
        onReceipt: (receipt) => this.#tellReceipt(receipt),
        onReading: (reading) => this.#tellReading(reading),
        onThreshold: (node, ma) => this.#say(deviceOf(node), { threshold: ma }),
        onHeard: (node) => this.#introduce(node),
        onSilent: (node) => this.#tellStatus(deviceOf(node), { online: false, reason: 'It does not answer' }),
        onFinding: (finding) => this.#tellFinding(finding),
        onAnswer: (answer) => this.#tellAnswer(answer),
      },
    });
  }

  start(): void {
    this.#repeatSelf();
  }

  stop(): void {
    this.#cancelSelf();
    this.#cancelAnnounce();
    this.link.stop();
    this.#options.wire.publish(topicOf(this.#options.id, 'status'), STOPPED, { retain: true });
  }

  /** The gateway is there. Who says that it is there is sent what is owed; so it listens to its nodes' commands before it says so. */
  onConnect(): void {
    const { id, clock, wire } = this.#options;
    this.#isAnnounced = false;
    wire.subscribe([topicOf(id, 'roster'), topicOf(id, 'asks'), ...[...this.#members.keys()].map(commandTopic)]);
    this.#cancelAnnounce();
    this.#cancelAnnounce = clock.after(ROSTER_WAIT_MS, () => this.#announce());
  }

  /** Something came from the gateway; what cannot be read is left with a line in the log. */
  onMessage(topic: string, message: unknown): void {
    const parsed = parseTopic(topic);
    if (!parsed) return;
    const isOwn = parsed.device === this.#options.id;
    if (parsed.word === 'roster' && isOwn)
      return this.#read(Roster, topic, message, (roster) => this.#onRoster(roster));
    if (parsed.word === 'asks' && isOwn) return this.#read(RadioAsk, topic, message, (ask) => this.link.ask(ask));
    const node = this.#members.get(parsed.device);
    if (parsed.word !== 'commands' || node === undefined) return;
    this.#read(CommandMessage, topic, message, (command) => this.#onCommand(command, node));
  }

  onPort(isOpen: boolean, reason?: string): void {
    const { log, radio } = this.#options;
    this.#isPortOpen = isOpen;
    if (isOpen) log.info({ radio }, 'The radio port is open');
    else log.warn({ radio, why: reason }, `${PORT_GONE}; it is tried again twice a second`);
    if (isOpen) this.link.opened();
    else for (const node of this.link.lost()) this.#tellStatus(deviceOf(node), { online: false, reason: PORT_GONE });
    this.#saySelf();
  }

  get about(): ControlledRadio['about'] {
    const { id, radio, master, duty = defaultDuty } = this.#options;
    return { bridge: id, radio, master: hexByte(master), packetMs: duty.packetMs };
  }

  /** Work for somebody at this machine. Ids of the gateway's own work cannot be met by accident. */
  ask(ask: RadioAsk, onAnswer: (answer: RadioAnswer) => void): void {
    const id = `control-${randomBytes(9).toString('base64url')}`;
    this.#askers.set(id, (answer) => onAnswer({ ...answer, id: ask.id }));
    this.link.ask({ ...ask, id });
  }

  tap(onTapped: (tapped: Tapped) => void): Cancel {
    return this.link.tap(onTapped);
  }

  stats(): RadioStats {
    const { id, radio, duty = defaultDuty } = this.#options;
    return statsOf(this.link, { bridge: id, radio, isPortOpen: this.#isPortOpen, duty });
  }

  #read<Message>(
    schema: {
      safeParse(value: unknown): { success: true; data: Message } | { success: false; error: { message: string } };
    },
    topic: string,
    message: unknown,
    then: (message: Message) => void,
  ): void {
    const parsed = schema.safeParse(message);
    if (parsed.success) return then(parsed.data);
    const why = parsed.error.message.slice(0, 200);
    this.#options.log.warn({ topic, why }, 'A message of the gateway that cannot be read was left');
  }

  #announce(): void {
    if (this.#isAnnounced) return;
    this.#isAnnounced = true;
    this.#cancelAnnounce();
    const { id, wire } = this.#options;
    wire.publish(topicOf(id, 'hello'), this.#hello({ type: 'rf-bridge', session: this.#session }), { retain: true });
    // Nodes first: when the bridge itself is said to be there, what is owed is sent.
    for (const node of this.link.heardIds()) this.#introduce(node.id, node.isOnline);
    this.#tellStatus(id, { online: true });
    this.#saySelf();
  }

  #onCommand(command: CommandMessage, node: number): void {
    const order = orderFrom(command, node, this.#options.clock);
    if ('refused' in order) this.link.refuse({ id: command.id, node }, order.refused);
    else this.link.accept(order);
  }

  #onRoster(roster: Roster): void {
    const members = roster.devices.flatMap(({ device, address, watched }) => {
      const id = nodeIdFrom(address);
      return id !== undefined && isNodeId(id) ? [{ device, id, watched: watched ?? false }] : [];
    });
    const fresh = members.filter(({ device }) => !this.#members.has(device));
    const left = [...this.#members.keys()].filter((device) => !members.some((member) => member.device === device));
    this.#members.clear();
    for (const { device, id } of members) this.#members.set(device, id);
    const { wire } = this.#options;
    if (fresh.length === 0) this.#announce();
    else
      wire.subscribe(
        fresh.map(({ device }) => commandTopic(device)),
        () => this.#announce(),
      );
    if (left.length > 0) wire.unsubscribe(left.map(commandTopic));
    this.link.setMembers(members);
  }

  /** Who a node is, as far as version 1 says: that it answers at this address. */
  #introduce(node: number, online = true): void {
    const device = deviceOf(node);
    const hello = this.#hello({ type: 'smart-outlet-v1', via: this.#options.id, address: hexByte(node) });
    this.#options.wire.publish(topicOf(device, 'hello'), hello, { retain: true });
    this.#tellStatus(
      device,
      online ? { online } : { online, reason: this.#isPortOpen ? 'It does not answer' : PORT_GONE },
    );
  }

  #hello(about: Pick<Hello, 'type' | 'via' | 'address' | 'session'>): Hello {
    return { contract: CONTRACT_VERSION, ...about, ...(this.#options.demo ? { demo: true } : {}) };
  }

  #tellStatus(device: string, status: Status): void {
    this.#options.wire.publish(topicOf(device, 'status'), status, { retain: true });
  }

  #tellReceipt({ node, receipt, socket }: OrderReceipt): void {
    this.#options.wire.publish(topicOf(deviceOf(node), 'receipts'), receipt, { qos: 1 });
    // It is as we said again.
    if (receipt.state === 'delivered' && socket && this.#meddled.delete(`${node}/${socket}`))
      this.#say(deviceOf(node), { [`meddled.${socket}`]: false });
  }

  #tellReading({ node, currents, roundTripMs }: { node: number; currents: Currents; roundTripMs: number }): void {
    const values: Record<string, PointValue> = {};
    for (const socket of ['a', 'b'] as const) {
      const current = currents[socket];
      if (current === undefined) continue;
      values[`trip.${socket}`] = current === TRIPPED;
      if (current !== TRIPPED) values[`current.${socket}`] = current;
    }
    const { firstTryPercent, triesPerAnswer, score, bad, foreign } = this.link.figuresOf(node);
    values['link.roundTrip'] = roundTripMs;
    values['link.firstTry'] = firstTryPercent;
    values['link.tries'] = triesPerAnswer;
    values['link.score'] = score;
    values['link.bad'] = bad;
    values['link.foreign'] = foreign;
    this.#say(deviceOf(node), values);
  }

  #tellAnswer(answer: RadioAnswer): void {
    const tell = this.#askers.get(answer.id);
    if (!tell) return this.#options.wire.publish(topicOf(this.#options.id, 'answers'), answer);
    if (answer.kind === 'ended') this.#askers.delete(answer.id);
    tell(answer);
  }

  /** Each trouble is one line in the log when it begins, and a flag for as long as it stands. */
  #tellFinding(finding: Finding): void {
    if (finding.kind === 'meddled') {
      const { node, socket } = finding;
      // Once more: the flag falls first, so that it is heard rising.
      if (this.#meddled.has(`${node}/${socket}`)) this.#say(deviceOf(node), { [`meddled.${socket}`]: false });
      this.#meddled.add(`${node}/${socket}`);
      return this.#say(deviceOf(node), { [`meddled.${socket}`]: true });
    }
    if (this.#troubles.includes(finding.trouble)) return;
    this.#options.log.warn({ bridge: this.#options.id, what: finding.what }, troubleSentences[finding.trouble]);
    this.#saySelf();
  }

  #saySelf(): void {
    const { good, bad, foreign } = this.link.counts;
    const { percent, isFull } = this.link.airUse;
    const cycle = this.link.cycleMs;
    this.#troubles = this.link.troubles();
    this.#say(this.#options.id, {
      'port.open': this.#isPortOpen,
      'frames.good': good,
      'frames.bad': bad,
      'frames.foreign': foreign,
      'air.used': Math.round(percent * 10) / 10,
      'air.full': isFull,
      'air.foreignMaster': this.#troubles.includes('foreign-master'),
      'air.replay': this.#troubles.includes('replay'),
      'air.noise': this.#troubles.includes('noise'),
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
    this.#options.wire.publish(topicOf(device, 'readings'), { values });
  }
}

const troubleSentences: Readonly<Record<AirTrouble, string>> = {
  'foreign-master': 'Another master speaks to our outlets',
  replay: 'A command of ours was heard again that we did not send',
  noise: 'The radio hears much that is no frame',
};

/** A node's name on the broker: its address is all that a version 1 node has. */
export function deviceOf(node: number): string {
  return `outlet-${hexByte(node).toLowerCase()}`;
}

/** The radio id an address of two hex digits names; undefined for anything else. */
export function nodeIdFrom(address: string): number | undefined {
  return /^[0-9a-f]{2}$/i.test(address) ? Number.parseInt(address, 16) : undefined;
}

function commandTopic(device: string): string {
  return topicOf(device, 'commands');
}
