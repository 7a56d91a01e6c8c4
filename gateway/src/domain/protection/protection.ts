import type { Channel } from './channels.ts';
import type { Lasting } from './lasting.ts';
import type { Observation } from './observation.ts';
import type { ProtectionName, Verdict } from './verdict.ts';

/** One setting of a protection, as forms and checks need it. */
export interface SettingDefinition {
  readonly label: string;
  readonly unit: 's' | 'min' | '%' | 'mA' | 'count';
  readonly min: number;
  readonly max: number;
  readonly default: number;
  /** What it decides, for a person. */
  readonly sentence: string;
}

/** What a protection remembers from one step to the next. Plain data; times are monotonic ms. */
export interface Memory {
  readonly bad?: Lasting;
  readonly good?: Lasting;
  /** The condition as the voltages show it, where the currents show it too. */
  readonly volts?: Lasting;
  readonly isHeld?: boolean;
  /** Sensors that were lost while they were needed. */
  readonly lost?: readonly Channel[];
  /** The start that is judged, and what was measured then. */
  readonly startNo?: number;
  readonly first?: number;
  readonly hasEffect?: boolean;
}

export interface Step {
  readonly memory: Memory;
  readonly verdict: Verdict;
}

/** Settings that differ from their defaults, by key. */
export type OwnSettings = Readonly<Record<string, number>>;

/** One row of the table of protections: a small pure machine. */
export interface Protection {
  readonly name: ProtectionName;
  readonly settings: Readonly<Record<string, SettingDefinition>>;
  /** Why this pump cannot be watched so, in a sentence; undefined where it can. */
  readonly findBlindness: (seen: Pick<Observation, 'watched' | 'motor'>) => string | undefined;
  readonly step: (memory: Memory, seen: Observation, own: OwnSettings) => Step;
}

interface Definition<Key extends string> {
  readonly name: ProtectionName;
  readonly settings: Readonly<Record<Key, SettingDefinition>>;
  readonly findBlindness: Protection['findBlindness'];
  /** `setting`: what is set, else the default. */
  readonly step: (memory: Memory, seen: Observation, setting: (key: Key) => number) => Step;
}

/** Makes a protection of its definition, which reads its settings by the very keys that it declares. */
export function protection<Key extends string>(definition: Definition<Key>): Protection {
  const { settings, step } = definition;
  return { ...definition, step: (memory, seen, own) => step(memory, seen, (key) => own[key] ?? settings[key].default) };
}

/** The first setting that does not exist or is out of its range, in a sentence; undefined where all is well. */
export function findFaultInSettings({ name, settings }: Protection, own: OwnSettings): string | undefined {
  for (const [key, value] of Object.entries(own)) {
    const definition = Object.hasOwn(settings, key) ? settings[key] : undefined;
    if (!definition) return `${name} has no setting ${key}.`;
    const { label, min, max, unit } = definition;
    if (!Number.isInteger(value) || value < min || value > max)
      return `${label} takes a whole number from ${min} to ${max}${unit === 'count' ? '' : ` ${unit}`}.`;
  }
  return undefined;
}

/** A time setting in seconds that a condition must last. */
export function forSeconds(seconds: number, sentence: string): SettingDefinition {
  return { label: 'For at least', unit: 's', min: 1, max: 600, default: seconds, sentence };
}
