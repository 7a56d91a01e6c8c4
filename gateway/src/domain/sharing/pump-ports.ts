import type { PlannedRun, PumpSetup } from '../../contract/index.ts';
import type { GuardStore } from '../protection/pump-guards.ts';
import type { NamedSetup } from './pump-setup.ts';

/** What people said of pumps beyond how they are shared. Every call is on the disk when it returns. */
export interface PumpSetupStore extends GuardStore {
  transaction<Result>(work: () => Result): Result;
  /** Of all sites. */
  all(): NamedSetup[];
  find(site: string, pump: string): PumpSetup | undefined;
  save(setup: NamedSetup): void;
  remove(site: string, pump: string): void;
}

/** A run to come, with the site it belongs to. */
export interface PlannedRecord extends PlannedRun {
  readonly site: string;
}

/** Runs that come into their queue at a time. */
export interface PlannedRunStore {
  transaction<Result>(work: () => Result): Result;
  /** Of all sites, those whose time has not come yet. */
  waiting(): PlannedRecord[];
  find(site: string, id: string): PlannedRecord | undefined;
  /** Of one user, or of all; what is over only for a while. Soonest first. */
  list(site: string, filter: { readonly user?: string | undefined; readonly since: number }): PlannedRecord[];
  save(planned: PlannedRecord): void;
}
