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

const more: GuardStep = { kind: 'more' };
const waiting: GuardStep = { kind: 'waiting' };

/**
 * Stands between the bytes of one client and any library: whole packets of MQTT 3.1.1 come out, byte for byte, each field of
 * which was read and found right, or a refusal. It keeps one packet at most, of a length it agreed to before it made room.
 *
 * `feed` some bytes, then call `next` until it asks for more. It never throws.
 */
export class PacketGuard {
  /** Given, and not yet read. */
  #chunk: Buffer = Buffer.alloc(0);
  readonly #header = Buffer.alloc(MAX_HEADER_BYTES);
  #headerLength = 0;
  /** The packet that is arriving, once its length is known. */
  #packet: { readonly kind: PacketKind; readonly bytes: Buffer; filled: number; readonly at: number } | undefined;
  #client: 'unknown' | 'waiting' | 'accepted' = 'unknown';
  #refusal: Refusal | undefined;

  /** More bytes of the client. They are read, not kept, but for what is part of one packet. */
  feed(chunk: Buffer): void {
    this.#chunk = this.#chunk.length === 0 ? chunk : Buffer.concat([this.#chunk, chunk]);
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
      this.#chunk = Buffer.alloc(0);
      this.#packet = undefined;
      return { kind: 'refused', refusal: this.#refusal };
    }
  }

  #step(): GuardStep {
    if (this.#client === 'waiting') {
      if (this.#chunk.length > MAX_STRANGER_BYTES) throw new Refusal('too many bytes before it was let in');
      return waiting;
    }
    this.#packet ??= this.#readHeader();
    const packet = this.#packet;
    if (!packet) return more;
    packet.filled += this.#take(packet.bytes, packet.filled);
    if (packet.filled < packet.bytes.length) return more;
    this.#packet = undefined;
    const facts = factsOf(packet.kind, packet.bytes, packet.at);
    if (facts.kind === 'connect') this.#client = 'waiting';
    return { kind: 'packet', bytes: packet.bytes, facts };
  }

  /** Undefined while the header is not whole. Each of its bytes is judged as soon as it is there. */
  #readHeader() {
    while (this.#chunk.length > 0) {
      const byte = this.#chunk.readUInt8();
      this.#chunk = this.#chunk.subarray(1);
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
  #begin(last: number) {
    if (last === 0 && this.#headerLength > 2) throw new Refusal('the length is written in more bytes than it needs');
    const header = Buffer.from(this.#header.subarray(0, this.#headerLength));
    this.#headerLength = 0;
    const length = header.subarray(1).reduceRight((sum, byte) => sum * 128 + (byte & 0x7f), 0);
    const kind = kindOf(header.readUInt8());
    checkLength(kind, length);
    const total = header.length + length;
    const limit = this.#client === 'unknown' ? MAX_STRANGER_BYTES : MAX_PACKET_BYTES;
    if (total > limit) throw new Refusal(`a packet of ${total} bytes, of ${limit} at most`);
    // Of its own, not out of a pool: what is kept of a packet must not keep others alive.
    const bytes = Buffer.allocUnsafeSlow(total);
    header.copy(bytes);
    return { kind, bytes, filled: header.length, at: header.length };
  }

  /** Moves what there is of the chunk; answers how many bytes. */
  #take(to: Buffer, at: number): number {
    const count = this.#chunk.copy(to, at);
    this.#chunk = this.#chunk.subarray(count);
    return count;
  }
}
