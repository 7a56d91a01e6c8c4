import type { Clock } from '@farmgate/gateway/contract';
import type { Radio } from '@farmgate/rf-bridge/radios';
import { AirTrouble } from './air-trouble.ts';
import type { Station } from './air.ts';
import { factoryNew } from './demo-field.ts';
import type { Fault, TimedFault } from './fault.ts';
import { Outlet, type OutletSpec } from './outlet.ts';
import type { PlantSpec } from './plant/plant-spec.ts';
import { Plant } from './plant/plant.ts';
import { seededRandom } from './random.ts';
import { TruthBook } from './truth-book.ts';
import type { Truth, TruthLog } from './truth.ts';
import { WeatherAir } from './weather.ts';

export interface FarmOptions {
  readonly clock: Clock;
  readonly outlets: readonly OutletSpec[];
  readonly seed: number;
  /** Share of packets lost, 0 to 1. */
  readonly loss?: number;
  /** What there is besides outlets: grid, pumps, tanks. Time flows in it when it is started. */
  readonly plant?: PlantSpec;
  /** Called beside `log`, which keeps the newest. */
  readonly onTruth?: TruthLog;
}

/** Outlets on one air, and the other end of it: what the master's module hears and says. */
export class VirtualFarm {
  /** What really happened, with questions to ask of it. */
  readonly truth: TruthBook;
  readonly plant: Plant | undefined;
  readonly #outlets = new Map<number, Outlet>();
  readonly #clock: Clock;
  readonly #random: () => number;
  readonly #air: WeatherAir;
  readonly #trouble: AirTrouble;
  #master: Station = { hear: () => {} };

  constructor({ clock, outlets, seed, loss = 0, plant, onTruth }: FarmOptions) {
    this.#clock = clock;
    this.#random = seededRandom(seed);
    this.#air = new WeatherAir(clock, this.#random);
    this.#air.loss = loss;
    this.truth = new TruthBook(onTruth);
    this.#trouble = new AirTrouble({
      clock,
      random: this.#random,
      air: this.#air,
      hearAll: (bytes) => this.#hearAll(bytes),
      masterOf: (node) => this.#outlets.get(node)?.spec.master,
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

  /** Joins the master's module: `hear` gets what arrives on its serial line; what it writes goes to the answer. */
  attach(hear: (bytes: Uint8Array) => void): (bytes: Uint8Array) => void {
    this.#air.leave(this.#master);
    const station: Station = { hear };
    this.#master = station;
    this.#air.join(station);
    return (bytes) => this.#air.send(station, bytes);
  }

  /** The farm as a radio of the same process. */
  get radio(): Radio {
    return {
      address: 'memory:farm',
      open: async (events) => {
        const write = this.attach((bytes) => events.onData(bytes));
        return { write, close: async () => void this.attach(() => {}) };
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
    this.#outlets.set(spec.id, new Outlet(spec, { clock: this.#clock, random: this.#random, air: this.#air, truth }));
  }

  #hearAll(bytes: Uint8Array): void {
    this.#master.hear(bytes);
    for (const outlet of this.#outlets.values()) outlet.hear(bytes);
  }
}
