import { valueAt, type DayPattern } from './day-pattern.ts';

/** What a farm plugs into a socket, by what makes its current change. */
export type ApplianceSpec = {
  readonly name: string;
  /** At nominal voltage, while it works. Unit: W. */
  readonly watts: number;
  readonly powerFactor: number;
  /** A heater's current follows the voltage, a motor's goes against it. */
  readonly nature: 'heater' | 'motor';
} & (
  | { readonly kind: 'steady' }
  /** Works by the hour: the pattern is the share of its power. */
  | { readonly kind: 'pattern'; readonly pattern: DayPattern }
  /** Works until its thermostat has enough. Unit: C, and K a minute. */
  | {
      readonly kind: 'thermostat';
      readonly worksFrom: number;
      readonly worksUntil: number;
      /** Change while it works; below 0 for what cools. */
      readonly perMinute: number;
      /** The temperature it goes to by itself, and the share of the way a minute. */
      readonly around: number;
      readonly lossPerMinute: number;
    }
);

export interface ApplianceState {
  readonly isWorking: boolean;
  /** Of what a thermostat watches. Unit: C. */
  readonly temperatureC: number;
}

/** The line an appliance hangs on, during one step. */
export interface ApplianceInput {
  readonly volts: number;
  readonly nominalV: number;
  /** 0 to 24. */
  readonly hour: number;
}

/** What came of one step. */
export interface ApplianceStep {
  readonly state: ApplianceState;
  readonly amps: number;
  readonly watts: number;
}

export function newAppliance(spec: ApplianceSpec): ApplianceState {
  return { isWorking: false, temperatureC: spec.kind === 'thermostat' ? (spec.worksFrom + spec.worksUntil) / 2 : 20 };
}

/** One step; without voltage it draws nothing, and what was warm cools. */
export function stepAppliance(
  spec: ApplianceSpec,
  before: ApplianceState,
  { volts, nominalV, hour }: ApplianceInput,
  dtMs: number,
): ApplianceStep {
  const share = volts > 0 ? shareOf(spec, before, hour) : 0;
  const level = volts / nominalV;
  const ratedA = spec.watts / (nominalV * spec.powerFactor);
  const amps = share === 0 ? 0 : ratedA * share * (spec.nature === 'heater' ? level : 1 / Math.max(level, 0.5));
  const watts = amps * volts * spec.powerFactor;
  const effect = share * (spec.nature === 'heater' ? level ** 2 : 1);
  return { state: { isWorking: share > 0, temperatureC: warmed(spec, before, effect, dtMs) }, amps, watts };
}

/** The share of its power that it asks for now, 0 to 1. */
function shareOf(spec: ApplianceSpec, { isWorking, temperatureC }: ApplianceState, hour: number): number {
  switch (spec.kind) {
    case 'steady':
      return 1;
    case 'pattern':
      return valueAt(spec.pattern, hour);
    case 'thermostat': {
      const isCooler = spec.perMinute < 0;
      const wants = isCooler ? temperatureC > spec.worksFrom : temperatureC < spec.worksFrom;
      const hasEnough = isCooler ? temperatureC <= spec.worksUntil : temperatureC >= spec.worksUntil;
      return wants || (isWorking && !hasEnough) ? 1 : 0;
    }
  }
}

function warmed(spec: ApplianceSpec, { temperatureC }: ApplianceState, effect: number, dtMs: number): number {
  if (spec.kind !== 'thermostat') return temperatureC;
  const minutes = dtMs / 60_000;
  const goesTo = spec.around + (spec.perMinute * effect) / spec.lossPerMinute;
  return goesTo + (temperatureC - goesTo) * Math.exp(-spec.lossPerMinute * minutes);
}
