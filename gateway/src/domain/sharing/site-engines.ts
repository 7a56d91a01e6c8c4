import { staggerDefaults } from '../grid/stagger.ts';
import { momentOf } from '../field/farm.ts';
import type { GroupState, PumpState } from './pump.ts';
import type { Run } from './run.ts';
import { SiteEngine } from './site-engine.ts';
import type { SharingParts } from './sharing-parts.ts';
import { SharingState, type SharingSetup, type SiteFacts } from './state.ts';

/** The engine of each site, brought back from the disk when it is first asked for. */
export class SiteEngines {
  readonly #parts: SharingParts;
  readonly #engines = new Map<string, SiteEngine>();
  readonly #onLoaded: (engine: SiteEngine) => void;

  /** `onLoaded`: told of each once. */
  constructor(parts: SharingParts, onLoaded: (engine: SiteEngine) => void) {
    this.#parts = parts;
    this.#onLoaded = onLoaded;
  }

  /** Those that are there, by site. */
  get loaded(): Iterable<[string, SiteEngine]> {
    return this.#engines;
  }

  of(site: string): SiteEngine {
    const known = this.#engines.get(site);
    if (known) return known;
    const engine = new SiteEngine(this.#parts, this.#load(site));
    this.#engines.set(site, engine);
    this.#onLoaded(engine);
    return engine;
  }

  #load(site: string): SharingState {
    const { clock, store, ledger, staggerMs } = this.#parts;
    const now = momentOf(clock);
    const saved = store.forSite(site).load(now);
    const setup = { ...(saved?.setup ?? newSetup(site, staggerMs)), timeZone: ledger.forSite(site).timeZone() };
    const state = new SharingState(
      { ...setup, stagger: { ...setup.stagger, randomMs: staggerMs } },
      saved?.facts ?? newFacts(now.mono),
    );
    if (saved) state.apply(asChanges(saved));
    else store.forSite(site).saveSetup(setup, state.facts, now);
    return state;
  }
}

function newSetup(site: string, staggerMs: number): Omit<SharingSetup, 'timeZone'> {
  const stagger = { ...staggerDefaults, randomMs: staggerMs };
  return { site, billing: 'minutes', startsInUnknown: 'after-quiet', stagger };
}

function newFacts(mono: number): SiteFacts {
  return {
    grid: 'good',
    gridSinceMono: mono,
    returnedMono: mono,
    isLatched: false,
    quietUntilMono: mono,
    nextOrder: 1,
    nextNumber: 1,
  };
}

function asChanges({
  pumps,
  groups,
  runs,
}: {
  pumps: readonly PumpState[];
  groups: readonly GroupState[];
  runs: readonly Run[];
}) {
  return {
    pumps: new Map(pumps.map((state) => [state.pump.id, state])),
    groups: new Map(groups.map((state) => [state.group.id, state])),
    runs: new Map(runs.map((run) => [run.id, run])),
  };
}
