import type {
  Cancel,
  Clock,
  GridSettings,
  GridSwitchRequest,
  GridView,
  PointDefinition,
  ReadingEvent,
} from '../../contract/index.ts';
import type { AuditLog } from '../audit.ts';
import type { EventBus } from '../events.ts';
import { done, refused, type Outcome } from '../field/farm.ts';
import type { Actor } from '../people/actor.ts';
import { newGrid, stepGrid, type GridEvent, type GridMoment, type GridSetup, type GridState } from './grid.ts';
import type { GridStore } from './grid-ports.ts';
import { setupOf } from './grid-setup.ts';
import type { Supply } from './source.ts';
import { expectSupply } from './timetable.ts';

export interface SiteGridParts {
  readonly store: GridStore;
  readonly audit: AuditLog;
  readonly clock: Clock;
  readonly events: EventBus;
  /** Whether the clock on the wall may be believed: no timetable counts before. */
  readonly isTrusted: () => boolean;
  /** What a point of a device of this site is; undefined where there is none. */
  readonly findPoint: (site: string, device: string, point: string) => PointDefinition | undefined;
  /** The grid of a site has become this, or is so at the start. */
  readonly onSupply: (site: string, supply: Supply) => void;
}

interface SiteGrid {
  settings: GridSettings;
  setup: GridSetup;
  state: GridState;
  told: Supply | undefined;
  /** What pages were shown last. */
  shown: string;
}

/** Sources fall silent and timetables change without anybody saying so. */
const LOOK_EVERY_MS = 1_000;
const noSettings: GridSettings = { sources: [] };

/** The grids of all sites: hears their sources, keeps what people say of them, and tells when the power goes and comes. */
export class SiteGrids {
  readonly #parts: SiteGridParts;
  readonly #grids = new Map<string, SiteGrid>();
  #stopListening: () => void = () => {};
  /** While any grid has a source. */
  #cancel: Cancel | undefined;

  constructor(parts: SiteGridParts) {
    this.#parts = parts;
  }

