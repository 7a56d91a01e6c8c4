import { MqttClient } from 'mqtt';
import type { OpenBroker } from './address.ts';

/** As whom a client signs in, and what is said of it when it is gone. */
export interface Login {
  readonly clientId: string;
  readonly user: string;
  readonly secret: string;
  /** Retained. */
  readonly will: { readonly topic: string; readonly payload: string };
  readonly reconnectMs?: number;
}

const RECONNECT_MS = 300;

/**
 * A client that comes back whenever the broker does. What was said with QoS 1 and was not acknowledged goes out again then;
 * everything else is told anew, so nothing stale waits in a queue.
 */
export function makeClient(open: OpenBroker, login: Login): MqttClient {
  const { clientId, user, secret, will, reconnectMs = RECONNECT_MS } = login;
  return new MqttClient(() => open(), {
    clientId,
    username: user,
    password: secret,
    clean: true,
    keepalive: 30,
    reconnectPeriod: reconnectMs,
    reconnectOnConnackError: true,
    connectTimeout: 5_000,
    queueQoSZero: false,
    resubscribe: false,
    protocolVersion: 4,
    protocolId: 'MQTT',
    will: { topic: will.topic, payload: Buffer.from(will.payload), qos: 1, retain: true },
  });
}
