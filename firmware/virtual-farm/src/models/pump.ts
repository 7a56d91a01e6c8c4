import { stepMotor, type MotorSpec, type MotorState, type MotorStep } from './motor.ts';

/** A motor with an impeller on it. */
export interface PumpSpec {
  readonly motor: MotorSpec;
  /** At its usual lift. Unit: L/s. */
  readonly litresPerS: number;
}

/** What a pump meets during one step. */
export interface PumpInput {
  /** Voltage of each phase at the motor; 0 where nothing comes. */
  readonly volts: readonly number[];
  /** What there is to pump. Unit: L. */
  readonly sourceL: number;
  /** Its outlet is shut or clogged: it turns and moves nothing. */
  readonly isShut: boolean;
  /** It turns the wrong way. */
  readonly isReversed?: boolean;
  /** Its rotor is held. */
  readonly isBlocked: boolean;
  /** Sand in the water and the like; 1 is as it should be. */
  readonly loadFactor: number;
}

/** What came of one step. */
export interface PumpStep extends MotorStep {
  /** From the source into the target. Unit: L. */
  readonly movedL: number;
}

/** Without water the impeller turns in air; a centrifugal pump against a shut valve takes a third to a half of its power. */
const DRY_LOAD = 0.1;
const SHUT_LOAD = 0.4;
/** Backwards a centrifugal pump gives hardly any lift: at the depth of a well, nothing. */
const REVERSED_LOAD = 0.7;

/** One step of a pump: it moves what there is, and its load follows what it moves. */
export function stepPump(spec: PumpSpec, before: MotorState, input: PumpInput, dtMs: number): PumpStep {
  const { volts, sourceL, isShut, isReversed = false, isBlocked, loadFactor } = input;
  const couldL = isShut || isReversed ? 0 : (spec.litresPerS * dtMs) / 1000;
  const movesL = Math.min(couldL, sourceL);
  // A moment without length: what the next second would be.
  const full = couldL > 0 ? movesL / couldL : Math.min(1, sourceL / spec.litresPerS);
  const pumping = DRY_LOAD + (loadFactor - DRY_LOAD) * full;
  const load = isShut ? SHUT_LOAD : isReversed ? REVERSED_LOAD * pumping : pumping;
  const step = stepMotor(spec.motor, before, { volts, load, isBlocked }, dtMs);
  return { ...step, movedL: step.state.turnsMs === undefined ? 0 : movesL };
}
