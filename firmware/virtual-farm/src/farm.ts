import type { Clock } from '@farmgate/gateway/contract';
import { encodeFrame, requestFrame } from '@farmgate/rf-bridge/codec';
import type { Radio } from '@farmgate/rf-bridge/radios';
import { Air, type Station } from './air.ts';
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
  /** Called beside `log`, which keeps the newest. */
  readonly onTruth?: TruthLog;
}

const MAX_LOG = 100_000;

/** Outlets on one air, and the other end of it: what the master's module hears and says. */
export class VirtualFarm {
  readonly outlets: ReadonlyMap<number, Outlet>;
  /** What really happened, oldest first. */
  readonly log: Truth[] = [];
  readonly #clock: Clock;
  readonly #random: () => number;
  readonly #air: Air;
  #master: Station = { hear: () => {} };

  constructor({ clock, outlets, seed, loss = 0, onTruth }: FarmOptions) {
    this.#clock = clock;
    this.#random = seededRandom(seed);
    this.#air = new Air(clock, this.#random);
    this.#air.loss = loss;
    const truth: TruthLog = (event) => {
      this.log.push(event);
      if (this.log.length > MAX_LOG) this.log.splice(0, MAX_LOG / 10);
      onTruth?.(event);
    };
    const parts = { clock, random: this.#random, air: this.#air, truth };
    this.outlets = new Map(outlets.map((spec) => [spec.id, new Outlet(spec, parts)]));
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
    if ('node' in fault) {
      const outlet = this.outlets.get(fault.node);
      if (fault.fault.kind === 'repair') outlet?.repair();
      else outlet?.inject(fault.fault);
      return;
    }
    switch (fault.air.kind) {
      case 'loss':
        this.#air.loss = fault.air.share;
        return;
      case 'byte-loss':
        this.#air.byteLoss = fault.air.share;
        return;
      case 'noise':
        return this.#master.hear(Uint8Array.from({ length: fault.air.bytes }, () => Math.floor(this.#random() * 256)));
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

  /** Another controller with the same id as ours asks one of our nodes. */
  #foreignMaster(node: number): void {
    const outlet = this.outlets.get(node);
    if (!outlet) return;
    const frame = requestFrame({ kind: 'ping' }, { target: node, sender: outlet.spec.master });
    this.#air.send({ hear: () => {} }, encodeFrame(frame));
  }
}
