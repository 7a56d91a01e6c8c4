import { mainBreaker as type } from '@farmgate/gateway/device-types';
import type { FieldNode, NodeCommand, Values } from './field-node.ts';

/** What it sees at the breaker. */
export interface BreakerView {
  readonly amps: number;
  readonly ratedA: number;
  /** On the grid's side. */
  readonly volts: number;
  readonly isClosed: boolean;
}

/** Watches the main breaker from the grid's side. Its threshold only warns: what opens is the breaker. */
export class MainBreakerNode implements FieldNode {
  readonly name: string;
  readonly type = type.id;
  readonly hasBattery = true;
  readonly #look: () => BreakerView;
  #thresholdMa: number;

  constructor(name: string, look: () => BreakerView) {
    this.name = name;
    this.#look = look;
    // 80 %, where the home screen has its mark.
    this.#thresholdMa = Math.round(look().ratedA * 800);
  }

  readings(): Values[] {
    const { amps, ratedA, volts, isClosed } = this.#look();
    const mA = Math.round(amps * 1000);
    return [
      {
        current: mA,
        load: Math.round((100 * amps) / ratedA),
        voltage: Math.round(volts * 10) / 10,
        grid: volts > 0,
        closed: isClosed,
        overload: mA > this.#thresholdMa,
        threshold: this.#thresholdMa,
      },
    ];
  }

  obey({ point, value }: NodeCommand): string | undefined {
    if (point !== 'threshold') return 'A person switches the breaker, at the panel';
    if (typeof value !== 'number' || value < 1_000 || value > 630_000) return 'threshold takes 1000 to 630000 mA';
    this.#thresholdMa = Math.round(value);
    return undefined;
  }
}
