import { describe, expect, it } from 'vitest';
import { TariffPreset, type Bill, type TariffTerms } from '../../../contract/index.ts';
import { atOnce, billOf, linesOf, month } from '../../../testing/tariff-bench.ts';
import { tariffPresets } from './index.ts';

function termsOf(id: string): TariffTerms {
  const preset = tariffPresets.find((each) => each.id === id);
  if (!preset) throw new Error(`no preset ${id}`);
  return preset.terms;
}

/** A month's bill of so many kWh. */
function billed(terms: TariffTerms, kwh: number, timeZone: string): Bill {
  const span = month('2026-11', timeZone);
  return billOf({
    tariffs: [{ id: 'tar_preset0', version: 1, validFrom: 0, terms }],
    ...span,
    timeZone,
    use: atOnce(span, kwh),
  });
}

const amounts = (bill: Bill) => linesOf(bill).map(([label, quantity, , amount]) => [label, quantity, amount]);

describe('a tariff to begin with', () => {
  it.each(tariffPresets.map((preset) => [preset.id, preset] as const))('%s is one', (_, preset) => {
    expect(TariffPreset.parse(preset)).toEqual(preset);
    expect(preset.terms.source).toBeTruthy();
  });

  it('has an id of its own', () => expect(new Set(tariffPresets.map(({ id }) => id)).size).toBe(tariffPresets.length));

  it('says of itself where something was not traced', () => {
    for (const { check, terms } of tariffPresets)
      expect(/not traced|compare|take it/.test(terms.source ?? '')).toBe(check);
  });
});

