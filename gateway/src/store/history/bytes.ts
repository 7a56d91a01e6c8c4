import { Fault } from '../../domain/fault.ts';

const FIRST_SIZE = 4_096;
/** Of a number up to 2^53. */
const LONGEST_VARINT = 8;

/** Bytes that grow as they are written. */
export class ByteWriter {
  #bytes = new Uint8Array(FIRST_SIZE);
  #length = 0;

  /** Begins anew in the same room. */
  clear(): void {
    this.#length = 0;
  }

  byte(value: number): void {
    this.#reserve(1);
    this.#bytes[this.#length++] = value;
  }

  /** A whole number from 0 to 2^53, seven bits a byte, the least first (LEB128). */
  varint(value: number): void {
    let rest = value;
    while (rest > 0x7f) {
      this.byte((rest % 0x80) | 0x80);
      rest = rest < 0x80000000 ? rest >>> 7 : Math.floor(rest / 0x80);
    }
    this.byte(rest);
  }

  /** Whole numbers of either sign, small ones of both in one byte: 0, -1, 1, -2 … */
  zigzags(values: Float64Array): void {
    this.#reserve(values.length * LONGEST_VARINT);
    const bytes = this.#bytes;
    let length = this.#length;
    for (let at = 0; at < values.length; at++) {
      const value = values[at] ?? 0;
      let rest = value < 0 ? -2 * value - 1 : 2 * value;
      for (; rest >= 0x80000000; rest = Math.floor(rest / 0x80)) bytes[length++] = (rest % 0x80) | 0x80;
      for (; rest > 0x7f; rest >>>= 7) bytes[length++] = (rest & 0x7f) | 0x80;
      bytes[length++] = rest;
    }
    this.#length = length;
  }

  double(value: number): void {
    const bytes = new Uint8Array(8);
    new DataView(bytes.buffer).setFloat64(0, value, true);
    this.raw(bytes);
  }

  raw(bytes: Uint8Array): void {
    this.#reserve(bytes.length);
    this.#bytes.set(bytes, this.#length);
    this.#length += bytes.length;
  }

  /** A copy of what was written. */
  copy(): Uint8Array {
    return this.#bytes.slice(0, this.#length);
  }

  /** What was written; good until more is. */
  done(): Uint8Array {
    return this.#bytes.subarray(0, this.#length);
  }

  #reserve(more: number): void {
    if (this.#length + more <= this.#bytes.length) return;
    const wider = new Uint8Array(Math.max(2 * this.#bytes.length, this.#length + more));
    wider.set(this.done());
    this.#bytes = wider;
  }
}

/** Reads what a ByteWriter wrote. Throws a Fault `damaged` where it ends too soon. */
export class ByteReader {
  readonly #bytes: Uint8Array;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  /** How many bytes there still are. */
  get left(): number {
    return this.#bytes.length - this.#at;
  }

  byte(): number {
    const value = this.#bytes[this.#at++];
    if (value === undefined) throw new Fault('damaged', 'A block of history ends too soon.');
    return value;
  }

  varint(): number {
    let value = 0;
    let factor = 1;
    for (;;) {
      const byte = this.byte();
      value += (byte & 0x7f) * factor;
      if (byte < 0x80) return value;
      factor *= 0x80;
    }
  }

  /** Fills it with whole numbers of either sign. Nearly all take one byte or two, and those are the work of every question. */
  zigzags(values: Float64Array): void {
    const { length } = values;
    const bytes = this.#bytes;
    let from = this.#at;
    for (let at = 0; at < length; at++) {
      const byte = bytes[from++] ?? 0;
      if (byte < 0x80) {
        values[at] = (byte >>> 1) ^ -(byte & 1);
        continue;
      }
      const next = bytes[from++] ?? 0;
      const value = (byte & 0x7f) | ((next & 0x7f) << 7);
      if (next < 0x80) {
        values[at] = (value >>> 1) ^ -(value & 1);
        continue;
      }
      this.#at = from;
      values[at] = signed(value + this.varint() * 0x4000);
      from = this.#at;
    }
    if (from > bytes.length) throw new Fault('damaged', 'A block of history ends too soon.');
    this.#at = from;
  }

  double(): number {
    const { buffer, byteOffset, length } = this.raw(8);
    return new DataView(buffer, byteOffset, length).getFloat64(0, true);
  }

  /** The next `length` bytes, not copied. */
  raw(length: number): Uint8Array {
    const end = this.#at + length;
    if (end > this.#bytes.length) throw new Fault('damaged', 'A block of history ends too soon.');
    const bytes = this.#bytes.subarray(this.#at, end);
    this.#at = end;
    return bytes;
  }
}

function signed(zigzag: number): number {
  return zigzag % 2 === 0 ? zigzag / 2 : -(zigzag + 1) / 2;
}
