import { expect, test } from 'vitest';
import { FieldBench, ana } from '../../testing/field-bench.ts';
import { Sightings } from './sightings.ts';

const sighting = {
  id: 'shellyplugsg3-08b61fd141e8',
  type: 'shelly-plug',
  typeLabel: 'Shelly plug',
  join: 'Give it this gateway as its MQTT server.',
};

test('of a flood only the last 128 are kept', () => {
  const sightings = new Sightings();
  for (let n = 0; n < 10_000; n++) sightings.note({ ...sighting, id: `plug-${n}` }, n);
  expect(sightings.list(10_000)).toHaveLength(128);
  expect(sightings.find('plug-9999', 10_000)).toBeDefined();
  expect(sightings.find('plug-9000', 10_000)).toBeUndefined();
});

test('what is not seen for ten minutes falls out, and what is seen again stays', () => {
  const sightings = new Sightings();
  sightings.note({ ...sighting, id: 'gone' }, 0);
  sightings.note({ ...sighting, address: '192.168.1.7' }, 0);
  sightings.note(sighting, 300_000);
  expect(sightings.list(600_000)).toMatchObject([{ id: sighting.id, firstSeenAt: 0, address: '192.168.1.7' }]);
});

test('a sighting is shown with how it joins, cannot be adopted, and gives way to the device that joined', () => {
  const bench = new FieldBench();
  bench.field.registry.sight(sighting);
  expect(bench.field.registry.listSeen(ana.site)).toMatchObject([{ id: sighting.id, join: sighting.join }]);
  expect(bench.field.registry.adopt(ana, sighting.id, {})).toMatchObject({ ok: false, refusal: { code: 'conflict' } });
  bench.field.receive(sighting.id, 'hello', { contract: 1, type: 'shelly-plug', session: 'boot1-1' }, sighting.id);
  expect(bench.field.registry.listSeen(ana.site)).toHaveLength(1);
  expect(bench.field.registry.listSeen(ana.site)[0]?.join).toBeUndefined();
  expect(bench.field.registry.adopt(ana, sighting.id, {}).ok).toBe(true);
  expect(bench.field.registry.listSeen(ana.site)).toEqual([]);
  bench.close();
});
