import { phaseMonitor as type } from '@farmgate/gateway/device-types';
import { isOffNominal, type PhaseView } from './phase-view.ts';
import type { FieldNode, Values } from './field-node.ts';

/** Watches the phases in front of a pump's contactor, from a board with a battery: it sees outages too. */
export class PhaseMonitorNode implements FieldNode {
  readonly name: string;
  readonly type = type.id;
  readonly hasBattery = true;
  readonly #look: () => PhaseView;

  constructor(name: string, look: () => PhaseView) {
    this.name = name;
    this.#look = look;
  }

  get isRestless(): boolean {
    const { isReversed, volts, nominalV } = this.#look();
    return isReversed || isOffNominal(volts, nominalV);
  }

  readings(): Values[] {
    const { volts, amps, isReversed } = this.#look();
    const perPhase = (name: string, values: readonly number[], digits: number) =>
      Object.fromEntries(values.map((value, index) => [`${name}.l${index + 1}`, Number(value.toFixed(digits))]));
    const mA = amps.map((each) => each * 1000);
    return [{ ...perPhase('voltage', volts, 1), ...perPhase('current', mA, 0), 'phase.order': !isReversed }];
  }

  obey(): string {
    return 'A phase monitor can only be read';
  }
}
