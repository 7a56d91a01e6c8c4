import { describe, expect, it } from 'vitest';
import { isCurrency, minorDigitsOf } from './currencies.ts';
import { TariffEntry, TariffTerms } from './tariffs.ts';

const plain = {
  name: 'House',
  currency: 'THB',
  energy: { kind: 'flat', rate: '4.15' },
  fixed: [],
  surcharges: [],
  taxes: [],
};
const week = {
  kind: 'time-of-use',
  periods: [
    { name: 'On', rate: '6' },
    { name: 'Off', rate: '2' },
  ],
  windows: [{ days: [1, 2], from: 540, to: 1_320, period: 'On' }],
  usual: 'Off',
  holidays: [{ day: '2026-12-05', as: 7 }],
};

function faultsOf(changes: object): string[] {
  const result = TariffTerms.safeParse({ ...plain, ...changes });
  return result.error?.issues.map(({ path, message }) => `${path.join('/')}: ${message}`) ?? [];
}

describe('the terms of a tariff', () => {
  it('are taken as they are written', () => {
    expect(TariffTerms.parse(plain)).toEqual(plain);
    const slabs = { kind: 'slabs', slabs: [{ upToKwh: 150, rate: '3.2484' }, { rate: '4.2218' }] };
    for (const energy of [week, slabs, { kind: 'slabs', slabs: [{ rate: '0' }] }])
      expect(faultsOf({ energy })).toEqual([]);
  });

  const slabs = (...list: object[]) => ({ energy: { kind: 'slabs', slabs: list } });
  const windows = (...list: object[]) => ({ energy: { ...week, windows: list } });
  const window = week.windows[0];

  it.each([
    [{ currency: 'BAHT' }, 'currency: must be the three letters of a currency in ISO 4217, such as THB'],
    [{ currency: 'thb' }, 'currency: must be the three letters of a currency in ISO 4217, such as THB'],
    [
      { energy: { kind: 'flat', rate: '1,5' } },
      'energy/rate: must be a decimal number such as "3.2484", written as text',
    ],
    [
      { energy: { kind: 'flat', rate: '-1' } },
      'energy/rate: must be a decimal number such as "3.2484", written as text',
    ],
    [
      { energy: { kind: 'flat', rate: '1e5' } },
      'energy/rate: must be a decimal number such as "3.2484", written as text',
    ],
    [slabs(), 'energy/slabs: must have a slab'],
    [slabs({ upToKwh: 5, rate: '1' }), 'energy/slabs/0/upToKwh: must be left out: the last slab has no end'],
    [slabs({ rate: '1' }, { rate: '2' }), 'energy/slabs/0/upToKwh: is missing: only the last slab has no end'],
    [
      slabs({ upToKwh: 5, rate: '1' }, { upToKwh: 5, rate: '2' }, { rate: '3' }),
      'energy/slabs/1/upToKwh: must be more than that of the slab before',
    ],
    [{ energy: { ...week, usual: 'Night' } }, 'energy/usual: is none of the periods'],
    [windows({ ...window, period: 'Night' }), 'energy/windows/0/period: is none of the periods'],
    [windows({ ...window, to: 540 }), 'energy/windows/0/to: must be after `from`: over midnight it is two windows'],
    [windows({ ...window, from: 541 }), 'energy/windows/0/from: must be a whole quarter of an hour'],
    [windows({ ...window, to: 1_325 }), 'energy/windows/0/to: must be a whole quarter of an hour'],
    [windows({ ...window, days: [] }), 'energy/windows/0/days: must name a day'],
    [
      windows(window as object, { days: [2], from: 1_305, to: 1_440, period: 'Off' }),
      'energy/windows/1: is at the same time as another window',
    ],
    [
      { energy: { ...week, periods: [...week.periods, { name: 'On', rate: '1' }] } },
      'energy/periods/2/name: is the name of another period too',
    ],
    [
      { energy: { ...week, holidays: [{ day: '2026-02-29', as: 7 }] } },
      'energy/holidays/0/day: is not a day of the calendar',
    ],
    [{ energy: { ...week, holidays: [...week.holidays, ...week.holidays] } }, 'energy/holidays/1/day: is there twice'],
    [
      { fixed: [{ name: 'Demand', rate: '42', per: 'kw' }] },
      'sanctionedKw: is missing: something is charged by the kW of the sanctioned load',
    ],
    [
      { minimum: { rate: '42', per: 'kw' } },
      'sanctionedKw: is missing: something is charged by the kW of the sanctioned load',
    ],
    [{ sanctionedKw: '0.0' }, 'sanctionedKw: must be kilowatts such as "7.5", as text'],
    [
      { taxes: [{ name: 'VAT', percent: '100.1', on: 'all' }] },
      'taxes/0/percent: must be a percentage from 0 to 100 such as "7", as text',
    ],
  ])('are refused with %j', (changes, fault) => expect(faultsOf(changes)).toEqual([fault]));

  it('have no member that is not known', () => expect(faultsOf({ color: 'red' })).toHaveLength(1));

  it('allow windows that touch, and at the same time on other days', () => {
    const next = { days: [1], from: 1_320, to: 1_440, period: 'Off' };
    const other = { days: [3], from: 540, to: 1_320, period: 'On' };
    const earlier = { days: [1], from: 0, to: 540, period: 'Off' };
    expect(faultsOf(windows(window as object, next, other, earlier))).toEqual([]);
  });

  it('say what is missing by the kW alone', () => {
    const kw = { sanctionedKw: '5', fixed: [{ name: 'Demand', rate: '42', per: 'kw' }] };
    expect(faultsOf(kw)).toEqual([]);
    expect(faultsOf({ fixed: [{ name: 'Meter', rate: '42', per: 'month' }] })).toEqual([]);
  });
});

describe('an entry of a tariff', () => {
  it.each([
    [0, true],
    [1_764_547_200_000, true],
    [1_764_547_200_001, false],
    [-900_000, false],
  ])('may hold from %s: %s', (validFrom, may) =>
    expect(TariffEntry.safeParse({ terms: plain, validFrom }).success).toBe(may),
  );
});

describe('currencies', () => {
  it.each([
    ['THB', 2],
    ['PKR', 2],
    ['INR', 2],
    ['JPY', 0],
    ['VND', 0],
    ['KWD', 3],
    ['IQD', 3],
  ])('%s has %s digits', (code, digits) => {
    expect(isCurrency(code)).toBe(true);
    expect(minorDigitsOf(code)).toBe(digits);
  });

  it('are those of ISO 4217', () => expect(['XYZ', '', 'THBB', 'thb'].some(isCurrency)).toBe(false));
});
