/** How many may be there at once. */
export interface DoorLimits {
  /** Clients that were let in. */
  readonly clients: number;
  /** Connections of one host that were not let in yet. */
  readonly strangersAHost: number;
  /** Connections that were not let in yet, of all hosts together. */
  readonly strangers: number;
}

/** One connection's place. `admit` answers false where there is no room for one more client. */
export interface Ticket {
  admit(): boolean;
  leave(): void;
}

/** Counts who is there: one host cannot take all places before anybody knows who it is. */
export class Door {
  readonly #limits: DoorLimits;
  readonly #strangers = new Map<string, number>();
  #strangersInAll = 0;
  #clients = 0;

  constructor(limits: DoorLimits) {
    this.#limits = limits;
  }

  /** How many are there. */
  get counts(): { readonly clients: number; readonly strangers: number } {
    return { clients: this.#clients, strangers: this.#strangersInAll };
  }

  /** Undefined where a connection of this host finds no place. */
  enter(host: string): Ticket | undefined {
    if (this.#strangersInAll >= this.#limits.strangers) return undefined;
    if ((this.#strangers.get(host) ?? 0) >= this.#limits.strangersAHost) return undefined;
    this.#count(host, 1);
    let state: 'stranger' | 'client' | 'gone' = 'stranger';
    return {
      admit: () => {
        if (state !== 'stranger' || this.#clients >= this.#limits.clients) return false;
        this.#count(host, -1);
        this.#clients += 1;
        state = 'client';
        return true;
      },
      leave: () => {
        if (state === 'stranger') this.#count(host, -1);
        if (state === 'client') this.#clients -= 1;
        state = 'gone';
      },
    };
  }

  #count(host: string, change: 1 | -1): void {
    this.#strangersInAll += change;
    const count = (this.#strangers.get(host) ?? 0) + change;
    if (count === 0) this.#strangers.delete(host);
    else this.#strangers.set(host, count);
  }
}
