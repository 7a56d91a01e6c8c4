import { CredentialKind, type SeenDevice } from '@farmgate/gateway/contract';

/** Which kind of credential a type of device that mDNS found signs in with. */
const kinds: Readonly<Record<string, string>> = {
  'tasmota-plug': 'tasmota',
  'shelly-plug': 'shelly',
  esphome: 'node',
};

/** Undefined where it cannot be let in as it is. */
export function kindOfSeen({ type }: Pick<SeenDevice, 'type'>): CredentialKind | undefined {
  return CredentialKind.options.find((kind) => kind === kinds[type]);
}
