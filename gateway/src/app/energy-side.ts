import { setImmediate } from 'node:timers/promises';
import { QUARTER_MS, type Clock } from '../contract/index.ts';
import type { Alerts } from '../domain/alerts/alerts.ts';
import { BalanceDesk } from '../domain/energy/balance-desk.ts';
import type { BillDesk } from '../domain/energy/bill-desk.ts';
import type { EnergySettingsDesk } from '../domain/energy/energy-settings-desk.ts';
import type { EnergySource } from '../domain/energy/energy-source.ts';
import { HoursDesk, type HoursDeskParts } from '../domain/energy/hours-desk.ts';
import { NowDesk } from '../domain/energy/now-desk.ts';
import type { PersonMonth } from '../domain/energy/person-month.ts';
import { Prices } from '../domain/energy/prices.ts';
import { RunMeasurer, type ReadingHistory } from '../domain/energy/run-measure.ts';
import { RunUses } from '../domain/energy/run-uses.ts';
import type { SheetShare } from '../domain/energy/sheet.ts';
import { SiteCalendar, type Span } from '../domain/energy/site-calendar.ts';
import { UseBook } from '../domain/energy/use-book.ts';
import { UseDesk } from '../domain/energy/use-desk.ts';
import type { Registry } from '../domain/field/registry.ts';
import type { Log } from '../domain/log.ts';
import type { Route } from '../http/route.ts';
import { energyRoutes } from '../http/routes/energy.ts';
import type { Database } from '../store/database.ts';
import { SqliteLoadDayStore } from '../store/load-days.ts';
import { SqliteTariffStore } from '../store/tariffs.ts';
import { SqliteUseStore } from '../store/uses.ts';
import type { PumpSide } from './pump-side.ts';

export interface EnergySideParts {
  readonly db: Database;
  readonly energy: EnergySource;
  readonly settings: EnergySettingsDesk;
  readonly alerts: Pick<Alerts, 'set'>;
  readonly sites: () => readonly { readonly site: string; readonly timeZone: string }[];
  readonly bills: Pick<BillDesk, 'bill'>;
  readonly readings: ReadingHistory['readings'];
  readonly firstAt: HoursDeskParts['firstAt'];
  readonly devices: Pick<Registry, 'list' | 'find'>;
  readonly pumpSide: Pick<PumpSide, 'pumps' | 'sharing'>;
  readonly personName: (site: string, user: string) => string | undefined;
  readonly clock: Clock;
  readonly log: Log;
}

const LOOK_EVERY_MS = 60_000;

/** What flows where, and what runs took. */
export class EnergySide {
  readonly uses: RunUses;
  readonly #parts: EnergySideParts;
  readonly #now: NowDesk;
  readonly #book: UseBook;
  readonly #desk: UseDesk;
  readonly #balance: BalanceDesk;
  readonly #hours: HoursDesk;
  /** The quarter of an hour, since 1970, at which loads were held against their mains last. */
  #quarter: number | undefined;
  #cancel: () => void = () => {};

  constructor(parts: EnergySideParts) {
    this.#parts = parts;
    const { db, energy, bills, readings, devices, clock } = parts;
    const { pumps, sharing } = parts.pumpSide;
    const prices = new Prices({
      store: new SqliteTariffStore(db),
      energy,
      bill: (site, span) => bills.bill(site, span),
      clock,
    });
    const measurer = new RunMeasurer({
      readings,
      device: (site, id) => devices.find(site, id),
      pump: (site, id) => pumps.find(site, id),
      trail: (site, run) => sharing.trail(site, run),
      wallMs: () => clock.wallMs(),
    });
    const store = new SqliteUseStore(db);
    this.uses = new RunUses({ store, measurer, prices });
    this.#desk = new UseDesk({
      store,
      prices,
      timeZone: (site) => this.#zoneOf(site),
      wallMs: () => clock.wallMs(),
    });
    this.#book = new UseBook({
      store,
      measurer,
      pumpName: (site, id) => pumps.find(site, id)?.name,
      personName: parts.personName,
      wallMs: () => clock.wallMs(),
      rest: () => setImmediate(),
    });
    this.#balance = new BalanceDesk({
      energy,
      devices: (site) => devices.list(site),
      settings: (site) => parts.settings.of(site),
      sites: parts.sites,
      wallMs: () => clock.wallMs(),
      onAlert: (cause, isOn) => parts.alerts.set(cause, isOn),
    });
    this.#hours = new HoursDesk({
      store: new SqliteLoadDayStore(db),
      readings,
      firstAt: parts.firstAt,
      devices: (site) => devices.list(site),
      pumps: (site) => pumps.list(site),
      sites: parts.sites,
      wallMs: () => clock.wallMs(),
      rest: () => setImmediate(),
    });
    this.#now = new NowDesk({
      devices: (site) => devices.list(site),
      settings: (site) => parts.settings.of(site),
      pumps: (site) => pumps.list(site),
      runs: (site) => [...sharing.stateOf(site).runs.values()],
      uses: this.uses,
      price: (site) => prices.now(site),
      clock,
    });
  }

  /** Where there is a history to measure by. */
  start(): void {
    const { clock, log } = this.#parts;
    this.#cancel = clock.after(LOOK_EVERY_MS, () => {
      this.#look().catch((err: unknown) =>
        log.error({ err }, 'What was used could not be looked at; it is tried again'),
      );
      this.start();
    });
  }

  stop(): void {
    this.#cancel();
  }

  async #look(): Promise<void> {
    await this.#book.look();
    const quarter = Math.floor(this.#parts.clock.wallMs() / QUARTER_MS);
    const isNew = this.#quarter !== undefined && quarter !== this.#quarter;
    this.#quarter = quarter;
    // Right after a start there is more urgent work.
    if (!isNew) return;
    await this.#balance.look();
    await this.#hours.look();
  }

  routes(): Route[] {
    return energyRoutes({
      now: this.#now,
      uses: this.#desk,
      balance: this.#balance,
      hours: this.#hours,
      settings: this.#parts.settings,
      monthOf: (site, month) => this.#monthOf(site, month),
    });
  }

  /** What one person's runs came to in a month, and will come to. */
  personMonth(site: string, user: string, month: string): Promise<PersonMonth> {
    return this.#desk.personMonth(site, user, month);
  }

  /** What each person's runs came to in a month. */
  shares(site: string, month: string): Promise<SheetShare[]> {
    return this.#desk.shares(site, this.#monthOf(site, month));
  }

  #monthOf(site: string, month: string): Span {
    return new SiteCalendar(this.#zoneOf(site)).month(month);
  }

  #zoneOf(site: string): string {
    return new SqliteTariffStore(this.#parts.db).forSite(site).timeZone();
  }
}
