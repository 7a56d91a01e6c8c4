import type { Duplex } from 'node:stream';
import type { Aedes } from 'aedes';
import { Arrivals } from './arrivals.ts';
import { Door } from './door.ts';
import { Downward } from './downward.ts';
import { GuardedStream } from './guarded-stream.ts';
import { GuestList } from './guest-list.ts';
import { PUBLIC_LIMITS, type PublicLimits } from './limits.ts';
import type { KeyPair } from './listeners.ts';
import { Plugs, type PlugMakers } from './plugs.ts';
import { makeBroker } from './protocol.ts';
import { Roll } from './roll.ts';
import { Sessions } from './sessions.ts';
import { SignIn } from './sign-in.ts';
import { Strangers } from './strangers.ts';
import { Uplink } from './uplink.ts';
import { Upward } from './upward.ts';
import { WaysIn, type WaysInParts } from './ways-in.ts';

export { PUBLIC_LIMITS, type PublicLimits } from './limits.ts';

/** What an installer should hear of beyond the log. */
export type PublicAlert = { readonly kind: 'retained-command'; readonly device: string; readonly from: string };

/** What a public broker is made of. */
export interface PublicBrokerParts extends WaysInParts {
  /** Opens the core broker's socket. */
  readonly openCore: () => Duplex;
  /** Our secret on the core broker. */
  readonly secret: string;
  readonly plugs: PlugMakers;
  readonly limits?: PublicLimits;
  readonly onAlert?: (alert: PublicAlert) => void;
  /** It goes by the gateway's list of this version. */
  readonly onList?: (version: number) => void;
}

/**
 * The broker for nodes on the network and remote bridges. Nobody here talks with anybody but the gateway: what a device may say
 * goes there, and what the gateway says to it comes back.
 */
export class PublicBroker {
  readonly #parts: PublicBrokerParts;
  readonly #limits: PublicLimits;
  readonly #waysIn: WaysIn;
  readonly #door: Door;
  readonly #sessions = new Sessions();
  readonly #strangers = new Strangers();
  readonly #roll: Roll;
  readonly #plugs: Plugs;
  readonly #uplink: Uplink;
  readonly #guests: GuestList;
  readonly #arrivals: Arrivals;
  readonly #upward: Upward;
  readonly #downward: Downward;
  #broker: Aedes | undefined;

  constructor(parts: PublicBrokerParts) {
    this.#parts = parts;
    this.#limits = parts.limits ?? PUBLIC_LIMITS;
    this.#waysIn = new WaysIn(parts);
    this.#door = new Door(this.#limits);
    this.#roll = new Roll(parts.plugs);
    const isCoreThere = () => this.#uplink.isReady;
    const onRetainedCommand = this.#alertRetained.bind(this);
    this.#plugs = new Plugs({
      makers: parts.plugs,
      send: ({ topic, payload }) => this.#tellPlug(topic, payload),
      say: (saying) => this.#uplink.say(saying),
      isCoreThere,
    });
    this.#uplink = new Uplink({
      open: parts.openCore,
      secret: parts.secret,
      clock: parts.clock,
      log: parts.log,
      onCredentials: (credentials) => this.#guests.replace(credentials),
      onDown: (topic, payload, isRetained) => this.#downward.deliver(topic, payload, isRetained),
    });
    const { clock, log } = parts;
    const shared = {
      roll: this.#roll,
      sessions: this.#sessions,
      plugs: this.#plugs,
      strangers: this.#strangers,
      uplink: this.#uplink,
      clock,
      log,
      onRetainedCommand,
    };
    this.#downward = new Downward(shared);
    this.#guests = new GuestList({ ...shared, downward: this.#downward, onList: parts.onList });
    this.#arrivals = new Arrivals({ ...shared, signIn: new SignIn({ ...shared, isCoreThere }) });
    this.#upward = new Upward({ ...shared, onStrangerGone: () => this.#guests.forgetOthers() });
  }

  /** Ports that are open, of those that were asked for. */
  get ports(): WaysIn['ports'] {
    return this.#waysIn.ports;
  }

  /** Who is there, and how much waits for the gateway. */
  get counts(): { readonly clients: number; readonly strangers: number; readonly waiting: number } {
    return { ...this.#door.counts, waiting: this.#uplink.waiting };
  }

  /** Opens what it can: what is taken it tries again, for as long as it runs. Throws a Fault `config` where the key for TLS is none. */
  async start(): Promise<void> {
    const { tls } = this.#parts;
    if (tls) this.renew(tls);
    this.#broker = await this.#makeBroker();
    await this.#waysIn.open(this.take.bind(this));
    this.#uplink.start();
  }

  /** From now on TLS is with this key and certificate. Throws a Fault `config` where they are none. */
  renew(pair: KeyPair): void {
    this.#waysIn.renew(pair);
  }

  async stop(): Promise<void> {
    await this.#waysIn.stop();
    this.#plugs.stop();
    for (const stream of this.#sessions.streams) stream.destroy();
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
      onSaid: (_stream, said) => this.#upward.hear(stream, said),
      onRefused: (_stream, why) =>
        this.#parts.log.info({ host, id: stream.connectFacts?.username, why }, 'An MQTT connection was cut off'),
    });
    this.#sessions.begin(stream, ticket);
    stream.open();
  }

  async #makeBroker(): Promise<Aedes> {
    const { preConnect, authenticate } = this.#arrivals;
    const broker = await makeBroker(
      {
        preConnect,
        authenticate,
        authorizePublish: (client, packet, done) => done(this.#upward.receive(client, packet)),
        authorizeSubscribe: (client, subscription, done) =>
          done(null, this.#downward.mayAsk(client, subscription.topic) ? subscription : null),
        authorizeForward: (client, packet) => (this.#downward.mayHear(client, packet) ? packet : null),
      },
      this.#limits.drainMs,
    );
    broker.on('clientReady', (client) => this.#arrivals.welcome(client));
    broker.on('subscribe', (granted, client) => this.#downward.grant(client, granted));
    broker.on('unsubscribe', (topics, client) => this.#downward.withdraw(client, topics));
    broker.on('clientDisconnect', (client) => this.#arrivals.lose(client));
    broker.on('clientError', (client, error) =>
      this.#parts.log.info({ id: client.id, why: error.message }, 'An MQTT client was cut off'),
    );
    broker.on('connectionError', (_client, error) =>
      this.#parts.log.info({ why: error.message }, 'An MQTT connection was cut off'),
    );
    return broker;
  }

  /** A plug's own topics have wildcards, which the library knows. */
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
