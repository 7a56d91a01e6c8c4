import type { TariffPreset } from '../../../contract/index.ts';

/** Unbundled: what depends on the slab is distribution, the rest is charged on every unit. */
export const philippines: readonly TariffPreset[] = [
  {
    id: 'ph-meralco-home',
    country: 'PH',
    asOf: '2022-09',
    check: true,
    terms: {
      name: 'Meralco residential',
      currency: 'PHP',
      energy: {
        kind: 'slabs',
        slabs: [
          { upToKwh: 200, rate: '1.0012', takesAll: true },
          { upToKwh: 300, rate: '1.3183', takesAll: true },
          { upToKwh: 400, rate: '1.6175', takesAll: true },
          { rate: '2.1414', takesAll: true },
        ],
      },
      surcharges: [
        { name: 'Generation', rate: '6.9393' },
        { name: 'Generation, ACRM recovery', rate: '0.0213' },
        { name: 'Generation, ICERA refund', rate: '-0.0034' },
        { name: 'Transmission', rate: '0.8355' },
        { name: 'System loss', rate: '0.6105' },
        { name: 'Metering', rate: '0.3377' },
        { name: 'Supply', rate: '0.5085' },
        { name: 'Subsidies', rate: '0.075' },
        { name: 'FiT-All', rate: '0.0983', taxFree: true },
      ],
      fixed: [
        { name: 'Metering', rate: '5.00', per: 'month' },
        { name: 'Supply', rate: '16.73', per: 'month' },
      ],
      taxes: [{ name: 'VAT', percent: '12', on: 'all' }],
      source:
        'Generation, transmission, system loss, subsidies and FiT-All: a Meralco bill of September 2022 over 400 kWh. Metering, supply and ' +
        'distribution of 301 to 400 kWh: a sheet of December 2016; of up to 200 kWh: told in 2020. Distribution of 201 to 300 and over 400 kWh, ' +
        'and the exact bases of VAT: not traced. Universal charges and refunds are not in it. Generation changes every month.',
    },
  },
];
