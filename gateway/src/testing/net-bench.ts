import { randomBytes } from 'node:crypto';
import { MqttClient } from 'mqtt';
import { connect } from 'node:net';
import type { NetCredential } from '../contract/index.ts';
import { silentLog, type Log } from '../domain/log.ts';
import { systemClock } from '../system-clock.ts';
import { plugMakers } from '../transports/index.ts';
import {
  PUBLIC_LIMITS,
  PublicBroker,
  type PublicAlert,
  type PublicBrokerParts,
  type PublicLimits,
} from '../broker/public/public-broker.ts';
import { connectPacket, sayTo, type ConnectDraft, type CoreEnd } from './http-mqtt.ts';
import { CORE_SECRET, credentialOf, NetCore, secretOf } from './net-core.ts';

/** Says a reading to know that all before it has arrived. */
const SENTINEL = 'sentinel';

/** A public broker on a free port, and the gateway's side of it. */
export class NetBench {
  readonly core = new NetCore();
  readonly alerts: PublicAlert[] = [];
  readonly #log: Log;
  readonly #parts: Partial<PublicBrokerParts>;
  readonly #limits: Partial<PublicLimits>;
  readonly #clients: MqttClient[] = [];
  #sentinel: MqttClient | undefined;
  #count = 0;
  #broker: PublicBroker | undefined;

  constructor(limits: Partial<PublicLimits> = {}, parts: Partial<PublicBrokerParts> = {}, log: Log = silentLog) {
    this.#limits = limits;
    this.#parts = parts;
    this.#log = log;
  }

  get broker(): PublicBroker {
    if (!this.#broker) throw new Error('the bench was not started');
    return this.#broker;
  }

  get port(): number {
    return this.broker.ports.plain ?? 0;
  }

  /** Resolves when the first client may sign in. */
  async start(credentials: readonly NetCredential[]): Promise<void> {
    await this.core.start();
    this.admit(credentials);
    this.#broker = new PublicBroker({
      plain: { host: '127.0.0.1', port: 0 },
      openCore: this.core.open,
      secret: CORE_SECRET,
      clock: systemClock,
      log: this.#log,
      plugs: plugMakers(systemClock, () => randomBytes(6).toString('hex')),
      limits: { ...PUBLIC_LIMITS, ...this.#limits },
      onAlert: (alert) => this.alerts.push(alert),
      ...this.#parts,
    });
    await this.#broker.start();
    await this.core.until(() => this.core.isHeard(`farm/${SENTINEL}/commands`));
  }

  async stop(): Promise<void> {
    await Promise.all(this.#clients.map((client) => client.endAsync(true)));
    await this.#broker?.stop();
    await this.core.stop();
    this.core.remove();
  }

  admit(credentials: readonly NetCredential[]): void {
    this.core.admit([...credentials, credentialOf(SENTINEL, 'node')]);
  }

  /** Says a CONNECT and what follows on a connection of its own. */
  say(
    draft: Partial<ConnectDraft> & { readonly clientId: string },
    packets: readonly Buffer[],
    andGo = false,
  ): Promise<CoreEnd> {
    return this.sayBytes(Buffer.concat([this.connectPacket(draft), ...packets]), andGo);
  }

  sayBytes(bytes: Buffer, andGo = false): Promise<CoreEnd> {
    return sayTo({ port: this.port }, bytes, { andGo });
  }

  connectPacket({ clientId, ...others }: Partial<ConnectDraft> & { readonly clientId: string }): Buffer {
    return connectPacket({ clientId, username: clientId, password: secretOf(clientId), ...others });
  }

  /** A client as a device uses one. Resolves when it was let in. */
  async client(
    id: string,
    will?: { readonly topic: string; readonly payload: Buffer },
    clientId = id,
  ): Promise<MqttClient> {
    const client = new MqttClient(() => connect({ port: this.port, noDelay: true }), {
      clientId,
      username: id,
      password: secretOf(id),
      protocolVersion: 4,
      reconnectPeriod: 0,
      ...(will ? { will: { ...will, qos: 0, retain: false } } : {}),
    });
    this.#clients.push(client);
    client.on('error', () => {});
    await new Promise<void>((resolve, reject) => {
      client.once('connect', () => resolve());
      client.once('close', () => reject(new Error(`${id} was not let in`)));
    });
    return client;
  }

  /** What was passed on since the last time, of all but the connections' coming and going. */
  async passedOn(): Promise<string[]> {
    this.#sentinel ??= await this.client(SENTINEL);
    this.#count += 1;
    const mark = this.#count;
    await this.#sentinel.publishAsync(`farm/${SENTINEL}/readings`, JSON.stringify({ values: { mark } }), { qos: 1 });
    const isMark = ({ payload }: { payload: unknown }) => JSON.stringify(payload).includes(`"mark":${mark}}`);
    await this.core.until(() => this.core.heard.some(isMark));
    return this.core.heard
      .splice(0)
      .filter(({ credential, payload }) => credential !== SENTINEL && !isFarewell(payload))
      .map(({ credential, device, word }) => `${credential}/${device}/${word}`);
  }
}

function isFarewell(payload: unknown): boolean {
  return JSON.stringify(payload).includes('its connection ended');
}
