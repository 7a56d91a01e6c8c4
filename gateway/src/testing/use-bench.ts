import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Run } from '../domain/sharing/run.ts';
import { Database, sql } from '../store/database.ts';
import { SqliteLoadDayStore } from '../store/load-days.ts';
import { SqliteUseStore } from '../store/uses.ts';

/** A real database with some sites, and runs that a test puts there. */
export class UseBench {
  readonly #dir = mkdtempSync(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'farmgate-uses-'));
  #db = new Database(join(this.#dir, 'farmgate.db'));

  constructor(...sites: readonly string[]) {
    for (const site of sites)
      this.#db.run(sql.insertInto('sites').values({ site_id: site, name: site, time_zone: 'UTC', created_at: 0 }));
  }

  get store(): SqliteUseStore {
    return new SqliteUseStore(this.#db);
  }

  get days(): SqliteLoadDayStore {
    return new SqliteLoadDayStore(this.#db);
  }

  /** A run that is written down; it has ended unless something else is said. */
  add(site: string, run: Partial<Run> & Pick<Run, 'id'>): void {
    const number = this.#db.all(sql.selectFrom('runs').select('id')).length + 1;
    const body = { number, pump: 'pump_1', user: 'user_ana', by: 'ana', state: 'ended', ...run };
    const row = { id: body.id, number, pump_id: body.pump, user_id: body.user, state: body.state };
    const rest = {
      body: JSON.stringify(body),
      open: body.state === 'ended' ? 0 : 1,
      boot: '',
      mono: 0,
      wall: 0,
    } as const;
    this.#db.run(sql.insertInto('runs').values({ site_id: site, ...row, ...rest }));
  }

  restart(): void {
    this.#db.close();
    this.#db = new Database(join(this.#dir, 'farmgate.db'));
  }

  close(): void {
    this.#db.close();
    rmSync(this.#dir, { recursive: true });
  }
}
