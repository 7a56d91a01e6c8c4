/** A main breaker of type C: a bimetal for what is too long, a coil for what is too much. */
export interface BreakerSpec {
  readonly ratedA: number;
}

export interface BreakerState {
  readonly isClosed: boolean;
  /** Heat of the bimetal: 1 is rated current for ever. */
  readonly heat: number;
}

// IEC 60898-1: never at 1.13 x, within an hour at 1.45 x, within 60 s at 2.55 x (up to 32 A); type C at once from 5 to 10 x.
const TRIPS_AT_HEAT = 1.3 ** 2;
const HEAT_S = 60;
const COIL_FACTOR = 7.5;

export function newBreaker(): BreakerState {
  return { isClosed: true, heat: 0 };
}

/** One step with this current. What has opened stays open until somebody closes it. */
export function stepBreaker(
  { ratedA }: BreakerSpec,
  { isClosed, heat }: BreakerState,
  amps: number,
  dtMs: number,
): BreakerState {
  const times = isClosed ? amps / ratedA : 0;
  const now = times ** 2 + (heat - times ** 2) * Math.exp(-dtMs / (HEAT_S * 1000));
  return { isClosed: isClosed && now < TRIPS_AT_HEAT && times < COIL_FACTOR, heat: now };
}

/** Each load's part of the whole, 0 to 1; all 0 when nothing flows. */
export function sharesOf<Name>(amps: ReadonlyMap<Name, number>): ReadonlyMap<Name, number> {
  const total = [...amps.values()].reduce((sum, each) => sum + each, 0);
  return new Map([...amps].map(([name, each]) => [name, total > 0 ? each / total : 0]));
}
