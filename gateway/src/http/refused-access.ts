import type { Cancel, Clock } from '../contract/index.ts';
import type { AuditLog } from '../domain/audit.ts';
import type { Log } from '../domain/log.ts';
import type { Actor } from '../domain/people/actor.ts';
import { Bucket, type Budget } from './live-budget.ts';

/** So many at once are each written down, then two a minute: a person at work opens a page of what is gone now and then. */
const EACH: Budget = { perS: 2 / 60, most: 240 };
/** What was more than that becomes one line this often. */
const SUM_MS = 10 * 60_000;
const MOST_PEOPLE = 1_000;

/** What this is made of. */
export interface RefusedAccessParts {
  readonly audit: AuditLog;
  readonly clock: Clock;
  readonly log: Log;
}

interface Book {
  readonly bucket: Bucket;
  more: number;
  cancel: Cancel | undefined;
}

/** Writes down who asks for things that are another site's or nowhere: each by itself up to a budget, then the sum. */
export class RefusedAccess {
  readonly #parts: RefusedAccessParts;
  readonly #books = new Map<string, Book>();

  constructor(parts: RefusedAccessParts) {
    this.#parts = parts;
  }

  stop(): void {
    for (const { cancel } of this.#books.values()) cancel?.();
  }

  /** `what` was asked for: method and path, or the device a page wants to watch. */
  note(actor: Actor, what: string): void {
    const book = this.#bookOf(actor);
    if (book.bucket.take()) return this.#write(actor, what.slice(0, 200), undefined);
    book.more += 1;
    book.cancel ??= this.#parts.clock.after(SUM_MS, () => this.#sum(actor, book));
  }

  #sum(actor: Actor, book: Book): void {
    const { more } = book;
    book.more = 0;
    book.cancel = undefined;
    this.#write(actor, 'many more', { more });
  }

  /** It was refused whether or not the disk takes the line. */
  #write(actor: Actor, subject: string, after: object | undefined): void {
    try {
      this.#parts.audit.write({ actor, action: 'access.refused', subject, after, result: 'refused' });
    } catch (error) {
      this.#parts.log.error({ err: error, user: actor.name }, 'A refused access could not be written down');
    }
  }

  #bookOf({ userId }: Actor): Book {
    const known = this.#books.get(userId);
    if (known) return known;
    const book: Book = { bucket: new Bucket(this.#parts.clock, EACH), more: 0, cancel: undefined };
    this.#books.set(userId, book);
    for (const [oldest, { cancel }] of this.#books) {
      if (this.#books.size <= MOST_PEOPLE) break;
      cancel?.();
      this.#books.delete(oldest);
    }
    return book;
  }
}
