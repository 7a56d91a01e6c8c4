import { createHash } from 'node:crypto';
import type { Compilable } from 'kysely';
import type { Entry, LedgerHead } from '../domain/sharing/ledger-chain.ts';
import { newLedger } from '../domain/sharing/ledger-chain.ts';
import { emptyWallet, type EntryKind, type Wallet } from '../domain/sharing/ledger.ts';
import type { MinuteRequest } from '../domain/sharing/minute-request.ts';
import type { DayTotal, EntryFilter, LedgerStore, RequestFilter, SiteLedger } from '../domain/sharing/wallet-ports.ts';
import { sql, type Database } from './database.ts';
import type { LedgerTable, MinuteRequestsTable } from './schema.ts';

/** Wallets, their entries and the requests for minutes. Entries are only ever added: the database itself refuses a change. */
export class SqliteLedgerStore implements LedgerStore {
  readonly #db: Database;

  constructor(db: Database) {
    this.#db = db;
  }

  transaction<Result>(work: () => Result): Result {
    return this.#db.transaction(work);
  }

  sites(): string[] {
    return this.#db.all(sql.selectFrom('sites').select('site_id')).map(({ site_id }) => site_id);
  }

  forSite(site: string): SiteLedger {
    return new SqliteSiteLedger(this.#db, site);
  }
}

const PAGE = 1_000;

class SqliteSiteLedger implements SiteLedger {
  readonly digest = sha256;
  readonly #db: Database;
  readonly #site: string;

  constructor(db: Database, site: string) {
    this.#db = db;
    this.#site = site;
  }

  timeZone(): string {
    const row = this.#db.first(sql.selectFrom('sites').select('time_zone').where('site_id', '=', this.#site));
    return row?.time_zone ?? 'UTC';
  }

  hasUser(user: string): boolean {
    const query = sql.selectFrom('users').select('id').where('site_id', '=', this.#site).where('id', '=', user);
    return this.#db.first(query) !== undefined;
  }

  wallet(user: string): Wallet {
    const row = this.#db.first(this.#wallets().where('user_id', '=', user));
    return row ? { user, balance: row.balance, reserved: row.reserved } : emptyWallet(user);
  }

  wallets(): Wallet[] {
    return this.#db
      .all(this.#wallets().orderBy('user_id'))
      .map(({ user_id: user, balance, reserved }) => ({ user, balance, reserved }));
  }

  head(): LedgerHead {
    const row = this.#db.first(sql.selectFrom('ledger_heads').selectAll().where('site_id', '=', this.#site));
    return row ? { seq: row.seq, hash: row.hash, receipt: row.receipt } : newLedger;
  }

  append(entry: Entry, day: string): void {
    this.#db.transaction(() => {
      this.#db.run(sql.insertInto('ledger').values(fromEntry(entry)));
      this.#saveWallet(entry);
      this.#saveHead(entry);
      this.#addToDay(entry, day);
    });
  }

  findByKey(key: string): Entry | undefined {
    return this.#findEntry(this.#entries().where('key', '=', key));
  }

  findByReceipt(receipt: number): Entry | undefined {
    return this.#findEntry(this.#entries().where('receipt', '=', receipt));
  }

  entries({ user, before, limit }: EntryFilter): Entry[] {
    let query = this.#entries();
    if (user !== undefined) query = query.where('user_id', '=', user);
    if (before !== undefined) query = query.where('seq', '<', before);
    return this.#db.all(query.orderBy('seq', 'desc').limit(limit)).map(toEntry);
  }

  *walk(): Iterable<Entry> {
    let after = 0;
    for (;;) {
      const page = this.#db.all(this.#entries().where('seq', '>', after).orderBy('seq').limit(PAGE));
      yield* page.map(toEntry);
      const last = page.at(-1);
      if (!last) return;
      after = last.seq;
    }
  }

