import { textOf } from './names.ts';
import { Refusal } from './refusal.ts';

/** Reads the fields of one whole packet, front to back. Each read throws a Refusal where the packet ends before the field. */
export class Cursor {
  readonly #bytes: Buffer;
  #at: number;

  constructor(bytes: Buffer, at: number) {
    this.#bytes = bytes;
    this.#at = at;
  }

  get isAtEnd(): boolean {
    return this.#at === this.#bytes.length;
  }

  byte(): number {
    return this.#take(1).readUInt8();
  }

  /** Two bytes, the high one first. */
  uint16(): number {
    return this.#take(2).readUInt16BE();
  }

  /** Section 2.3.1: an id of 0 is none. */
  packetId(): number {
    const id = this.uint16();
    if (id === 0) throw new Refusal('the packet id is 0');
    return id;
  }

  /** Two bytes of length, then as many. */
  binary(): Buffer {
    return this.#take(this.uint16());
  }

  text(): string {
    return textOf(this.binary());
  }

  /** All that is left. */
  rest(): Buffer {
    return this.#take(this.#bytes.length - this.#at);
  }

  /** Throws where something is left. */
  end(): void {
    if (!this.isAtEnd) throw new Refusal('bytes after the last field');
  }

  #take(length: number): Buffer {
    const end = this.#at + length;
    if (end > this.#bytes.length) throw new Refusal('a field is longer than its packet');
    const part = this.#bytes.subarray(this.#at, end);
    this.#at = end;
    return part;
  }
}
