import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { QUARTER_MS, type BudgetView, type TariffEntry, type TariffTerms } from '../contract/index.ts';
import type { AuditRecord } from '../domain/audit.ts';
import { BillDesk } from '../domain/energy/bill-desk.ts';
import { BudgetDesk } from '../domain/energy/budget-desk.ts';
import type { BudgetAlert } from '../domain/energy/budget.ts';
import type { PersonMonth } from '../domain/energy/person-month.ts';
import { TariffDesk } from '../domain/energy/tariff-desk.ts';
import type { EnergySubject, EnergyUse, LoadUse } from '../domain/energy/tariff-ports.ts';
import type { Outcome } from '../domain/field/farm.ts';
import type { Actor } from '../domain/people/actor.ts';
import { Database, sql } from '../store/database.ts';
import { SqliteTariffStore } from '../store/tariffs.ts';
import { FakeClock } from './fake-clock.ts';
import { DHAKA, terms } from './tariff-bench.ts';

export const HILL = 'site_hill001';
export const VALLEY = 'site_valley1';
/** Somebody of the first. */
export const ANA = 'user_ana0001';
const newId = (ids: () => number) => (prefix: string) => `${prefix}_${String(ids()).padStart(8, '0')}`;

interface Used {
  readonly at: number;
  readonly milliWh: number;
  readonly estimated: boolean;
}

/** Tariffs, bills and budgets on a real database, with energy that the test says. */
export class TariffDeskBench {
  readonly clock: FakeClock;
  readonly audited: AuditRecord[] = [];
  readonly alerts: [budget: string, alert: BudgetAlert][] = [];
  /** Budgets of which what was told is over. */
  readonly over: string[] = [];
  /** What was asked of the energy: whose, from and to. */
  readonly asked: [EnergySubject, number, number][] = [];
  /** What the runs of each person came to. */
  person: PersonMonth = { milliWh: 0n };
  readonly tariffs: TariffDesk;
  readonly energy: EnergyUse;
  readonly bills: BillDesk;
  readonly budgets: BudgetDesk;
  readonly store: SqliteTariffStore;
  readonly #dir = mkdtempSync(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'farmgate-tariffs-'));
  readonly #db = new Database(join(this.#dir, 'farmgate.db'));
  readonly #used = new Map<string, readonly Used[]>();
  #ids = 0;

  constructor(now: string) {
    this.clock = new FakeClock(Date.parse(now));
    for (const [site, timeZone] of [
      [HILL, DHAKA],
      [VALLEY, 'UTC'],
    ] as const)
      this.#db.run(sql.insertInto('sites').values({ site_id: site, name: site, time_zone: timeZone, created_at: 0 }));
    this.store = new SqliteTariffStore(this.#db);
    const common = {
      store: this.store,
      audit: { write: (record: AuditRecord) => void this.audited.push(record), list: () => [] },
      clock: this.clock,
      newId: newId(() => ++this.#ids),
      hasPoint: (site: string, device: string, point: string) => this.#used.has(`${site} ${device} ${point}`),
    };
    this.tariffs = new TariffDesk(common);
    const quarters = (site: string, subject: EnergySubject, from: number, to: number) => {
      this.asked.push([subject, from, to]);
      const used = this.#used.get(keyOf(site, subject)) ?? [];
      return Promise.resolve(used.filter(({ at }) => at >= from && at < to));
    };
    this.energy = { quarters };
    this.bills = new BillDesk({ ...common, energy: this.energy, loads: (...asked) => this.#loads(...asked) });
    this.budgets = new BudgetDesk({
      ...common,
      bills: this.bills,
      hasUser: (site, user) => site === HILL && user === ANA,
      personMonth: () => Promise.resolve(this.person),
      wallMs: () => this.clock.wallMs(),
      rest: () => Promise.resolve(),
      onAlert: (_site, { entry }: BudgetView, alert) => this.alerts.push([entry.name, alert]),
      onOver: (_site, id) => void this.over.push(id),
    });
  }

  close(): void {
    this.#db.close();
    rmSync(this.#dir, { recursive: true });
  }

  actor(site = HILL): Actor {
    return { userId: 'user_1', name: 'ana', site, role: 'admin', masterAdmin: false, from: 'test' };
  }

  /** Energy that somebody used, in kWh from a moment on for a quarter of an hour. */
  use(at: string | number, kwh: number, subject: EnergySubject = 'site', estimated = false): void {
    const key = keyOf(HILL, subject);
    const moment = typeof at === 'string' ? Date.parse(at) : at;
    this.#used.set(key, [...(this.#used.get(key) ?? []), { at: moment, milliWh: kwh * 1_000_000, estimated }]);
  }

  /** The two days before a moment, with so much in each quarter of an hour: enough to forecast by. */
  fillBefore(moment: number, kwh: number): void {
    for (let at = moment - 192 * QUARTER_MS; at < moment; at += QUARTER_MS) this.use(at, kwh);
  }

  /** Points that used something. */
  #loads(site: string, from: number, to: number): Promise<LoadUse[]> {
    const loads = [...this.#used].flatMap(([key, used]) => {
      const [at, device, point] = key.split(' ');
      const use = used.filter((quarter) => quarter.at >= from && quarter.at < to);
      return at === site && device && point ? [{ device, point, use }] : [];
    });
    return Promise.resolve(loads);
  }

  /** A tariff that must be taken. */
  enter(changes: Partial<TariffTerms> = {}, validFrom = 0, reason?: string): string {
    return must(this.tariffs.add(this.actor(), entry(changes, validFrom, reason))).id;
  }
}

export function entry(changes: Partial<TariffTerms> = {}, validFrom = 0, reason?: string): TariffEntry {
  return { terms: terms(changes), validFrom, ...(reason === undefined ? {} : { reason }) };
}

/** The value of what must have been done. */
export function must<Value>(outcome: Outcome<Value>): Value {
  if (!outcome.ok) throw new Error(outcome.refusal.detail);
  return outcome.value;
}

function keyOf(site: string, subject: EnergySubject): string {
  return subject === 'site' ? site : `${site} ${subject.device} ${subject.point}`;
}
