import type { Selectable, Updateable } from 'kysely';
import { COLOURS, SYMBOLS, type Role, type Site } from '../contract/index.ts';
import type { PeopleStore, SessionRecord, SitePeople, UserChanges, UserRecord } from '../domain/people/ports.ts';
import { sql, type Database } from './database.ts';
import type { Flag, SessionsTable, SitesTable, UsersTable } from './schema.ts';

/** Sites, users and their sessions. */
export class SqlitePeopleStore implements PeopleStore {
  readonly #db: Database;

  constructor(db: Database) {
    this.#db = db;
  }

  transaction<Result>(work: () => Result): Result {
    return this.#db.transaction(work);
  }

  forSite(site: string): SitePeople {
    return new SqliteSitePeople(this.#db, site);
  }

  isClaimed(): boolean {
    return this.#db.first(sql.selectFrom('users').select('id').limit(1)) !== undefined;
  }

  insertSite(site: Site): void {
    this.#db.run(
      sql.insertInto('sites').values({
        site_id: site.id,
        name: site.name,
        time_zone: site.timeZone,
        created_at: site.createdAt,
        may_ask: flag(site.mayAsk),
        shows_people: flag(site.showsPeople),
      }),
    );
  }

  sites(): Site[] {
    return this.#db.all(sql.selectFrom('sites').selectAll().orderBy('name')).map(toSite);
  }

  findByLogin(login: string): UserRecord | undefined {
    const row = this.#db.first(sql.selectFrom('users').selectAll().where('login', '=', login));
    return row && toUser(row);
  }

  findUser(id: string): UserRecord | undefined {
    const row = this.#db.first(sql.selectFrom('users').selectAll().where('id', '=', id));
    return row && toUser(row);
  }

  /** Who claimed the gateway. */
  firstMasterAdmin(): UserRecord | undefined {
    const row = this.#db.first(
      sql.selectFrom('users').selectAll().where('master_admin', '=', 1).orderBy('created_at').limit(1),
    );
    return row && toUser(row);
  }

  /** The people of every site, for whoever stands at the machine. */
  all(): UserRecord[] {
    return this.#db.all(sql.selectFrom('users').selectAll().orderBy('site_id').orderBy('created_at')).map(toUser);
  }

  noteSeen(user: string, at: number): void {
    this.#db.run(sql.updateTable('users').set({ last_seen_at: at }).where('id', '=', user));
  }

  insertSession(session: SessionRecord): void {
    this.#db.run(sql.insertInto('sessions').values(fromSession(session)));
  }

  findSession(id: string): SessionRecord | undefined {
    const row = this.#db.first(sql.selectFrom('sessions').selectAll().where('id', '=', id));
    return row && toSession(row);
  }

  rotateSession(id: string, counter: number, at: number, expiresAt: number): void {
    this.#db.run(
      sql.updateTable('sessions').set({ counter, rotated_at: at, expires_at: expiresAt }).where('id', '=', id),
    );
  }

  endSession(id: string): void {
    this.#db.run(sql.deleteFrom('sessions').where('id', '=', id));
  }

  dropExpiredSessions(now: number): void {
    this.#db.run(sql.deleteFrom('sessions').where('expires_at', '<=', now));
  }

  endSessionsOf(user: string, except = ''): void {
    this.#db.run(sql.deleteFrom('sessions').where('user_id', '=', user).where('id', '!=', except));
  }
}

class SqliteSitePeople implements SitePeople {
  readonly #db: Database;
  readonly #site: string;

  constructor(db: Database, site: string) {
    this.#db = db;
    this.#site = site;
  }

  site(): Site | undefined {
    const row = this.#db.first(sql.selectFrom('sites').selectAll().where('site_id', '=', this.#site));
    return row && toSite(row);
  }

  saveSite({ name, timeZone, mayAsk, showsPeople }: Omit<Site, 'id' | 'createdAt'>): void {
    const columns = { name, time_zone: timeZone, may_ask: flag(mayAsk), shows_people: flag(showsPeople) };
    this.#db.run(sql.updateTable('sites').set(columns).where('site_id', '=', this.#site));
  }

