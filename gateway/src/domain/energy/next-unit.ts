import type { EnergyRate, Slab } from '../../contract/index.ts';
import { periodFinder, reachOf, type Reach } from './energy-lines.ts';
import type { Exact } from './money.ts';
import type { LocalQuarter } from './site-calendar.ts';

/** What the next unit is charged by. */
export interface NextUnit {
  /** Decimal text: main unit of the currency a kWh. */
  readonly rate: string;
  /** The period of the day or the slab; absent where all units cost the same. */
  readonly label?: string;
  /** Left of the slab. Unit: mWh. */
  readonly left?: bigint;
}

/** Where a month, or a tariff's part of one, stands. */
export interface Standing {
  /** Unit: mWh. */
  readonly used: bigint;
  /** Of its month; bounds of slabs go by it. */
  readonly share: Exact;
  readonly quarter: LocalQuarter;
}

/** The rate of the next unit. That a slab which takes all units makes those before it dearer too is not in it. */
export function nextUnitOf(rate: EnergyRate, { used, share, quarter }: Standing): NextUnit {
  switch (rate.kind) {
    case 'flat':
      return { rate: rate.rate };
    case 'slabs':
      return slabUnit(rate.slabs, used, share);
    case 'time-of-use': {
      const label = periodFinder(rate)(quarter);
      return { rate: rate.periods.find(({ name }) => name === label)?.rate ?? '0', label };
    }
  }
}

/** The slab that the whole use comes to says whether each unit has the rate of its own slab. */
function slabUnit(slabs: readonly Slab[], used: bigint, share: Exact): NextUnit {
  const whole = reachedOf(slabs, used, share);
  const stepped = slabs.filter(({ takesAll }) => takesAll !== true);
  const own = whole?.slab.takesAll ? whole : reachedOf(stepped, used, share);
  if (!own) return { rate: '0' };
  const ends = [whole?.end, own.end].filter((end) => end !== undefined);
  const left = ends.length > 0 ? { left: least(ends) - used } : {};
  return { rate: own.slab.rate, ...(slabs.length > 1 ? { label: own.label } : {}), ...left };
}

function reachedOf(slabs: readonly Slab[], used: bigint, share: Exact): Reach | undefined {
  return slabs
    .map((slab, at) => reachOf(slab, slabs[at - 1], share))
    .find(({ end }) => end === undefined || used < end);
}

function least(ends: readonly bigint[]): bigint {
  return ends.reduce((a, b) => (a < b ? a : b));
}
