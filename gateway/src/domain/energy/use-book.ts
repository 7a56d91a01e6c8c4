import type { Run } from '../sharing/run.ts';
import { HELD_MS } from '../history/summary.ts';
import type { RunMeasurer } from './run-measure.ts';
import type { SiteUses, UseStore } from './use-ports.ts';

export interface UseBookParts {
  readonly store: UseStore;
  readonly measurer: Pick<RunMeasurer, 'of'>;
  readonly pumpName: (site: string, pump: string) => string | undefined;
  readonly personName: (site: string, user: string) => string | undefined;
  readonly wallMs: () => number;
  /** Lets others have their turn. */
  readonly rest: () => Promise<void>;
}

/** So long its meters may take to speak again. */
const READY_MS = HELD_MS + 60_000;
const AT_ONCE = 100;

/** Keeps what each run took, once it has ended: readings are not kept for ever. */
export class UseBook {
  readonly #parts: UseBookParts;

  constructor(parts: UseBookParts) {
    this.#parts = parts;
  }

  /** Measures what has ended since; to be called now and then. */
  async look(): Promise<void> {
    const { store, rest } = this.#parts;
    for (const site of store.sites()) {
      const uses = store.forSite(site);
      for (const run of uses.unmeasured(AT_ONCE)) {
        if (!isReady(run, this.#parts.wallMs())) continue;
        await this.#settle(site, uses, run);
        await rest();
      }
    }
  }

  async #settle(site: string, uses: SiteUses, run: Run): Promise<void> {
    const { measurer, pumpName, personName } = this.#parts;
    const measured = await measurer.of(site, run);
    if (measured.why === 'use.not-started') return uses.settle(run.id, undefined);
    uses.settle(run.id, {
      ...measured,
      run: run.id,
      number: run.number,
      pump: run.pump,
      pumpName: pumpName(site, run.pump) ?? run.pump,
      user: run.user,
      name: personName(site, run.user) ?? run.by,
    });
  }
}

/** A clock that was set back must not keep a run waiting for ever. */
function isReady({ endedAt = 0 }: Run, now: number): boolean {
  return Math.abs(now - endedAt) >= READY_MS;
}
