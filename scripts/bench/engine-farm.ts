import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { CompiledQuery } from 'kysely';
import { EventBus } from '../../gateway/src/domain/events.ts';
import { silentLog } from '../../gateway/src/domain/log.ts';
import type { Actor } from '../../gateway/src/domain/people/actor.ts';
import { ALL_PUMPS } from '../../gateway/src/domain/sharing/names.ts';
import { pumpDefaults } from '../../gateway/src/domain/sharing/pump.ts';
import { Sharing } from '../../gateway/src/domain/sharing/sharing.ts';
import { Wallets } from '../../gateway/src/domain/sharing/wallets.ts';
import { SqliteAuditLog } from '../../gateway/src/store/audit.ts';
import { Database, sql } from '../../gateway/src/store/database.ts';
import { SqliteLedgerStore } from '../../gateway/src/store/ledger.ts';
import { SqliteSharingStore } from '../../gateway/src/store/sharing.ts';
import { FakeClock } from '../../gateway/src/testing/fake-clock.ts';

const SITE = 'site_one001';
const PUMP = 'pump-1';
const GIVEN_S = 1_000_000;
const TURN_S = 600;
/** Its motor rests, and so does its group. */
const REST_MS = 61_000;

/** The engine of shared pumps with its real store, and so many people who wait for one pump; its switch obeys at once. */
export class EngineFarm {
  readonly #clock = new FakeClock();
  readonly #db: Database;
  readonly #sharing: Sharing;
  readonly #waiting: string[] = [];
  #ids = 0;

  constructor(dir: string, { waiting, past }: { readonly waiting: number; readonly past: number }) {
    mkdirSync(dir, { recursive: true });
    this.#db = new Database(join(dir, 'farmgate.db'));
    this.#db.run(sql.insertInto('sites').values({ site_id: SITE, name: 'Farm', time_zone: 'UTC', created_at: 0 }));
    const ledger = new SqliteLedgerStore(this.#db);
    const newId = (prefix: string) => `${prefix}_${String(++this.#ids).padStart(9, '0')}`;
    const audit = new SqliteAuditLog(this.#db, this.#clock);
    const wallets = new Wallets({ store: ledger, audit, clock: this.#clock, newId });
    this.#fillPast(past);
    this.#sharing = new Sharing({
      store: new SqliteSharingStore(this.#db, this.#clock),
      ledger,
      field: {
        commander: {
          prepare: () => ({ ok: true, value: { record() {}, send() {} } }),
          renew() {},
          isOffOwed: () => false,
        },
        findDevice: () => undefined,
        latch: () => ({ latched: false }),
      },
      audit,
      clock: this.#clock,
      events: new EventBus(),
      log: silentLog,
      newId,
      staggerMs: 0,
      onAlert() {},
      onChange() {},
      defer: (run) => run(),
    });
    this.#sharing.start();
    this.#sharing.savePump({
      ...pumpDefaults,
      startsPerHour: 60,
      startsPerDay: 100_000,
      id: PUMP,
      site: SITE,
      name: 'Well',
      group: ALL_PUMPS,
      device: PUMP,
      point: 'relay',
    });
    this.#report(false);
    this.#clock.advance(REST_MS);
    this.#db.transaction(() => {
      for (let user = 0; user <= waiting; user++) {
        const id = `user_${String(user).padStart(6, '0')}`;
        this.#addUser(id);
        wallets.recharge(actorOf(id), { user: id, seconds: GIVEN_S, reason: 'bench' });
      }
    });
    for (let user = 0; user <= waiting; user++) this.#ask(`user_${String(user).padStart(6, '0')}`);
  }

  /** One turn: the pump is on, is stopped early, is off, the next one starts, and who had it asks again. Five transitions. */
  turn(): void {
    const user = this.#waiting.shift();
    const run = user === undefined ? undefined : this.#runOf(user);
    if (user === undefined || run === undefined) throw new Error('Nobody waits');
    this.#report(true);
    this.#sharing.end(actorOf(user), run);
    this.#report(false);
    this.#ask(user);
    this.#clock.advance(REST_MS);
  }

  close(): void {
    this.#sharing.stop();
    this.#db.close();
  }

  #runOf(user: string): string | undefined {
    return this.#sharing.stateOf(SITE).runOf(ALL_PUMPS, user);
  }

  #ask(user: string): void {
    const answer = this.#sharing.request(actorOf(user), { pump: PUMP, seconds: TURN_S });
    if (!answer.ok) throw new Error(answer.why.sentence);
    this.#waiting.push(user);
  }

  #report(on: boolean): void {
    this.#sharing.tell(SITE, { kind: 'heard', pump: PUMP, isHeard: true });
    this.#sharing.tell(SITE, { kind: 'report', pump: PUMP, on });
  }

  #addUser(id: string): void {
    const rest = { role: 'user', master_admin: 0, password_hash: '', suspended: 0, created_at: 0 } as const;
    this.#db.run(
      sql.insertInto('users').values({ site_id: SITE, id, login: id, name: id, ...rest, last_seen_at: null }),
    );
  }

  /** Runs that are over: only that they are there matters. */
  #fillPast(past: number): void {
    if (past === 0) return;
    this.#db.run(
      CompiledQuery.raw(
        `WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?)
         INSERT INTO runs (site_id, id, number, pump_id, user_id, state, open, body, boot, mono, wall)
         SELECT ?, 'past_' || i, -i, ?, 'user_' || (i % 1000), 'ended', 0, '{"askedS":600,"usedS":600,"reason":"completed"}', 'past', 0, 0 FROM n`,
        [past, SITE, PUMP],
      ),
    );
  }
}

function actorOf(user: string): Actor {
  return { userId: user, name: user, site: SITE, role: 'user', masterAdmin: false, from: 'bench' };
}
