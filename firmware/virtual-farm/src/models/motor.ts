/** A squirrel-cage motor as its plate describes it, and what the plate leaves out. */
export interface MotorSpec {
  /** Power at the shaft. Unit: kW. */
  readonly kw: number;
  readonly phases: 1 | 3;
  /** Between phase and neutral for one phase, between phases for three. Unit: V. */
  readonly nominalV: number;
  readonly powerFactor: number;
  readonly efficiency: number;
  /** Current at the moment of starting, and with a blocked rotor, as a multiple of the rated one: 5 to 7. */
  readonly startFactor: number;
  /** The starting current falls to 1/e of its surplus in this time. Unit: ms. */
  readonly startDecayMs: number;
}

/** A motor between two moments. */
export interface MotorState {
  /** How long it has been turning; undefined while it stands. Unit: ms. */
  readonly turnsMs: number | undefined;
  /** Heat of the winding: 0 is the air around it, 1 is rated load for ever. */
  readonly heat: number;
  /** Worn bearings and a clogged impeller: this share is added to the load. */
  readonly wear: number;
  readonly isBurnt: boolean;
  readonly energyWh: number;
  readonly starts: number;
}

/** What is done to a motor during one step. */
export interface MotorInput {
  /** Voltage of each phase as `nominalV` counts it; 0 for a phase that is missing. */
  readonly volts: readonly number[];
  /** What the shaft has to move; 1 is rated. */
  readonly load: number;
  /** Something holds the rotor. */
  readonly isBlocked?: boolean;
}

/** What came of one step. */
export interface MotorStep {
  readonly state: MotorState;
  /** At the end of the step, one a phase. Unit: A. */
  readonly currentsA: readonly number[];
  /** Mean over the step. Unit: W. */
  readonly powerW: number;
}

/**
 * Time constant of the winding and the heat at which it burns. Class 10 protection opens within 10 s at 5 x the service current
 * (Franklin AID, motor-defaults); with these a hot motor lasts 20 s there, so that a right protection saves it and a missing
 * one does not. At sqrt(3) x, one phase gone, it lasts some 6 minutes.
 */
const HEAT_S = 500;
const BURNS_AT = 2;
/**
 * What one start heats the rotor beyond its current. Chosen so that the 690 starts an hour of a version 1 outlet that closes again
 * for ever burn a motor in some ten minutes, and the 100 a day of Franklin's table 3 do nothing.
 */
const START_HEAT = 0.02;
/** Temperature rise of insulation class B at rated load (IEC 60034-1). Unit: K. */
const RATED_RISE_K = 80;
/** Torque falls with the square of the voltage: below this share it does not carry its load. */
const STALLS_BELOW = 0.6;
/** What no motor gets rid of: friction and iron. */
const IDLE_LOAD = 0.05;
/** Wear grows by a fifth in 10,000 hours. */
const WEAR_PER_HOUR = 0.2 / 10_000;
/** A blocked rotor takes nearly only reactive current. */
const BLOCKED_POWER_FACTOR = 0.4;

/** A motor of these kW as the trade sells it: what is not said is typical of 0.5 to 5 kW, two poles. */
export function motorOf(kw: number, more: Partial<MotorSpec> = {}): MotorSpec {
  const phases = more.phases ?? 1;
  return {
    kw,
    phases,
    nominalV: phases === 3 ? 400 : 230,
    powerFactor: 0.86,
    efficiency: 0.75,
    startFactor: 6,
    startDecayMs: 150,
    ...more,
  };
}

/** P = V I pf eff, with sqrt(3) for three phases. Unit: A. */
export function ratedCurrentA({ kw, phases, nominalV, powerFactor, efficiency }: MotorSpec): number {
  return (kw * 1000) / (nominalV * powerFactor * efficiency * (phases === 3 ? Math.sqrt(3) : 1));
}

export function newMotor(): MotorState {
  return { turnsMs: undefined, heat: 0, wear: 0, isBurnt: false, energyWh: 0, starts: 0 };
}

/** Temperature of the winding. Unit: C. */
export function windingC({ heat }: MotorState, airC = 30): number {
  return airC + RATED_RISE_K * heat;
}

