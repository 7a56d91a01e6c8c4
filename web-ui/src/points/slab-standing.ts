import type { Slab } from '@farmgate/gateway/contract';

/** Where a month stands among the slabs of its tariff. Unit: kWh. */
export interface SlabStanding {
  readonly slabs: readonly SlabPlace[];
  /** How much is left until the next one; undefined in the last. */
  readonly left?: number;
  /** Also where the month will end, as far as that is known. */
  readonly ends?: number;
}

export interface SlabPlace {
  readonly slab: Slab;
  readonly from: number;
  /** 0 to 1. */
  readonly filled: number;
  readonly isReached: boolean;
  /** The month will come to it, and has not yet. */
  readonly isExpected: boolean;
}

/** How far a month's energy has come in the slabs, and how far it will come. */
export function standingIn(slabs: readonly Slab[], used: number, expected?: number): SlabStanding {
  const at = indexOf(slabs, used);
  const ends = expected === undefined ? undefined : indexOf(slabs, expected);
  const end = slabs[at]?.upToKwh;
  return {
    slabs: slabs.map((slab, index) => {
      const from = slabs[index - 1]?.upToKwh ?? 0;
      return {
        slab,
        from,
        filled: filledOf(used, from, slab.upToKwh),
        isReached: index === at,
        isExpected: ends !== undefined && index > at && index <= ends,
      };
    }),
    ...(end === undefined ? {} : { left: end - used }),
    ...(ends === undefined ? {} : { ends }),
  };
}

/** Its bound belongs to a slab. */
function indexOf(slabs: readonly Slab[], used: number): number {
  return slabs.findIndex(({ upToKwh }) => upToKwh === undefined || used <= upToKwh);
}

/** The last one has no end: it is full as soon as it is reached. */
function filledOf(used: number, from: number, upTo: number | undefined): number {
  if (upTo === undefined) return used > from ? 1 : 0;
  return Math.min(1, Math.max(0, (used - from) / (upTo - from)));
}
