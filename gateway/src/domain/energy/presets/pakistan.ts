import type { TariffPreset, TariffTerms } from '../../../contract/index.ts';

const common = {
  currency: 'PKR',
  surcharges: [{ name: 'FPA', rate: '0' }],
  taxes: [
    { name: 'Electricity duty', percent: '1.5', on: 'energy' },
    { name: 'GST', percent: '18', on: 'all-and-taxes' },
  ],
  roundTo: 100,
} satisfies Partial<TariffTerms>;

const taxWords =
  'Fuel price adjustment (FPA) changes every month: take it, duty and GST from your last bill; they were not traced. ' +
  'Quarterly adjustment and the television fee are not in it.';

const whole = (upToKwh: number, rate: string, perMonth?: string) => ({
  upToKwh,
  rate,
  takesAll: true as const,
  ...(perMonth === undefined ? {} : { perMonth }),
});

export const pakistan: readonly TariffPreset[] = [
  {
    id: 'pk-home-a1-unprotected',
    country: 'PK',
    asOf: '2024-07',
    check: true,
    terms: {
      name: 'Residential A-1, not protected',
      ...common,
      energy: {
        kind: 'slabs',
        slabs: [
          whole(100, '23.59'),
          whole(200, '30.07'),
          whole(300, '34.26'),
          whole(400, '39.15', '200'),
          whole(500, '41.36', '400'),
          whole(600, '42.78', '600'),
          whole(700, '43.92', '800'),
          { rate: '48.84', takesAll: true, perMonth: '1000' },
        ],
      },
      fixed: [],
      source:
        'From 201 units: base tariff of July 2024 as notified (Daily Pakistan, 14 July 2024). All units have the rate of the slab that is ' +
        'reached (Nawa-i-Waqt, 4 July 2024). Fixed charges from 301 units: NEPRA, June 2024, as reported. Up to 200 units: not traced. ' +
        `Rates have changed since, fixed charges again in 2026. ${taxWords}`,
    },
  },
  {
    id: 'pk-tube-well-d',
    country: 'PK',
    asOf: '2024-07',
    check: true,
    terms: {
      name: 'Agricultural tube well, D-1 and D-2',
      ...common,
      energy: { kind: 'flat', rate: '46.83' },
      fixed: [],
      source:
        '46.83 a unit is what pakwire.pk reported on 11 July 2024 as the new rate of agricultural consumers; no schedule of D-1 and D-2 ' +
        `could be read, so that their own rates and the fixed charge by the kW are missing. ${taxWords}`,
    },
  },
];