  dayTotals(from: string, to: string): DayTotal[] {
    return this.#db
      .all(
        sql
          .selectFrom('ledger_days')
          .selectAll()
          .where('site_id', '=', this.#site)
          .where('day', '>=', from)
          .where('day', '<=', to)
          .orderBy('day')
          .orderBy('user_id')
          .orderBy('kind'),
      )
      .map(({ day, user_id: user, kind, seconds, entries }) => ({
        day,
        user,
        kind: kind as EntryKind,
        seconds,
        entries,
      }));
  }

  findRequest(id: string): MinuteRequest | undefined {
    const row = this.#db.first(this.#requests().where('id', '=', id));
    return row && toRequest(row);
  }

  waitingRequest(user: string): MinuteRequest | undefined {
    const row = this.#db.first(this.#requests().where('user_id', '=', user).where('state', '=', 'pending'));
    return row && toRequest(row);
  }

  requests({ waiting, limit, user }: RequestFilter): MinuteRequest[] {
    let query = this.#requests();
    if (waiting) query = query.where('state', '=', 'pending');
    if (user !== undefined) query = query.where('user_id', '=', user);
    return this.#db.all(query.orderBy('at', 'desc').orderBy('id').limit(limit)).map(toRequest);
  }

  saveRequest(request: MinuteRequest): void {
    const row = fromRequest(this.#site, request);
    const { site_id: _, id: __, ...changes } = row;
    this.#db.run(
      sql
        .insertInto('minute_requests')
        .values(row)
        .onConflict((conflict) => conflict.columns(['site_id', 'id']).doUpdateSet(changes)),
    );
  }

  #wallets() {
    return sql.selectFrom('wallets').selectAll().where('site_id', '=', this.#site);
  }

  #entries() {
    return sql.selectFrom('ledger').selectAll().where('site_id', '=', this.#site);
  }

  #requests() {
    return sql.selectFrom('minute_requests').selectAll().where('site_id', '=', this.#site);
  }

  #findEntry(query: Compilable<LedgerTable>): Entry | undefined {
    const row = this.#db.first(query);
    return row && toEntry(row);
  }

  #saveWallet({ user, balance, reserved }: Entry): void {
    this.#db.run(
      sql
        .insertInto('wallets')
        .values({ site_id: this.#site, user_id: user, balance, reserved })
        .onConflict((conflict) => conflict.columns(['site_id', 'user_id']).doUpdateSet({ balance, reserved })),
    );
  }

  #saveHead({ seq, hash, receipt }: Entry): void {
    const changes = { seq, hash, ...(receipt === null ? {} : { receipt }) };
    this.#db.run(
      sql
        .insertInto('ledger_heads')
        .values({ site_id: this.#site, receipt: 0, ...changes })
        .onConflict((conflict) => conflict.column('site_id').doUpdateSet(changes)),
    );
  }

  #addToDay({ user, kind, seconds, reservedSeconds }: Entry, day: string): void {
    const amount = kind === 'reserve' || kind === 'release' ? reservedSeconds : seconds;
    this.#db.run(
      sql
        .insertInto('ledger_days')
        .values({ site_id: this.#site, day, user_id: user, kind, seconds: amount, entries: 1 })
        .onConflict((conflict) =>
          conflict.columns(['site_id', 'day', 'user_id', 'kind']).doUpdateSet((row) => ({
            seconds: row('ledger_days.seconds', '+', amount),
            entries: row('ledger_days.entries', '+', 1),
          })),
        ),
    );
  }
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

function fromEntry(entry: Entry): LedgerTable {
  const { site, user, reservedSeconds, ...rest } = entry;
  return { site_id: site, user_id: user, reserved_seconds: reservedSeconds, ...rest };
}

function toEntry({
  site_id: site,
  user_id: user,
  reserved_seconds: reservedSeconds,
  kind,
  ...rest
}: LedgerTable): Entry {
  return { site, user, reservedSeconds, kind: kind as EntryKind, ...rest };
}

function fromRequest(site: string, request: MinuteRequest): MinuteRequestsTable {
  const { user, decidedBy, decidedAt, reason, ...rest } = request;
  return {
    site_id: site,
    user_id: user,
    decided_by: decidedBy ?? null,
    decided_at: decidedAt ?? null,
    reason: reason ?? null,
    ...rest,
  };
}

function toRequest(row: MinuteRequestsTable): MinuteRequest {
  const { id, user_id: user, seconds, note, state, at, decided_by, decided_at, reason } = row;
  return {
    id,
    user,
    seconds,
    note,
    state: state as MinuteRequest['state'],
    at,
    ...(decided_by === null ? {} : { decidedBy: decided_by }),
    ...(decided_at === null ? {} : { decidedAt: decided_at }),
    ...(reason === null ? {} : { reason }),
  };
}
