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

/** Counts who is there: one host cannot take all places before anybody knows who it is, and a few hosts cannot keep others out. */
export class Door {
  readonly #limits: DoorLimits;
  /** How each is let go, by host, oldest first. */
  readonly #strangers = new Map<string, Set<() => void>>();
  #strangersInAll = 0;
  #clients = 0;

  constructor(limits: DoorLimits) {
    this.#limits = limits;
  }

  /** How many are there. */
  get counts(): { readonly clients: number; readonly strangers: number } {
    return { clients: this.#clients, strangers: this.#strangersInAll };
  }

  /** Undefined where a connection of this host finds no place. `letGo` is called where it has to make room as long as it is a stranger. */
  enter(host: string, letGo: () => void): Ticket | undefined {
    if (this.#countOf(host) >= this.#limits.strangersAHost) return undefined;
    if (this.#strangersInAll >= this.#limits.strangers && !this.#makeRoom(host)) return undefined;
    let state: 'stranger' | 'client' | 'gone' = 'stranger';
    const go = () => {
      state = 'gone';
      letGo();
    };
    this.#strangers.set(host, (this.#strangers.get(host) ?? new Set()).add(go));
    this.#strangersInAll += 1;
    return {
      admit: () => {
        if (state !== 'stranger' || this.#clients >= this.#limits.clients) return false;
        this.#drop(host, go);
        this.#clients += 1;
        state = 'client';
        return true;
      },
      leave: () => {
        if (state === 'stranger') this.#drop(host, go);
        if (state === 'client') this.#clients -= 1;
        state = 'gone';
      },
    };
  }

  /** The oldest stranger of the host that has most of them goes, where those are more than `host` has. */
  #makeRoom(host: string): boolean {
    let most = this.#countOf(host);
    let victim: { readonly host: string; readonly go: () => void } | undefined;
    for (const [other, strangers] of this.#strangers) {
      const [go] = strangers;
      if (strangers.size > most && go) [most, victim] = [strangers.size, { host: other, go }];
    }
    if (!victim) return false;
    this.#drop(victim.host, victim.go);
    victim.go();
    return true;
  }

  #countOf(host: string): number {
    return this.#strangers.get(host)?.size ?? 0;
  }

  #drop(host: string, go: () => void): void {
    const strangers = this.#strangers.get(host);
    if (strangers?.delete(go) !== true) return;
    this.#strangersInAll -= 1;
    if (strangers.size === 0) this.#strangers.delete(host);
  }
}
