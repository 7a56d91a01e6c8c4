import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Entry } from '../domain/sharing/ledger-chain.ts';
import type { AuditRecord } from '../domain/audit.ts';
import type { Actor } from '../domain/people/actor.ts';
import { book } from '../domain/sharing/book.ts';
import { reserve, settle } from '../domain/sharing/ledger.ts';
import { Wallets } from '../domain/sharing/wallets.ts';
import { Database, sql } from '../store/database.ts';
import { SqliteLedgerStore } from '../store/ledger.ts';
import { FakeClock } from './fake-clock.ts';

export const walletSite = 'site_one001';

/** Wallets on a real database, with some people at a site and one at another. */
export class WalletBench {
  readonly clock = new FakeClock();
  readonly audited: AuditRecord[] = [];
  readonly db: Database;
  readonly store: SqliteLedgerStore;
  readonly wallets: Wallets;
  readonly file: string;
  readonly dir = mkdtempSync(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'farmgate-wallets-'));
  #ids = 0;

  constructor(users: readonly string[] = ['ana', 'bo', 'cy'], timeZone = 'Asia/Bangkok') {
    this.file = join(this.dir, 'farmgate.db');
    this.db = new Database(this.file);
    this.#addSite(walletSite, timeZone, users);
    this.#addSite('site_two002', 'UTC', ['eve']);
    this.store = new SqliteLedgerStore(this.db);
    const newId = (prefix: string) => `${prefix}_${String(++this.#ids).padStart(8, '0')}`;
    const audit = { write: (record: AuditRecord) => void this.audited.push(record), list: () => [] };
    this.wallets = new Wallets({ store: this.store, audit, clock: this.clock, newId });
  }

  close(): void {
    this.db.close();
    rmSync(this.dir, { recursive: true });
  }

  actor(user = 'ana', site = walletSite): Actor {
    return { userId: user, name: user, site, role: 'admin', masterAdmin: false, from: 'test' };
  }

  balance(user: string): [balance: number, reserved: number] {
    const { balance, reserved } = this.store.forSite(walletSite).wallet(user);
    return [balance, reserved];
  }

  /** What a run does at its start; false where too little is there. */
  reserve(user: string, run: string, seconds: number): boolean {
    const ledger = this.store.forSite(walletSite);
    return this.store.transaction(() => {
      const bookings = reserve(ledger.wallet(user), seconds);
      if (bookings.ok) book(ledger, bookings.value, this.#note(run, `${run}:reserve`));
      return bookings.ok;
    });
  }

  /** What a run does at its end. */
  settle(user: string, run: string, amounts: { reservedSeconds: number; usedSeconds: number }): Entry[] {
    const ledger = this.store.forSite(walletSite);
    return this.store.transaction(() =>
      book(ledger, settle(ledger.wallet(user), amounts), this.#note(run, `${run}:settle`)),
    );
  }

  #note(run: string, key: string) {
    return { site: walletSite, actor: 'engine', reason: 'a run', run, key, at: this.clock.wallMs() };
  }

  #addSite(site_id: string, time_zone: string, users: readonly string[]): void {
    this.db.run(sql.insertInto('sites').values({ site_id, name: site_id, time_zone, created_at: 0 }));
    for (const id of users)
      this.db.run(
        sql.insertInto('users').values({
          site_id,
          id,
          login: id,
          name: id,
          role: 'user',
          master_admin: 0,
          password_hash: '',
          suspended: 0,
          created_at: 0,
          last_seen_at: null,
        }),
      );
  }
}
