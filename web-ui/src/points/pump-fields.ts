import { pumpSetupWords } from '../i18n/pump-setup-words.ts';

/** A number of a pump's set-up as a form shows it. */
export interface PumpField {
  /** Where it is in the set-up, as `limits.minRestS`; also its name in the form. */
  readonly name: string;
  readonly label: () => string;
  readonly unit: string;
  /** What one of the form's unit is in the set-up's: 1000 for A in mA. */
  readonly scale: number;
  /** In the form's unit. */
  readonly min: number;
  readonly max: number;
  readonly step: number | 'any';
}

const field = (name: string, label: () => string, rest: Partial<PumpField>): PumpField => ({
  name,
  label,
  unit: '',
  scale: 1,
  min: 0,
  max: 1,
  step: 1,
  ...rest,
});

export const kwField = field('motor.kw', pumpSetupWords.power, { unit: 'kW', min: 0.1, max: 500, step: 'any' });
export const nominalField = field('motor.nominalV', pumpSetupWords.nominal, { unit: 'V', min: 90, max: 500 });
export const ratedField = field('motor.ratedMa', pumpSetupWords.rated, {
  unit: 'A',
  scale: 1000,
  min: 0.1,
  max: 1000,
  step: 'any',
});
export const flowField = field('motor.flowLpm', pumpSetupWords.flow, {
  unit: 'L/min',
  min: 0.1,
  max: 100_000,
  step: 'any',
});

export const limitFields: readonly PumpField[] = [
  field('limits.minRestS', pumpSetupWords.minRest, { unit: 's', min: 10, max: 7_200 }),
  field('limits.startsPerHour', pumpSetupWords.startsPerHour, { min: 1, max: 60 }),
  field('limits.startsPerDay', pumpSetupWords.startsPerDay, { min: 1, max: 1_000 }),
  field('limits.longestRunS', pumpSetupWords.longestRun, { unit: 'min', scale: 60, min: 1, max: 1_440 }),
  field('limits.shortestRunS', pumpSetupWords.shortestRun, { unit: 's', min: 10, max: 3_600 }),
  field('limits.leaseS', pumpSetupWords.lease, { unit: 's', min: 30, max: 600 }),
];

export const kvaFields: readonly PumpField[] = [
  field('supply.runKva', pumpSetupWords.runKva, { unit: 'kVA', min: 0.1, max: 1_000, step: 'any' }),
  field('supply.startKva', pumpSetupWords.startKva, { unit: 'kVA', min: 0.1, max: 10_000, step: 'any' }),
];

export const breakerFields: readonly PumpField[] = [
  field('breakerMa', pumpSetupWords.breaker, { unit: 'A', scale: 1000, min: 1, max: 10_000, step: 'any' }),
  field('shedRank', pumpSetupWords.shedRank, { min: 0, max: 99 }),
];

/** Every number of the set-up. */
export const pumpFields: readonly PumpField[] = [
  kwField,
  nominalField,
  ratedField,
  flowField,
  ...limitFields,
  ...kvaFields,
  ...breakerFields,
];

/** What stands in the field for a value of the set-up; empty for none. */
export function shownIn({ scale }: PumpField, value: number | undefined): string {
  return value === undefined ? '' : String(Math.round((value / scale) * 1000) / 1000);
}

/** The value of the set-up for what stands in the field; undefined where nothing does. */
export function readFrom({ scale }: PumpField, text: string): number | undefined {
  if (text.trim() === '' || !Number.isFinite(Number(text))) return undefined;
  return scale === 1 ? Number(text) : Math.round(Number(text) * scale);
}

/** The number at a dotted name of a set-up. */
export function numberAt(value: object, name: string): number | undefined {
  let found: unknown = value;
  for (const key of name.split('.')) {
    if (typeof found !== 'object' || found === null) return undefined;
    found = Object.entries(found).find(([other]) => other === key)?.[1];
  }
  return typeof found === 'number' ? found : undefined;
}
