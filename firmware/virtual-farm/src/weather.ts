import type { Cancel, Clock } from '@farmgate/gateway/contract';
import { Air, type Station } from './air.ts';

/** What bends the air beyond lost packets and lost bytes. */
export interface Weather {
  /** Share of bits that arrive turned over, 0 to 1. */
  setBitErrors(share: number): void;
  /** Nothing comes through for this share of the time, for so long each time in the mean. */
  setBursts(share: number, meanMs: number): void;
}

/** An air with weather. Chance is asked only while there is any, so that a calm air is the same with and without. */
export class WeatherAir extends Air implements Weather {
  readonly #clock: Clock;
  readonly #random: () => number;
  readonly #ears = new Map<Station, Station>();
  #bitErrors = 0;
  #isBurst = false;
  #cancelBurst: Cancel = () => {};

  constructor(clock: Clock, random: () => number) {
    super(clock, random);
    this.#clock = clock;
    this.#random = random;
  }

  override join(station: Station): void {
    const ear: Station = { hear: (bytes) => this.#pass(station, bytes) };
    this.#ears.set(station, ear);
    super.join(ear);
  }

  override leave(station: Station): void {
    super.leave(this.#ears.get(station) ?? station);
    this.#ears.delete(station);
  }

  override send(from: Station, bytes: Uint8Array): void {
    super.send(this.#ears.get(from) ?? from, bytes);
  }

  setBitErrors(share: number): void {
    this.#bitErrors = share;
  }

  setBursts(share: number, meanMs: number): void {
    this.#cancelBurst();
    this.#isBurst = false;
    if (share > 0) this.#calm((meanMs * (1 - share)) / share, meanMs);
  }

  #calm(calmMs: number, burstMs: number): void {
    this.#isBurst = false;
    this.#cancelBurst = this.#clock.after(this.#lasting(calmMs), () => {
      this.#isBurst = true;
      this.#cancelBurst = this.#clock.after(this.#lasting(burstMs), () => this.#calm(calmMs, burstMs));
    });
  }

  /** Exponentially distributed, as what has no memory is. */
  #lasting(meanMs: number): number {
    return -meanMs * Math.log(1 - this.#random());
  }

  #pass(station: Station, bytes: Uint8Array): void {
    if (this.#isBurst) return;
    station.hear(this.#bitErrors > 0 ? bytes.map((byte) => this.#bent(byte)) : bytes);
  }

  #bent(byte: number): number {
    let bent = byte;
    for (let bit = 1; bit < 256; bit <<= 1) if (this.#random() < this.#bitErrors) bent ^= bit;
    return bent;
  }
}
