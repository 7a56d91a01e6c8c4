import { newMotor, motorOf, ratedCurrentA, type MotorState } from '../../../firmware/virtual-farm/src/models/motor.ts';
import { stepPump, type PumpSpec, type PumpStep } from '../../../firmware/virtual-farm/src/models/pump.ts';
import { newWell, stepWell, type WellSpec } from '../../../firmware/virtual-farm/src/models/well.ts';
import type { GuardSetup } from '../../src/domain/protection/guard.ts';
import { GuardBench } from '../../src/testing/guard-bench.ts';

const pump: PumpSpec = { motor: motorOf(2.2, { phases: 3 }), litresPerS: 1.4 };
const NOMINAL_V = 230;
const SQRT3 = Math.sqrt(3);

const setup: GuardSetup = {
  motor: { ratedMa: Math.round(1000 * ratedCurrentA(pump.motor)), phases: 3, nominalV: NOMINAL_V },
  watched: [
    'current',
    'currentL1',
    'currentL2',
    'currentL3',
    'voltageL1',
    'voltageL2',
    'voltageL3',
    'phaseOrder',
    'level',
  ],
  pollMs: 1_000,
};

/** A simulated motor in a simulated well, switched as its guard allows while somebody wants it to run. One step is a second. */
export class MotorRig {
  readonly guard = new GuardBench(setup);
  motor: MotorState = newMotor();
  isWanted = false;
  isWelded = false;
  isReversed = false;
  /** Of each phase, as a share of nominal. */
  phases: readonly [number, number, number] = [1, 1, 1];
  pumpedL = 0;
  #well: WellSpec = { restM: 25, areaM2: 0.05, yieldLpsPerM: 0.2 };
  #water = newWell(this.#well);
  #isClosed = false;

  get isTurning(): boolean {
    return this.motor.turnsMs !== undefined;
  }

  /** There is no water any more, and none comes. */
  dryUp(): void {
    this.#well = { ...this.#well, yieldLpsPerM: 0 };
    this.#water = { ...this.#water, litres: 0 };
  }

  /** Until so many seconds have passed. */
  run(seconds: number): this {
    for (let second = 0; second < seconds; second += 1) this.#second();
    return this;
  }

  /** Until this is so; answers after how many seconds. Throws where it is not within a day. */
  until(isSo: () => boolean): number {
    for (let second = 0; second <= 86_400; second += 1) {
      if (isSo()) return second;
      this.#second();
    }
    throw new Error('it did not happen within a day');
  }

  #second(): void {
    this.#obey();
    const step = this.#flow();
    this.guard.at(this.guard.now + 1_000).read(this.#readings(step));
    this.#obey();
  }

  /** The contact follows the guard; a welded one opens no more, whatever its coil says. */
  #obey(): void {
    const isOn = this.isWanted && this.guard.ruling.mayRun;
    if (isOn !== this.#isClosed)
      this.guard.event({ type: 'contactor', state: isOn ? 'on' : 'off', at: this.guard.now });
    this.#isClosed = isOn;
  }

  #flow(): PumpStep {
    const isLive = this.#isClosed || this.isWelded;
    const volts = this.phases.map((share) => (isLive ? share * NOMINAL_V * SQRT3 : 0));
    const input = { volts, sourceL: this.#water.litres, isShut: false, isBlocked: false, loadFactor: 1 };
    const step = stepPump(pump, this.motor, input, 1_000);
    this.motor = step.state;
    this.#water = stepWell(this.#well, this.#water, step.movedL, 1_000).state;
    this.pumpedL += step.movedL;
    return step;
  }

  #readings({ currentsA }: PumpStep) {
    const [l1 = 0, l2 = 0, l3 = 0] = currentsA.map((amps) => Math.round(amps * 1000));
    const [v1, v2, v3] = this.phases.map((share) => share * NOMINAL_V);
    return {
      current: Math.max(l1, l2, l3),
      currentL1: l1,
      currentL2: l2,
      currentL3: l3,
      voltageL1: v1 ?? 0,
      voltageL2: v2 ?? 0,
      voltageL3: v3 ?? 0,
      phaseOrder: !this.isReversed,
      level: 50,
    };
  }
}
