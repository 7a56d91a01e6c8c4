import type { Cancel, Change, Clock, Places, PumpView, SharingView } from '../../contract/index.ts';
import type { EventBus } from '../events.ts';
import { momentOf } from '../field/farm.ts';
import type { SiteGrids } from '../grid/site-grids.ts';
import type { Pumps } from './pumps.ts';
import type { Run } from './run.ts';
import type { Sharing } from './sharing.ts';
import { viewGroup, viewPlaces, viewRun, type PersonLook } from './sharing-view.ts';
import type { Changes } from './state.ts';

export interface SharingLiveParts {
  readonly sharing: Pick<Sharing, 'stateOf' | 'queue' | 'groups'>;
  readonly pumps: Pick<Pumps, 'list'>;
  readonly grids: Pick<SiteGrids, 'view'>;
  readonly events: EventBus;
  readonly clock: Clock;
  /** Whether any page of this site looks. */
  readonly hasViewers: (site: string) => boolean;
  /** A person's mark. */
  readonly personOf: (site: string, user: string) => PersonLook | undefined;
  readonly defer: (run: () => void) => void;
}

/** What pages of one site were told last. */
interface Told {
  readonly pumps: Map<string, string>;
  readonly groups: Map<string, string>;
  readonly places: Map<string, string>;
  readonly money: Map<string, string>;
  readonly runs: Map<string, Run>;
  isDue: boolean;
}

/** What time alone changes on a page is shown by then; who comes when is not told more often. */
const LOOK_EVERY_MS = 1_000;

/** Tells pages what changes of shared pumps: each run as it is, and of the rest only what differs from what was told. */
export class SharingLive {
  readonly #parts: SharingLiveParts;
  readonly #sites = new Map<string, Told>();
  /** While anybody looks. */
  #cancel: Cancel | undefined;

  constructor(parts: SharingLiveParts) {
    this.#parts = parts;
  }

  stop(): void {
    this.#cancel?.();
  }

  /** All of it, for somebody who looks from now on. */
  view(site: string): SharingView {
    this.#toldOf(site);
    this.#cancel ??= this.#lookLater();
    const { sharing, pumps, grids, personOf, clock } = this.#parts;
    const state = sharing.stateOf(site);
    const now = momentOf(clock);
    return {
      billing: state.setup.billing,
      pumps: pumps.list(site),
      groups: sharing.groups(site).map(viewGroup),
      runs: [...state.runs.values()].map((run) => viewRun(run, personOf(site, run.user), now)),
      places: [...state.groups.keys()].map((group) => this.#placesOf(site, group)),
      grid: grids.view(site),
    };
  }

  /** The engine has decided something. */
  note(site: string, { runs }: Changes): void {
    const told = this.#toldOf(site);
    for (const run of runs.values()) told.runs.set(run.id, run);
    this.mark(site);
  }

  /** Something of its pumps may look different. */
  mark(site: string): void {
    const told = this.#toldOf(site);
    if (told.isDue) return;
    told.isDue = true;
    this.#parts.defer(() => {
      told.isDue = false;
      this.#tellNow(site, told);
    });
  }

  #tellNow(site: string, told: Told): void {
    const runs = [...told.runs.values()];
    told.runs.clear();
    for (const run of runs) this.#tellMoney(site, told, run);
    if (!this.#parts.hasViewers(site)) return;
    const now = momentOf(this.#parts.clock);
    for (const run of runs)
      this.#emit(site, { what: 'run', run: viewRun(run, this.#parts.personOf(site, run.user), now) });
    this.#tellPumps(site, told);
  }

  /** Whose minutes a run has touched. */
  #tellMoney(site: string, { money }: Told, { id, user, reservedS, usedS, state }: Run): void {
    const now = `${reservedS} ${usedS ?? ''} ${state === 'ended'}`;
    if (money.get(id) !== now) this.#emit(site, { what: 'wallet', user });
    if (state === 'ended') money.delete(id);
    else money.set(id, now);
  }

  #tellPumps(site: string, told: Told): void {
    const pumps = this.#parts.pumps.list(site);
    tellChanged(told.pumps, pumps, idOf, (pump) => this.#emit(site, { what: 'pump', pump }));
    for (const id of told.pumps.keys()) {
      if (pumps.some((pump) => pump.id === id)) continue;
      told.pumps.delete(id);
      this.#emit(site, { what: 'pump-gone', pump: id });
    }
    const groups = this.#parts.sharing.groups(site).map(viewGroup);
    tellChanged(told.groups, groups, idOf, (group) => this.#emit(site, { what: 'pump-group', group }));
  }

  #tellPlaces(site: string, told: Told): void {
    const groups = [...this.#parts.sharing.stateOf(site).groups.keys()];
    const places = groups.map((group) => this.#placesOf(site, group));
    // A guess that moves by less than a few seconds is the same guess.
    const rounded = (one: Places) => one.places.map(([id, at]) => [id, at === null ? null : Math.round(at / 5_000)]);
    for (const one of places) {
      const text = JSON.stringify(rounded(one));
      if (told.places.get(one.group) === text) continue;
      told.places.set(one.group, text);
      this.#emit(site, { what: 'places', ...one });
    }
  }

  #look(): void {
    const seen = [...this.#sites].filter(([site]) => this.#parts.hasViewers(site));
    for (const [site, told] of seen) {
      this.#tellPumps(site, told);
      this.#tellPlaces(site, told);
    }
    this.#cancel = seen.length > 0 ? this.#lookLater() : undefined;
  }

  #lookLater(): Cancel {
    return this.#parts.clock.after(LOOK_EVERY_MS, () => this.#look());
  }

  #placesOf(site: string, group: string): Places {
    return viewPlaces(group, this.#parts.sharing.queue(site, group), momentOf(this.#parts.clock));
  }

  #emit(site: string, change: Change): void {
    this.#parts.events.emit('change', { site, change });
  }

  #toldOf(site: string): Told {
    const known = this.#sites.get(site);
    if (known) return known;
    const told: Told = {
      pumps: new Map(),
      groups: new Map(),
      places: new Map(),
      money: new Map(),
      runs: new Map(),
      isDue: false,
    };
    this.#sites.set(site, told);
    return told;
  }
}

function tellChanged<Item>(
  told: Map<string, string>,
  items: readonly Item[],
  keyOf: (item: Item) => string,
  tell: (item: Item) => void,
): void {
  for (const item of items) {
    const text = JSON.stringify(item);
    if (told.get(keyOf(item)) === text) continue;
    told.set(keyOf(item), text);
    tell(item);
  }
}

function idOf({ id }: Pick<PumpView, 'id'>): string {
  return id;
}