describe('a month in', () => {
  it('Thailand, 300 units of 1.2', () => {
    const bill = billed(termsOf('th-home-1.2'), 300, 'Asia/Bangkok');
    expect(amounts(bill)).toEqual([
      // 150 × 3.2484
      ['up to 150 kWh', '150', 48_726],
      // 150 × 4.2218
      ['150 to 400 kWh', '150', 63_327],
      // 300 × 0.1623
      ['Ft', '300', 4_869],
      ['Service charge', '1', 2_462],
      // 7 % of 1193.84 = 83.5688
      ['VAT', '1193.84', 8_357],
    ]);
    expect(bill.total).toBe(127_741);
  });

  it('Thailand, 500 units of 1.2, the third slab', () => {
    const bill = billed(termsOf('th-home-1.2'), 500, 'Asia/Bangkok');
    // 487.26 + 250 × 4.2218 = 1055.45 + 100 × 4.4217 = 442.17
    expect(amounts(bill).slice(0, 3)).toEqual([
      ['up to 150 kWh', '150', 48_726],
      ['150 to 400 kWh', '250', 105_545],
      ['over 400 kWh', '100', 44_217],
    ]);
  });

  it('Thailand by the time of use: Constitution Day is off peak', () => {
    const terms = termsOf('th-home-tou');
    const timeZone = 'Asia/Bangkok';
    const at = (text: string) => [{ at: Date.parse(text), milliWh: 10_000_000 }];
    const made = (text: string) =>
      billOf({
        tariffs: [{ id: 'tar_preset0', version: 1, validFrom: 0, terms }],
        ...month('2026-12', timeZone),
        timeZone,
        use: at(text),
      }).lines.slice(0, 2);
    // Thursdays: 10 × 5.7982, and 10 × 2.6369 on the 10th, Constitution Day.
    expect(made('2026-12-03T12:00:00+07:00').map(({ amount }) => amount)).toEqual([5_798, 0]);
    expect(made('2026-12-10T12:00:00+07:00').map(({ amount }) => amount)).toEqual([0, 2_637]);
  });

  it('Bangladesh, a house of 300 units and 2 kW', () => {
    const bill = billed(termsOf('bd-home-lt-a'), 300, 'Asia/Dhaka');
    expect(amounts(bill)).toEqual([
      // 75 × 5.26; the lifeline is lost
      ['up to 75 kWh', '75', 39_450],
      // 125 × 7.20
      ['75 to 200 kWh', '125', 90_000],
      // 100 × 7.59
      ['200 to 300 kWh', '100', 75_900],
      // 2 kW × 42
      ['Demand charge', '2', 8_400],
      // 5 % of 2137.50 = 106.875
      ['VAT', '2137.5', 10_688],
    ]);
    expect(bill.total).toBe(224_438);
  });

  it('Bangladesh, a lifeline and an irrigation pump', () => {
    // 50 × 4.63 = 231.50, demand 84.00, VAT 15.775
    expect(billed(termsOf('bd-home-lt-a'), 50, 'Asia/Dhaka').total).toBe(33_128);
    // 1000 × 5.25 = 5250.00, 7.5 kW × 42 = 315.00, VAT 278.25
    const pump = { ...termsOf('bd-irrigation-lt-b'), sanctionedKw: '7.5' };
    expect(billed(pump, 1_000, 'Asia/Dhaka').total).toBe(584_325);
  });

  it('Pakistan, a house of 350 units: all of them have the rate of the fourth slab', () => {
    const bill = billed(termsOf('pk-home-a1-unprotected'), 350, 'Asia/Karachi');
    expect(amounts(bill)).toEqual([
      // 350 × 39.15
      ['up to 400 kWh, all units', '350', 1_370_250],
      ['FPA', '350', 0],
      ['up to 400 kWh', '1', 20_000],
      // 1.5 % of 13702.50 = 205.5375
      ['Electricity duty', '13702.5', 20_554],
      // 18 % of 13702.50 + 200 + 205.54 = 14108.04
      ['GST', '14108.04', 253_945],
      ['Rounding', '', -49],
    ]);
    // 13702.50 + 200.00 + 205.54 + 2539.45 = 16647.49
    expect(bill.total).toBe(1_664_700);
    // 300 units stay in the third slab, without a fixed charge: 300 × 34.26
    expect(billed(termsOf('pk-home-a1-unprotected'), 300, 'Asia/Karachi').subtotal).toBe(1_027_800);
  });

  it('Pakistan, a tube well of 1,000 units', () => {
    // 46830.00, duty 702.45, GST 18 % of 47532.45 = 8555.841
    expect(billed(termsOf('pk-tube-well-d'), 1_000, 'Asia/Karachi').total).toBe(5_608_800);
  });

  it('Kerala, 240 units by steps and 260 at one rate', () => {
    const bill = billed(termsOf('in-kerala-home-lt-1'), 240, 'Asia/Kolkata');
    expect(amounts(bill)).toEqual([
      // 50 × 3.35, 50 × 4.25, 50 × 5.35, 50 × 7.20, 40 × 8.50 = 1347.50
      ['up to 50 kWh', '50', 16_750],
      ['50 to 100 kWh', '50', 21_250],
      ['100 to 150 kWh', '50', 26_750],
      ['150 to 200 kWh', '50', 36_000],
      ['200 to 250 kWh', '40', 34_000],
      ['Fuel surcharge', '240', 0],
      ['200 to 250 kWh', '1', 16_000],
      // 10 % of 1347.50
      ['Electricity duty', '1347.5', 13_475],
      ['Rounding', '', -25],
    ]);
    expect(bill.total).toBe(164_200);
    // 260 × 6.75 = 1755.00, fixed 220.00, duty 175.50 = 2150.50, to the whole rupee
    expect(billed(termsOf('in-kerala-home-lt-1'), 260, 'Asia/Kolkata').total).toBe(215_100);
  });

  it('Kerala, a farm of 3.7 kW and 500 units', () => {
    // 500 × 2.30 = 1150.00, 3.7 × 10 = 37.00
    expect(billed(termsOf('in-kerala-farm-lt-5a'), 500, 'Asia/Kolkata').total).toBe(118_700);
  });

  it('the Philippines: distribution of 352 units as on a sheet of December 2016, 888.95 and VAT 106.67', () => {
    const { surcharges, ...terms } = termsOf('ph-meralco-home');
    const meralco = surcharges.filter(({ name }) => name === 'Metering' || name === 'Supply');
    const bill = billed({ ...terms, surcharges: meralco }, 352, 'Asia/Manila');
    expect(linesOf(bill).map(([, , rate, amount]) => [rate, amount])).toEqual([
      ['1.6175', 56_936],
      ['0.3377', 11_887],
      ['0.5085', 17_899],
      ['5.00', 500],
      ['16.73', 1_673],
      ['12', 10_667],
    ]);
    expect(bill.subtotal).toBe(88_895);
  });

  it('the Philippines: generation of 400 units as on a bill of September 2022, 2782.88', () => {
    const bill = billed(termsOf('ph-meralco-home'), 400, 'Asia/Manila');
    const generation = bill.lines.filter(({ label }) => label.startsWith('Generation')).map(({ amount }) => amount);
    expect(generation).toEqual([277_572, 852, -136]);
    const passed = bill.lines.filter(({ label }) => /Transmission|loss|Subsidies|FiT/.test(label));
    expect(passed.map(({ amount }) => amount)).toEqual([33_420, 24_420, 3_000, 3_932]);
  });
});
