import type { TariffPreset, TariffTerms } from '../../../contract/index.ts';

const dutyWords =
  'Electricity duty and fuel surcharge were not traced: compare with your last bill. KSEB bills two months at once.';

const common = {
  currency: 'INR',
  surcharges: [{ name: 'Fuel surcharge', rate: '0' }],
  taxes: [{ name: 'Electricity duty', percent: '10', on: 'energy' }],
  roundTo: 100,
} satisfies Partial<TariffTerms>;

/** Kerala. Up to 250 units each has the rate of its slab; whoever uses more pays one rate for all. */
export const india: readonly TariffPreset[] = [
  {
    id: 'in-kerala-home-lt-1',
    country: 'IN',
    asOf: '2025-04',
    check: true,
    terms: {
      name: 'Kerala domestic, LT-1, single phase',
      ...common,
      energy: {
        kind: 'slabs',
        slabs: [
          { upToKwh: 50, rate: '3.35', perMonth: '50' },
          { upToKwh: 100, rate: '4.25', perMonth: '85' },
          { upToKwh: 150, rate: '5.35', perMonth: '105' },
          { upToKwh: 200, rate: '7.20', perMonth: '140' },
          { upToKwh: 250, rate: '8.50', perMonth: '160' },
          { upToKwh: 300, rate: '6.75', takesAll: true, perMonth: '220' },
          { upToKwh: 350, rate: '7.60', takesAll: true, perMonth: '240' },
          { upToKwh: 400, rate: '7.95', takesAll: true, perMonth: '260' },
          { upToKwh: 500, rate: '8.25', takesAll: true, perMonth: '286' },
          { rate: '9.20', takesAll: true, perMonth: '310' },
        ],
      },
      fixed: [],
      source:
        'KSEB, page of LT consumers, rates from 1 April 2025 to 31 March 2027 by order O.P. 18/2023 of KSERC of 5 December 2024. ' +
        dutyWords,
    },
  },
  {
    id: 'in-kerala-farm-lt-5a',
    country: 'IN',
    asOf: '2023-11',
    check: true,
    terms: {
      name: 'Kerala agriculture, LT-5A, metered',
      ...common,
      sanctionedKw: '3.7',
      energy: { kind: 'flat', rate: '2.30' },
      fixed: [{ name: 'Fixed charge', rate: '10', per: 'kw' }],
      taxes: [],
      source:
        'The schedule of LT-5A could not be read: rate and fixed charge by the kW are of the level of the order of 31 October 2023 and ' +
        `not traced. ${dutyWords}`,
    },
  },
];
