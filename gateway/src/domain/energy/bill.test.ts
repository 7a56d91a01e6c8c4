import { describe, expect, it } from 'vitest';
import { QUARTER_MS, type EnergyRate } from '../../contract/index.ts';
import { atOnce, billOf, DHAKA, evenly, linesOf, month, tariff } from '../../testing/tariff-bench.ts';
import { computeBill, computeMonth } from './bill.ts';

const november = month('2026-11');
const DAY = 86_400_000;
const steps: EnergyRate = {
  kind: 'slabs',
  slabs: [{ upToKwh: 100, rate: '2' }, { upToKwh: 300, rate: '3', perMonth: '40' }, { rate: '5.5' }],
};

function bill(energy: EnergyRate, kwh: number, timeZone = DHAKA) {
  const span = month('2026-11', timeZone);
  return billOf({ tariffs: [tariff({ energy })], ...span, use: atOnce(span, kwh), timeZone });
}

describe('the energy of a bill', () => {
  it('has one price where it is flat, and a line for nothing used', () => {
    expect(linesOf(bill({ kind: 'flat', rate: '4.125' }, 12.5))).toEqual([['Energy', '12.5', '4.125', 5_156]]);
    expect(linesOf(bill({ kind: 'flat', rate: '4.125' }, 0))).toEqual([['Energy', '0', '4.125', 0]]);
  });

  it.each([
    [0, [['up to 100 kWh', '0', '2', 0]]],
    [100, [['up to 100 kWh', '100', '2', 20_000]]],
    [
      100.001,
      [
        ['up to 100 kWh', '100', '2', 20_000],
        ['100 to 300 kWh', '0.001', '3', 0],
        ['100 to 300 kWh', '1', '40', 4_000],
      ],
    ],
    [
      350,
      [
        ['up to 100 kWh', '100', '2', 20_000],
        ['100 to 300 kWh', '200', '3', 60_000],
        ['over 300 kWh', '50', '5.5', 27_500],
      ],
    ],
  ])('of %s kWh has each unit at the price of its slab', (kwh, lines) =>
    expect(linesOf(bill(steps, kwh))).toEqual(lines),
  );

  it.each([
    [100, [['up to 100 kWh, all units', '100', '2', 20_000]]],
    [101, [['up to 300 kWh, all units', '101', '3', 30_300]]],
    [301, [['over 300 kWh, all units', '301', '5.5', 165_550]]],
  ])('of %s kWh has all units at the price of the slab it comes to', (kwh, lines) => {
    const whole = steps.slabs.map(({ upToKwh, rate }) => ({
      ...(upToKwh === undefined ? {} : { upToKwh }),
      rate,
      takesAll: true as const,
    }));
    expect(linesOf(bill({ kind: 'slabs', slabs: whole }, kwh))).toEqual(lines);
  });

  it('has one price where there is one slab', () =>
    expect(linesOf(bill({ kind: 'slabs', slabs: [{ rate: '2' }] }, 5))).toEqual([['Energy', '5', '2', 1_000]]));

  it('knows a lifeline, which is lost by whoever uses more', () => {
    const lifeline: EnergyRate = {
      kind: 'slabs',
      slabs: [{ upToKwh: 50, rate: '1', takesAll: true }, { upToKwh: 75, rate: '4' }, { rate: '6' }],
    };
    expect(linesOf(bill(lifeline, 50))).toEqual([['up to 50 kWh, all units', '50', '1', 5_000]]);
    expect(linesOf(bill(lifeline, 51))).toEqual([['up to 75 kWh', '51', '4', 20_400]]);
    expect(linesOf(bill(lifeline, 80))).toEqual([
      ['up to 75 kWh', '75', '4', 30_000],
      ['over 75 kWh', '5', '6', 3_000],
    ]);
  });
});

