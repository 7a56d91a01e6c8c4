/** What comes in one after the other, for a loop to take out: `for await (const letter of mailbox)` ends after `end`. */
export class Mailbox<Letter> implements AsyncIterable<Letter> {
  readonly #letters: Letter[] = [];
  #isEnded = false;
  #wake: () => void = () => {};

  put(letter: Letter): void {
    if (this.#isEnded) return;
    this.#letters.push(letter);
    this.#wake();
  }

  /** What came before is still taken out. Harmless the second time. */
  end(): void {
    this.#isEnded = true;
    this.#wake();
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Letter, void> {
    for (;;) {
      const letter = this.#letters.shift();
      if (letter !== undefined) yield letter;
      else if (this.#isEnded) return;
      else await new Promise<void>((resolve) => (this.#wake = resolve));
    }
  }
}
