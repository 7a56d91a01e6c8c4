import fc from 'fast-check';
import { expect, test } from 'vitest';
import { SeenDevice } from '../../contract/index.ts';
import { recordsOf } from './mdns-records.ts';
import { recognise } from './recognise.ts';

/** A packet as the decoder hands it over: what a device with this name answers to a question for its service. */
function answer(name: string, service: string, texts: readonly string[]) {
  const fqdn = `${name}.${service}.local`;
  return {
    answers: [{ name: `${service}.local`, type: 'PTR', ttl: 120, data: fqdn }],
    additionals: [
      { name: fqdn, type: 'SRV', ttl: 120, data: { priority: 0, weight: 0, port: 80, target: `${name}.local` } },
      { name: fqdn, type: 'TXT', ttl: 120, data: texts.map((text) => Buffer.from(text)) },
      { name: `${name}.local`, type: 'A', ttl: 120, data: '192.168.1.57' },
    ],
  };
}

const sight = (packet: unknown) => recognise(recordsOf(packet));

test.each([
  [
    'a Shelly of generation 2 or later',
    answer('shellyplugsg3-08b61fd141e8', '_shelly._tcp', ['gen=3', 'app=PlugSG3', 'ver=1.4.4']),
    { id: 'shellyplugsg3-08b61fd141e8', type: 'shelly-plug', model: 'PlugSG3', firmware: '1.4.4' },
  ],
  [
    'the same by its web page',
    answer('ShellyPlus1PM-441793A5D2FC', '_http._tcp', ['gen=2']),
    { id: 'shellyplus1pm-441793a5d2fc', type: 'shelly-plug', typeLabel: 'Shelly plug' },
  ],
  [
    'a Shelly of the first generation',
    answer('shellyplug-s-7AE4C1', '_http._tcp', ['id=shellyplug-s-7AE4C1', 'arch=esp8266']),
    { type: 'shelly-gen1', typeLabel: 'Shelly, first generation', join: expect.stringContaining('does not speak') },
  ],
  [
    'a Tasmota by its text',
    answer('kitchen', '_http._tcp', ['devicetype=tasmota']),
    { id: 'kitchen', type: 'tasmota-plug', join: expect.stringContaining('kitchen as user and topic') },
  ],
  [
    'a Tasmota by its name',
    answer('tasmota_9CF9D1-6609', '_http._tcp', []),
    { id: 'tasmota-9cf9d1-6609', type: 'tasmota-plug' },
  ],
  [
    'an ESPHome node',
    answer('well-level', '_esphomelib._tcp', ['version=2026.8.1', 'board=esp32dev', 'platform=ESP32']),
    { id: 'well-level', type: 'esphome', model: 'esp32dev', firmware: '2026.8.1' },
  ],
])('%s is sighted where it is, with how it joins', (_name, packet, expected) => {
  expect(sight(packet)).toMatchObject([{ address: '192.168.1.57', ...expected }]);
});

test.each([
  ['a printer', answer('Printer', '_http._tcp', ['rp=ipp'])],
  ['another gateway', answer('Farmgate ab12', '_http._tcp', ['id=ab12'])],
  ['a service that is not looked for', answer('shellyplug-1', '_hap._tcp', ['gen=3'])],
  ['a goodbye', { answers: [{ name: '_shelly._tcp.local', type: 'PTR', ttl: 0, data: 'shelly1._shelly._tcp.local' }] }],
])('%s is not', (_name, packet) => {
  expect(sight(packet)).toEqual([]);
});

test('whatever a packet says, a sighting is one that the pages can show', () => {
  const name = fc.oneof(fc.string(), fc.constantFrom('shelly-1._shelly._tcp.local', 'Tasmota_Ö._http._tcp.local'));
  const data = fc.oneof(fc.jsonValue(), name, fc.array(fc.uint8Array()), fc.record({ target: name, port: fc.nat() }));
  const type = fc.constantFrom('PTR', 'SRV', 'TXT', 'A', 'AAAA', 'OPT');
  const record = fc.oneof(fc.record({ name, type, ttl: fc.integer({ min: 0, max: 9 }), data }), fc.jsonValue());
  fc.assert(
    fc.property(
      fc.record({ answers: fc.oneof(fc.array(record), fc.jsonValue()), additionals: fc.array(record) }),
      (packet) => {
        for (const sighting of sight(packet)) {
          const seen = { ...sighting, demo: false, firstSeenAt: 0, lastSeenAt: 0 };
          expect(SeenDevice.safeParse(seen).success).toBe(true);
        }
      },
    ),
  );
});
