import type { Clock } from '@farmgate/gateway/contract';
import type { DeviceFault } from '../fault.ts';
import { newMeter, readMeter, stepMeter, type MeterReading } from '../models/meter.ts';
import { newMotor, ratedCurrentA, type MotorState } from '../models/motor.ts';
import { stepPump, type PumpStep } from '../models/pump.ts';
import { pumpGuards } from '../nodes/pump-control.ts';
import { isOffNominal, type PhaseView } from '../nodes/phase-view.ts';
import { PumpNode } from '../nodes/pump-node.ts';
import type { PumpPlace } from './plant-spec.ts';

export interface PumpSetParts {
  readonly name: string;
  readonly place: PumpPlace;
  readonly clock: Clock;
  readonly random: () => number;
  /** Phase to neutral. Unit: V. */
  readonly nominalV: number;
  /** Whether the socket that feeds it is on, where it is a socket. */
  readonly isSocketOn: () => boolean;
  /** Its contactor was told to do something, which happens now. */
  readonly onSwitch: () => void;
  /** Its contactor has welded by itself, or has come loose again. */
  readonly onWeld: (isWelded: boolean) => void;
}

const SQRT3 = Math.sqrt(3);

/** What the mains are at this moment; all 0 V where there are none. */
export interface Line {
  /** Phase to neutral, one a phase. */
  readonly volts: readonly number[];
  readonly hz: number;
  readonly isReversed: boolean;
}

/** A pump with its motor, its contactor and, where it has one, its node. */
export class PumpSet {
  readonly name: string;
  readonly place: PumpPlace;
  readonly node: PumpNode | undefined;
  readonly #parts: PumpSetParts;
  #motor: MotorState = newMotor();
  #meter = newMeter();
  #step: PumpStep | undefined;
  #volts = 0;
  #hz = 0;
  #phases: readonly number[] = [];
  #isReversed = false;
  #why = 'start';
  #faults = new Set<DeviceFault['kind']>();
  #loadFactor = 1;
  #openings = 0;
  /** Monotonic ms. */
  #weldedUntil = -Infinity;

  constructor(parts: PumpSetParts) {
    this.#parts = parts;
    this.name = parts.name;
    this.place = parts.place;
    if (parts.place.fedBy !== 'node') return;
    this.node = new PumpNode({
      name: parts.name,
      clock: parts.clock,
      guards: { ...pumpGuards, ratedMa: 1000 * ratedCurrentA(parts.place.spec.motor) },
      meter: () => this.#read(),
      isLineBad: () => isOffNominal([this.#volts], parts.nominalV),
      onCoil: (why) => {
        this.#why = why;
        this.#wear();
        parts.onSwitch();
      },
    });
  }

  get motor(): MotorState {
    return this.#motor;
  }

  /** What closed or opened the motor's way to the mains last. */
  get why(): string {
    return this.#why;
  }

  set why(why: string) {
    this.#why = why;
  }

  /** The most that flows in a phase. Unit: A. */
  get amps(): number {
    return Math.max(0, ...(this.#step?.currentsA ?? []));
  }

  /** The line in front of its contactor. */
  get line(): PhaseView {
    const { nominalV } = this.#parts;
    const volts = this.#phases;
    const amps = this.#step?.currentsA ?? [];
    return { volts, amps: volts.map((_, index) => amps[index] ?? 0), isReversed: this.#isReversed, nominalV };
  }

  /** Whether its contactor conducts. */
  get isClosed(): boolean {
    if (this.#faults.has('welded') || this.#parts.clock.monoMs() < this.#weldedUntil) return true;
    if (this.#faults.has('stuck-off')) return false;
    return this.node ? this.node.isCoilOn : this.#parts.isSocketOn();
  }

  /** One step at these voltages. */
  step(line: Line, sourceL: number, dtMs: number): PumpStep {
    const { spec } = this.place;
    this.#volts = Math.max(...line.volts);
    this.#hz = line.hz;
    this.#isReversed = line.isReversed;
    this.#phases = line.volts.map((volt, index) => (this.lacksPhase && index === 0 ? 0 : volt));
    const phases = this.isClosed ? this.#phases : this.#phases.map(() => 0);
    const isThree = spec.motor.phases === 3;
    const volts = isThree ? phases.map((volt) => volt * SQRT3) : phases.slice(0, 1);
    const step = stepPump(
      spec,
      this.#motor,
      {
        volts,
        sourceL,
        isShut: this.#faults.has('blocked'),
        isReversed: isThree && line.isReversed,
        isBlocked: this.#faults.has('stalled'),
        loadFactor: this.#loadFactor,
      },
      dtMs,
    );
    this.#motor = step.state;
    this.#step = step;
    this.#meter = stepMeter(this.#meter, step.powerW, dtMs);
    return step;
  }

  inject(fault: DeviceFault): void {
    switch (fault.kind) {
      case 'overload':
        this.#loadFactor = fault.factor;
        return;
      case 'worn':
        this.#motor = { ...this.#motor, wear: fault.share };
        return;
      case 'repair':
        this.#faults.clear();
        this.#weldedUntil = -Infinity;
        this.#loadFactor = 1;
        this.#motor = { ...this.#motor, wear: 0, isBurnt: false };
        return;
      case 'welded':
        this.#why = 'fault';
        break;
      default:
    }
    this.#faults.add(fault.kind);
  }

  /** A phase of its cable is gone. */
  get lacksPhase(): boolean {
    const { badPhase } = this.place;
    return this.#faults.has('phase-loss') || (badPhase !== undefined && isBad(badPhase, this.#parts.clock.wallMs()));
  }

  /** Each opening under load burns the contacts a little, until one of them holds them together. */
  #wear(): void {
    const { contactor } = this.place;
    if (!contactor || this.node?.isCoilOn) return;
    this.#openings++;
    if (this.#openings % contactor.weldsEvery !== 0) return;
    const { clock, onWeld } = this.#parts;
    this.#weldedUntil = clock.monoMs() + contactor.forMs;
    onWeld(true);
    clock.after(contactor.forMs, () => onWeld(false));
  }

  #read(): MeterReading {
    const line = { volts: this.#volts, amps: this.amps, watts: this.#step?.powerW ?? 0, hz: this.#hz };
    return readMeter(this.#meter, line, this.#parts.random);
  }
}

function isBad({ everyMs, forMs }: { readonly everyMs: number; readonly forMs: number }, wallMs: number): boolean {
  return wallMs % everyMs >= everyMs - forMs;
}
