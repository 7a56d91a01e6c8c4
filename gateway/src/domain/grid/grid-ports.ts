import type { GridSettings } from '../../contract/index.ts';
import type { GridSwitch } from './grid.ts';

/** What people said of a site's grid. */
export interface SavedGrid {
  readonly settings: GridSettings;
  readonly switch: GridSwitch;
}

/** What of grids is kept on disk. Every call is on the disk when it returns. */
export interface GridStore {
  transaction<Result>(work: () => Result): Result;
  sites(): string[];
  find(site: string): SavedGrid | undefined;
  save(site: string, saved: SavedGrid): void;
  /** IANA name. */
  timeZone(site: string): string;
}
