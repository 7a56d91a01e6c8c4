import type { BudgetEntry, BudgetLevel, RealBillEntry, RealBillView, TariffView } from '../../contract/index.ts';

/** One metered point. */
export interface PointSubject {
  readonly device: string;
  readonly point: string;
}

/** Whose energy is asked for: that of the whole site, or of one metered point. */
export type EnergySubject = 'site' | PointSubject;

/** Something with a meter of its own, and what it used in quarters of an hour. */
export interface LoadUse extends PointSubject {
  readonly use: readonly { readonly at: number; readonly milliWh: number | bigint; readonly estimated?: boolean }[];
}

/** Energy as it was used, for bills. */
export interface EnergyUse {
  /** From one moment up to another, in whole quarters of an hour; quarters that nothing is known of are left out. Unit: wall ms. */
  quarters(
    site: string,
    subject: EnergySubject,
    from: number,
    to: number,
  ): Promise<readonly { readonly at: number; readonly milliWh: number; readonly estimated: boolean }[]>;
}

/** A budget as it is kept. */
export interface BudgetRecord {
  readonly id: string;
  readonly entry: BudgetEntry;
  /** Of what was told. */
  readonly month?: string;
  readonly told: readonly BudgetLevel[];
}

/** A bill of the supplier as it is kept. */
export interface RealBillRecord {
  readonly id: string;
  readonly entry: RealBillEntry;
  readonly by: string;
  readonly at: number;
  readonly computed?: RealBillView['computed'];
}

/** The tariffs, bills and budgets of one site; no call of it can reach another's. */
export interface SiteTariffs {
  /** IANA name. */
  timeZone(): string;
  /** Those that hold, in the order in which they begin. */
  current(): TariffView[];
  /** Every version of one, newest first. */
  versions(id: string): TariffView[];
  insert(tariff: TariffView): void;
  /** A version holds no more. */
  end(id: string, version: number, state: 'replaced' | 'removed'): void;
  /** Newest first. */
  bills(): RealBillRecord[];
  insertBill(bill: RealBillRecord): void;
  removeBill(id: string): void;
  budgets(): BudgetRecord[];
  saveBudget(budget: BudgetRecord): void;
  removeBudget(id: string): void;
}

/** What of money is kept on disk. Every call is on the disk when it returns. */
export interface TariffStore {
  transaction<Result>(work: () => Result): Result;
  sites(): string[];
  forSite(site: string): SiteTariffs;
}
