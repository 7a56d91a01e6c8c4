import type { Clock } from '@farmgate/gateway/contract';
import type { Radio } from '@farmgate/rf-bridge/radios';
import { AirTrouble } from './air-trouble.ts';
import { Air, type Station, type Tuning } from './air.ts';
import type { AirTiming } from './air-timing.ts';
import { factoryNew } from './demo-field.ts';
import type { Fault, TimedFault } from './fault.ts';
import { Outlet, type OutletSpec } from './outlet.ts';
import type { PlantSpec } from './plant/plant-spec.ts';
import { Plant } from './plant/plant.ts';
import { seededRandom } from './random.ts';
import { TruthBook } from './truth-book.ts';
import type { Truth, TruthLog } from './truth.ts';

export interface FarmOptions {
  readonly clock: Clock;
  readonly outlets: readonly OutletSpec[];
  readonly seed: number;
  /** Share of packets lost, 0 to 1. */
  readonly loss?: number;
  /** What the modules and the air take; an HC-12 at 9600 baud where nothing is said. */
  readonly timing?: AirTiming;
  /** What there is besides outlets: grid, pumps, tanks. Time flows in it when it is started. */
  readonly plant?: PlantSpec;
  /** Called beside `log`, which keeps the newest. */
  readonly onTruth?: TruthLog;
}

/** A master's module on the farm's air: calling it writes to its serial line. */
export interface Attachment {
  (bytes: Uint8Array): void;
  /** Takes the module away: it hears nothing more. Harmless the second time. */
  detach(): void;
}

/** Outlets on one air, and the other end of it: what the masters' modules hear and say. */
export class VirtualFarm {
  /** What really happened, with questions to ask of it. */
  readonly truth: TruthBook;
  readonly plant: Plant | undefined;
  readonly #outlets = new Map<number, Outlet>();
  readonly #clock: Clock;
  readonly #random: () => number;
  /** What the farm's modules share, with all that may go wrong on it. */
  readonly air: Air;
  readonly #masters = new Set<Station>();
  readonly #trouble: AirTrouble;

  constructor({ clock, outlets, seed, loss = 0, timing, plant, onTruth }: FarmOptions) {
    this.#clock = clock;
    this.#random = seededRandom(seed);
    this.air = new Air(clock, this.#random, timing);
    this.air.loss = loss;
    this.truth = new TruthBook(onTruth);
    this.#trouble = new AirTrouble({
      clock,
      random: this.#random,
      air: this.air,
      hearAll: (bytes) => this.#hearAll(bytes),
      specOf: (node) => this.#outlets.get(node)?.spec,
      log: this.log,
    });
    for (const spec of outlets) this.#addOutlet(spec);
    // A chance of its own: what happens on the air is the same with and without.
    const parts = { clock, random: seededRandom(seed + 1), outlets: this.#outlets, truth: this.truth.note };
    this.plant = plant && new Plant({ ...parts, spec: plant });
  }

  get outlets(): ReadonlyMap<number, Outlet> {
    return this.#outlets;
  }

  /** What really happened, oldest first. */
  get log(): readonly Truth[] {
    return this.truth.log;
  }

  /** Joins a master's module of its own: `hear` gets what arrives on its serial line; what it writes goes to the answer. */
  attach(hear: (bytes: Uint8Array) => void, tuning: Tuning = {}): Attachment {
    const station: Station = { hear };
    this.#masters.add(station);
    this.air.join(station, tuning);
    const detach = () => {
      this.#masters.delete(station);
      this.air.leave(station);
    };
    return Object.assign((bytes: Uint8Array) => this.air.send(station, bytes), { detach });
  }

  /** The farm as a radio of the same process. */
  get radio(): Radio {
    return this.radioOn();
  }

  /** The same with a module that is set as told; each time it is opened it is another one. */
  radioOn(tuning: Tuning = {}): Radio {
    return {
      address: 'memory:farm',
      open: async (events) => {
        const write = this.attach((bytes) => events.onData(bytes), tuning);
        return { write, close: async () => write.detach() };
      },
    };
  }

  inject(fault: Fault): void {
    this.truth.note({ at: this.#clock.monoMs(), what: 'fault', fault });
    if ('air' in fault) this.#trouble.inject(fault.air);
    else if ('node' in fault) this.#injectAt(fault.node, fault.fault);
    else if ('grid' in fault) this.plant?.injectGrid(fault.grid);
    else this.plant?.inject(fault.device, fault.fault);
  }

  schedule(faults: readonly TimedFault[]): void {
    for (const { afterMs, fault } of faults) this.#clock.after(afterMs, () => this.inject(fault));
  }

  /** The frames an outlet took as meant for it, as people write them. */
  received(node: number): string[] {
    return this.log.flatMap((truth) => (truth.what === 'received' && truth.node === node ? [truth.frame] : []));
  }

  #injectAt(node: number, fault: Extract<Fault, { node: number }>['fault']): void {
    // Whose button is pressed and who is not there yet comes out of its box.
    if (fault.kind === 'button' && node === factoryNew.id && !this.#outlets.has(node)) this.#addOutlet(factoryNew);
    const outlet = this.#outlets.get(node);
    if (fault.kind === 'repair') outlet?.repair();
    else outlet?.inject(fault);
  }

  #addOutlet(spec: OutletSpec): void {
    const truth: TruthLog = (event) => {
      this.truth.note(event);
      if (event.what === 'contact') this.plant?.onContact(event.node);
    };
    this.#outlets.set(spec.id, new Outlet(spec, { clock: this.#clock, random: this.#random, air: this.air, truth }));
  }

  #hearAll(bytes: Uint8Array): void {
    for (const master of this.#masters) master.hear(bytes);
    for (const outlet of this.#outlets.values()) outlet.hear(bytes);
  }
}
