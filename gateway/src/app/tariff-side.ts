import { setImmediate } from 'node:timers/promises';
import type { Clock } from '../contract/index.ts';
import type { Alerts } from '../domain/alerts/alerts.ts';
import type { AuditLog } from '../domain/audit.ts';
import { BillDesk } from '../domain/energy/bill-desk.ts';
import { budgetAlertOf } from '../domain/energy/budget-alerts.ts';
import { BudgetDesk } from '../domain/energy/budget-desk.ts';
import { tariffPresets } from '../domain/energy/presets/index.ts';
import { TariffDesk } from '../domain/energy/tariff-desk.ts';
import type { EnergyUse } from '../domain/energy/tariff-ports.ts';
import type { Log } from '../domain/log.ts';
import type { Route } from '../http/route.ts';
import { billRoutes } from '../http/routes/bills.ts';
import { tariffRoutes } from '../http/routes/tariffs.ts';
import type { Database } from '../store/database.ts';
import { SqliteTariffStore } from '../store/tariffs.ts';

export interface TariffSideParts {
  readonly db: Database;
  readonly energy: EnergyUse;
  readonly alerts: Alerts;
  readonly audit: AuditLog;
  readonly clock: Clock;
  readonly log: Log;
  readonly newId: (prefix: string) => string;
  readonly hasPoint: (site: string, device: string, point: string) => boolean;
  readonly siteName: (site: string) => string;
}

const LOOK_EVERY_MS = 900_000;

/** What energy costs: tariffs, bills and budgets. */
export class TariffSide {
  readonly #parts: TariffSideParts;
  readonly #tariffs: TariffDesk;
  readonly #bills: BillDesk;
  readonly #budgets: BudgetDesk;
  #cancel: () => void = () => {};

  constructor(parts: TariffSideParts) {
    const { db, alerts, clock } = parts;
    const common = { ...parts, store: new SqliteTariffStore(db) };
    this.#parts = parts;
    this.#tariffs = new TariffDesk(common);
    this.#bills = new BillDesk(common);
    this.#budgets = new BudgetDesk({
      ...common,
      bills: this.#bills,
      wallMs: () => clock.wallMs(),
      rest: () => setImmediate(),
      onAlert: (site, budget, alert) => alerts.occur(budgetAlertOf(site, budget, alert)),
      onOver: (site, id) => alerts.forgetSubject(site, id),
    });
  }

  start(): void {
    this.#cancel = this.#parts.clock.after(LOOK_EVERY_MS, () => {
      this.#budgets
        .look()
        .catch((err: unknown) => this.#parts.log.error({ err }, 'The budgets could not be looked at'));
      this.start();
    });
  }

  stop(): void {
    this.#cancel();
  }

  routes(): Route[] {
    const { siteName } = this.#parts;
    return [
      ...tariffRoutes({ tariffs: this.#tariffs, presets: tariffPresets }),
      ...billRoutes({ bills: this.#bills, budgets: this.#budgets, siteName }),
    ];
  }
}
