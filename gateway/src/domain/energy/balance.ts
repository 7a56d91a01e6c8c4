import { QUARTER_MS, type EnergySettings } from '../../contract/index.ts';
import type { Meter } from './meter.ts';

/** One quarter of an hour: what went through the main, and what each load took. Unit: mWh. */
export interface BalanceQuarter {
  readonly at: number;
  /** Undefined where the main tells nothing. */
  readonly main: number | undefined;
  readonly loads: readonly { readonly kind: Meter['kind']; readonly milliWh: number }[];
}

export type Verdict = 'over' | 'well' | 'not-known';

/** 20 W: what meters show of nothing. */
const FLOOR_MILLI_WH = 5_000;
/**
 * Of what is worked out of a current, this much is sure against a meter of power: its voltage and its power factor (a motor that idles has
 * 0.4 in place of 0.8) are not measured.
 */
const SURE_OF_CURRENT = 0.45;
/** Currents of loads with different power factors add up to less than their sum; with heaters and motors it is 8 to 20 %. */
const PHASES_OF_CURRENT = 1.25;

/** Whether the loads of a quarter took more than went through the main, by more than the meters may be wrong. */
export function judgeQuarter(
  { main, loads }: BalanceQuarter,
  { tolerancePercent, byCurrent }: { readonly tolerancePercent: number; readonly byCurrent: boolean },
): Verdict {
  if (main === undefined) return 'not-known';
  const sure = loads.reduce(
    (sum, { kind, milliWh }) => sum + milliWh * (kind === 'current' && !byCurrent ? SURE_OF_CURRENT : 1),
    0,
  );
  const most = main * (1 + tolerancePercent / 100) * (byCurrent ? PHASES_OF_CURRENT : 1) + FLOOR_MILLI_WH;
  return sure > most ? 'over' : 'well';
}

/**
 * Of the quarters before `end`: `over` where each of them is, for as long as was set; `well` where the last one is; else nobody can say.
 * Meters that are read at different times move energy from one quarter to the next: then the one after, or before, is not over.
 */
export function judgeBalance(
  quarters: readonly BalanceQuarter[],
  end: number,
  settings: Pick<EnergySettings, 'tolerancePercent' | 'warnAfterMin'> & { readonly byCurrent: boolean },
): Verdict {
  const byTime = new Map(quarters.map((quarter) => [quarter.at, quarter]));
  const count = Math.ceil((settings.warnAfterMin * 60_000) / QUARTER_MS);
  const verdicts = Array.from({ length: count }, (_, back) => {
    const quarter = byTime.get(end - (back + 1) * QUARTER_MS);
    return quarter ? judgeQuarter(quarter, settings) : 'not-known';
  });
  if (verdicts[0] === 'well') return 'well';
  return verdicts.every((verdict) => verdict === 'over') ? 'over' : 'not-known';
}
