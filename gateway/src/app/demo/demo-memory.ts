import { findMeta, saveMeta } from '../../store/meta.ts';
import type { Database } from '../../store/database.ts';

/** What was made already: what a visitor took away stays away, and nothing is made twice. */
export interface DemoMade {
  /** The second site. */
  readonly lower?: string;
  /** Steps that are done, by name. */
  readonly steps: readonly string[];
}

const KEY = 'demo-life';

export function madeSoFar(db: Database): DemoMade {
  const kept = findMeta(db, KEY);
  return kept ? (JSON.parse(kept) as DemoMade) : { steps: [] };
}

/** Does a step that is not done yet, and writes that it is, in one transaction. `work` answers whether it could be done. */
export function doOnce(db: Database, step: string, work: () => boolean): void {
  if (madeSoFar(db).steps.includes(step)) return;
  db.transaction(() => {
    if (!work()) return;
    const made = madeSoFar(db);
    saveMeta(db, KEY, JSON.stringify({ ...made, steps: [...made.steps, step] }));
  });
}

export function keepLower(db: Database, lower: string): void {
  saveMeta(db, KEY, JSON.stringify({ ...madeSoFar(db), lower }));
}