  list(): UserRecord[] {
    return this.#db
      .all(sql.selectFrom('users').selectAll().where('site_id', '=', this.#site).orderBy('created_at').orderBy('id'))
      .map(toUser);
  }

  find(id: string): UserRecord | undefined {
    const row = this.#db.first(
      sql.selectFrom('users').selectAll().where('site_id', '=', this.#site).where('id', '=', id),
    );
    return row && toUser(row);
  }

  insert(user: Omit<UserRecord, 'site'>): void {
    this.#db.run(
      sql.insertInto('users').values({
        site_id: this.#site,
        id: user.id,
        login: user.login,
        name: user.name,
        role: user.role,
        master_admin: flag(user.masterAdmin),
        password_hash: user.passwordHash,
        suspended: flag(user.suspended),
        created_at: user.createdAt,
        last_seen_at: null,
        suspended_for: user.suspendedFor ?? null,
        symbol: user.symbol,
        colour: user.colour,
        expires_at: user.expiresAt ?? null,
        pin_hash: user.pinHash ?? null,
        listed: flag(user.listed),
      }),
    );
  }

  update(id: string, changes: UserChanges): void {
    const columns = columnsOf(changes);
    // An UPDATE that sets nothing is no SQL.
    if (Object.keys(columns).length === 0) return;
    this.#db.run(sql.updateTable('users').set(columns).where('site_id', '=', this.#site).where('id', '=', id));
  }

  remove(id: string): void {
    this.#db.run(sql.deleteFrom('users').where('site_id', '=', this.#site).where('id', '=', id));
  }

  sessionsOf(user: string): SessionRecord[] {
    return this.#db
      .all(sql.selectFrom('sessions').selectAll().where('site_id', '=', this.#site).where('user_id', '=', user))
      .map(toSession);
  }
}

function toSite(row: Selectable<SitesTable>): Site {
  return {
    id: row.site_id,
    name: row.name,
    timeZone: row.time_zone,
    createdAt: row.created_at,
    mayAsk: row.may_ask === 1,
    showsPeople: row.shows_people === 1,
  };
}

function columnsOf({ suspended, listed, ...changes }: UserChanges): Updateable<UsersTable> {
  const columns = {
    name: changes.name,
    role: changes.role,
    password_hash: changes.passwordHash,
    suspended: suspended === undefined ? undefined : flag(suspended),
    suspended_for: changes.suspendedFor,
    symbol: changes.symbol,
    colour: changes.colour,
    expires_at: changes.expiresAt,
    pin_hash: changes.pinHash,
    listed: listed === undefined ? undefined : flag(listed),
  } satisfies { [Column in keyof UsersTable]?: unknown };
  return Object.fromEntries(Object.entries(columns).filter(([, value]) => value !== undefined));
}

function flag(value: boolean): Flag {
  return value ? 1 : 0;
}

function toUser(row: Selectable<UsersTable>): UserRecord {
  return {
    id: row.id,
    site: row.site_id,
    login: row.login,
    name: row.name,
    role: row.role as Role,
    masterAdmin: row.master_admin === 1,
    suspended: row.suspended === 1,
    ...(row.suspended_for === null ? {} : { suspendedFor: row.suspended_for }),
    symbol: SYMBOLS.find((symbol) => symbol === row.symbol) ?? 'drop',
    colour: COLOURS.find((colour) => colour === row.colour) ?? 'blue',
    ...(row.expires_at === null ? {} : { expiresAt: row.expires_at }),
    hasPin: row.pin_hash !== null,
    listed: row.listed === 1,
    createdAt: row.created_at,
    ...(row.last_seen_at === null ? {} : { lastSeenAt: row.last_seen_at }),
    passwordHash: row.password_hash,
    ...(row.pin_hash === null ? {} : { pinHash: row.pin_hash }),
  };
}

function fromSession(session: SessionRecord): SessionsTable {
  return {
    site_id: session.site,
    id: session.id,
    user_id: session.user,
    kind: session.kind,
    counter: session.counter,
    rotated_at: session.rotatedAt,
    created_at: session.createdAt,
    expires_at: session.expiresAt,
    address: session.address,
    agent: session.agent,
  };
}

function toSession(row: SessionsTable): SessionRecord {
  return {
    site: row.site_id,
    id: row.id,
    user: row.user_id,
    kind: row.kind === 'browser' ? 'browser' : 'bearer',
    counter: row.counter,
    rotatedAt: row.rotated_at,
    createdAt: row.created_at,
    expiresAt: row.expires_at,
    address: row.address,
    agent: row.agent,
  };
}
