import type { MqttClient } from 'mqtt';
import { topicOf, type Status } from '@farmgate/gateway/contract';
import { makeClient, troubleOf, type OpenBroker } from './broker/index.ts';
import { ControlServer } from './control/index.ts';
import { BridgeCore, type BridgeCoreOptions, type Wire } from './bridge-core.ts';
import { KeptRadio, type Radio } from './radios/index.ts';

/** What a bridge is made of: its core's parts but for its two lines, and what those are. */
export interface BridgeOptions extends Omit<BridgeCoreOptions, 'radio' | 'wire' | 'write'> {
  readonly broker: OpenBroker;
  readonly secret: string;
  readonly radio: Radio;
  /** Path of the Unix socket at which people of this machine may ask; none where nothing is said. */
  readonly control?: string | undefined;
}

/** How often it is looked whether all is handed over; less than a packet takes. */
const SETTLE_LOOK_MS = 50;

/** Carries commands from the gateway's broker to the air, and what the nodes answer back. */
export class Bridge {
  readonly core: BridgeCore;
  readonly #options: BridgeOptions;
  readonly #radio: KeptRadio;
  readonly #control: ControlServer | undefined;
  #client: MqttClient | undefined;
  /** Why the last connection failed, if it did. */
  #refusal: string | undefined;

  constructor(options: BridgeOptions) {
    this.#options = options;
    this.core = new BridgeCore({
      ...options,
      radio: options.radio.address,
      wire: this.#wire,
      write: (bytes) => this.#radio.write(bytes),
    });
    this.#radio = new KeptRadio(options.radio, options.clock, {
      onOpen: () => this.core.onPort(true),
      onData: (bytes) => this.core.link.receive(bytes),
      onLost: (reason) => this.core.onPort(false, reason),
    });
    this.#control =
      options.control === undefined ? undefined : new ControlServer(options.control, this.core, options.clock);
  }

  /** Resolves when the port was tried once; broker and port are kept up by themselves from then on. */
  async start(): Promise<void> {
    const { id, broker, secret } = this.#options;
    const will = { topic: topicOf(id, 'status'), payload: JSON.stringify(gone) };
    const client = makeClient(broker, { clientId: id, user: id, secret, will });
    this.#client = client;
    client.on('connect', () => this.#onConnect());
    client.on('message', (topic, payload) => this.core.onMessage(topic, parseJson(payload)));
    client.on('error', (error) => this.#onRefused(troubleOf(error)));
    await this.#radio.start();
    this.core.start();
    await this.#openControl();
  }

  /** Resolves when every OFF that was accepted has been handed over, or after `graceMs`. To be called before `stop`, where there is time. */
  async settle(graceMs: number): Promise<void> {
    const { clock } = this.#options;
    const endMs = clock.monoMs() + graceMs;
    // At first once without looking: the last command may be on its way through the broker.
    do await new Promise<void>((resolve) => clock.after(SETTLE_LOOK_MS, resolve));
    while (this.core.link.isOffWaiting && clock.monoMs() < endMs);
  }

  async stop(): Promise<void> {
    await this.#control?.stop();
    this.core.stop();
    await this.#radio.stop();
    const client = this.#client;
    await client?.endAsync(!client.connected);
  }

  /** Outlets are switched without it too. */
  async #openControl(): Promise<void> {
    try {
      await this.#control?.start();
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      this.#options.log.warn({ why }, '`farmgate rf` cannot ask this bridge: its control socket could not be opened');
    }
  }

  #onConnect(): void {
    this.#options.log.info({ bridge: this.#options.id }, 'Connected to the gateway');
    this.#refusal = undefined;
    this.core.onConnect();
  }

  /** It is tried again three times a second; a line each would fill the log. */
  #onRefused(why: string): void {
    if (why !== this.#refusal)
      this.#options.log.warn({ why }, 'The gateway cannot be reached; it is tried again and again');
    this.#refusal = why;
  }

  get #wire(): Wire {
    return {
      publish: (topic, message, how = {}) => {
        const client = this.#client;
        if (!client || (!client.connected && how.qos !== 1)) return;
        client.publish(topic, JSON.stringify(message), { qos: how.qos ?? 0, retain: how.retain ?? false });
      },
      subscribe: (topics, then = () => {}) => {
        this.#client?.subscribe([...topics], (error) => {
          if (error) this.#options.log.warn({ why: error.message }, 'The broker does not let the bridge listen');
          then();
        });
      },
      unsubscribe: (topics) => void this.#client?.unsubscribe([...topics]),
    };
  }
}

const gone: Status = { online: false, reason: 'The radio bridge is not there' };

function parseJson(payload: Buffer): unknown {
  try {
    return JSON.parse(payload.toString());
  } catch {
    return undefined;
  }
}