describe('a bill by the time of use', () => {
  const peaks: EnergyRate = {
    kind: 'time-of-use',
    periods: [
      { name: 'On peak', rate: '6' },
      { name: 'Off peak', rate: '2' },
    ],
    windows: [{ days: [1, 2, 3, 4, 5], from: 540, to: 1_320, period: 'On peak' }],
    usual: 'Off peak',
    holidays: [{ day: '2026-11-18', as: 7 }],
  };
  const kwhAt = (text: string, timeZone = 'Asia/Bangkok') => {
    const span = month('2026-11', timeZone);
    const use = [{ at: Date.parse(text), milliWh: 1_000_000 }];
    return linesOf(billOf({ tariffs: [tariff({ energy: peaks })], ...span, use, timeZone })).map(([, kwh]) => kwh);
  };

  it.each([
    ['a Monday before nine', '2026-11-16T08:45:00+07:00', ['0', '1']],
    ['a Monday at nine', '2026-11-16T09:00:00+07:00', ['1', '0']],
    ['a Friday before ten in the evening', '2026-11-20T21:45:00+07:00', ['1', '0']],
    ['a Friday at ten in the evening', '2026-11-20T22:00:00+07:00', ['0', '1']],
    ['a Saturday', '2026-11-21T12:00:00+07:00', ['0', '1']],
    ['a holiday that counts as a Sunday', '2026-11-18T12:00:00+07:00', ['0', '1']],
    ['the day after it', '2026-11-19T12:00:00+07:00', ['1', '0']],
  ])('on %s', (_, text, kwh) => expect(kwhAt(text)).toEqual(kwh));

  it('goes by the clock on the wall of the site', () =>
    expect(kwhAt('2026-11-16T03:30:00Z', 'Asia/Kathmandu')).toEqual(['1', '0']));

  it('counts every quarter of a day with 25 hours', () => {
    const timeZone = 'Europe/Berlin';
    const from = Date.parse('2026-10-24T22:00:00Z');
    const span = { from, to: from + 25 * 3_600_000 };
    const night: EnergyRate = {
      ...peaks,
      windows: [{ days: [7], from: 120, to: 180, period: 'On peak' }],
      holidays: [],
    };
    const made = billOf({ tariffs: [tariff({ energy: night })], ...span, use: evenly(span, 250_000n), timeZone });
    expect(linesOf(made)).toEqual([
      ['On peak', '2', '6', 1_200],
      ['Off peak', '23', '2', 4_600],
    ]);
  });
});

