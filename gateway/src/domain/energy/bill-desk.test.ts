import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { RealBillEntry } from '../../contract/index.ts';
import { HILL, must, TariffDeskBench, VALLEY } from '../../testing/tariff-desk-bench.ts';
import { month } from '../../testing/tariff-bench.ts';

const NOW = Date.parse('2026-11-21T06:07:00Z');
const DAY = 86_400_000;
const october = month('2026-10');
const november = month('2026-11');
const refusal = (outcome: { ok: boolean }) => ('refusal' in outcome ? outcome.refusal : undefined);
const pump = { device: 'pump-1', point: 'energy' };

let bench: TariffDeskBench;
beforeEach(() => (bench = new TariffDeskBench('2026-11-21T06:07:00Z')));
afterEach(() => bench.close());

const monthOf = async (text: string, subject?: typeof pump) => must(await bench.bills.month(HILL, text, subject));

describe('the bill of a month', () => {
  it('that is over is made of its own energy, and forecasts nothing', async () => {
    bench.enter();
    bench.use(october.from, 12);
    const answer = await monthOf('2026-10');
    expect(answer).toMatchObject({ month: '2026-10', energyKwh: '12', bill: { ...october, total: 12_000 } });
    expect(answer).not.toHaveProperty('forecast');
    expect(bench.asked).toEqual([['site', october.from, october.to]]);
  });

  it('that goes on looks back eight weeks and forward to its end', async () => {
    bench.enter();
    const until = Date.parse('2026-11-21T06:00:00Z');
    bench.fillBefore(until, 0.5);
    const answer = await monthOf('2026-11');
    expect(answer).toMatchObject({ energyKwh: '96', bill: { total: 96_000 } });
    const quarters = (november.to - until) / 900_000;
    expect(answer.forecast).toEqual({ quarters, energyKwh: `${96 + quarters / 2}`, total: 96_000 + 500 * quarters });
    expect(bench.asked).toEqual([['site', until - 56 * DAY, until]]);
  });

  it('forecasts nothing before two days are known', async () => {
    bench.enter();
    bench.fillBefore(Date.parse('2026-11-21T05:45:00Z'), 1);
    bench.clock.advance(-7 * 60_000 - 900_000);
    expect(await monthOf('2026-11')).toHaveProperty('forecast');
    bench.clock.advance(-900_000);
    expect(await monthOf('2026-11')).not.toHaveProperty('forecast');
  });

  it('counts no gap before now', async () => {
    bench.enter();
    const { bill } = await monthOf('2026-11');
    expect(bill?.marks.missingQuarters).toBe((Date.parse('2026-11-21T06:00:00Z') - november.from) / 900_000);
  });

  it('is of no energy where the month is to come', async () => {
    bench.enter();
    expect(await monthOf('2027-01')).toMatchObject({
      energyKwh: '0',
      bill: { total: 0, marks: { missingQuarters: 0 } },
    });
  });

  it('without a tariff says why, and still tells of the energy', async () => {
    bench.use(october.from, 12);
    const answer = await monthOf('2026-10');
    expect(answer).toMatchObject({ energyKwh: '12', why: { code: 'bill.no-tariff' } });
    expect(answer).not.toHaveProperty('bill');
    bench.fillBefore(Date.parse('2026-11-21T06:00:00Z'), 1);
    const { forecast } = await monthOf('2026-11');
    expect(Object.keys(forecast ?? {})).toEqual(['energyKwh', 'quarters']);
  });

  it('is taken apart by days, hours and loads, of this site alone', async () => {
    bench.enter();
    bench.use(october.from, 3);
    bench.use(october.from, 2, pump);
    const parts = await bench.bills.parts(HILL, '2026-10');
    expect(parts).toMatchObject({ days: [{ day: '2026-10-01', amount: 3_000 }], standing: 0 });
    expect(parts.loads).toMatchObject([{ ...pump, energyKwh: '2', amount: 2_000 }]);
    expect(await bench.bills.parts(VALLEY, '2026-10')).toMatchObject({ days: [], loads: [] });
  });

  it('has days', async () => {
    bench.use(october.from + DAY, 2);
    bench.use(october.from, 1);
    bench.use(october.from + DAY - 900_000, 3);
    expect(await bench.bills.days(HILL, '2026-10')).toEqual([
      ['2026-10-01', 4_000_000n],
      ['2026-10-02', 2_000_000n],
    ]);
  });
});

