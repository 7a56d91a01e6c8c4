import { powerMeter as type } from '@farmgate/gateway/device-types';
import type { MeterReading } from '../models/meter.ts';
import type { FieldNode, Values } from './field-node.ts';

/** A PZEM-004T behind the main breaker, with a WiFi board that lives on the same line. */
export class PowerMeterNode implements FieldNode {
  readonly name: string;
  readonly type = type.id;
  readonly hasBattery = false;
  readonly #read: () => MeterReading;

  constructor(name: string, read: () => MeterReading) {
    this.name = name;
    this.#read = read;
  }

  readings(): Values[] {
    const { volts, amps, watts, wattHours, hz, powerFactor } = this.#read();
    return [
      {
        voltage: volts,
        current: Math.round(amps * 1000),
        power: watts,
        energy: wattHours,
        frequency: hz,
        powerFactor,
      },
    ];
  }

  obey(): string {
    return 'A meter can only be read';
  }
}
