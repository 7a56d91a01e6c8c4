import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { HILL, must, TariffDeskBench, entry } from '../../testing/tariff-desk-bench.ts';
import { month } from '../../testing/tariff-bench.ts';
import { textOf } from './money.ts';
import { Prices } from './prices.ts';
import { costOf } from './run-cost.ts';

const november = month('2026-11');
const october = month('2026-10');
const slabs = { kind: 'slabs' as const, slabs: [{ upToKwh: 10, rate: '5' }, { rate: '10' }] };

let bench: TariffDeskBench;
let prices: Prices;
let asked: number;
beforeEach(() => {
  bench = new TariffDeskBench('2026-11-20T10:00:00Z');
  asked = 0;
  prices = new Prices({
    store: bench.store,
    energy: bench.energy,
    bill: (site, span) => {
      asked += 1;
      return bench.bills.bill(site, span);
    },
    clock: bench.clock,
  });
});
afterEach(() => bench.close());

const over = async (from: number, to: number) => {
  const answer = await prices.over(HILL, { from, to });
  if (!answer.ok) throw new Error(answer.why.code);
  return answer.value;
};
const at = async (wall: number) => {
  const price = (await over(wall, wall + 1)).at(wall);
  return price && textOf(price);
};

describe('the price of a unit over a time', () => {
  it('is where there are slabs what a unit costs on average in its month', async () => {
    bench.enter({ energy: slabs, fixed: [{ name: 'Meter', rate: '99', per: 'month' }] });
    bench.use(november.from, 20);
    bench.use(october.from, 10);
    expect([await at(november.from + 1), await at(october.from)]).toEqual(['7.5', '5']);
    const both = await over(october.to - 1, november.from + 1);
    expect([both.at(october.to - 1), both.at(november.from)].map((price) => price && textOf(price))).toEqual([
      '5',
      '7.5',
    ]);
  });

  it('makes the parts of a month cost what its energy does', async () => {
    bench.enter({ energy: slabs, taxes: [{ name: 'VAT', percent: '7', on: 'all' }] });
    for (let quarter = 0; quarter < 40; quarter++) bench.use(november.from + quarter * 900_000, 0.5);
    const { at: priceAt } = await over(november.from, november.to);
    const cost = (from: number, to: number) =>
      costOf(
        Array.from({ length: to - from }, (_, each) => ({
          at: november.from + (from + each) * 900_000,
          milliWh: 500_000,
        })),
        priceAt,
        2,
      );
    expect(cost(0, 40)).toBe(must(await bench.bills.month(HILL, '2026-11')).bill?.total);
    expect(cost(0, 13) + cost(13, 40)).toBe(cost(0, 40));
  });

  it('is worked out anew when the tariff is another one', async () => {
    const id = bench.enter({ energy: slabs });
    bench.use(november.from, 20);
    expect([await at(november.from), await at(november.from), asked]).toEqual(['7.5', '7.5', 1]);
    const other = entry({ energy: { ...slabs, slabs: [{ upToKwh: 10, rate: '7' }, { rate: '10' }] } }, 0, 'was wrong');
    must(bench.tariffs.change(bench.actor(), id, other));
    expect([await at(november.from), asked]).toEqual(['8.5', 2]);
    bench.use(november.from, 20);
    bench.clock.advance(60_000);
    expect(await at(november.from)).toBe('9.25');
  });

  it('asks for no bill where every unit of a time costs the same', async () => {
    bench.enter();
    expect([await at(november.from), asked]).toEqual(['10', 0]);
  });

  it('is not there without a tariff, or where its currency changes', async () => {
    expect(await prices.over(HILL, november)).toMatchObject({ ok: false, why: { code: 'price.no-tariff' } });
    bench.enter({}, november.from);
    expect(await prices.over(HILL, october)).toMatchObject({ ok: false, why: { code: 'price.no-tariff' } });
    expect((await over(october.from, november.to)).at(october.from)).toBeUndefined();
    bench.enter({ currency: 'INR' }, november.from + 900_000, 'another country');
    expect(await prices.over(HILL, november)).toMatchObject({ ok: false, why: { code: 'price.two-currencies' } });
    expect((await over(november.from, november.from + 1)).currency).toBe('BDT');
  });
});

describe('the price of the next unit of a site', () => {
  it('is of the slab that its month has come to, this quarter included', async () => {
    bench.enter({ energy: slabs });
    expect(await prices.now(HILL)).toMatchObject({ ok: true, value: { view: { rate: '5', leftKwh: '10' } } });
    bench.clock.advance(60_000);
    bench.use(bench.clock.wallMs() - (bench.clock.wallMs() % 900_000), 12);
    expect(await prices.now(HILL)).toMatchObject({ ok: true, value: { view: { rate: '10' } } });
  });

  it('is not there without a tariff', async () =>
    expect(await prices.now(HILL)).toMatchObject({ ok: false, why: { code: 'price.no-tariff' } }));
});
