import type { ReactiveControllerHost } from 'lit';
import type { Answer } from '../api/answer.ts';
import { Fetched } from './fetched.ts';

/** A page of a list, newest first; `next` is asked for to get the page after it. */
export interface PageOf<Item> {
  readonly items: readonly Item[];
  readonly next?: number;
}

/** A list that is fetched page by page. */
export class Paged<Item> {
  readonly fetched: Fetched<PageOf<Item>>;
  readonly #fetch: (before?: number) => Promise<Answer<PageOf<Item>>>;

  constructor(
    host: ReactiveControllerHost,
    fetch: (before?: number) => Promise<Answer<PageOf<Item>>>,
    keyOf?: () => unknown,
  ) {
    this.#fetch = fetch;
    this.fetched = new Fetched(host, () => fetch(), keyOf);
  }

  get items(): readonly Item[] | undefined {
    return this.fetched.value.value?.items;
  }

  get next(): number | undefined {
    return this.fetched.value.value?.next;
  }

  /** Adds the next page to what is there. */
  readonly more = async (): Promise<void> => {
    const before = this.items ?? [];
    const answer = await this.#fetch(this.next);
    if ('problem' in answer) this.fetched.refuse(answer.problem);
    else this.fetched.put({ ...answer.value, items: [...before, ...answer.value.items] });
  };
}

/** An answer whose list goes by another name. */
export function pageOf<Value extends { readonly next?: number | undefined }, Item>(
  answer: Answer<Value>,
  itemsOf: (value: Value) => readonly Item[],
): Answer<PageOf<Item>> {
  if ('problem' in answer) return answer;
  const { next } = answer.value;
  return { value: { items: itemsOf(answer.value), ...(next === undefined ? {} : { next }) } };
}
