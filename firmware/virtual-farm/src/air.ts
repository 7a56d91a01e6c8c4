import type { Clock } from '@farmgate/gateway/contract';

/** Durations of an HC-12 at 9600 baud, FU3: a byte on the serial line, a packet in the air, and the module's own overhead. */
export interface AirTiming {
  readonly byteMs: number;
  readonly packetMs: number;
  readonly overheadMs: number;
}

/** 10 bits at 9600 baud; 15.5 ms at 15 kb/s for up to 18 bytes; 18 ms fits a published 97 ms ping round trip. */
export const HC12_FU3: AirTiming = { byteMs: 10_000 / 9_600, packetMs: 15.5, overheadMs: 18 };

/** What fits one packet on the air at 15 kb/s. Unit: bytes. */
const PACKET_BYTES = 18;

/** A module's rest between two packets of its own. */
const GAP_MS = 1;

/** Somebody with a module: hears whatever is not its own. */
export interface Station {
  hear(bytes: Uint8Array): void;
}

interface Flight {
  readonly from: Station;
  collided: boolean;
}

/** One half-duplex channel: a packet takes its time, two at once destroy each other, and some are lost. */
export class Air {
  readonly #clock: Clock;
  readonly #random: () => number;
  readonly #timing: AirTiming;
  readonly #stations = new Set<Station>();
  readonly #flights = new Set<Flight>();
  /** Until when each module is busy with what it was given before. Monotonic ms. */
  readonly #busyUntil = new WeakMap<Station, number>();
  /** Share of packets that nobody hears, 0 to 1. */
  loss = 0;
  /** Share of packets that arrive without one of their bytes, 0 to 1. */
  byteLoss = 0;

  constructor(clock: Clock, random: () => number, timing: AirTiming = HC12_FU3) {
    this.#clock = clock;
    this.#random = random;
    this.#timing = timing;
  }

  join(station: Station): void {
    this.#stations.add(station);
  }

  leave(station: Station): void {
    this.#stations.delete(station);
  }

  /** From the sender's serial line through the air onto everyone's serial line; long writes go as several packets. */
  send(from: Station, bytes: Uint8Array): void {
    for (let at = 0; at < bytes.length; at += PACKET_BYTES)
      this.#sendPacket(from, bytes.subarray(at, at + PACKET_BYTES));
  }

  #sendPacket(from: Station, bytes: Uint8Array): void {
    const { byteMs, overheadMs, packetMs } = this.#timing;
    const now = this.#clock.monoMs();
    const startsAt = Math.max(now + bytes.length * byteMs + overheadMs, this.#busyUntil.get(from) ?? now);
    this.#busyUntil.set(from, startsAt + packetMs + GAP_MS);
    this.#clock.after(startsAt - now, () => this.#fly(from, bytes));
  }

  #fly(from: Station, bytes: Uint8Array): void {
    const flight: Flight = { from, collided: this.#flights.size > 0 };
    for (const other of this.#flights) other.collided = true;
    this.#flights.add(flight);
    this.#clock.after(this.#timing.packetMs, () => this.#land(flight, bytes));
  }

  #land(flight: Flight, bytes: Uint8Array): void {
    this.#flights.delete(flight);
    if (flight.collided) return;
    for (const station of this.#stations) {
      if (station === flight.from || this.#random() < this.loss) continue;
      const heard = this.#random() < this.byteLoss ? this.#withoutOne(bytes) : bytes;
      this.#clock.after(bytes.length * this.#timing.byteMs, () => station.hear(heard));
    }
  }

  #withoutOne(bytes: Uint8Array): Uint8Array {
    const lost = Math.floor(this.#random() * bytes.length);
    return bytes.filter((_, at) => at !== lost);
  }
}
