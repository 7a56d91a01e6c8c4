import type { Load } from '../contact.ts';
import {
  newAppliance,
  stepAppliance,
  type ApplianceInput,
  type ApplianceSpec,
  type ApplianceState,
} from '../models/appliance.ts';

/** An appliance in a socket: what it draws changes with the hour, its thermostat and the grid. */
export class LiveLoad implements Load {
  readonly name: string;
  readonly #spec: ApplianceSpec;
  #state: ApplianceState;
  #amps = 0;

  constructor(spec: ApplianceSpec) {
    this.name = spec.name;
    this.#spec = spec;
    this.#state = newAppliance(spec);
  }

  get currentMa(): number {
    return Math.round(this.#amps * 1000);
  }

  /** One step on this line; without voltage it rests. Answers what it drew. */
  step(input: ApplianceInput, dtMs: number): { readonly amps: number; readonly watts: number } {
    const step = stepAppliance(this.#spec, this.#state, input, dtMs);
    this.#state = step.state;
    // What it would draw at once when its contact closes: the node's protection asks before the next step.
    this.#amps = input.volts > 0 ? step.amps : this.#ready(input);
    return step;
  }

  #ready(input: ApplianceInput): number {
    return stepAppliance(this.#spec, this.#state, { ...input, volts: input.nominalV }, 0).amps;
  }
}
