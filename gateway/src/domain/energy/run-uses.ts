import type { RunUse } from '../../contract/index.ts';
import type { Prices } from './prices.ts';
import { useOf } from './run-cost.ts';
import type { RunMeasure, RunMeasurer } from './run-measure.ts';
import type { UseStore } from './use-ports.ts';

export interface RunUsesParts {
  readonly store: Pick<UseStore, 'forSite'>;
  readonly measurer: Pick<RunMeasurer, 'of'>;
  readonly prices: Pick<Prices, 'over'>;
}

/** What each run took, and what that costs by the tariffs of today. */
export class RunUses {
  readonly #parts: RunUsesParts;

  constructor(parts: RunUsesParts) {
    this.#parts = parts;
  }

  /** Of a run that has ended, as it was kept; or so far. */
  async of(site: string, run: { readonly id: string; readonly pump: string }): Promise<RunUse> {
    const { store, measurer, prices } = this.#parts;
    const measured: RunMeasure = store.forSite(site).find(run.id) ?? (await measurer.of(site, run));
    const from = measured.quarters[0]?.at ?? measured.from;
    const to = (measured.quarters.at(-1)?.at ?? from) + 1;
    return useOf(measured, await prices.over(site, { from, to }));
  }
}
