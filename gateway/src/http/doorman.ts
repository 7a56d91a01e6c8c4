/** How many connections may be open. */
export interface DoorLimits {
  readonly connections: number;
  readonly connectionsPerHost: number;
}

interface Guest {
  readonly host: string;
  /** Who is behind it has shown a token that is good. */
  isKnown: boolean;
}

/**
 * Decides which connections stay. A newcomer is let in as long as a stranger can go for it, the oldest of the host that has
 * most of them: a flood pushes out itself. Whoever is signed in stays, and so does an open page.
 */
export class Doorman<Connection> {
  readonly #limits: DoorLimits;
  readonly #guests = new Map<Connection, Guest>();
  /** Of each host, oldest first. */
  readonly #strangers = new Map<string, Set<Connection>>();
  readonly #counts = new Map<string, number>();

  constructor(limits: DoorLimits) {
    this.#limits = limits;
  }

  get size(): number {
    return this.#guests.size;
  }

  /** Lets a connection in; answers the one that has to go for it, which may be itself. Whoever goes has left already. */
  enter(connection: Connection, host: string): Connection | undefined {
    this.#add(connection, host);
    const victim = this.#findVictim(host);
    if (victim !== undefined) this.leave(victim);
    return victim;
  }

  /** It is of somebody who is signed in. */
  know(connection: Connection): void {
    const guest = this.#guests.get(connection);
    if (!guest || guest.isKnown) return;
    guest.isKnown = true;
    this.#dropStranger(connection, guest.host);
  }

  leave(connection: Connection): void {
    const guest = this.#guests.get(connection);
    if (!guest) return;
    this.#guests.delete(connection);
    this.#dropStranger(connection, guest.host);
    const left = (this.#counts.get(guest.host) ?? 1) - 1;
    if (left > 0) this.#counts.set(guest.host, left);
    else this.#counts.delete(guest.host);
  }

  #add(connection: Connection, host: string): void {
    this.#guests.set(connection, { host, isKnown: false });
    const strangers = this.#strangers.get(host) ?? new Set();
    this.#strangers.set(host, strangers.add(connection));
    this.#counts.set(host, (this.#counts.get(host) ?? 0) + 1);
  }

  /** The newcomer is a stranger itself: where there is no other, it is the one. */
  #findVictim(host: string): Connection | undefined {
    const { connections, connectionsPerHost } = this.#limits;
    if (!isOwnMachine(host) && (this.#counts.get(host) ?? 0) > connectionsPerHost) return this.#oldestOf(host);
    return this.#guests.size > connections ? this.#oldestOf(this.#largestHost()) : undefined;
  }

  #oldestOf(host: string): Connection | undefined {
    return this.#strangers.get(host)?.values().next().value;
  }

  #largestHost(): string {
    let largest = '';
    let most = 0;
    for (const [host, { size }] of this.#strangers) if (size > most) [largest, most] = [host, size];
    return largest;
  }

  #dropStranger(connection: Connection, host: string): void {
    const strangers = this.#strangers.get(host);
    strangers?.delete(connection);
    if (strangers?.size === 0) this.#strangers.delete(host);
  }
}

/** Its screen, its commands and a proxy in front of it all come from there. */
function isOwnMachine(host: string): boolean {
  return host === '::1' || host.startsWith('127.');
}
