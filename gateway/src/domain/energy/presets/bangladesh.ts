import type { TariffPreset, TariffTerms } from '../../../contract/index.ts';

const order =
  'S.R.O. 43-law/2024 of 29 February 2024 (retail tariffs of all six suppliers), figures as ebill.info.bd lists them. VAT 5 %. ' +
  'Set the sanctioned load to that of your contract.';

const common = {
  currency: 'BDT',
  sanctionedKw: '2',
  fixed: [{ name: 'Demand charge', rate: '42', per: 'kw' }],
  surcharges: [],
  taxes: [{ name: 'VAT', percent: '5', on: 'all' }],
  source: order,
} satisfies Partial<TariffTerms>;

export const bangladesh: readonly TariffPreset[] = [
  {
    id: 'bd-home-lt-a',
    country: 'BD',
    asOf: '2024-02',
    check: false,
    terms: {
      name: 'Residential, LT-A',
      ...common,
      energy: {
        kind: 'slabs',
        slabs: [
          // The lifeline is for who uses no more in the month.
          { upToKwh: 50, rate: '4.63', takesAll: true },
          { upToKwh: 75, rate: '5.26' },
          { upToKwh: 200, rate: '7.20' },
          { upToKwh: 300, rate: '7.59' },
          { upToKwh: 400, rate: '8.02' },
          { upToKwh: 600, rate: '12.67' },
          { rate: '14.61' },
        ],
      },
    },
  },
  {
    id: 'bd-irrigation-lt-b',
    country: 'BD',
    asOf: '2024-02',
    check: false,
    terms: { name: 'Irrigation pump, LT-B', ...common, energy: { kind: 'flat', rate: '5.25' } },
  },
];
