import type { TariffPreset, TariffTerms } from '../../../contract/index.ts';

const vat = { name: 'VAT', percent: '7', on: 'all' } as const;
/** Of May to August 2026; there is a new one every four months. */
const ft = { name: 'Ft', rate: '0.1623' };
const service = { name: 'Service charge', rate: '24.62', per: 'month' } as const;

const common = {
  currency: 'THB',
  fixed: [service],
  surcharges: [ft],
  taxes: [vat],
} satisfies Partial<TariffTerms>;

/** Holidays of a fixed date: those by the moon are another day each year, and substitute days do not count. */
const fixedHolidays = '01-01 04-06 04-13 04-14 04-15 05-01 05-04 06-03 07-28 08-12 10-13 10-23 12-05 12-10 12-31'.split(
  ' ',
);

const ftWords =
  'Ft 0.1623 is that of May to August 2026 as capsolar.co.th reports it; the ERC sets a new one every four months: take it from your last bill.';

/** Both suppliers, PEA and MEA, charge the same. */
export const thailand: readonly TariffPreset[] = [
  {
    id: 'th-home-1.2',
    country: 'TH',
    asOf: '2023-01',
    check: true,
    terms: {
      name: 'PEA/MEA home, 1.2 (over 150 units a month)',
      ...common,
      energy: {
        kind: 'slabs',
        slabs: [{ upToKwh: 150, rate: '3.2484' }, { upToKwh: 400, rate: '4.2218' }, { rate: '4.4217' }],
      },
      source:
        'Rates: schedule 1.2 of PEA and MEA, in force since November 2015. Service charge: PEA notice of January 2023 on resolution ' +
        `51/2565 of the ERC, 24.62 instead of 38.22 a month. VAT 7 %. ${ftWords}`,
    },
  },
  {
    id: 'th-home-tou',
    country: 'TH',
    asOf: '2023-01',
    check: true,
    terms: {
      name: 'PEA/MEA home, time of use (low voltage)',
      ...common,
      energy: {
        kind: 'time-of-use',
        periods: [
          { name: 'On peak', rate: '5.7982' },
          { name: 'Off peak', rate: '2.6369' },
        ],
        windows: [{ days: [1, 2, 3, 4, 5], from: 540, to: 1_320, period: 'On peak' }],
        usual: 'Off peak',
        holidays: ['2026', '2027'].flatMap((year) => fixedHolidays.map((day) => ({ day: `${year}-${day}`, as: 7 }))),
      },
      source:
        'On peak Monday to Friday 9 to 22 h: MEA schedules. Off peak 2.6369: MEA, low voltage. On peak 5.7982: not traced to a document of ' +
        `the supplier. Service charge 24.62: PEA notice of January 2023. Holidays by the moon are not in the list: add them. ${ftWords}`,
    },
  },
];
