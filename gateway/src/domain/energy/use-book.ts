import type { PumpView } from '../../contract/index.ts';
import type { Run } from '../sharing/run.ts';
import { HELD_MS } from '../history/summary.ts';
import { TANK_REACH_MS, type RunMeasurer } from './run-measure.ts';
import type { SiteUses, UseRecord, UseStore } from './use-ports.ts';

export interface UseBookParts {
  readonly store: UseStore;
  readonly measurer: Pick<RunMeasurer, 'of'>;
  readonly findPump: (site: string, pump: string) => Pick<PumpView, 'name' | 'tank'> | undefined;
  readonly personName: (site: string, user: string) => string | undefined;
  readonly wallMs: () => number;
  /** Lets others have their turn. */
  readonly rest: () => Promise<void>;
}

/** So long its meters may take to speak again, and the sensor of its tank. */
const READY_MS = HELD_MS + 60_000;
const TANK_READY_MS = TANK_REACH_MS + 60_000;
/** Older ones wait for their turn: there may be years of them. */
const JUST_MS = 2 * TANK_READY_MS;
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
        if (!this.#isReady(site, run)) continue;
        await this.#settle(site, uses, run);
        await rest();
      }
    }
  }

  /** What runs that have just ended took, as far as their meters have spoken: they are kept soon. */
  async pending(site: string): Promise<UseRecord[]> {
    const now = this.#parts.wallMs();
    const just = ({ endedAt = 0 }: Run) => Math.abs(now - endedAt) < JUST_MS;
    const records: UseRecord[] = [];
    for (const run of this.#parts.store.forSite(site).unmeasured(AT_ONCE).filter(just)) {
      const record = await this.#measure(site, run);
      if (record) records.push(record);
    }
    return records;
  }

  async #settle(site: string, uses: SiteUses, run: Run): Promise<void> {
    uses.settle(run.id, await this.#measure(site, run));
  }

  async #measure(site: string, run: Run): Promise<UseRecord | undefined> {
    const { measurer, findPump, personName } = this.#parts;
    const measured = await measurer.of(site, run);
    if (measured.why === 'use.not-started') return undefined;
    return {
      ...measured,
      run: run.id,
      number: run.number,
      pump: run.pump,
      pumpName: findPump(site, run.pump)?.name ?? run.pump,
      user: run.user,
      name: personName(site, run.user) ?? run.by,
    };
  }

  /** A clock that was set back must not keep a run waiting for ever. */
  #isReady(site: string, { pump, endedAt = 0 }: Run): boolean {
    const hasTank = this.#parts.findPump(site, pump)?.tank !== undefined;
    return Math.abs(this.#parts.wallMs() - endedAt) >= (hasTank ? TANK_READY_MS : READY_MS);
  }
}
