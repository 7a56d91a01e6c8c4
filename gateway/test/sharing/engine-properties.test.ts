import fc from 'fast-check';
import { expect, test } from 'vitest';
import { deeds, worldSpec } from '../../src/testing/sharing-arbitraries.ts';
import { comeToRest, doDeed } from '../../src/testing/sharing-deeds.ts';
import { SharingWorld } from '../../src/testing/sharing-world.ts';

test('whatever is asked, breaks and dies, money, slots and motors are as they should be', () => {
  const property = fc.property(worldSpec, deeds, (spec, story) => {
    const world = new SharingWorld(spec);
    for (const deed of story) doDeed(world, deed);
    comeToRest(world);
    expect(world.running).toEqual([]);
  });
  fc.assert(property, { numRuns: 10_000 });
}, 180_000);
