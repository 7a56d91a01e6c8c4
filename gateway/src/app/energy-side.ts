import type { Clock } from '../contract/index.ts';
import type { BillDesk } from '../domain/energy/bill-desk.ts';
import { NowDesk } from '../domain/energy/now-desk.ts';
import { Prices } from '../domain/energy/prices.ts';
import { RunUses, type ReadingHistory } from '../domain/energy/run-uses.ts';
import type { EnergyUse } from '../domain/energy/tariff-ports.ts';
import type { Registry } from '../domain/field/registry.ts';
import type { Route } from '../http/route.ts';
import { energyRoutes } from '../http/routes/energy.ts';
import type { Database } from '../store/database.ts';
import { SqliteTariffStore } from '../store/tariffs.ts';
import type { PumpSide } from './pump-side.ts';

export interface EnergySideParts {
  readonly db: Database;
  readonly energy: EnergyUse;
  readonly bills: Pick<BillDesk, 'bill'>;
  readonly readings: ReadingHistory['readings'];
  readonly devices: Pick<Registry, 'list' | 'find'>;
  readonly pumpSide: Pick<PumpSide, 'pumps' | 'sharing'>;
  readonly clock: Clock;
}

/** What flows where, and what runs took. */
export class EnergySide {
  readonly uses: RunUses;
  readonly #now: NowDesk;

  constructor(parts: EnergySideParts) {
    const { db, energy, bills, readings, devices, clock } = parts;
    const { pumps, sharing } = parts.pumpSide;
    const prices = new Prices({
      store: new SqliteTariffStore(db),
      energy,
      bill: (site, span) => bills.bill(site, span),
      clock,
    });
    this.uses = new RunUses({
      history: { readings },
      device: (site, id) => devices.find(site, id),
      pump: (site, id) => pumps.find(site, id),
      trail: (site, run) => sharing.trail(site, run),
      prices: (site, span) => prices.over(site, span),
      clock,
    });
    this.#now = new NowDesk({
      devices: (site) => devices.list(site),
      pumps: (site) => pumps.list(site),
      runs: (site) => [...sharing.stateOf(site).runs.values()],
      uses: this.uses,
      price: (site) => prices.now(site),
      clock,
    });
  }

  routes(): Route[] {
    return energyRoutes({ now: this.#now });
  }
}
