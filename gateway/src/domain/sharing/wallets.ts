import type { Clock } from '../../contract/index.ts';
import type { AuditLog } from '../audit.ts';
import { calledOf, type Actor } from '../people/actor.ts';
import { denied, granted, type Answer, type Why } from './answer.ts';
import { book } from './book.ts';
import { proofOf, verifyLedger, type Entry, type LedgerReport } from './ledger-chain.ts';
import { adjust, recharge, transfer, type Booking, type Wallet } from './ledger.ts';
import { decideRequest, mayAsk, type MinuteRequest } from './minute-request.ts';
import { receiptOf, type Receipt } from './receipt.ts';
import type { DayTotal, EntryFilter, LedgerStore, RequestFilter, SiteLedger } from './wallet-ports.ts';

export interface WalletParts {
  readonly store: LedgerStore;
  readonly audit: AuditLog;
  readonly clock: Clock;
  readonly newId: (prefix: string) => string;
  /** The minutes of this user have changed. */
  readonly onChange?: (site: string, user: string) => void;
  /** Somebody asked for minutes, or was answered. */
  readonly onRequest?: (site: string) => void;
}

/** Read at one go: some milliseconds of a small machine. */
const ROWS_AT_ONCE = 200;

/** What is booked by a person. `key`: chosen by whoever asks; the same key twice is the same deed. */
export interface Deed {
  readonly user: string;
  readonly seconds: number;
  readonly reason: string;
  readonly key?: string;
}

const noUser: Why = {
  code: 'wallet.no-user',
  sentence: 'There is no such person here.',
  remedy: 'Choose somebody of this site.',
};

const keyUsed: Why = {
  code: 'wallet.key-used',
  sentence: 'This id was used for something else.',
  remedy: 'Make a new id for each booking.',
};

/**
 * The wallets of all sites as people use them. What it answers is on the disk; where the disk takes nothing it throws a Fault
 * `unwritable`, and nothing has changed.
 */
export class Wallets {
  readonly #parts: WalletParts;
  /** Under way, by site. */
  readonly #checks = new Map<string, Promise<LedgerReport>>();

  constructor(parts: WalletParts) {
    this.#parts = parts;
  }

  wallet(site: string, user: string): Answer<Wallet> {
    const ledger = this.#parts.store.forSite(site);
    return ledger.hasUser(user) ? granted(ledger.wallet(user)) : denied(noUser);
  }

  wallets(site: string): Wallet[] {
    return this.#parts.store.forSite(site).wallets();
  }

  entries(site: string, filter: EntryFilter): Entry[] {
    return this.#parts.store.forSite(site).entries(filter);
  }

  dayTotals(site: string, from: string, to: string): DayTotal[] {
    return this.#parts.store.forSite(site).dayTotals(from, to);
  }

  receipt(site: string, number: number): Receipt | undefined {
    const entry = this.#parts.store.forSite(site).findByReceipt(number);
    return entry && receiptOf(entry);
  }

  requests(site: string, filter: RequestFilter): MinuteRequest[] {
    return this.#parts.store.forSite(site).requests(filter);
  }

  /** Minutes that were paid for. The entry has the number of its receipt. */
  recharge(actor: Actor, deed: Deed): Answer<Entry> {
    return this.#book(actor, 'recharge', deed, (ledger) => recharge(ledger.wallet(deed.user), deed.seconds));
  }

  adjust(actor: Actor, deed: Deed): Answer<Entry> {
    return this.#book(actor, 'adjust', deed, (ledger) => adjust(ledger.wallet(deed.user), deed.seconds));
  }

