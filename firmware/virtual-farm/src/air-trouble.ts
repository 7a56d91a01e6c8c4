import type { Cancel, Clock } from '@farmgate/gateway/contract';
import {
  COMMAND,
  encodeFrame,
  fromHex,
  hexByte,
  requestFrame,
  SOCKET_NUMBER,
  type Request,
} from '@farmgate/rf-bridge/codec';
import type { Air, Station } from './air.ts';
import type { AirFault } from './fault.ts';
import type { OutletSpec } from './outlet.ts';
import type { Truth } from './truth.ts';

/** What the trouble is made in. */
export interface TroubledAir {
  readonly clock: Clock;
  readonly random: () => number;
  readonly air: Air;
  /** Everyone's serial line. */
  readonly hearAll: (bytes: Uint8Array) => void;
  /** How a node was made; undefined for one that is not there. */
  readonly specOf: (node: number) => OutletSpec | undefined;
  readonly log: readonly Truth[];
}

/** A burst of noise comes this often, however many bytes a second it is. */
const NOISE_EVERY_MS = 200;

/** Makes things go wrong on the air: weather, noise, and somebody else with a module. */
export class AirTrouble {
  readonly #parts: TroubledAir;
  /** Another module, with its own serial line; it listens to nobody. */
  readonly #stranger: Station = { hear: () => {} };
  readonly #cancels = new Set<Cancel>();
  #cancelNoise: Cancel = () => {};

  constructor(parts: TroubledAir) {
    this.#parts = parts;
  }

  inject(fault: AirFault): void {
    const { air } = this.#parts;
    switch (fault.kind) {
      case 'loss':
        air.loss = fault.share;
        return;
      case 'byte-loss':
        air.byteLoss = fault.share;
        return;
      case 'bit-errors':
        air.bitErrors = fault.share;
        return;
      case 'bursts':
        air.burst = { share: fault.share, meanMs: fault.meanMs, loss: 1 };
        return;
      case 'noise':
        return this.#noise(fault.bytes);
      case 'noise-rate':
        return this.#setNoiseRate(fault.perSecond);
      case 'foreign-master':
        return this.#again(fault.everyMs, () => this.#ask(fault.node, { kind: 'ping' }));
      case 'foreign-on':
        return this.#again(fault.everyMs, () =>
          this.#ask(fault.node, { kind: 'relay', socket: fault.socket, on: true }),
        );
      case 'replay':
        return this.#replay(fault);
      case 'repair':
        return this.#calm();
    }
  }

  #calm(): void {
    const { air } = this.#parts;
    air.loss = 0;
    air.byteLoss = 0;
    air.bitErrors = 0;
    air.burst = undefined;
    this.#cancelNoise();
    for (const cancel of this.#cancels) cancel();
    this.#cancels.clear();
  }

  #noise(bytes: number): void {
    const { hearAll, random } = this.#parts;
    hearAll(Uint8Array.from({ length: bytes }, () => Math.floor(random() * 256)));
  }

  #setNoiseRate(perSecond: number): void {
    this.#cancelNoise();
    if (perSecond === 0) return;
    let owed = 0;
    const more = () => {
      owed += (perSecond * NOISE_EVERY_MS) / 1000;
      this.#noise(Math.floor(owed));
      owed -= Math.floor(owed);
      this.#cancelNoise = this.#parts.clock.after(NOISE_EVERY_MS, more);
    };
    this.#cancelNoise = this.#parts.clock.after(NOISE_EVERY_MS, more);
  }

  /** At once, and then every so often where that is said. */
  #again(everyMs: number | undefined, run: () => void): void {
    run();
    if (everyMs === undefined) return;
    const cancel = this.#parts.clock.after(everyMs, () => {
      this.#cancels.delete(cancel);
      this.#again(everyMs, run);
    });
    this.#cancels.add(cancel);
  }

  #ask(node: number, request: Request): void {
    const spec = this.#parts.specOf(node);
    if (spec) this.#send(spec, encodeFrame(requestFrame(request, { target: node, sender: spec.master })));
  }

  #replay({ node, socket, on }: Extract<AirFault, { kind: 'replay' }>): void {
    const command = on ? COMMAND.relayOn : COMMAND.relayOff;
    const middle = ` ${hexByte(command)} 00 ${hexByte(SOCKET_NUMBER[socket])} `;
    const last = this.#parts.log.findLast(
      (truth) => truth.what === 'received' && truth.node === node && truth.frame.slice(8, 18) === middle,
    );
    const spec = this.#parts.specOf(node);
    if (spec && last?.what === 'received') this.#send(spec, fromHex(last.frame));
  }

  #send({ channel }: OutletSpec, bytes: Uint8Array): void {
    const { air } = this.#parts;
    air.tune(this.#stranger, { channel });
    air.send(this.#stranger, bytes);
  }
}
