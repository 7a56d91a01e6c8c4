import type { Clock } from '../contract/index.ts';
import type { Moment } from '../domain/field/command.ts';
import type { GroupState, PumpState } from '../domain/sharing/pump.ts';
import type { Run } from '../domain/sharing/run.ts';
import type { RunEvent, RunFilter, SavedSharing, SharingStore, SiteSharing } from '../domain/sharing/sharing-ports.ts';
import type { Changes, SharingSetup, SiteFacts } from '../domain/sharing/state.ts';
import { sql, type Database } from './database.ts';
import { rebased, type WrittenBy } from './rebase.ts';

/** Pumps, groups, runs and their trails. */
export class SqliteSharingStore implements SharingStore {
  readonly #db: Database;
  readonly #clock: Pick<Clock, 'boot'>;

  constructor(db: Database, clock: Pick<Clock, 'boot'>) {
    this.#db = db;
    this.#clock = clock;
  }

  transaction<Result>(work: () => Result): Result {
    return this.#db.transaction(work);
  }

  sites(): string[] {
    return this.#db.all(sql.selectFrom('sites').select('site_id')).map(({ site_id }) => site_id);
  }

  forSite(site: string): SiteSharing {
    return new SqliteSiteSharing(this.#db, site, this.#clock.boot);
  }
}

class SqliteSiteSharing implements SiteSharing {
  readonly #db: Database;
  readonly #site: string;
  readonly #boot: string;

  constructor(db: Database, site: string, boot: string) {
    this.#db = db;
    this.#site = site;
    this.#boot = boot;
  }

  load(now: Moment): SavedSharing | undefined {
    const row = this.#db.first(sql.selectFrom('sharing').selectAll().where('site_id', '=', this.#site));
    if (!row) return undefined;
    const of = <Value>(text: string, written: WrittenBy) =>
      rebased(JSON.parse(text) as Value, written, this.#boot, now);
    const groups = this.#db.all(sql.selectFrom('pump_groups').selectAll().where('site_id', '=', this.#site));
    const pumps = this.#db.all(sql.selectFrom('pumps').selectAll().where('site_id', '=', this.#site));
    const runs = this.#db.all(this.#runs().where('open', '=', 1).orderBy('number'));
    return {
      setup: of<SharingSetup>(row.setup, row),
      facts: of<SiteFacts>(row.facts, row),
      groups: groups.map((group) => of<GroupState>(group.state, group)),
      pumps: pumps.map((pump) => of<PumpState>(pump.state, pump)),
      runs: runs.map((run) => of<Run>(run.body, run)),
    };
  }

  saveSetup(setup: SharingSetup, facts: SiteFacts, now: Moment): void {
    const changes = { setup: JSON.stringify(setup), facts: JSON.stringify(facts), ...this.#clocked(now) };
    this.#db.run(
      sql
        .insertInto('sharing')
        .values({ site_id: this.#site, ...changes })
        .onConflict((conflict) => conflict.column('site_id').doUpdateSet(changes)),
    );
  }

  save({ facts, pumps, groups, runs }: Changes, now: Moment): void {
    this.#db.transaction(() => {
      if (facts) this.#saveFacts(facts, now);
      for (const group of groups.values()) this.#saveGroup(group, now);
      for (const pump of pumps.values()) this.#savePump(pump, now);
      for (const run of runs.values()) this.#saveRun(run, now);
    });
  }

  removePump(pump: string): void {
    this.#db.run(sql.deleteFrom('pumps').where('site_id', '=', this.#site).where('id', '=', pump));
  }

  note(run: string, { at, what, by, why }: RunEvent): void {
    this.#db.run(
      sql.insertInto('run_events').values({ site_id: this.#site, run_id: run, at, what, by, why: why ?? null }),
    );
  }

  trail(run: string): RunEvent[] {
    return this.#db
      .all(
        sql
          .selectFrom('run_events')
          .selectAll()
          .where('site_id', '=', this.#site)
          .where('run_id', '=', run)
          .orderBy('seq'),
      )
      .map(({ at, what, by, why }) => ({ at, what, by, ...(why === null ? {} : { why }) }));
  }

  find(run: string): Run | undefined {
    const row = this.#db.first(this.#runs().where('id', '=', run));
    return row && (JSON.parse(row.body) as Run);
  }

  list({ user, before, limit }: RunFilter): Run[] {
    let query = this.#runs();
    if (user !== undefined) query = query.where('user_id', '=', user);
    if (before !== undefined) query = query.where('number', '<', before);
    return this.#db.all(query.orderBy('number', 'desc').limit(limit)).map(({ body }) => JSON.parse(body) as Run);
  }

  addPumped(user: string, day: string, seconds: number): void {
    this.#db.run(
      sql
        .insertInto('pumped_days')
        .values({ site_id: this.#site, day, user_id: user, seconds })
        .onConflict((conflict) =>
          conflict
            .columns(['site_id', 'day', 'user_id'])
            .doUpdateSet((row) => ({ seconds: row('pumped_days.seconds', '+', seconds) })),
        ),
    );
  }

  pumpedOn(user: string, day: string): number {
    const query = sql.selectFrom('pumped_days').select('seconds').where('site_id', '=', this.#site);
    return this.#db.first(query.where('day', '=', day).where('user_id', '=', user))?.seconds ?? 0;
  }

  #runs() {
    return sql.selectFrom('runs').selectAll().where('site_id', '=', this.#site);
  }

  #clocked(now: Moment) {
    return { boot: this.#boot, mono: now.mono, wall: now.wall };
  }

  #saveFacts(facts: SiteFacts, now: Moment): void {
    const changes = { facts: JSON.stringify(facts), ...this.#clocked(now) };
    this.#db.run(sql.updateTable('sharing').set(changes).where('site_id', '=', this.#site));
  }

  #saveGroup(state: GroupState, now: Moment): void {
    const changes = { state: JSON.stringify(state), ...this.#clocked(now) };
    this.#db.run(
      sql
        .insertInto('pump_groups')
        .values({ site_id: this.#site, id: state.group.id, ...changes })
        .onConflict((conflict) => conflict.columns(['site_id', 'id']).doUpdateSet(changes)),
    );
  }

  #savePump(state: PumpState, now: Moment): void {
    const { id, device, point } = state.pump;
    const changes = { device_id: device, point_id: point, state: JSON.stringify(state), ...this.#clocked(now) };
    this.#db.run(
      sql
        .insertInto('pumps')
        .values({ site_id: this.#site, id, ...changes })
        .onConflict((conflict) => conflict.columns(['site_id', 'id']).doUpdateSet(changes)),
    );
  }

  #saveRun(run: Run, now: Moment): void {
    const { id, number, pump, user, state } = run;
    const open = state === 'ended' ? 0 : 1;
    const changes = { state, open, body: JSON.stringify(run), ...this.#clocked(now) } as const;
    this.#db.run(
      sql
        .insertInto('runs')
        .values({ site_id: this.#site, id, number, pump_id: pump, user_id: user, ...changes })
        .onConflict((conflict) => conflict.columns(['site_id', 'id']).doUpdateSet(changes)),
    );
  }
}
