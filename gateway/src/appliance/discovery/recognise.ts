import { DeviceId } from '../../contract/index.ts';
import { shellyPlug, tasmotaPlug } from '../../device-types/index.ts';
import type { Sighting } from '../../domain/field/sightings.ts';
import type { MdnsRecord } from './mdns-records.ts';

/** The kinds of service that are looked for. */
export const LOOKED_FOR = ['_shelly._tcp.local', '_http._tcp.local', '_esphomelib._tcp.local'] as const;

/** One instance of a service, put together from the records of one packet. */
interface Instance {
  /** The first label, as the device named itself. */
  readonly name: string;
  readonly service: 'shelly' | 'http' | 'esphomelib';
  readonly texts: Readonly<Record<string, string>>;
  readonly address: string | undefined;
}

/** What of a packet's records looks like a plug or node. */
export function recognise(records: readonly MdnsRecord[]): Sighting[] {
  return instancesIn(records).flatMap((instance) => {
    const sighting = sightingOf(instance);
    return sighting && DeviceId.safeParse(sighting.id).success ? [sighting] : [];
  });
}

function instancesIn(records: readonly MdnsRecord[]): Instance[] {
  const names = records.flatMap((record) =>
    record.ttl <= 0 ? [] : record.type === 'PTR' ? [record.data] : record.type === 'A' ? [] : [record.name],
  );
  return [...new Set(names.map((name) => name.toLowerCase()))].flatMap((fqdn) => {
    const [, name, service] = /^([^.]{1,63})\._(shelly|http|esphomelib)\._tcp\.local$/.exec(fqdn) ?? [];
    if (name === undefined || !isService(service)) return [];
    const own = records.filter((record) => record.name.toLowerCase() === fqdn);
    const texts = own.find((record) => record.type === 'TXT')?.texts ?? {};
    const host = own.find((record) => record.type === 'SRV')?.target.toLowerCase();
    const address = records.find((record) => record.type === 'A' && record.name.toLowerCase() === host);
    return [{ name, service, texts, address: address?.type === 'A' ? address.data : undefined }];
  });
}

function isService(service: string | undefined): service is Instance['service'] {
  return service === 'shelly' || service === 'http' || service === 'esphomelib';
}

function sightingOf(instance: Instance): Sighting | undefined {
  const { name, service, texts } = instance;
  if (service === 'esphomelib') return esphome(instance);
  if (service === 'shelly' || name.startsWith('shelly')) return shelly(instance);
  // Tasmota's own text is devicetype=tasmota; its usual host name begins with its name.
  if (texts['devicetype'] === 'tasmota' || /^tasmota[-_]/.test(name)) return tasmota(instance);
  return undefined;
}

/** General/mDNS of shelly-api-docs.shelly.cloud/gen2: `gen` is 2 or more, and the first generation says none. */
function shelly({ name, service, texts, address }: Instance): Sighting {
  const id = idOf(name);
  const isFirst = service === 'http' && texts['gen'] === undefined;
  const join = isFirst
    ? 'It is of the first generation, whose words this gateway does not speak.'
    : `Make a credential of the kind Shelly named ${id}, and write it on the plug’s own page under Settings, MQTT: this gateway as server, ${id} as user, client id and prefix.`;
  const type = isFirst ? 'shelly-gen1' : shellyPlug.id;
  const typeLabel = isFirst ? 'Shelly, first generation' : shellyPlug.label;
  return { id, type, typeLabel, model: modelOf(texts['app']), address, firmware: firmwareOf(texts['ver']), join };
}

function tasmota({ name, texts, address }: Instance): Sighting {
  const id = idOf(name);
  const join = `Make a credential of the kind Tasmota named ${id}, and write it on the plug’s own page under Configuration, MQTT: this gateway as host, ${id} as user and topic, and leave client and full topic as they are.`;
  const model = modelOf(texts['hardware']);
  return { id, type: tasmotaPlug.id, typeLabel: tasmotaPlug.label, model, address, join };
}

function esphome({ name, texts, address }: Instance): Sighting {
  const join = 'It runs ESPHome, whose own words this gateway does not speak. Farmgate’s firmware on it makes it join.';
  const model = modelOf(texts['project_name'] ?? texts['board']);
  const firmware = firmwareOf(texts['version']);
  return { id: idOf(name), type: 'esphome', typeLabel: 'ESPHome node', model, address, firmware, join };
}

/** Small letters, digits and single dashes. */
function idOf(name: string): string {
  return name
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .slice(0, 48)
    .replaceAll(/^-+|-+$/g, '');
}

function modelOf(text: string | undefined): string | undefined {
  return text === '' ? undefined : text;
}

function firmwareOf(text: string | undefined): string | undefined {
  return text === undefined || text === '' ? undefined : text.slice(0, 40);
}
