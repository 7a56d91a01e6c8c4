import type { Duplex } from 'node:stream';
import type { Client } from 'aedes';
import type { Ticket } from './door.ts';
import type { GuardedStream } from './guarded-stream.ts';

/** What is known of a connection beyond its bytes. */
export interface Session {
  readonly ticket: Ticket;
  /** Of the credential it signed in with; undefined for a stranger. */
  hash: string | undefined;
  /** Topics it has had retained. */
  readonly retained: Set<string>;
  /** What the library knows it by, once it was let in. */
  client: Client | undefined;
  /** Who is gone with it, but for those who said so themselves. */
  readonly online: Set<string>;
}

/** The connections that are there, and what is known of each for as long as anybody speaks of it. */
export class Sessions {
  readonly #streams = new Set<GuardedStream>();
  readonly #sessions = new WeakMap<Duplex, Session>();

  get streams(): Iterable<GuardedStream> {
    return this.#streams;
  }

  begin(stream: GuardedStream, ticket: Ticket): void {
    this.#sessions.set(stream, { ticket, hash: undefined, retained: new Set(), client: undefined, online: new Set() });
    this.#streams.add(stream);
    stream.once('close', () => this.#streams.delete(stream));
  }

  find(stream: Duplex): Session | undefined {
    return this.#sessions.get(stream);
  }
}

/** Whose credential a client has. Those who share a login have names of their own after it. */
export function credentialOf({ id }: Pick<Client, 'id'>): string {
  return id.split('#', 1)[0] ?? id;
}
