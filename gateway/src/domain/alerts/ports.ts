import type { Alert, AlertCounts } from '../../contract/index.ts';

/** An alert and the site it belongs to, as it is kept. `seq` grows from alert to alert. */
export interface AlertRecord extends Alert {
  readonly site: string;
}

export interface AlertFilter {
  /** `open`: active or acknowledged. */
  readonly state: 'open' | 'all';
  /** Only those before this one, by the number that a page ended with. */
  readonly before?: number;
  readonly limit: number;
}

/** What of alerts is kept on disk. Every call is on the disk when it returns. */
export interface AlertStore {
  transaction<Result>(work: () => Result): Result;
  /** Of all sites, oldest first. */
  open(): AlertRecord[];
  /** A new one, or what became of one. */
  save(alert: AlertRecord): void;
  find(site: string, id: string): AlertRecord | undefined;
  /** Newest first; `next` where there are more. */
  list(site: string, filter: AlertFilter): { readonly alerts: AlertRecord[]; readonly next?: number };
  counts(site: string): AlertCounts;
  /** Removes cleared alerts that were cleared before this moment, and of each site those beyond its newest `keep`. */
  prune(clearedBefore: number, keep: number): void;
}