describe('the bill of one point', () => {
  const slabs = [{ upToKwh: 100, rate: '2' }, { rate: '5' }];

  it('has no fixed charges, and of slabs the average of the site', async () => {
    bench.enter({
      energy: { kind: 'slabs', slabs },
      fixed: [{ name: 'Meter', rate: '30', per: 'month' }],
      minimum: { rate: '900', per: 'month' },
      roundTo: 100,
      surcharges: [{ name: 'Fuel', rate: '0.5' }],
      taxes: [{ name: 'VAT', percent: '5', on: 'all' }],
    });
    bench.use(october.from, 300);
    bench.use(october.from, 10, pump);
    const { bill } = await monthOf('2026-10', pump);
    // 100 × 2 + 200 × 5 are 4 a kWh.
    expect(bill?.lines.map(({ label, rate, amount }) => [label, rate, amount])).toEqual([
      ['Energy', '4', 4_000],
      ['Fuel', '0.5', 500],
      ['VAT', '5', 225],
    ]);
  });

  it('has the rate of the first slab where the site has no energy', async () => {
    bench.enter({ energy: { kind: 'slabs', slabs } });
    bench.use(october.from, 10, pump);
    expect((await monthOf('2026-10', pump)).bill?.total).toBe(2_000);
  });

  it('has the site’s rates where they go by the time', async () => {
    bench.enter();
    bench.use(october.from, 10, pump);
    expect((await monthOf('2026-10', pump)).bill?.total).toBe(10_000);
  });

  it('is not there where the point is not', async () => {
    bench.use(october.from, 10, pump);
    expect(refusal(await bench.bills.month(HILL, '2026-10', { ...pump, point: 'other' }))).toMatchObject({
      code: 'not-found',
    });
    expect(refusal(await bench.bills.month(VALLEY, '2026-10', pump))).toMatchObject({ code: 'not-found' });
  });
});

describe('a bill of the supplier', () => {
  const real: RealBillEntry = { ...october, currency: 'BDT', total: 13_000 };
  const enter = async (changes: Partial<RealBillEntry> = {}) =>
    bench.bills.enter(bench.actor(), { ...real, ...changes });

  it('is kept with what was computed for its time', async () => {
    const id = bench.enter();
    bench.use(october.from, 12);
    const kept = must(await enter());
    expect(kept).toEqual({
      id: 'bill_00000002',
      entry: real,
      by: 'ana',
      at: NOW,
      computed: { total: 12_000, tariffs: [{ id, version: 1 }] },
    });
    expect(bench.bills.realBills(HILL)).toEqual([kept]);
    expect(bench.bills.realBills(VALLEY)).toEqual([]);
    expect(bench.audited.at(-1)).toMatchObject({ action: 'bill.enter', subject: kept.id, after: kept });
  });

  it('may be entered before there is a tariff', async () => {
    expect(must(await enter())).not.toHaveProperty('computed');
  });

  it.each([
    [{ to: october.from + 401 * DAY }, { code: 'invalid', pointer: '/to' }],
    [
      { from: NOW + 900_000 - (NOW % 900_000), to: NOW + DAY },
      { code: 'invalid', pointer: '/from' },
    ],
    [{ currency: 'THB' }, { code: 'invalid', pointer: '/currency' }],
  ])('is not kept with %j', async (changes, why) => {
    bench.enter();
    expect(refusal(await enter(changes))).toMatchObject(why);
    expect(bench.bills.realBills(HILL)).toEqual([]);
  });

  it('is there once for a time', async () => {
    must(await enter());
    expect(refusal(await enter({ total: 1 }))).toMatchObject({ code: 'conflict', pointer: '/from' });
    must(await enter({ to: october.to - DAY }));
    must(await enter({ from: october.from - DAY }));
    expect(bench.bills.realBills(HILL).map(({ entry: { from, to } }) => [from, to])).toEqual([
      [october.from, october.to],
      [october.from, october.to - DAY],
      [october.from - DAY, october.to],
    ]);
  });

  it('is explained against what is computed', async () => {
    bench.enter();
    bench.use(october.from, 12);
    const { id } = must(await enter({ energyKwh: '13', energy: 13_000, fixed: 0, tax: 0 }));
    expect(must(await bench.bills.variance(HILL, id))).toMatchObject({
      ok: true,
      value: {
        real: 13_000,
        computed: 12_000,
        difference: 1_000,
        percent: 8.3,
        parts: [{ cause: 'energy', amount: 1_000 }],
        isRepriced: false,
      },
    });
    expect(refusal(await bench.bills.variance(VALLEY, id))).toMatchObject({ code: 'not-found' });
  });

  it('tells that a tariff was changed since', async () => {
    const id = bench.enter();
    const { id: bill } = must(await enter());
    must(
      bench.tariffs.change(bench.actor(), id, {
        terms: { ...bench.tariffs.list(HILL)[0]!.terms },
        validFrom: 0,
        reason: 'again',
      }),
    );
    const answer = must(await bench.bills.variance(HILL, bill));
    expect(answer).toMatchObject({ ok: true, value: { isRepriced: true } });
    // Of nothing computed there is no share.
    expect(answer.ok && 'percent' in answer.value).toBe(false);
  });

  it('is not explained without a tariff', async () => {
    const { id } = must(await enter());
    expect(must(await bench.bills.variance(HILL, id))).toMatchObject({ ok: false, why: { code: 'bill.no-tariff' } });
  });

  it('is removed', async () => {
    const { id } = must(await enter());
    expect(refusal(bench.bills.remove(bench.actor(VALLEY), id))).toMatchObject({ code: 'not-found' });
    expect(must(bench.bills.remove(bench.actor(), id))).toBeUndefined();
    expect(bench.bills.realBills(HILL)).toEqual([]);
    expect(bench.audited.at(-1)).toMatchObject({ action: 'bill.remove', subject: id, before: { id } });
    expect(refusal(await bench.bills.variance(HILL, id))).toMatchObject({ code: 'not-found' });
  });
});
