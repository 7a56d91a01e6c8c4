import type { OwnSettings } from './protection.ts';
import type { ProtectionName } from './verdict.ts';

/** A motor's size as its plate says it. */
export interface MotorSize {
  readonly kw: number;
  readonly phases: 1 | 3;
}

interface SizeRow {
  /** Up to this power. Unit: kW. */
  readonly upToKw: number;
  /** Starts in 24 hours of a motor of one phase, and of three. */
  readonly startsPerDay: Readonly<Record<1 | 3, number>>;
  /** Unit: s. */
  readonly restS: number;
}

/** Rests of motors of 6 inches, which begin at 5.5 kW. */
const SIX_INCH_REST_S = 15 * 60;

/**
 * Franklin Electric, application manual for submersible motors, table 3 (starts in 24 hours), and its 15 minutes between the starts
 * of motors of 6 inches and more. Single-phase motors of 30 kW are not made; the smallest figure stands for them.
 */
const sizes: readonly SizeRow[] = [
  { upToKw: 0.55, startsPerDay: { 1: 300, 3: 300 }, restS: 60 },
  { upToKw: 4, startsPerDay: { 1: 100, 3: 300 }, restS: 60 },
  { upToKw: 22, startsPerDay: { 1: 50, 3: 100 }, restS: SIX_INCH_REST_S },
  { upToKw: Infinity, startsPerDay: { 1: 50, 3: 100 }, restS: SIX_INCH_REST_S },
];

/** The settings in which a motor of this size differs from the defaults. */
export function settingsOfSize({ kw, phases }: MotorSize): { readonly [Name in ProtectionName]?: OwnSettings } {
  const row = sizes.find(({ upToKw }) => kw <= upToKw);
  if (!row) return {};
  return { 'min-rest': { restS: row.restS }, 'starts-per-hour': { perDay: row.startsPerDay[phases] } };
}

/** Of motors of 0.5 to 5 kW with two poles, as their makers' tables have them: power factor times efficiency. */
const TYPICAL_YIELD = 0.645;

/** What the plate will say, as a suggestion for a form: P = V I pf eff, three times for three phases. Unit: mA. */
export function usualRatedMa({ kw, phases }: MotorSize, nominalV: number): number {
  return Math.round((kw * 1_000_000) / (nominalV * phases * TYPICAL_YIELD));
}
