import { Aedes, type AedesOptions } from 'aedes';
import { MAX_LEVELS } from '../guard/names.ts';
import { MAX_UNRELEASED } from './unreleased.ts';

/** MQTT 3.1.1, section 3.1.2.2. */
export const PROTOCOL_LEVEL = 4;

/** A credential's id, and after a `#` the client id of one of many that share it. */
const MAX_NAME_CHARS = 97;

/** What decides for the broker; it has no other say. */
export type BrokerHooks = Required<
  Pick<AedesOptions, 'preConnect' | 'authenticate' | 'authorizePublish' | 'authorizeSubscribe' | 'authorizeForward'>
>;

/** The library that speaks MQTT behind the guard, with every limit of its own that it has. */
export function makeBroker(hooks: BrokerHooks, drainTimeout: number): Promise<Aedes> {
  return Aedes.createBroker({
    ...hooks,
    concurrency: 1_000,
    connectTimeout: 5_000,
    drainTimeout,
    queueLimit: 16,
    maxInflightInbound: MAX_UNRELEASED,
    maxTopicLevels: MAX_LEVELS,
    maxClientsIdLength: MAX_NAME_CHARS,
  });
}
