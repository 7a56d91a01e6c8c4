/** The line in front of a motor as a watcher sees it. */
export interface PhaseView {
  /** Phase to neutral, one a phase. Unit: V. */
  readonly volts: readonly number[];
  /** One a phase. Unit: A. */
  readonly amps: readonly number[];
  readonly isReversed: boolean;
  /** Phase to neutral. Unit: V. */
  readonly nominalV: number;
}

/** What a line may differ from nominal before a node says it more often, as a share: less than protections bear. */
const RESTLESS_SHARE = 0.15;

/** Whether a live line is far from what it should be. */
export function isOffNominal(volts: readonly number[], nominalV: number): boolean {
  const isLive = volts.some((volt) => volt > 0);
  return isLive && volts.some((volt) => Math.abs(volt - nominalV) > RESTLESS_SHARE * nominalV);
}
