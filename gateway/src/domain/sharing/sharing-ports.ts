import type { Moment } from '../field/command.ts';
import type { GroupState, PumpState } from './pump.ts';
import type { Run } from './run.ts';
import type { Changes, SharingSetup, SiteFacts } from './state.ts';

/** One line of a run's trail, oldest first. */
export interface RunEvent {
  readonly at: number;
  readonly what: string;
  readonly by: string;
  readonly why?: string;
}

/** What the disk remembers of a site's pumps, its moments by this boot's clock. */
export interface SavedSharing {
  readonly setup: SharingSetup;
  readonly facts: SiteFacts;
  readonly pumps: readonly PumpState[];
  readonly groups: readonly GroupState[];
  /** Those that have not ended. */
  readonly runs: readonly Run[];
}

export interface RunFilter {
  readonly user?: string | undefined;
  /** Only those before this run's number. */
  readonly before?: number | undefined;
  readonly limit: number;
}

/** The shared pumps of one site; no call of it can reach another's. */
export interface SiteSharing {
  load(now: Moment): SavedSharing | undefined;
  saveSetup(setup: SharingSetup, facts: SiteFacts, now: Moment): void;
  /** Costs as much as there are changes, whatever was run before. */
  save(changes: Changes, now: Moment): void;
  removePump(pump: string): void;
  note(run: string, event: RunEvent): void;
  trail(run: string): RunEvent[];
  find(run: string): Run | undefined;
  /** Newest first. */
  list(filter: RunFilter): Run[];
  addPumped(user: string, day: string, seconds: number): void;
  pumpedOn(user: string, day: string): number;
}

/** What of shared pumps is kept on disk. Every call is on the disk when it returns. */
export interface SharingStore {
  transaction<Result>(work: () => Result): Result;
  sites(): string[];
  forSite(site: string): SiteSharing;
}
