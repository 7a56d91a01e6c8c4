import { setImmediate } from 'node:timers/promises';
import type { Clock } from '../contract/index.ts';
import type { Alerts } from '../domain/alerts/alerts.ts';
import type { AuditLog } from '../domain/audit.ts';
import { BillDesk, type BillDeskParts } from '../domain/energy/bill-desk.ts';
import { budgetAlertOf } from '../domain/energy/budget-alerts.ts';
import { BudgetDesk, type BudgetDeskParts } from '../domain/energy/budget-desk.ts';
import { tariffPresets } from '../domain/energy/presets/index.ts';
import { HourWatch, type HourWatchParts } from '../domain/energy/hour-watch.ts';
import { TariffDesk } from '../domain/energy/tariff-desk.ts';
import type { EnergyUse } from '../domain/energy/tariff-ports.ts';
import type { Log } from '../domain/log.ts';
import type { Route } from '../http/route.ts';
import { billRoutes, type BillRouteParts } from '../http/routes/bills.ts';
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
  readonly metered: HourWatchParts['metered'];
  readonly loads: BillDeskParts['loads'];
  readonly shares: BillRouteParts['shares'];
  readonly hasUser: BudgetDeskParts['hasUser'];
  readonly personMonth: BudgetDeskParts['personMonth'];
}

const LOOK_EVERY_MS = 900_000;
const HOUR_MS = 3_600_000;

/** What energy costs: tariffs, bills and budgets. */
export class TariffSide {
  readonly bills: BillDesk;
  readonly #parts: TariffSideParts;
  readonly #tariffs: TariffDesk;
  readonly #budgets: BudgetDesk;
  readonly #hours: HourWatch;
  #cancel: () => void = () => {};
  /** The hour, since 1970, that was looked at last. */
  #hour: number | undefined;

  constructor(parts: TariffSideParts) {
    const { db, alerts, clock } = parts;
    const common = { ...parts, store: new SqliteTariffStore(db) };
    this.#parts = parts;
    this.#tariffs = new TariffDesk(common);
    this.bills = new BillDesk(common);
    this.#budgets = new BudgetDesk({
      ...common,
      bills: this.bills,
      wallMs: () => clock.wallMs(),
      rest: () => setImmediate(),
      onAlert: (site, budget, alert) => alerts.occur(budgetAlertOf(site, budget, alert)),
      onOver: (site, id) => alerts.forgetSubject(site, id),
    });
    const { energy, metered } = parts;
    const calendar = new SqliteTariffStore(db);
    this.#hours = new HourWatch({
      energy,
      metered,
      sites: () => calendar.sites().map((site) => ({ site, timeZone: calendar.forSite(site).timeZone() })),
      wallMs: () => clock.wallMs(),
      onAlert: (cause, isOn) => alerts.set(cause, isOn),
    });
  }

  start(): void {
    this.#cancel = this.#parts.clock.after(LOOK_EVERY_MS, () => {
      this.#look().catch((err: unknown) => this.#parts.log.error({ err }, 'What energy costs could not be looked at'));
      this.start();
    });
  }

  stop(): void {
    this.#cancel();
  }

  async #look(): Promise<void> {
    await this.#budgets.look();
    const hour = Math.floor(this.#parts.clock.wallMs() / HOUR_MS);
    // Of the hour in which the gateway started not all is known.
    if (this.#hour !== undefined && hour !== this.#hour) await this.#hours.look();
    this.#hour = hour;
  }

  routes(): Route[] {
    const { siteName, shares } = this.#parts;
    return [
      ...tariffRoutes({ tariffs: this.#tariffs, presets: tariffPresets }),
      ...billRoutes({ bills: this.bills, budgets: this.#budgets, siteName, shares }),
    ];
  }
}
