/** A borehole: a column of water above the pump's inlet that sinks when it is pumped and comes back by itself. */
export interface WellSpec {
  /** The column at rest. Unit: m. */
  readonly restM: number;
  /** Cross-section of bore and gravel. Unit: m2. */
  readonly areaM2: number;
  /** What flows in for each metre that the column is below rest. Unit: L/s per m. */
  readonly yieldLpsPerM: number;
}

/** How it stands, and what came and went since it was made. Unit: L. */
export interface WellState {
  readonly litres: number;
  readonly inL: number;
  readonly outL: number;
}

const LITRES_PER_M3 = 1_000;

export function newWell(spec: WellSpec): WellState {
  return { litres: restL(spec), inL: 0, outL: 0 };
}

/** Height of the water above the inlet. Unit: m. */
export function columnM({ areaM2 }: WellSpec, { litres }: WellState): number {
  return litres / (areaM2 * LITRES_PER_M3);
}

/** Takes up to `wantedL` out and lets the ground fill it up again; `takenL` is what there was. */
export function stepWell(
  spec: WellSpec,
  before: WellState,
  wantedL: number,
  dtMs: number,
): { readonly state: WellState; readonly takenL: number } {
  const { areaM2, yieldLpsPerM } = spec;
  const missing = restL(spec) - before.litres;
  // Exact for a column that is left alone: it nears its rest by a share that the time alone decides.
  const share = -Math.expm1((-yieldLpsPerM * dtMs) / 1000 / (areaM2 * LITRES_PER_M3));
  const comesL = Math.max(0, missing * share);
  const takenL = Math.min(Math.max(0, wantedL), before.litres + comesL);
  const litres = before.litres + comesL - takenL;
  return { state: { litres, inL: before.inL + comesL, outL: before.outL + takenL }, takenL };
}

function restL({ restM, areaM2 }: WellSpec): number {
  return restM * areaM2 * LITRES_PER_M3;
}
