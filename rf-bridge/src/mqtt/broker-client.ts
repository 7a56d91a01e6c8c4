import { connect as connectSocket } from 'node:net';
import type { Duplex } from 'node:stream';
import { MqttClient, type IClientOptions } from 'mqtt';

/** How the bridge reaches the gateway's broker. */
export interface BrokerAddress {
  readonly connect: () => Duplex;
}

const RECONNECT_MS = 300;

/** The core broker's Unix socket, `unix:/path`, or another machine's broker, `tcp:host:port`. */
export function brokerAt(address: string): BrokerAddress {
  const [, scheme, rest = ''] = /^(unix|tcp):(.+)$/.exec(address) ?? [];
  if (scheme === 'unix') return { connect: () => connectSocket({ path: rest }) };
  const [, host, port] = /^(.+):(\d{1,5})$/.exec(rest) ?? [];
  if (scheme === 'tcp' && host !== undefined)
    return { connect: () => connectSocket({ host, port: Number(port), noDelay: true }) };
  throw new Error(`"${address}" is not a broker: write unix:/path/core.sock or tcp:host:port`);
}

/**
 * A client that comes back whenever the broker does. Receipts that were not acknowledged go out again then; everything else is
 * told anew, so nothing stale waits in a queue.
 */
export function makeClient(
  broker: BrokerAddress,
  id: string,
  secret: string,
  will: NonNullable<IClientOptions['will']>,
): MqttClient {
  return new MqttClient(() => broker.connect(), {
    clientId: id,
    username: id,
    password: secret,
    clean: true,
    keepalive: 30,
    reconnectPeriod: RECONNECT_MS,
    connectTimeout: 5_000,
    queueQoSZero: false,
    resubscribe: false,
    protocolVersion: 4,
    protocolId: 'MQTT',
    will,
  });
}
