/** Cuts a stream of bytes into lines, and says when one is longer than it may be. It keeps at most one such line. */
export class LineCutter {
  readonly #longest: number;
  readonly #onLine: (line: string) => void;
  readonly #onTooLong: () => void;
  #rest: Buffer = Buffer.alloc(0);

  /** `longest` is in bytes, without the line's end. */
  constructor(longest: number, onLine: (line: string) => void, onTooLong: () => void) {
    this.#longest = longest;
    this.#onLine = onLine;
    this.#onTooLong = onTooLong;
  }

  push(bytes: Buffer): void {
    let from = 0;
    for (let end = bytes.indexOf(NEWLINE); end !== -1; end = bytes.indexOf(NEWLINE, from)) {
      const line = Buffer.concat([this.#rest, bytes.subarray(from, end)]);
      this.#rest = Buffer.alloc(0);
      from = end + 1;
      if (line.length > this.#longest) return this.#onTooLong();
      this.#onLine(line.toString());
    }
    this.#rest = Buffer.concat([this.#rest, bytes.subarray(from)]);
    if (this.#rest.length > this.#longest) this.#onTooLong();
  }
}

const NEWLINE = 0x0a;