  start(): void {
    for (const site of this.#parts.store.sites()) this.#gridOf(site);
    this.#stopListening = this.#parts.events.on('reading', (reading) => this.#hear(reading));
    this.#look();
  }

  stop(): void {
    this.#stopListening();
    this.#cancel?.();
  }

  view(site: string): GridView {
    return this.#viewOf(this.#gridOf(site));
  }

  settings(site: string): GridSettings {
    return this.#gridOf(site).settings;
  }

  /** An admin's word on the grid. */
  turn(actor: Actor, { to, reason }: GridSwitchRequest): GridView {
    const grid = this.#gridOf(actor.site);
    const before = grid.state.switch;
    this.#parts.store.transaction(() => {
      this.#parts.store.save(actor.site, { settings: grid.settings, switch: to });
      this.#write(actor, 'grid.switch', before, { to, reason });
    });
    this.#step(actor.site, grid, { type: 'switch', to });
    return this.#viewOf(grid);
  }

  setUp(actor: Actor, settings: GridSettings): Outcome<GridSettings> {
    const fault = this.#faultIn(actor.site, settings);
    if (fault) return fault;
    const grid = this.#gridOf(actor.site);
    const { settings: before, state } = grid;
    this.#parts.store.transaction(() => {
      this.#parts.store.save(actor.site, { settings, switch: state.switch });
      this.#write(actor, 'grid.change', before, settings);
    });
    grid.settings = settings;
    grid.setup = setupOf(settings, this.#parts.store.timeZone(actor.site));
    this.#step(actor.site, grid, { type: 'tick' });
    this.#look();
    return done(settings);
  }

  #faultIn(site: string, { sources }: GridSettings): Outcome<never> | undefined {
    for (const [index, source] of sources.entries()) {
      if (sources.findIndex(({ id }) => id === source.id) < index)
        return refused('invalid', `Two sources are called ${source.id}.`, `/sources/${index}/id`);
      if (source.kind === 'timetable') continue;
      const { device, point } = source.point;
      const definition = this.#parts.findPoint(site, device, point);
      const pointer = `/sources/${index}/point`;
      if (!definition) return refused('invalid', `There is no point ${point} of ${device} here.`, pointer);
      const isVolts = definition.kind === 'measure' && definition.unit === 'V';
      if (source.kind === 'meter' && !isVolts) return refused('invalid', `${definition.label} is no voltage.`, pointer);
      if (source.kind === 'sense' && definition.kind !== 'flag')
        return refused('invalid', `${definition.label} does not say yes or no.`, pointer);
    }
    return undefined;
  }

  #hear({ site, device, point, value, quality, at }: ReadingEvent): void {
    const grid = this.#grids.get(site);
    if (!grid || quality !== 'good' || typeof value === 'string') return;
    for (const source of grid.settings.sources) {
      if (source.kind === 'timetable' || source.point.device !== device || source.point.point !== point) continue;
      const ageMs = Math.max(0, this.#parts.clock.wallMs() - at);
      const heardAt = this.#parts.clock.monoMs() - ageMs;
      this.#step(site, grid, { type: 'reading', source: source.id, value, at: heardAt });
    }
  }

  #look(): void {
    const looked = [...this.#grids].filter(([, { settings }]) => settings.sources.length > 0);
    for (const [site, grid] of looked) this.#step(site, grid, { type: 'tick' });
    this.#cancel?.();
    this.#cancel = looked.length > 0 ? this.#parts.clock.after(LOOK_EVERY_MS, () => this.#look()) : undefined;
  }

  #step(site: string, grid: SiteGrid, event: GridEvent): void {
    grid.state = stepGrid(grid.setup, grid.state, event, this.#now());
    const { state } = grid.state;
    const hasChanged = grid.told !== state;
    grid.told = state;
    if (hasChanged) this.#parts.onSupply(site, state);
    const view = this.#viewOf(grid);
    const shown = JSON.stringify({ ...view, sources: view.sources.map(({ says }) => says) });
    if (shown === grid.shown) return;
    grid.shown = shown;
    this.#parts.events.emit('change', { site, change: { what: 'grid', grid: view } });
  }

  #gridOf(site: string): SiteGrid {
    const known = this.#grids.get(site);
    if (known) return known;
    const { settings = noSettings, switch: kept = 'auto' } = this.#parts.store.find(site) ?? {};
    const setup = setupOf(settings, this.#parts.store.timeZone(site));
    const state = newGrid(setup, this.#now(), kept);
    const grid: SiteGrid = { settings, setup, state, told: undefined, shown: '' };
    this.#grids.set(site, grid);
    this.#step(site, grid, { type: 'tick' });
    return grid;
  }

  #viewOf({ setup, settings, state: { state, since, switch: said, sources } }: SiteGrid): GridView {
    const toWall = (mono: number) => Math.floor(this.#parts.clock.wallMs() - (this.#parts.clock.monoMs() - mono));
    const expected = this.#expectedBy(setup);
    return {
      state,
      since: toWall(since),
      switch: said,
      sources: settings.sources.map(({ id, kind }) => {
        const heardAt = sources[id]?.heard?.at;
        const heard = heardAt === undefined ? {} : { heardAt: toWall(heardAt) };
        return { id, kind, says: sources[id]?.says ?? 'unknown', ...heard };
      }),
      ...(expected ? { expected } : {}),
    };
  }

  /** The next change that a timetable promises. */
  #expectedBy({ sources }: GridSetup): GridView['expected'] {
    const timetable = sources.find((source) => source.kind === 'timetable');
    if (!timetable || !this.#parts.isTrusted()) return undefined;
    const { isOn, untilWall } = expectSupply(timetable.timetable, this.#parts.clock.wallMs());
    return untilWall === undefined ? undefined : { state: isOn ? 'shedding' : 'good', at: untilWall };
  }

  #now(): GridMoment {
    const { clock, isTrusted } = this.#parts;
    return { mono: clock.monoMs(), wall: clock.wallMs(), isTrusted: isTrusted() };
  }

  #write(actor: Actor, action: string, before: unknown, after: unknown): void {
    this.#parts.audit.write({ actor, action, subject: 'site', before, after, result: 'done' });
  }
}