  /** From one user to another; answers the giver's entry. */
  transfer(actor: Actor, deed: Deed & { readonly to: string }): Answer<Entry> {
    const answer = this.#book(actor, 'transfer', deed, (ledger) =>
      ledger.hasUser(deed.to)
        ? transfer(ledger.wallet(deed.user), ledger.wallet(deed.to), deed.seconds)
        : denied(noUser),
    );
    if (answer.ok) this.#parts.onChange?.(actor.site, deed.to);
    return answer;
  }

  /** A user asks an admin for minutes. */
  askForMinutes(
    actor: Actor,
    { seconds, note }: { readonly seconds: number; readonly note: string },
  ): Answer<MinuteRequest> {
    const ledger = this.#parts.store.forSite(actor.site);
    const answer = this.#parts.store.transaction((): Answer<MinuteRequest> => {
      const possible = recharge(ledger.wallet(actor.userId), seconds);
      if (!possible.ok) return possible;
      const may = mayAsk(ledger.waitingRequest(actor.userId));
      if (!may.ok) return may;
      const at = this.#parts.clock.wallMs();
      const id = this.#parts.newId('ask');
      const request: MinuteRequest = { id, user: actor.userId, seconds, note, state: 'pending', at };
      ledger.saveRequest(request);
      this.#audit(actor, 'minutes.ask', request.id, { seconds });
      return granted(request);
    });
    if (answer.ok) this.#parts.onRequest?.(actor.site);
    return answer;
  }

  /** Minutes are given in the same step. Once: a second decision is refused. */
  decide(actor: Actor, id: string, state: 'approved' | 'rejected', reason: string): Answer<MinuteRequest> {
    const ledger = this.#parts.store.forSite(actor.site);
    const answer = this.#parts.store.transaction((): Answer<MinuteRequest> => {
      const request = ledger.findRequest(id);
      if (!request)
        return denied({
          code: 'minutes.unknown',
          sentence: 'There is no such request.',
          remedy: 'Look at the list again.',
        });
      const decided = decideRequest(request, { state, by: calledOf(actor), at: this.#parts.clock.wallMs(), reason });
      if (!decided.ok) return decided;
      const given = state === 'approved' ? this.recharge(actor, deedOf(request, reason)) : decided;
      if (!given.ok) return given;
      ledger.saveRequest(decided.value);
      this.#audit(actor, `minutes.${state}`, id, { user: request.user, seconds: request.seconds, reason });
      return decided;
    });
    if (answer.ok) this.#parts.onRequest?.(actor.site);
    return answer;
  }

  /** Every booking, oldest first, a page at a time. */
  walk(site: string): Iterable<Entry> {
    return this.#parts.store.forSite(site).walk();
  }

  /** Reads the whole ledger of a site and tells what is not as it was written. */
  verify(site: string): LedgerReport {
    const ledger = this.#parts.store.forSite(site);
    return this.#parts.store.transaction(() =>
      verifyLedger(ledger.walk(), { head: ledger.head(), wallets: ledger.wallets(), digest: ledger.digest }),
    );
  }

  /**
   * The same of what is there now, however long that takes: nothing else waits for it. `breathe`: lets other work be done. Whoever asks
   * while a check is under way is answered by that one.
   */
  async check(site: string, breathe: () => Promise<void>): Promise<LedgerReport> {
    const known = this.#checks.get(site);
    if (known) return known;
    const check = this.#check(site, breathe).finally(() => this.#checks.delete(site));
    this.#checks.set(site, check);
    return check;
  }

  async #check(site: string, breathe: () => Promise<void>): Promise<LedgerReport> {
    const ledger = this.#parts.store.forSite(site);
    const head = ledger.head();
    const claims = { head, wallets: [...ledger.wallets()], digest: ledger.digest };
    const proof = proofOf(upTo(ledger.walk(), head.seq), claims);
    for (let row = 1; ; row++) {
      const step = proof.next();
      if (step.done) return step.value;
      if (row % ROWS_AT_ONCE === 0) await breathe();
    }
  }

  #book(
    actor: Actor,
    action: string,
    { user, seconds, reason, key, to }: Deed & { readonly to?: string },
    decide: (ledger: SiteLedger) => Answer<readonly Booking[]>,
  ): Answer<Entry> {
    const ledger = this.#parts.store.forSite(actor.site);
    const answer = this.#parts.store.transaction((): Answer<Entry> => {
      if (!ledger.hasUser(user)) return denied(noUser);
      const known = key === undefined ? undefined : ledger.findByKey(key);
      if (known) return isSameDeed(ledger, known, { action, user, seconds, to }) ? granted(known) : denied(keyUsed);
      const bookings = decide(ledger);
      if (!bookings.ok) return bookings;
      const at = this.#parts.clock.wallMs();
      const note = { site: actor.site, actor: calledOf(actor), reason, run: null, key: key ?? null, at };
      const [entry] = book(ledger, bookings.value, note);
      if (!entry) throw new RangeError(`${action} books nothing`);
      this.#audit(actor, `wallet.${action}`, user, { seconds, reason, entry: entry.seq });
      return granted(entry);
    });
    if (answer.ok) this.#parts.onChange?.(actor.site, user);
    return answer;
  }

  #audit(actor: Actor, action: string, subject: string, after: object): void {
    this.#parts.audit.write({ actor, action, subject, after, result: 'done' });
  }
}

/** The minutes that were asked for, given once. */
function deedOf({ id, user, seconds, note }: MinuteRequest, reason: string): Deed {
  return { user, seconds, reason: reason || note || 'asked for', key: `minutes:${id}` };
}

/** Whether a booking is what is asked for once more. What a transfer gave to whom stands in its second entry. */
function isSameDeed(
  ledger: SiteLedger,
  { user, kind, seconds, key }: Entry,
  asked: { readonly action: string; readonly user: string; readonly seconds: number; readonly to: string | undefined },
): boolean {
  if (user !== asked.user || kind !== asked.action) return false;
  if (asked.to === undefined) return seconds === asked.seconds;
  return seconds === -asked.seconds && ledger.findByKey(`${key ?? ''}:2`)?.user === asked.to;
}

/** What was written later is not looked at: entries are only ever added. */
function* upTo(entries: Iterable<Entry>, seq: number): Iterable<Entry> {
  for (const entry of entries) {
    if (entry.seq > seq) return;
    yield entry;
  }
}
