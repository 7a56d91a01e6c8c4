import { checkLength, factsOf, kindOf, type PacketFacts, type PacketKind } from './packets.ts';
import { Refusal } from './refusal.ts';

/** One packet, its fixed header with it, as long as the client is a stranger: an id, a name, a secret and a short last will. */
export const MAX_STRANGER_BYTES = 4 * 1024;
/** One packet of a client that was let in. */
export const MAX_PACKET_BYTES = 64 * 1024;
/** The first byte and up to four of length (section 2.2). */
const MAX_HEADER_BYTES = 5;

/** What the guard found next. `waiting`: it goes on when the client was let in. `more`: give it more bytes. */
export type GuardStep =
  | { readonly kind: 'packet'; readonly bytes: Buffer; readonly facts: PacketFacts }
  | { readonly kind: 'more' }
  | { readonly kind: 'waiting' }
  | { readonly kind: 'refused'; readonly refusal: Refusal };

const nothing: Buffer = Buffer.alloc(0);
const more: GuardStep = { kind: 'more' };
const waiting: GuardStep = { kind: 'waiting' };

/** A packet and how much of it came; its fields begin at `at`. */
interface Arriving {
  readonly kind: PacketKind;
  readonly bytes: Buffer;
  filled: number;
  readonly at: number;
}

/**
 * Stands between the bytes of one client and any library: whole packets of MQTT 3.1.1 come out, byte for byte, each field of
 * which was read and found right, or a refusal. It keeps one packet at most, of a length it agreed to before it made room.
 * A packet that arrived whole comes out where it lies, in the bytes that were given, but for a CONNECT, of which something is kept.
 *
 * `feed` some bytes, then call `next` until it asks for more. It never throws.
 */
export class PacketGuard {
  /** Given, and not yet read. */
  #chunk = nothing;
  /** So much of it was read. */
  #at = 0;
  readonly #header = Buffer.alloc(MAX_HEADER_BYTES);
  #headerLength = 0;
  /** The packet that is arriving, once its length is known. */
  #packet: Arriving | undefined;
  #client: 'unknown' | 'waiting' | 'accepted' = 'unknown';
  #refusal: Refusal | undefined;

  /** More bytes of the client. They are read, not kept, but for what is part of one packet. */
  feed(chunk: Buffer): void {
    this.#chunk = this.#left === 0 ? chunk : Buffer.concat([this.#chunk.subarray(this.#at), chunk]);
    this.#at = 0;
  }

  /** Whoever sent the CONNECT was let in. */
  accept(): void {
    if (this.#client === 'waiting') this.#client = 'accepted';
  }

  next(): GuardStep {
    try {
      return this.#refusal ? { kind: 'refused', refusal: this.#refusal } : this.#step();
    } catch (error) {
      this.#refusal = error instanceof Refusal ? error : new Refusal('the guard cannot read it');
      this.#drop();
      this.#packet = undefined;
      return { kind: 'refused', refusal: this.#refusal };
    }
  }

  #step(): GuardStep {
    if (this.#client === 'waiting') {
      if (this.#left > MAX_STRANGER_BYTES) throw new Refusal('too many bytes before it was let in');
      return waiting;
    }
    this.#packet ??= this.#readHeader();
    const packet = this.#packet;
    if (!packet) return more;
    if (packet.filled < packet.bytes.length) packet.filled += this.#take(packet.bytes, packet.filled);
    if (packet.filled < packet.bytes.length) return more;
    this.#packet = undefined;
    if (this.#left === 0) this.#drop();
    const facts = factsOf(packet.kind, packet.bytes, packet.at);
    if (facts.kind === 'connect') this.#client = 'waiting';
    return { kind: 'packet', bytes: packet.bytes, facts };
  }

  /** Undefined while the header is not whole. Each of its bytes is judged as soon as it is there. */
  #readHeader(): Arriving | undefined {
    while (this.#left > 0) {
      const byte = this.#chunk.readUInt8(this.#at++);
      this.#header.writeUInt8(byte, this.#headerLength++);
      if (this.#headerLength === 1) this.#checkKind(kindOf(byte));
      else if (byte < 0x80) return this.#begin(byte);
      else if (this.#headerLength === MAX_HEADER_BYTES) throw new Refusal('the length has more than four bytes');
    }
    return undefined;
  }

  #checkKind(kind: PacketKind): void {
    const isStranger = this.#client === 'unknown';
    if (isStranger && kind !== 'connect') throw new Refusal('the first packet is no CONNECT');
    if (!isStranger && kind === 'connect') throw new Refusal('a second CONNECT');
  }

  /** Makes room for the packet whose header is whole; `last` is the last byte of its length (section 2.2.3). */
  #begin(last: number): Arriving {
    if (last === 0 && this.#headerLength > 2) throw new Refusal('the length is written in more bytes than it needs');
    const at = this.#headerLength;
    this.#headerLength = 0;
    const kind = kindOf(this.#header.readUInt8());
    const length = this.#lengthIn(at);
    checkLength(kind, length);
    const total = at + length;
    const limit = this.#client === 'unknown' ? MAX_STRANGER_BYTES : MAX_PACKET_BYTES;
    if (total > limit) throw new Refusal(`a packet of ${total} bytes, of ${limit} at most`);
    return this.#findWhole(kind, at, total) ?? this.#makeRoom(kind, at, total);
  }

  /** The length that a header of so many bytes says. */
  #lengthIn(headerBytes: number): number {
    let length = 0;
    for (let at = headerBytes - 1; at > 0; at -= 1) length = length * 128 + (this.#header.readUInt8(at) & 0x7f);
    return length;
  }

  /** Where all of it is there already. */
  #findWhole(kind: PacketKind, at: number, total: number): Arriving | undefined {
    const start = this.#at - at;
    if (kind === 'connect' || start < 0 || this.#chunk.length - start < total) return undefined;
    this.#at = start + total;
    return { kind, bytes: this.#chunk.subarray(start, start + total), filled: total, at };
  }

  #makeRoom(kind: PacketKind, at: number, total: number): Arriving {
    // Of its own, not out of a pool: what is kept of a packet must not keep others alive.
    const bytes = Buffer.allocUnsafeSlow(total);
    this.#header.copy(bytes, 0, 0, at);
    return { kind, bytes, filled: at, at };
  }

  /** Moves what there is of the chunk; answers how many bytes. */
  #take(to: Buffer, at: number): number {
    const count = this.#chunk.copy(to, at, this.#at);
    this.#at += count;
    return count;
  }

  get #left(): number {
    return this.#chunk.length - this.#at;
  }

  #drop(): void {
    this.#chunk = nothing;
    this.#at = 0;
  }
}
