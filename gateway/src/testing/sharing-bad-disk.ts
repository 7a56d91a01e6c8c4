import { seededRandom } from '@farmgate/virtual-farm';
import { Fault } from '../domain/fault.ts';
import type { Database } from '../store/database.ts';
import { SharingBench } from './sharing-bench.ts';
import { act, settle, watch } from './sharing-crashes.ts';

const USERS = 6;
const PUMPS = 2;
const ROUNDS = 12;

/** A disk that takes every commit but each nth, as one whose fsync fails: SQLite takes that transaction back. */
export class BadDisk {
  /** 0: it is a good one. */
  nth = 0;
  failures = 0;
  #commits = 0;
  #depth = 0;

  constructor(db: Database) {
    const transaction = db.transaction.bind(db);
    db.transaction = (work) =>
      transaction(() => {
        this.#depth += 1;
        try {
          const result = work();
          this.#commit();
          return result;
        } finally {
          this.#depth -= 1;
        }
      });
    const run = db.run.bind(db);
    db.run = (query) => (this.#depth > 0 ? run(query) : db.transaction(() => run(query)));
  }

  #commit(): void {
    if (this.#depth > 1 || this.nth === 0) return;
    this.#commits += 1;
    if (this.#commits % this.nth !== 0) return;
    this.failures += 1;
    throw new Fault('unwritable', 'The disk took nothing.');
  }
}

/** People share two pumps on such a disk, which is mended in the end. Answers what did not hold, and how often it failed. */
export function shareOnBadDisk(seed: number, nth: number): { readonly faults: string[]; readonly failures: number } {
  const random = seededRandom(seed);
  const bench = new SharingBench({ pumps: PUMPS, users: USERS });
  const disk = new BadDisk(bench.db);
  const faults = new Set<string>();
  try {
    disk.nth = nth;
    for (let round = 0; round < ROUNDS; round++) {
      survive(() => act(bench, random), faults);
      survive(() => watch(bench, random() * 60, faults), faults);
    }
    disk.nth = 0;
    watch(bench, 3_600, faults);
    settle(bench, faults);
    return { faults: [...faults], failures: disk.failures };
  } finally {
    bench.close();
  }
}

/** A person is told that the disk takes nothing; anything else is a mistake. */
function survive(run: () => void, faults: Set<string>): void {
  try {
    run();
  } catch (error) {
    if (!(error instanceof Fault) || error.code !== 'unwritable') faults.add(String(error));
  }
}