describe('what is charged beside energy', () => {
  const one = (changes: Parameters<typeof tariff>[0], kwh = 100) =>
    billOf({ tariffs: [tariff(changes)], ...november, use: atOnce(november, kwh) });

  it('is a month, and each kW of the sanctioned load', () => {
    const fixed = [
      { name: 'Meter', rate: '12.5', per: 'month' },
      { name: 'Demand', rate: '42', per: 'kw' },
    ] as const;
    const made = one({ fixed: [...fixed], sanctionedKw: '2.5' });
    expect(linesOf(made).slice(1)).toEqual([
      ['Meter', '1', '12.5', 1_250],
      ['Demand', '2.5', '42', 10_500],
    ]);
    expect(made.lines.map(({ kind, unit }) => [kind, unit])).toEqual([
      ['energy', 'kWh'],
      ['fixed', 'month'],
      ['fixed', 'kW'],
    ]);
  });

  it('is on every unit, up or down', () =>
    expect(
      linesOf(
        one({
          surcharges: [
            { name: 'Ft', rate: '0.3972' },
            { name: 'Back', rate: '-0.15' },
          ],
        }),
      ).slice(1),
    ).toEqual([
      ['Ft', '100', '0.3972', 3_972],
      ['Back', '100', '-0.15', -1_500],
    ]));

  it.each([
    [100, '1000', []],
    [99.99, '1000', [['Up to the minimum charge', '', '', 10]]],
    [0, '1000', [['Up to the minimum charge', '', '', 100_000]]],
  ])('of %s kWh comes up to a minimum of %s', (kwh, rate, lines) =>
    expect(linesOf(one({ minimum: { rate, per: 'month' } }, kwh)).slice(1)).toEqual(lines),
  );

  it('tells a minimum as what it is', () =>
    expect(one({ minimum: { rate: '2000', per: 'month' } }).lines[1]).toMatchObject({ kind: 'minimum', unit: '' }));

  it('has a minimum by the kW', () =>
    expect(linesOf(one({ minimum: { rate: '600', per: 'kw' }, sanctionedKw: '3' }))[1]?.[3]).toBe(80_000));

  it('is taxed: energy alone, all, or all with the taxes before', () => {
    const made = one({
      fixed: [{ name: 'Meter', rate: '50', per: 'month' }],
      surcharges: [
        { name: 'Fuel', rate: '1' },
        { name: 'Fund', rate: '0.5', taxFree: true },
      ],
      taxes: [
        { name: 'Duty', percent: '1.5', on: 'energy' },
        { name: 'VAT', percent: '5', on: 'all' },
        { name: 'GST', percent: '10', on: 'all-and-taxes' },
      ],
    });
    // 1000 energy + 100 fuel + 50 fund + 50 meter; the fund is free of tax.
    expect(linesOf(made).slice(4)).toEqual([
      ['Duty', '1100', '1.5', 1_650],
      ['VAT', '1150', '5', 5_750],
      ['GST', '1224', '10', 12_240],
    ]);
    expect(made).toMatchObject({ subtotal: 120_000, tax: 19_640, total: 139_640 });
  });

  it('is taxed where it has the name of a surcharge that is not', () => {
    const made = one({
      fixed: [{ name: 'Fund', rate: '50', per: 'month' }],
      surcharges: [{ name: 'Fund', rate: '0.5', taxFree: true }],
      taxes: [{ name: 'VAT', percent: '10', on: 'all' }],
    });
    expect(linesOf(made).at(-1)).toEqual(['VAT', '1050', '10', 10_500]);
    expect(made.lines.at(-1)).toMatchObject({ kind: 'tax', unit: 'percent' });
  });

  it('ends on what the supplier rounds to', () => {
    const made = one({ roundTo: 100, energy: { kind: 'flat', rate: '10.0049' } });
    expect(linesOf(made).at(-1)).toEqual(['Rounding', '', '', -49]);
    expect(made.lines.at(-1)).toMatchObject({ kind: 'rounding', unit: '', ...november, tariff: 'tar_first00' });
    expect(made).toMatchObject({ subtotal: 100_049, tax: 0, total: 100_000 });
    expect(linesOf(one({ roundTo: 100, energy: { kind: 'flat', rate: '10.005' } })).at(-1)?.[3]).toBe(50);
    expect(one({ roundTo: 100 }).lines).toHaveLength(1);
  });

  it('knows currencies with other minor units', () => {
    const yen = one({ currency: 'JPY', energy: { kind: 'flat', rate: '25.505' } });
    expect(yen.total).toBe(2_551);
    expect(one({ currency: 'OMR', energy: { kind: 'flat', rate: '0.025' } }).total).toBe(2_500);
  });
});

describe('a month with two tariffs', () => {
  const change = november.from + 10 * DAY + 6 * 3_600_000;
  const fixed = [{ name: 'Meter', rate: '30', per: 'month' as const }];
  const tariffs = [tariff({ fixed }), tariff({ fixed, energy: steps, roundTo: 100 }, change, 'tar_new0000')];

  it('has fixed charges and bounds of slabs by the time of each', () => {
    const use = [...atOnce({ from: november.from, to: 0 }, 10), ...atOnce({ from: change, to: 0 }, 70)];
    const made = billOf({ tariffs, ...november, use });
    // The second tariff holds for 1896 of 2880 quarters: 100 kWh are 65.833333.
    expect(linesOf(made)).toEqual([
      ['Energy', '10', '10', 10_000],
      ['Meter', '0.341667', '30', 1_025],
      ['up to 100 kWh', '65.833333', '2', 13_167],
      ['100 to 300 kWh', '4.166667', '3', 1_250],
      ['100 to 300 kWh', '0.658333', '40', 2_633],
      ['Meter', '0.658333', '30', 1_975],
      ['Rounding', '', '', 50],
    ]);
    expect(made.lines.map(({ tariff: id, version, from, to }) => [id, version, from, to]).slice(1, 3)).toEqual([
      ['tar_first00', 1, november.from, change],
      ['tar_new0000', 1, change, november.to],
    ]);
  });

  it('of two currencies is none', () => {
    const other = [tariff(), tariff({ currency: 'USD' }, change, 'tar_new0000')];
    const made = computeBill({ tariffs: other, ...november, use: [], timeZone: DHAKA });
    expect(made).toMatchObject({ ok: false, why: { code: 'bill.two-currencies' } });
  });
});

