import { figureOf, type Motor, type Observation } from './observation.ts';

/** The current of this pump when all is well. Unit of `at`: wall ms. */
export interface Learned {
  readonly normalMa: number;
  readonly by: 'first good run' | 'guided run';
  readonly at: number;
}

/** What is gathered for learning during a run. Plain data; times are monotonic ms. */
export interface Learning {
  /** A person asked for it and watches the water come. */
  readonly isGuided: boolean;
  readonly startNo?: number;
  /** Unit: mA. */
  readonly currents: readonly number[];
  readonly from?: number;
  readonly last?: number;
  /** Why the last run taught nothing, for the person who asked. */
  readonly fault?: string;
}

export const notLearning: Learning = { isGuided: false, currents: [] };

/** The water is there and the pipe is full by then. */
const STEADY_AFTER_MS = 60_000;
const STEADY_FOR_MS = 120_000;
const FEWEST = 10;
const MOST = 240;
/** A run is not steady where half of its currents are further from the middle than this. */
const STEADY_SHARE = 0.1;
/** A pump that moves water draws between these shares of what its plate says: motors are chosen with some to spare. */
const PLAUSIBLE = { from: 0.55, to: 1.15 };

/** A person wants it learned, or learned anew, from the next steady stretch. */
export function beginGuided(): Learning {
  return { isGuided: true, currents: [] };
}

/** Notes the current of this moment where the run is steady. What was gathered of an earlier start is dropped. */
export function gather(before: Learning, seen: Observation): Learning {
  const { state, onSince, startNo } = seen.contactor;
  const current = figureOf(seen, 'current');
  if (state !== 'on' || onSince === undefined || !current) return before;
  const { currents, from, last = -Infinity } = before.startNo === startNo ? before : renewed(before, startNo);
  if (current.at <= last || current.at < onSince + STEADY_AFTER_MS)
    return { ...kept(before), startNo, currents, ...(from === undefined ? {} : { from, last }) };
  return {
    ...kept(before),
    startNo,
    currents: [...currents, current.value].slice(-MOST),
    from: from ?? current.at,
    last: current.at,
  };
}

/** What a steady stretch taught: a current, why it taught none, or `undefined` while there is too little of it. */
export function conclude(learning: Learning, motor: Motor): number | { readonly fault: string } | undefined {
  const { currents, from = 0, last = 0, isGuided } = learning;
  if (currents.length < FEWEST || last - from < STEADY_FOR_MS) return undefined;
  const sorted = currents.toSorted((a, b) => a - b);
  const median = quantileOf(sorted, 0.5);
  const spread = (quantileOf(sorted, 0.75) - quantileOf(sorted, 0.25)) / 2;
  if (spread > STEADY_SHARE * median)
    return { fault: 'The current was not steady. Let the pump run evenly and try again.' };
  const { ratedMa } = motor;
  if (ratedMa === undefined)
    return isGuided
      ? Math.round(median)
      : { fault: 'The rated current is not set: only a guided run teaches without it.' };
  if (median < PLAUSIBLE.from * ratedMa || median > PLAUSIBLE.to * ratedMa)
    return {
      fault: `It drew ${Math.round(median)} mA, which does not fit the ${ratedMa} mA of its plate. Check the plate, the water and the transformer.`,
    };
  return Math.round(median);
}

/** How much of the steady stretch there is, 0 to 1. */
export function progressOf({ from = 0, last = 0 }: Learning): number {
  return Math.min(1, (last - from) / STEADY_FOR_MS);
}

function renewed({ isGuided }: Learning, startNo: number): Learning {
  return { isGuided, startNo, currents: [] };
}

function kept({ isGuided, fault }: Learning): Pick<Learning, 'isGuided' | 'fault'> {
  return { isGuided, ...(fault === undefined ? {} : { fault }) };
}

/** Of numbers in order; between two of them the smaller. */
function quantileOf(sorted: readonly number[], share: number): number {
  return sorted[Math.floor(share * (sorted.length - 1))] ?? 0;
}
