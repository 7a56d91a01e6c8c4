import type { EnergyRate, Slab } from '../../contract/index.ts';
import type { Exact } from './money.ts';
import { roundHalfUp } from './money.ts';
import type { LocalQuarter } from './site-calendar.ts';

/** Energy in thousandths of a Wh that was used in the quarter of an hour that begins at wall ms `at`. */
export interface QuarterUse {
  readonly at: number;
  readonly milliWh: bigint;
}

/** What is charged for a part of the energy. */
export interface EnergyPart {
  readonly label: string;
  readonly milliWh: bigint;
  /** Decimal text: main unit of the currency a kWh. */
  readonly rate: string;
}

/** Energy by what it costs, and the fixed charge of the slab that it comes to. */
export interface EnergyParts {
  readonly parts: readonly EnergyPart[];
  readonly slabCharge?: { readonly label: string; readonly perMonth: string };
}

/** Unit: mWh. */
export const MILLI_WH_OF_KWH = 1_000_000n;

/** Splits the use of a time by what each part of it costs. `share`: how much of its month the time is; bounds of slabs go by it. */
export function partsOf(
  rate: EnergyRate,
  use: readonly QuarterUse[],
  share: Exact,
  at: (wall: number) => LocalQuarter,
): EnergyParts {
  switch (rate.kind) {
    case 'flat':
      return { parts: [{ label: 'Energy', milliWh: sumOf(use), rate: rate.rate }] };
    case 'slabs':
      return slabParts(rate.slabs, sumOf(use), share);
    case 'time-of-use': {
      const periodAt = periodFinder(rate);
      const used = new Map<string, bigint>();
      for (const { at: wall, milliWh } of use) {
        const period = periodAt(at(wall));
        used.set(period, (used.get(period) ?? 0n) + milliWh);
      }
      return { parts: rate.periods.map((period) => partOf(period, used.get(period.name) ?? 0n)) };
    }
  }
}

export function sumOf(use: readonly QuarterUse[]): bigint {
  return use.reduce((sum, { milliWh }) => sum + milliWh, 0n);
}

function partOf({ name, rate }: { readonly name: string; readonly rate: string }, milliWh: bigint): EnergyPart {
  return { label: name, milliWh, rate };
}

/** A slab with its end in the time that is billed: the bound of a month by the share of it, to the nearest mWh. */
export interface Reach {
  readonly slab: Slab;
  readonly label: string;
  readonly end: bigint | undefined;
}

function slabParts(slabs: readonly Slab[], used: bigint, share: Exact): EnergyParts {
  const reaches = slabs.map((slab, at) => reachOf(slab, slabs[at - 1], share));
  const reached = reaches.find(({ end }) => end === undefined || used <= end);
  if (!reached) return { parts: [] };
  const { slab, label } = reached;
  const parts = slab.takesAll
    ? [{ label: `${label}, all units`, milliWh: used, rate: slab.rate }]
    : stepParts(
        slabs.filter(({ takesAll }) => takesAll !== true),
        used,
        share,
      );
  return { parts, ...(slab.perMonth === undefined ? {} : { slabCharge: { label, perMonth: slab.perMonth } }) };
}

/** Each unit at the rate of its own slab. The first slab is there even where nothing was used. */
function stepParts(slabs: readonly Slab[], used: bigint, share: Exact): EnergyPart[] {
  const reaches = slabs.map((slab, at) => reachOf(slab, slabs[at - 1], share));
  return reaches.flatMap(({ slab, label, end }, at) => {
    const begin = reaches[at - 1]?.end ?? 0n;
    const milliWh = (end === undefined || used < end ? used : end) - begin;
    return milliWh > 0n || at === 0 ? [{ label, milliWh, rate: slab.rate }] : [];
  });
}

/** Where a slab ends, by the one before it. */
export function reachOf(slab: Slab, before: Slab | undefined, { num, den }: Exact): Reach {
  const { upToKwh } = slab;
  const begin = slab.takesAll ? 0 : (before?.upToKwh ?? 0);
  if (upToKwh === undefined) return { slab, label: before ? `over ${before.upToKwh} kWh` : 'Energy', end: undefined };
  const end = roundHalfUp({ num: BigInt(upToKwh) * MILLI_WH_OF_KWH * num, den });
  return { slab, label: begin === 0 ? `up to ${upToKwh} kWh` : `${begin} to ${upToKwh} kWh`, end };
}

/** Answers in which period a quarter of an hour is. */
export function periodFinder(rate: Extract<EnergyRate, { kind: 'time-of-use' }>): (quarter: LocalQuarter) => string {
  const counted = new Map(rate.holidays.map(({ day, as }) => [day, as]));
  return ({ day, weekday, minute }) => {
    const counts = counted.get(day) ?? weekday;
    const window = rate.windows.find(({ days, from, to }) => days.includes(counts) && minute >= from && minute < to);
    return window?.period ?? rate.usual;
  };
}
