/** A vessel that is filled and drawn from. */
export interface TankSpec {
  readonly capacityL: number;
  /** Standing: the height tells the litres. Lying: a cylinder on its side, where the middle holds most. */
  readonly shape: 'standing' | 'lying';
}

/** How full it is, and where everything came from and went to since it was made. Unit: L. */
export interface TankState {
  readonly litres: number;
  readonly inL: number;
  readonly drawnL: number;
  readonly leakedL: number;
  readonly overflowL: number;
}

/** What happens during one step. */
export interface TankInput {
  readonly inL: number;
  /** What the household would like to have. */
  readonly wantedL: number;
  /** Through a hole at the bottom when the tank is full; less by the root of the level. Unit: L/s. */
  readonly leakLps: number;
}

export function newTank(litres: number): TankState {
  return { litres, inL: 0, drawnL: 0, leakedL: 0, overflowL: 0 };
}

/** One step: what flows in, what is drawn, what leaks and what does not fit. */
export function stepTank({ capacityL }: TankSpec, before: TankState, input: TankInput, dtMs: number): TankState {
  const filled = before.litres + input.inL;
  const overflowL = Math.max(0, filled - capacityL);
  const there = filled - overflowL;
  const drawnL = Math.min(there, input.wantedL);
  const leakedL = Math.min(there - drawnL, (input.leakLps * Math.sqrt(there / capacityL) * dtMs) / 1000);
  return {
    litres: there - drawnL - leakedL,
    inL: before.inL + input.inL,
    drawnL: before.drawnL + drawnL,
    leakedL: before.leakedL + leakedL,
    overflowL: before.overflowL + overflowL,
  };
}

/** Height of the water as a share of the tank's, which is what a level sensor sees. Unit: %. */
export function levelPercent({ capacityL, shape }: TankSpec, litres: number): number {
  const share = Math.min(1, Math.max(0, litres / capacityL));
  return 100 * (shape === 'standing' ? share : lyingHeight(share));
}

/** The height at which a lying cylinder is full to this share, by halving: the segment's area has no inverse in closed form. */
function lyingHeight(share: number): number {
  let [low, high] = [0, 1];
  for (let round = 0; round < 30; round++) {
    const middle = (low + high) / 2;
    if (segmentShare(middle) < share) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/** Share of a circle's area below this share of its height. */
function segmentShare(height: number): number {
  const distance = 1 - 2 * height;
  return (Math.acos(distance) - distance * Math.sqrt(1 - distance ** 2)) / Math.PI;
}
