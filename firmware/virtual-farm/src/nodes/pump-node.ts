import type { Clock } from '@farmgate/gateway/contract';
import { pumpNode as type } from '@farmgate/gateway/device-types';
import type { MeterReading } from '../models/meter.ts';
import type { FieldNode, NodeCommand, Values } from './field-node.ts';
import {
  look,
  newPumpControl,
  onMs,
  powerUp,
  releaseLatch,
  startsIn,
  switchOff,
  switchOn,
  type PumpControl,
  type PumpGuards,
  type PumpStop,
} from './pump-control.ts';

export interface PumpNodeParts {
  readonly name: string;
  readonly clock: Clock;
  readonly guards: PumpGuards;
  /** What its own meter reads on the motor's line. */
  readonly meter: () => MeterReading;
  /** The line has not the voltage that it should have. */
  readonly isLineBad: () => boolean;
  /** The contactor's coil was switched. */
  readonly onCoil: (why: PumpStop | 'command') => void;
}

/** A contactor with a mind of its own on the network. */
export class PumpNode implements FieldNode {
  readonly name: string;
  readonly type = type.id;
  readonly hasBattery = false;
  readonly #parts: PumpNodeParts;
  #control: PumpControl;

  constructor(parts: PumpNodeParts) {
    this.#parts = parts;
    this.name = parts.name;
    this.#control = newPumpControl(parts.clock.monoMs());
  }

  /** Whether the coil of its contactor has current. */
  get isCoilOn(): boolean {
    return this.#control.isOn;
  }

  get isRestless(): boolean {
    return this.#parts.isLineBad();
  }

  get control(): PumpControl {
    return this.#control;
  }

  /** Looks at lease, float and current. */
  look(mA: number, isFloatUp: boolean): void {
    this.#become(look(this.#control, this.#parts.guards, this.#now, { mA, isFloatUp }));
  }

  /** Its power went or came. */
  setMains(hasMains: boolean): void {
    if (!hasMains) this.#become(switchOff(this.#control, this.#now, 'power'));
    else this.#become(powerUp(this.#control, this.#now));
  }

  readings(): Values[] {
    const control = this.#control;
    const { amps, volts, watts, wattHours } = this.#parts.meter();
    const isTripped = control.latch !== undefined;
    const values: Values = {
      ...(isTripped ? {} : { trip: false }),
      relay: control.isOn,
      current: Math.round(amps * 1000),
      voltage: volts,
      power: watts,
      energy: wattHours,
      onSeconds: Math.floor(onMs(control, this.#now) / 1000),
      ...(control.run === undefined ? {} : { run: Number(control.run) }),
      leaseLeft: control.isOn ? Math.max(0, Math.ceil((control.leaseUntil - this.#now) / 1000)) : 0,
      starts: startsIn(control, this.#now),
      float: control.isFloatUp,
      dryRun: control.latch === 'dry-run',
      lease: control.leaseS,
    };
    // A trip is the last word about a contactor that is open: it says why.
    return isTripped ? [values, { trip: true }] : [values];
  }

  obey({ point, value, ...start }: NodeCommand): string | undefined {
    switch (point) {
      case 'relay':
        return typeof value === 'boolean' ? this.#switch(value, start) : 'relay takes true or false';
      case 'lease':
        if (typeof value !== 'number' || value < 30 || value > 600) return 'lease takes 30 to 600 s';
        this.#control = { ...this.#control, leaseS: Math.round(value) };
        return undefined;
      case 'reset':
        this.#control = releaseLatch(this.#control);
        return undefined;
      default:
        return `A pump node has nothing to set called ${point}`;
    }
  }

  get #now(): number {
    return this.#parts.clock.monoMs();
  }

  #switch(on: boolean, start: Pick<NodeCommand, 'leaseS' | 'run' | 'renew'>): string | undefined {
    if (!on) {
      this.#become(switchOff(this.#control, this.#now, 'command'));
      return undefined;
    }
    const answer = switchOn(this.#control, this.#parts.guards, this.#now, start);
    if ('refused' in answer) return answer.refused;
    this.#become(answer.control);
    return undefined;
  }

  #become(next: PumpControl): void {
    const was = this.#control;
    this.#control = next;
    if (was.isOn !== next.isOn) this.#parts.onCoil(next.isOn ? 'command' : (next.stoppedBy ?? 'power'));
  }
}
