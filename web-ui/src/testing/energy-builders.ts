import type {
  Bill,
  BillAnswer,
  BillLine,
  BillParts,
  EnergyNow,
  EnergyRate,
  TariffPreset,
  TariffTerms,
  TariffView,
  UsesAnswer,
} from '@farmgate/gateway/contract';

export const timeOfUse: Extract<EnergyRate, { kind: 'time-of-use' }> = {
  kind: 'time-of-use',
  periods: [
    { name: 'On peak', rate: '5.7982' },
    { name: 'Off peak', rate: '2.6369' },
  ],
  windows: [{ days: [1, 2, 3, 4, 5], from: 540, to: 1_320, period: 'On peak' }],
  usual: 'Off peak',
  holidays: [{ day: '2026-12-31', as: 7 }],
};

export const slabRate: Extract<EnergyRate, { kind: 'slabs' }> = {
  kind: 'slabs',
  slabs: [{ upToKwh: 150, rate: '3.2484' }, { upToKwh: 400, rate: '4.2218' }, { rate: '4.4217' }],
};

export function someTerms(given: Partial<TariffTerms> = {}): TariffTerms {
  return {
    name: 'PEA/MEA home, 1.2',
    currency: 'THB',
    energy: slabRate,
    fixed: [{ name: 'Service charge', rate: '24.62', per: 'month' }],
    surcharges: [{ name: 'Ft', rate: '0.1623' }],
    taxes: [{ name: 'VAT', percent: '7', on: 'all' }],
    source: 'Rates: schedule 1.2 of PEA and MEA.',
    ...given,
  };
}

export function aTariff(given: Partial<TariffView> = {}): TariffView {
  const by = { by: 'anna', at: Date.UTC(2026, 0, 1) };
  return { id: 'tar_00000001', version: 1, state: 'current', validFrom: 0, terms: someTerms(), ...by, ...given };
}

export const somePresets: readonly TariffPreset[] = [
  { id: 'th-home-1.2', country: 'TH', asOf: '2023-01', check: true, terms: someTerms() },
  {
    id: 'th-home-tou',
    country: 'TH',
    asOf: '2023-01',
    check: true,
    terms: someTerms({ name: 'PEA/MEA home, time of use', energy: timeOfUse }),
  },
  {
    id: 'bd-irrigation-lt-b',
    country: 'BD',
    asOf: '2024-02',
    check: false,
    terms: someTerms({ name: 'Irrigation pump, LT-B', currency: 'BDT', energy: { kind: 'flat', rate: '5.25' } }),
  },
];

/** A bill of a month by the clock of Bangkok. */
export function aBill(month: string, energyKwh = '212.5', given: Partial<Bill> = {}): Bill {
  const from = Date.parse(`${month}-01T00:00:00+07:00`);
  const [year = 0, number = 1] = month.split('-').map(Number);
  const to = Date.UTC(year, number) - 7 * 3_600_000;
  const nothing = { quantity: '', unit: '', rate: '', amount: 0 } as const;
  const frame = { from, to, tariff: 'tar_00000001', version: 1, ...nothing };
  const line = (kind: BillLine['kind'], label: string, more: Partial<BillLine>): BillLine => ({
    ...frame,
    kind,
    label,
    ...more,
  });
  const used = Number(energyKwh);
  const first = Math.min(150, used);
  const lines = [
    line('energy', 'up to 150 kWh', inKwh(first, '3.2484')),
    line('energy', '150 to 400 kWh', inKwh(used - first, '4.2218')),
    line('surcharge', 'Ft', inKwh(used, '0.1623')),
    line('fixed', 'Service charge', { quantity: '1', unit: 'month', rate: '24.62', amount: 2_462 }),
  ];
  const subtotal = lines.reduce((sum, { amount }) => sum + amount, 0);
  const tax = Math.round(subtotal * 0.07);
  const vat = { quantity: String(subtotal / 100), unit: 'percent', rate: '7', amount: tax } as const;
  return {
    from,
    to,
    timeZone: 'Asia/Bangkok',
    currency: 'THB',
    energyKwh,
    lines: [...lines, line('tax', 'VAT', vat)],
    subtotal,
    tax,
    total: subtotal + tax,
    marks: { estimatedPercent: 0, missingQuarters: 0, gaps: [], untariffed: [], untariffedKwh: '0' },
    ...given,
  };
}

function inKwh(quantity: number, rate: string) {
  return { quantity: String(quantity), unit: 'kWh' as const, rate, amount: Math.round(quantity * Number(rate) * 100) };
}

export function anAnswer(month: string, given: Partial<BillAnswer> = {}): BillAnswer {
  const { energyKwh = '212.5' } = given;
  return { month, energyKwh, bill: aBill(month, energyKwh), ...given };
}

/** Days and hours of a month, with what a test wants otherwise. */
export function someParts(given: Partial<BillParts> = {}): BillParts {
  const { month = '2026-11' } = given;
  const days = Array.from({ length: 20 }, (_, at) => ({
    day: `${month}-${String(at + 1).padStart(2, '0')}`,
    energyKwh: String(8 + (at % 5) * 1.5),
    amount: 3_400 + (at % 5) * 650,
    estimated: at === 6,
  }));
  return {
    month,
    currency: 'THB',
    days: days.filter((_, at) => at !== 11),
    standing: 2_634,
    hours: Array.from({ length: 24 }, (_, hour) => String(4 + 6 * Math.exp(-(((hour - 11) / 4) ** 2)))),
    loads: [
      { device: 'outlet-10', point: 'current.b', energyKwh: '96.4', amount: 41_210, estimated: true },
      { device: 'outlet-fe', point: 'current.a', energyKwh: '52.1', amount: 22_272, estimated: true },
      { device: 'outlet-fe', point: 'current.b', energyKwh: '0', amount: 0, estimated: false },
    ],
    ...given,
  };
}

/** A heater and a pump that run, by slabs. */
export function anEnergyNow(given: Partial<EnergyNow> = {}): EnergyNow {
  const at = Date.now();
  const price = { currency: 'THB', perKwh: '4.690987', rate: '4.2218', tariff: 'tar_00000001', version: 1 };
  const load = { device: 'outlet-fe', point: 'relay.a', estimated: true };
  return {
    at,
    power: { w: 2_140, estimated: false, by: 'main', missing: 0, at },
    price: { ...price, label: '150 to 400 kWh', leftKwh: '187.5' },
    costPerHour: 1_004,
    loads: [
      { ...load, name: 'Outlet FE, Socket A', w: 883, costPerHour: 414 },
      { ...load, device: 'outlet-10', point: 'relay.b', name: 'Borehole pump', w: null, costPerHour: null },
    ],
    runs: [],
    ...given,
  };
}

/** What the runs of two people took. */
export function someUses(given: Partial<UsesAnswer> = {}): UsesAnswer {
  const sum = { estimated: false, missingS: 0, runs: 4, unknownRuns: 0, onS: 7_200, currency: 'THB' };
  const part = (id: string, name: string, use: Partial<UsesAnswer['whole']>) => ({ id, name, use: { ...sum, ...use } });
  return {
    from: 0,
    to: Date.now(),
    by: 'person',
    parts: [
      part('usr_bao002', 'Bao', { energyKwh: '12.4', cost: 5_817, litres: 18_400 }),
      part('usr_anna01', 'Anna', { energyKwh: '31.9', cost: 14_964, litres: 47_300, runs: 9 }),
    ],
    whole: { ...sum, energyKwh: '44.3', cost: 20_781, runs: 13, unknownRuns: 1 },
    ...given,
  };
}
