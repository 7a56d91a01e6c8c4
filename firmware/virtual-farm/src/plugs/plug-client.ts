import type { MqttClient } from 'mqtt';
import { makeClient, troubleOf, type OpenBroker } from '@farmgate/rf-bridge/broker';
import type { PlugFirmware } from './plug-firmware.ts';

export interface PlugClientParts {
  readonly firmware: PlugFirmware;
  /** A connection to the broker. */
  readonly open: OpenBroker;
  readonly user: string;
  readonly password: string;
  readonly reconnectMs?: number;
  /** The broker let it in. */
  readonly onConnect?: () => void;
  /** A sentence about a broker that does not. */
  readonly onTrouble?: (why: string) => void;
}

/** A plug on the network: signs in, subscribes as its firmware does, and comes back when it was cut off. */
export class PlugClient {
  readonly #parts: PlugClientParts;
  #client: MqttClient | undefined;

  constructor(parts: PlugClientParts) {
    this.#parts = parts;
  }

  start(): void {
    const { firmware, open, user, password, reconnectMs } = this.#parts;
    const { clientId, will } = firmware;
    const client = makeClient(open, {
      clientId,
      user,
      secret: password,
      will,
      ...(reconnectMs ? { reconnectMs } : {}),
    });
    this.#client = client;
    client.on('connect', () => this.#onConnect(client));
    client.on('message', (heard, bytes) => firmware.hear(heard, bytes.toString()));
    client.on('close', () => {
      if (this.#client === client) firmware.disconnected();
    });
    // Whoever cannot connect tries again, as a plug does.
    client.on('error', (error) => this.#parts.onTrouble?.(troubleOf(error)));
  }

  /** Pulls it out of its socket: no word, and the broker says its will. */
  pull(): void {
    this.#drop();
    this.#parts.firmware.setMains(false);
  }

  plugIn(): void {
    this.#parts.firmware.setMains(true);
    this.start();
  }

  /** The network is gone, the power is not. */
  cut(): void {
    this.#client?.stream.destroy();
  }

  async stop(): Promise<void> {
    const client = this.#client;
    this.#client = undefined;
    this.#parts.firmware.disconnected();
    await client?.endAsync(true);
  }

  #drop(): void {
    const client = this.#client;
    this.#client = undefined;
    this.#parts.firmware.disconnected();
    client?.stream.destroy();
    client?.end(true);
  }

  #onConnect(client: MqttClient): void {
    const { firmware, onConnect } = this.#parts;
    onConnect?.();
    firmware.connected({
      publish: (topic, payload, { retain }) => {
        if (client.connected) client.publish(topic, payload, { qos: 0, retain });
      },
    });
    for (const filter of firmware.subscriptions) client.subscribe(filter, () => {});
  }
}
