/** The values of a form that was submitted; the browser does not send it anywhere. */
export class FormValues {
  readonly #form: HTMLFormElement;
  readonly #data: FormData;

  constructor(event: SubmitEvent) {
    event.preventDefault();
    if (!(event.target instanceof HTMLFormElement)) throw new TypeError('only a form is submitted');
    this.#form = event.target;
    this.#data = new FormData(event.target);
  }

  /** As it was typed: passwords may begin and end with spaces. Empty where there is no such field. */
  raw(name: string): string {
    const value = this.#data.get(name);
    return typeof value === 'string' ? value : '';
  }

  text(name: string): string {
    return this.raw(name).trim();
  }

  /** One of a list's words; the first where it is none of them. */
  choice<Word extends string>(name: string, words: readonly [Word, ...Word[]]): Word {
    return words.find((word) => word === this.raw(name)) ?? words[0];
  }

  isTicked(name: string): boolean {
    return this.#data.has(name);
  }

  /** Back to what was there before anybody typed. */
  reset(): void {
    this.#form.reset();
  }
}
