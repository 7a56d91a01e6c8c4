import { describe, expect, it } from 'vitest';
import { DHAKA, month, tariff } from '../../testing/tariff-bench.ts';
import { SiteCalendar } from './site-calendar.ts';
import { segmentsOf, tariffAt } from './tariff.ts';

const calendar = new SiteCalendar(DHAKA);
const HOUR = 3_600_000;

describe('the tariff that holds', () => {
  const old = tariff({}, 1_000 * HOUR, 'tar_old0000');
  const fresh = tariff({}, 2_000 * HOUR, 'tar_new0000');

  it.each([
    [999, undefined],
    [1_000, old],
    [1_999, old],
    [2_000, fresh],
  ])('at hour %s is the one that began last', (hour, held) => {
    expect(tariffAt([fresh, old], hour * HOUR)).toBe(held);
    expect(tariffAt([old, fresh], hour * HOUR)).toBe(held);
  });
});

describe('the parts of a time', () => {
  const november = month('2026-11');

  it('are one where nothing changes', () => {
    const only = tariff();
    expect(segmentsOf([only], november, calendar)).toEqual([
      { ...november, tariff: only, share: { num: 2_880n, den: 2_880n } },
    ]);
  });

  it('end where another tariff begins, in the middle of a day', () => {
    const noon = november.from + 10 * 24 * HOUR + 12 * HOUR;
    const [old, fresh] = [tariff(), tariff({}, noon, 'tar_new0000')];
    expect(segmentsOf([fresh, old], november, calendar)).toEqual([
      { from: november.from, to: noon, tariff: old, share: { num: 1_008n, den: 2_880n } },
      { from: noon, to: november.to, tariff: fresh, share: { num: 1_872n, den: 2_880n } },
    ]);
  });

  it('end where a month does, each with its share of its own month', () => {
    const span = { from: november.to - 24 * HOUR, to: november.to + 24 * HOUR };
    expect(segmentsOf([tariff()], span, calendar).map(({ share }) => share)).toEqual([
      { num: 96n, den: 2_880n },
      { num: 96n, den: 2_976n },
    ]);
  });

  it('have no tariff before the first one', () => {
    const first = tariff({}, november.from + 24 * HOUR);
    const parts = segmentsOf([first], november, calendar);
    expect(parts.map((part) => part.tariff)).toEqual([undefined, first]);
  });

  it('are none of no time', () =>
    expect(segmentsOf([tariff()], { from: november.from, to: november.from }, calendar)).toEqual([]));

  it('are in order, whatever order the tariffs come in', () => {
    const at = (day: number) => november.from + day * 24 * HOUR;
    const tariffs = [20, 12, 5, 0].map((day) => tariff({}, at(day), `tar_day${day}`));
    const parts = segmentsOf(tariffs, { from: at(2), to: at(20) }, calendar);
    expect(parts.map((part) => [part.tariff?.id, part.from, part.to])).toEqual([
      ['tar_day0', at(2), at(5)],
      ['tar_day5', at(5), at(12)],
      ['tar_day12', at(12), at(20)],
    ]);
    const later = segmentsOf(tariffs, { from: at(5), to: at(13) }, calendar);
    expect(later.map((part) => [part.from, part.to])).toEqual([
      [at(5), at(12)],
      [at(12), at(13)],
    ]);
  });

  it('are not cut by a tariff that begins where the time ends', () => {
    const next = tariff({}, november.to, 'tar_next000');
    expect(segmentsOf([tariff(), next], november, calendar)).toHaveLength(1);
  });
});
