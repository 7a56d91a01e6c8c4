import type { Clock } from '@farmgate/gateway/contract';
import { hitShare, isFaded, withBitErrors, withoutOne, type Burst, type Fade } from './air-damage.ts';
import { HC12_FU3, type AirTiming } from './air-timing.ts';

/** Somebody with a module: hears whatever is not its own. What it hears it shares with the others and leaves as it is. */
export interface Station {
  hear(bytes: Uint8Array): void;
}

/** How a station's module is set and where it stands. What is left out stays as it was; at first the factory's settings. */
export interface Tuning {
  /** 1 to 100. Stations on different channels neither hear nor disturb each other. */
  readonly channel?: number | undefined;
  /** How strong its packets are where they arrive; only differences count. Unit: dB. */
  readonly levelDb?: number | undefined;
  readonly timing?: AirTiming | undefined;
}

/** What has happened on the air so far. */
export interface AirCounts {
  packets: number;
  /** Packets that another one destroyed. */
  collided: number;
}

interface Seat extends Fade {
  readonly station: Station;
  channel: number;
  levelDb: number;
  timing: AirTiming;
  isJoined: boolean;
  /** Until when its serial line carries what was written before, and its module sends it. Monotonic ms. */
  lineUntil: number;
  busyUntil: number;
}

interface Flight {
  readonly from: Seat;
  readonly levelDb: number;
  readonly airKbps: number;
  readonly until: number;
  /** The strongest packet that overlaps it. Unit: dB. */
  disturbedDb: number;
  /** Who sent during it: a module that is sending hears nothing. */
  deaf: Set<Seat> | undefined;
}

interface Channel {
  /** Replaced, never changed: whoever hears may join and leave. */
  seats: readonly Seat[];
  /** The packets that were in the air when the last one began. */
  flights: Flight[];
}

/**
 * Half-duplex channels that any number of modules share: a packet takes its time, two at once destroy each other unless one is
 * much stronger, and chance takes its part. A packet costs two timers, however many hear it.
 */
export class Air {
  readonly timing: AirTiming;
  readonly counts: AirCounts = { packets: 0, collided: 0 };
  readonly #clock: Clock;
  readonly #random: () => number;
  readonly #seats = new WeakMap<Station, Seat>();
  readonly #channels = new Map<number, Channel>();
  /** Share of packets that a receiver does not hear, 0 to 1, drawn for each receiver. */
  loss = 0;
  /** Losses in bursts, each receiver in its own; undefined: none. */
  burst: Burst | undefined;
  /** Share of packets that arrive without one of their bytes, 0 to 1. */
  byteLoss = 0;
  /** Share of bits that arrive as the other one, 0 to below 1. */
  bitErrors = 0;
  /** Packets begin up to this much later, by chance. Unit: ms. */
  jitterMs = 0;
  /** A packet survives another one that is weaker by at least this: 6 dB is usual for FSK receivers, and the Si4463 is one. Unit: dB. */
  captureDb = 6;

  constructor(clock: Clock, random: () => number, timing: AirTiming = HC12_FU3) {
    this.#clock = clock;
    this.#random = random;
    this.timing = timing;
  }

  join(station: Station, tuning: Tuning = {}): void {
    const seat = this.#tuned(station, tuning);
    if (seat.isJoined) return;
    seat.isJoined = true;
    this.#sitDown(seat);
  }

  leave(station: Station): void {
    const seat = this.#seats.get(station);
    if (!seat?.isJoined) return;
    seat.isJoined = false;
    this.#standUp(seat);
  }

  /** Sets a station's module anew, from its next packet on. One that has not joined may be set too: it then only sends. */
  tune(station: Station, tuning: Tuning): void {
    this.#tuned(station, tuning);
  }

  /** From the sender's serial line through the air onto everyone's serial line; long writes go as several packets. */
  send(from: Station, bytes: Uint8Array): void {
    const seat = this.#tuned(from, {});
    const { packetBytes } = seat.timing;
    if (bytes.length <= packetBytes) return this.#sendPacket(seat, bytes);
    for (let at = 0; at < bytes.length; at += packetBytes) this.#sendPacket(seat, bytes.subarray(at, at + packetBytes));
  }

