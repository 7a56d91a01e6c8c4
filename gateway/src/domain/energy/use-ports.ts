import type { Run } from '../sharing/run.ts';
import type { RunMeasure } from './run-measure.ts';

/** What a run that has ended took, as it is kept. Names are those of when it ended. */
export interface UseRecord extends RunMeasure {
  readonly run: string;
  readonly number: number;
  readonly pump: string;
  readonly pumpName: string;
  readonly user: string;
  readonly name: string;
}

/** What the runs of one site took; no call of it can reach another's. */
export interface SiteUses {
  /** Those that have ended and were not measured yet, oldest first. */
  unmeasured(limit: number): Run[];
  /** A run is measured, once; one that never had its pump has no record. */
  settle(run: string, record: UseRecord | undefined): void;
  find(run: string): UseRecord | undefined;
  /** Those that began from one moment until before another, oldest first. Unit: wall ms. */
  begun(from: number, to: number, user?: string): UseRecord[];
}

/** What runs took, on disk. */
export interface UseStore {
  sites(): string[];
  forSite(site: string): SiteUses;
}
