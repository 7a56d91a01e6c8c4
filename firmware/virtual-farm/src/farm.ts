import type { Clock } from '@farmgate/gateway/contract';
import { encodeFrame, requestFrame } from '@farmgate/rf-bridge/codec';
import type { Radio } from '@farmgate/rf-bridge/radios';
import { Air, type Station, type Tuning } from './air.ts';
import type { AirTiming } from './air-timing.ts';
import type { Fault, TimedFault } from './faults.ts';
import { Outlet, type OutletSpec } from './outlet.ts';
import { seededRandom } from './random.ts';
import type { Truth, TruthLog } from './truth.ts';

export interface FarmOptions {
  readonly clock: Clock;
  readonly outlets: readonly OutletSpec[];
  readonly seed: number;
  /** Share of packets lost, 0 to 1. */
  readonly loss?: number;
  /** What the modules and the air take; an HC-12 at 9600 baud where nothing is said. */
  readonly timing?: AirTiming;
  /** Called beside `log`, which keeps the newest. */
  readonly onTruth?: TruthLog;
}

/** A master's module on the farm's air: calling it writes to its serial line. */
export interface Attachment {
  (bytes: Uint8Array): void;
  /** Takes the module away: it hears nothing more. Harmless the second time. */
  detach(): void;
}

const MAX_LOG = 100_000;

/** Outlets on one air, and the other end of it: what the masters' modules hear and say. */
export class VirtualFarm {
  readonly outlets: ReadonlyMap<number, Outlet>;
  /** What really happened, oldest first. */
  readonly log: Truth[] = [];
  readonly #clock: Clock;
  readonly #random: () => number;
  /** What the farm's modules share, with all that may go wrong on it. */
  readonly air: Air;
  readonly #masters = new Set<Station>();

  constructor({ clock, outlets, seed, loss = 0, timing, onTruth }: FarmOptions) {
    this.#clock = clock;
    this.#random = seededRandom(seed);
    this.air = new Air(clock, this.#random, timing);
    this.air.loss = loss;
    const truth: TruthLog = (event) => {
      this.log.push(event);
      if (this.log.length > MAX_LOG) this.log.splice(0, MAX_LOG / 10);
      onTruth?.(event);
    };
    const parts = { clock, random: this.#random, air: this.air, truth };
    this.outlets = new Map(outlets.map((spec) => [spec.id, new Outlet(spec, parts)]));
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
    if ('node' in fault) {
      const outlet = this.outlets.get(fault.node);
      if (fault.fault.kind === 'repair') outlet?.repair();
      else outlet?.inject(fault.fault);
      return;
    }
    switch (fault.air.kind) {
      case 'loss':
        this.air.loss = fault.air.share;
        return;
      case 'byte-loss':
        this.air.byteLoss = fault.air.share;
        return;
      case 'noise':
        return this.#hiss(fault.air.bytes);
      case 'foreign-master':
        return this.#foreignMaster(fault.air.node);
    }
  }

  schedule(faults: readonly TimedFault[]): void {
    for (const { afterMs, fault } of faults) this.#clock.after(afterMs, () => this.inject(fault));
  }

  /** The frames an outlet took as meant for it, as people write them. */
  received(node: number): string[] {
    return this.log.flatMap((truth) => (truth.node === node && truth.what === 'received' ? [truth.frame] : []));
  }

  /** Noise that every master's module takes for bytes. */
  #hiss(length: number): void {
    const noise = Uint8Array.from({ length }, () => Math.floor(this.#random() * 256));
    for (const master of this.#masters) master.hear(noise);
  }

  /** Another controller with the same id as ours asks one of our nodes. */
  #foreignMaster(node: number): void {
    const outlet = this.outlets.get(node);
    if (!outlet) return;
    const frame = requestFrame({ kind: 'ping' }, { target: node, sender: outlet.spec.master });
    const foreigner: Station = { hear: () => {} };
    this.air.tune(foreigner, { channel: outlet.spec.channel });
    this.air.send(foreigner, encodeFrame(frame));
  }
}
