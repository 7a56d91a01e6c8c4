import type { Change, ReadingEvent } from '../contract/index.ts';

/** What happens on the farm, by name. History, rules, alerts and the live view listen here. */
export interface FarmEvents {
  /** One accepted value of one point. */
  readonly reading: ReadingEvent;
  /** Something that a page of this site shows has changed. */
  readonly change: { readonly site: string; readonly change: Change };
  /** Somebody with a credential wanted a command to be kept at the broker. */
  readonly 'retained-command': { readonly site: string; readonly device: string; readonly from: string };
  /** A device that nobody adopted was heard for the first time. */
  readonly seen: { readonly device: string; readonly demo: boolean };
}

type Listener<Name extends keyof FarmEvents> = (event: FarmEvents[Name]) => void;

/** Hands events to whoever listens, at once and in the order of listening. */
export class EventBus {
  readonly #listeners: { [Name in keyof FarmEvents]: Set<Listener<Name>> } = {
    reading: new Set(),
    change: new Set(),
    'retained-command': new Set(),
    seen: new Set(),
  };

  /** Answers how to stop listening. */
  on<Name extends keyof FarmEvents>(name: Name, listener: Listener<Name>): () => void {
    this.#listeners[name].add(listener);
    return () => this.#listeners[name].delete(listener);
  }

  emit<Name extends keyof FarmEvents>(name: Name, event: FarmEvents[Name]): void {
    for (const listener of this.#listeners[name]) listener(event);
  }
}
