import { tankLevel as type } from '@farmgate/gateway/device-types';
import type { FieldNode, Values } from './field-node.ts';

/** What an ultrasonic sensor resolves of a tank of two metres. Unit: %. */
const STEP_PERCENT = 0.5;
const BATTERY_V = 3.7;

/** A level sensor above a tank. */
export class TankLevelNode implements FieldNode {
  readonly name: string;
  readonly type = type.id;
  readonly hasBattery = true;
  readonly #look: () => { readonly percent: number; readonly litres: number };
  readonly #random: () => number;

  constructor(name: string, look: () => { percent: number; litres: number }, random: () => number) {
    this.name = name;
    this.#look = look;
    this.#random = random;
  }

  readings(): Values[] {
    const { percent, litres } = this.#look();
    const ripple = (this.#random() - 0.5) * STEP_PERCENT;
    const level = Math.min(100, Math.max(0, Math.round((percent + ripple) / STEP_PERCENT) * STEP_PERCENT));
    return [{ level, volume: Math.round(litres), battery: BATTERY_V }];
  }

  obey(): string {
    return 'A tank sensor can only be read';
  }
}