/** One step of a motor; long steps and many short ones come to the same. */
export function stepMotor(spec: MotorSpec, before: MotorState, input: MotorInput, dtMs: number): MotorStep {
  const drive = driveOf(spec, before, input);
  const none = input.volts.map(() => 0);
  if (drive === 'none') return { state: settle(before, undefined, 0, 0, dtMs), currentsA: none, powerW: 0 };
  const isTurning = drive === 'turning';
  const from = isTurning ? (before.turnsMs ?? 0) : 0;
  const volts = meanOf(input.volts.filter((volt) => volt > 0)) / spec.nominalV;
  const load = Math.max(IDLE_LOAD, input.load) * (1 + before.wear);
  const lone = loneFactor(spec, input);
  const steady = (isTurning ? runningShare(spec, load, volts) : spec.startFactor * volts) * lone;
  const surplus = isTurning ? Math.max(0, spec.startFactor * volts * lone - steady) : 0;
  const ended = from + dtMs;
  const now = steady + surplus * Math.exp(-ended / spec.startDecayMs);
  const heating = meanSquare({ steady, surplus, from, dtMs, decayMs: spec.startDecayMs });
  const ratedW = (spec.kw * 1000) / spec.efficiency;
  const powerW = isTurning
    ? ratedW * load
    : (ratedW / spec.powerFactor) * BLOCKED_POWER_FACTOR * spec.startFactor * volts ** 2;
  const state = settle(before, isTurning ? ended : undefined, heating, powerW, dtMs);
  const amps = now * ratedCurrentA(spec);
  return { state, currentsA: input.volts.map((volt) => (volt > 0 ? amps : 0)), powerW };
}

/** Three phases keep a turning motor turning on two; on two it does not start, on one nothing happens. */
function driveOf(spec: MotorSpec, { isBurnt, turnsMs }: MotorState, input: MotorInput): 'none' | 'stalled' | 'turning' {
  const live = input.volts.filter((volt) => volt > 0);
  if (isBurnt || live.length === 0 || (spec.phases === 3 && live.length < 2)) return 'none';
  const isWeak = meanOf(live) / spec.nominalV < STALLS_BELOW;
  const isLame = live.length < spec.phases && turnsMs === undefined;
  return (input.isBlocked ?? false) || isWeak || isLame ? 'stalled' : 'turning';
}

/** With one of three phases gone the two others carry sqrt(3) times the current. */
function loneFactor({ phases }: MotorSpec, { volts }: MotorInput): number {
  return phases === 3 && volts.some((volt) => volt <= 0) ? Math.sqrt(3) : 1;
}

/** Active current follows load over voltage, magnetising current follows the voltage; both are 1 together at the plate's figures. */
function runningShare({ powerFactor, startFactor }: MotorSpec, load: number, volts: number): number {
  const active = (powerFactor * load) / volts;
  const magnetising = Math.sqrt(1 - powerFactor ** 2) * volts;
  return Math.min(startFactor, Math.hypot(active, magnetising));
}

/** Mean over the step of (steady + surplus e^(-t/decay)) squared. */
function meanSquare(step: { steady: number; surplus: number; from: number; dtMs: number; decayMs: number }): number {
  const { steady, surplus, from, dtMs, decayMs } = step;
  if (dtMs <= 0) return 0;
  const area = (decay: number) => decay * (Math.exp(-from / decay) - Math.exp(-(from + dtMs) / decay));
  return steady ** 2 + (2 * steady * surplus * area(decayMs) + surplus ** 2 * area(decayMs / 2)) / dtMs;
}

function settle(
  before: MotorState,
  turnsMs: number | undefined,
  heating: number,
  powerW: number,
  dtMs: number,
): MotorState {
  const isTurning = turnsMs !== undefined;
  const isStart = isTurning && before.turnsMs === undefined;
  const heat = heating + (before.heat - heating) * Math.exp(-dtMs / (HEAT_S * 1000)) + (isStart ? START_HEAT : 0);
  return {
    turnsMs,
    heat,
    wear: before.wear + (isTurning ? (WEAR_PER_HOUR * dtMs) / 3_600_000 : 0),
    isBurnt: before.isBurnt || heat >= BURNS_AT,
    energyWh: before.energyWh + (powerW * dtMs) / 3_600_000,
    starts: before.starts + (isStart ? 1 : 0),
  };
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
}