describe('what a bill tells of itself', () => {
  const knownUntil = november.from + 4 * QUARTER_MS;

  it('is which quarters so far are missing', () => {
    const use = [{ at: november.from + QUARTER_MS, milliWh: 5n }];
    expect(billOf({ tariffs: [tariff()], ...november, use, knownUntil }).marks).toMatchObject({
      missingQuarters: 3,
      gaps: [
        { from: november.from, to: november.from + QUARTER_MS },
        { from: november.from + 2 * QUARTER_MS, to: knownUntil },
      ],
    });
    const whole = evenly(november, 0n);
    expect(billOf({ tariffs: [tariff()], ...november, use: whole }).marks.missingQuarters).toBe(0);
    expect(billOf({ tariffs: [tariff()], ...november, use: [] }).marks).toMatchObject({
      missingQuarters: 2_880,
      gaps: [november],
    });
  });

  it('is no more than a hundred gaps, and how much they are in all', () => {
    const { marks } = billOf({
      tariffs: [tariff()],
      ...november,
      use: evenly(november, 1n).filter(({ at }) => (at / QUARTER_MS) % 2 === 0),
    });
    expect(marks.missingQuarters).toBe(1_440);
    expect(marks.gaps).toHaveLength(100);
  });

  it('is how much of it was estimated', () => {
    const estimated = (guessed: bigint, sure: bigint) => {
      const { from } = november;
      const use = [
        { at: from, milliWh: guessed, estimated: true },
        { at: from, milliWh: sure },
        { at: november.to, milliWh: 10n ** 9n, estimated: true },
        { at: from - QUARTER_MS, milliWh: 10n ** 9n, estimated: true },
      ];
      return billOf({ tariffs: [tariff()], ...november, use }).marks.estimatedPercent;
    };
    expect(estimated(0n, 100n)).toBe(0);
    expect(estimated(1n, 1_000_000n)).toBe(0.1);
    expect(estimated(1n, 3n)).toBe(25);
    expect(estimated(1_000_000n, 1n)).toBe(99.9);
    expect(estimated(7n, 0n)).toBe(100);
    expect(estimated(0n, 0n)).toBe(0);
  });

  it('is what was used before the first tariff, which costs nothing', () => {
    const begin = november.from + DAY;
    const use = [...atOnce(november, 3), ...atOnce({ from: begin, to: 0 }, 2)];
    const made = billOf({ tariffs: [tariff({}, begin)], ...november, use });
    expect(made).toMatchObject({ total: 2_000, energyKwh: '5', currency: 'BDT', timeZone: DHAKA });
    expect(made.marks).toMatchObject({ untariffed: [{ from: november.from, to: begin }], untariffedKwh: '3' });
  });

  it('is why there is none', () =>
    expect(computeBill({ tariffs: [], ...november, use: [], timeZone: DHAKA })).toMatchObject({
      ok: false,
      why: { code: 'bill.no-tariff' },
    }));
});

describe('energy that is billed', () => {
  const of = (use: Parameters<typeof billOf>[0]['use']) => billOf({ tariffs: [tariff()], ...november, use });

  it('is of the time alone, its end not in it', () => {
    const kwh = 1_000_000;
    const moments = [november.from - QUARTER_MS, november.from, november.to - QUARTER_MS, november.to];
    const bills = moments.map((at) => of([{ at, milliWh: kwh }]));
    expect(bills.map(({ total }) => total)).toEqual([0, 1_000, 1_000, 0]);
    expect(bills.map(({ energyKwh }) => energyKwh)).toEqual(['0', '1', '1', '0']);
  });

  it('adds up where several are of one quarter', () =>
    expect(of([...atOnce(november, 1), ...atOnce(november, 2)])).toMatchObject({ total: 3_000, energyKwh: '3' }));

  it('is nothing that cannot be', () => {
    expect(() => of([{ at: november.from, milliWh: -1n }])).toThrow(RangeError);
    expect(() => of([{ at: november.from, milliWh: 0.5 }])).toThrow(RangeError);
    expect(() => of([{ at: november.from + 1, milliWh: 1n }])).toThrow(RangeError);
  });

  it('is billed by whole months of the calendar too', () => {
    const made = computeMonth({ tariffs: [tariff()], timeZone: DHAKA, month: '2026-11', use: atOnce(november, 1) });
    expect(made).toMatchObject({ ok: true, value: { ...november, total: 1_000 } });
  });
});
