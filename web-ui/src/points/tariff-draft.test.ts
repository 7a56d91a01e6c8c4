import { describe, expect, test } from 'vitest';
import type { TariffTerms } from '@farmgate/gateway/contract';
import { someTerms, timeOfUse } from '../testing/energy-builders.ts';
import { draftOf, emptyDraft, faultsOf, termsOf, withPeriods } from './tariff-draft.ts';

const all: Partial<TariffTerms>[] = [
  {},
  { energy: timeOfUse },
  { energy: { kind: 'flat', rate: '5.25' }, roundTo: 100 },
  {
    energy: {
      kind: 'slabs',
      slabs: [
        { upToKwh: 50, rate: '4.63', takesAll: true },
        { rate: '5', perMonth: '20' },
      ],
    },
    sanctionedKw: '2',
    fixed: [{ name: 'Demand', rate: '42', per: 'kw' }],
    surcharges: [{ name: 'FPA', rate: '-0.5', taxFree: true }],
    minimum: { rate: '75', per: 'kw' },
    taxes: [{ name: 'Duty', percent: '1.5', on: 'energy' }],
  },
];

describe('a tariff that is being written', () => {
  test.each(all)('is the same terms again: %j', (changes) => {
    const terms = someTerms(changes);
    expect(termsOf(draftOf(terms))).toEqual(terms);
  });

  test('keeps the other kinds of rate while one is chosen', () => {
    const draft = { ...draftOf(someTerms({ energy: timeOfUse })), kind: 'flat' as const, rate: '4' };
    expect(termsOf(draft).energy).toEqual({ kind: 'flat', rate: '4' });
    expect(termsOf({ ...draft, kind: 'time-of-use' }).energy).toEqual(timeOfUse);
  });

  test('spells the currency in capitals, and leaves out what is empty', () => {
    const terms = termsOf({ ...emptyDraft, name: ' Home ', currency: ' thb ', rate: '4' });
    expect(terms).toEqual({
      name: 'Home',
      currency: 'THB',
      energy: { kind: 'flat', rate: '4' },
      fixed: [],
      surcharges: [],
      taxes: [],
    });
  });
});

describe('periods', () => {
  const draft = draftOf(someTerms({ energy: timeOfUse }));

  test('take their times with them under a new name', () => {
    const renamed = withPeriods(draft, [
      { name: 'Day', rate: '5' },
      { name: 'Off peak', rate: '3' },
    ]);
    expect([renamed.usual, renamed.windows[0]?.period]).toEqual(['Off peak', 'Day']);
  });

  test('that are taken away take their times along', () => {
    const one = withPeriods(draft, [{ name: 'Off peak', rate: '3' }]);
    expect([one.usual, one.windows]).toEqual(['Off peak', []]);
    const other = withPeriods(draft, [{ name: 'On peak', rate: '3' }]);
    expect([other.usual, other.windows]).toEqual(['On peak', draft.windows]);
  });
});

test('faults are found at their fields', () => {
  const pointers = ['/terms/energy/slabs/1/rate', '/terms/name', '/terms/minimum/rate', '/validFrom'];
  const faults = faultsOf(pointers.map((pointer) => ({ pointer, detail: 'is wrong' })));
  expect([...faults.keys()]).toEqual(['slabs/1/rate', 'name', 'minimum', 'validFrom']);
});
