import type { Channel, Sample } from './channels.ts';

/** A motor as its plate describes it. */
export interface Motor {
  /** Without it nothing is judged against the plate. Unit: mA. */
  readonly ratedMa?: number;
  readonly phases: 1 | 3;
  /** Between phase and neutral. Unit: V. */
  readonly nominalV: number;
  /** Where its outlet or contactor trips by itself. Unit: mA. */
  readonly tripMa?: number;
  /** What the main breaker bears. Unit: mA. */
  readonly breakerMa?: number;
  /** 0 is shed first when the breaker has too much. */
  readonly shedRank?: number;
}

/** What is known of the contact that feeds the motor. Times are monotonic ms. */
export interface Contactor {
  readonly state: 'on' | 'off' | 'unknown';
  /** Since when the motor has been on; kept while the device cannot be asked. */
  readonly onSince?: number;
  /** When it went off last. */
  readonly offSince?: number;
  /** Counts the starts of this motor for ever: names each of them. */
  readonly startNo: number;
  /** Moments of the starts of the last 24 hours, oldest first. */
  readonly starts: readonly number[];
}

export type Samples = { readonly [Name in Channel]?: Sample };

/** All that the protections of one pump see at one moment. Only good readings are in it: what a broken sensor says is no evidence. */
export interface Observation {
  /** Monotonic ms. */
  readonly now: number;
  readonly motor: Motor;
  readonly contactor: Contactor;
  readonly watched: readonly Channel[];
  /** The last good one of each channel. */
  readonly samples: Samples;
  /** The learned current of a good run. Unit: mA. */
  readonly normalMa?: number;
  /** When the device was heard last, and how often it should be. */
  readonly heardAt?: number;
  readonly pollMs: number;
  /** When this began: what was before nobody watched. */
  readonly watchedSince: number;
}

/** A number of a channel with its moment. */
export interface Figure {
  readonly value: number;
  readonly at: number;
}

/** The last good number of a channel. */
export function figureOf({ samples }: Observation, channel: Channel): Figure | undefined {
  const sample = samples[channel];
  return typeof sample?.value === 'number' ? { value: sample.value, at: sample.at } : undefined;
}

/** Numbers that belong together; known since the oldest of them is. Undefined while one is missing. */
export interface FigureSet {
  readonly values: readonly number[];
  readonly at: number;
}

export function figuresOf(seen: Observation, names: readonly Channel[]): FigureSet | undefined {
  const figures = names.map((name) => figureOf(seen, name)).filter((figure) => figure !== undefined);
  if (figures.length < names.length || figures.length === 0) return undefined;
  return { values: figures.map(({ value }) => value), at: Math.min(...figures.map(({ at }) => at)) };
}

export function watchesAll({ watched }: Pick<Observation, 'watched'>, names: readonly Channel[]): boolean {
  return names.every((name) => watched.includes(name));
}

/** Whether the motor is on and was so at this moment already, the first `graceMs` of the start left out. */
export function wasRunningAt({ contactor }: Observation, at: number, graceMs = 0): boolean {
  return contactor.state === 'on' && contactor.onSince !== undefined && at >= contactor.onSince + graceMs;
}
