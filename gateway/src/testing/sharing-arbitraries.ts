import fc from 'fast-check';
import type { Deed } from './sharing-deeds.ts';

const small = fc.nat({ max: 11 });
const isSo = fc.boolean();
const of = <Name extends string>(...names: Name[]) => fc.constantFrom(...names);

const deed: fc.Arbitrary<Deed> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      do: of('request'),
      user: fc.nat({ max: 5 }),
      pump: small,
      seconds: fc.integer({ min: 60, max: 400 }),
    }),
  },
  { weight: 6, arbitrary: fc.record({ do: of('pass'), ms: fc.integer({ min: 1, max: 150_000 }) }) },
  fc.record({ do: of('stop', 'force-stop', 'extend', 'remove', 'suspend'), pick: small }),
  fc.record({ do: of('move', 'swap'), pick: small, other: small }),
  fc.record({ do: of('grid'), state: of('good', 'shedding', 'unknown') }),
  fc.record({ do: of('power'), isOn: isSo }),
  fc.record({ do: of('latch'), isLatched: isSo }),
  fc.record({ do: of('link', 'stick'), pump: small, isSo }),
  fc.record({ do: of('trip'), pump: small, retryMs: fc.nat({ max: 900_000 }), lockOut: isSo }),
  fc.record({ do: of('reset'), pump: small }),
  fc.record({ do: of('crash'), downMs: fc.nat({ max: 200_000 }), unsent: isSo }),
);

/** What happens to shared pumps, in any order. */
export const deeds = fc.array(deed, { maxLength: 25 });

export const worldSpec = fc.record({
  pumps: fc.integer({ min: 1, max: 3 }),
  maxRunning: fc.integer({ min: 1, max: 2 }),
  delays: fc.array(fc.integer({ min: 20, max: 1_800 }), { minLength: 1, maxLength: 5 }),
});
