/** What a screen is written to: stdout, whether it is a terminal or not. */
export interface ScreenStream {
  readonly isTTY?: boolean;
  /** Of a terminal; 0 where it does not say. */
  readonly columns?: number;
  write(text: string): unknown;
}

/** Where a command says things: lines, and at a terminal one that is written over. */
export class Screen {
  readonly #stream: ScreenStream;
  #isOpen = false;

  constructor(stream: ScreenStream) {
    this.#stream = stream;
  }

  get isTerminal(): boolean {
    return this.#stream.isTTY === true;
  }

  line(text: string): void {
    this.finish();
    this.#stream.write(`${text}\n`);
  }

  /** Takes the place of what was said so before; where there is no terminal, a line of its own. */
  over(text: string): void {
    if (!this.isTerminal) return this.line(text);
    // A line that wraps could not be written over.
    const width = this.#stream.columns || Infinity;
    this.#stream.write(`\r\x1b[K${text.slice(0, width - 1)}`);
    this.#isOpen = true;
  }

  /** The whole screen anew; where there is no terminal, below what was said. */
  page(lines: readonly string[]): void {
    if (this.isTerminal) this.#stream.write('\x1b[H\x1b[2J');
    for (const line of lines) this.line(line);
  }

  bell(): void {
    this.#stream.write('\x07');
  }

  /** What is written over stays as it is. */
  finish(): void {
    if (this.#isOpen) this.#stream.write('\n');
    this.#isOpen = false;
  }
}