  #sendPacket(seat: Seat, bytes: Uint8Array): void {
    const { byteMs, gapMs, overheadMs, packetMs } = seat.timing;
    const now = this.#clock.monoMs();
    const late = this.jitterMs > 0 ? this.#random() * this.jitterMs : 0;
    seat.lineUntil = Math.max(now, seat.lineUntil) + bytes.length * byteMs;
    const startsAt = Math.max(seat.lineUntil + overheadMs + late, seat.busyUntil);
    seat.busyUntil = startsAt + packetMs + gapMs;
    this.#clock.after(startsAt - now, () => this.#fly(seat, bytes));
  }

  #fly(from: Seat, bytes: Uint8Array): void {
    const { levelDb, timing } = from;
    const now = this.#clock.monoMs();
    const until = now + timing.packetMs;
    const flight: Flight = {
      from,
      levelDb,
      airKbps: timing.airKbps,
      until,
      disturbedDb: -Infinity,
      deaf: undefined,
    };
    const channel = this.#channelOf(from);
    let left = 0;
    for (const other of channel.flights) {
      if (other.until <= now) continue;
      meet(flight, other);
      channel.flights[left++] = other;
    }
    channel.flights.length = left;
    channel.flights.push(flight);
    this.counts.packets++;
    this.#clock.after(timing.packetMs + bytes.length * timing.byteMs, () => this.#deliver(channel, flight, bytes));
  }

  #deliver(channel: Channel, flight: Flight, bytes: Uint8Array): void {
    if (flight.levelDb < flight.disturbedDb + this.captureDb) {
      this.counts.collided++;
      return;
    }
    const now = this.#clock.monoMs();
    const hit = this.bitErrors > 0 ? hitShare(bytes.length, this.bitErrors) : 0;
    for (const seat of channel.seats) {
      if (seat === flight.from || seat.timing.airKbps !== flight.airKbps || flight.deaf?.has(seat)) continue;
      if (!this.#isLostTo(seat, now)) seat.station.hear(this.#damaged(bytes, hit));
    }
  }

  /** Draws only where there is a chance: a farm without losses stays as fast as it is dull. */
  #isLostTo(seat: Seat, now: number): boolean {
    const { burst, loss } = this;
    if (loss > 0 && this.#random() < loss) return true;
    return burst !== undefined && isFaded(seat, burst, now, this.#random) && this.#random() < burst.loss;
  }

  #damaged(bytes: Uint8Array, hit: number): Uint8Array {
    const flipped = hit > 0 && this.#random() < hit ? withBitErrors(bytes, this.bitErrors, this.#random) : bytes;
    return this.byteLoss > 0 && this.#random() < this.byteLoss ? withoutOne(flipped, this.#random) : flipped;
  }

  #tuned(station: Station, { channel, levelDb, timing }: Tuning): Seat {
    const seat = this.#seats.get(station) ?? this.#makeSeat(station);
    if (levelDb !== undefined) seat.levelDb = levelDb;
    if (timing !== undefined) seat.timing = timing;
    if (channel === undefined || channel === seat.channel) return seat;
    if (seat.isJoined) this.#standUp(seat);
    seat.channel = channel;
    if (seat.isJoined) this.#sitDown(seat);
    return seat;
  }

  #makeSeat(station: Station): Seat {
    const seat: Seat = {
      station,
      channel: FACTORY_CHANNEL,
      levelDb: 0,
      timing: this.timing,
      isJoined: false,
      lineUntil: -Infinity,
      busyUntil: -Infinity,
      isBad: false,
      at: -Infinity,
    };
    this.#seats.set(station, seat);
    return seat;
  }

  #sitDown(seat: Seat): void {
    const channel = this.#channelOf(seat);
    channel.seats = [...channel.seats, seat];
  }

  #standUp(seat: Seat): void {
    const channel = this.#channelOf(seat);
    channel.seats = channel.seats.filter((other) => other !== seat);
  }

  #channelOf({ channel: number }: Seat): Channel {
    const known = this.#channels.get(number);
    if (known) return known;
    const channel: Channel = { seats: [], flights: [] };
    this.#channels.set(number, channel);
    return channel;
  }
}

/** C001, as a module leaves the factory. */
const FACTORY_CHANNEL = 1;

/** Two packets overlap: each is disturbed by the other, and neither sender hears. */
function meet(one: Flight, other: Flight): void {
  one.disturbedDb = Math.max(one.disturbedDb, other.levelDb);
  other.disturbedDb = Math.max(other.disturbedDb, one.levelDb);
  (one.deaf ??= new Set()).add(other.from);
  (other.deaf ??= new Set()).add(one.from);
}
