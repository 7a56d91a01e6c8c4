import { tariffWords } from '../../i18n/tariff-words.ts';
import { weekdays } from '../../i18n/weekdays.ts';
import type { Column } from './row-list.ts';

const name: Column = { key: 'name', label: tariffWords.name, kind: 'text' };
const rate: Column = { key: 'rate', label: tariffWords.rate, kind: 'decimal' };
const amount: Column = { key: 'rate', label: tariffWords.amount, kind: 'decimal' };
const per: Column = {
  key: 'per',
  label: tariffWords.per,
  kind: 'choice',
  choices: () => [
    ['month', tariffWords.perMonth()],
    ['kw', tariffWords.perKw()],
  ],
};

/** The fields of each list of a tariff. */
export const columnsOf = {
  per,
  slabs: [
    { key: 'upToKwh', label: tariffWords.upTo, kind: 'whole', hint: tariffWords.noEnd },
    rate,
    { key: 'perMonth', label: tariffWords.slabFixed, kind: 'decimal' },
    { key: 'takesAll', label: tariffWords.takesAll, kind: 'tick' },
  ],
  periods: [name, rate],
  holidays: [
    { key: 'day', label: tariffWords.holiday, kind: 'day' },
    {
      key: 'as',
      label: tariffWords.countsAs,
      kind: 'choice',
      choices: () => weekdays('long').map((day, at) => [String(at + 1), day] as const),
    },
  ],
  fixed: [name, amount, per],
  surcharges: [name, rate, { key: 'taxFree', label: tariffWords.taxFree, kind: 'tick' }],
  taxes: [
    name,
    { key: 'percent', label: tariffWords.percent, kind: 'decimal' },
    {
      key: 'on',
      label: tariffWords.on,
      kind: 'choice',
      choices: () => [
        ['all', tariffWords.onAll()],
        ['energy', tariffWords.onEnergy()],
        ['all-and-taxes', tariffWords.onTaxes()],
      ],
    },
  ],
} as const satisfies Readonly<Record<string, Column | readonly Column[]>>;
