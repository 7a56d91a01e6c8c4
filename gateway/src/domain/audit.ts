import type { AuditEntry } from '../contract/index.ts';
import type { Actor } from './people/actor.ts';

/** What is written down of every change and every command. */
export interface AuditRecord {
  readonly actor: Pick<Actor, 'name' | 'from' | 'site'>;
  /** Verb and noun, e.g. `device.adopt`, `command.accept`, `session.sign-in`. */
  readonly action: string;
  readonly subject: string;
  readonly before?: unknown;
  readonly after?: unknown;
  /** `done`, or why not: a problem's code. */
  readonly result: string;
}

/** The append-only record of who did what. `write` is on the disk when it returns, inside the caller's transaction if any. */
export interface AuditLog {
  write(record: AuditRecord): void;
  /** Newest first; `before` is an entry's id to go on from. */
  list(site: string, page: { readonly before?: number; readonly limit: number }): AuditEntry[];
}
