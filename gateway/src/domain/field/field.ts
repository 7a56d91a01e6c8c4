import type { AllOff, Command, Latch, LinkHistory, TopicWord } from '../../contract/index.ts';
import type { Actor } from '../people/actor.ts';
import { fail, isOff, toView, type FieldCommand, type Moment } from './command.ts';
import { Commander } from './commander.ts';
import type { DeviceState } from './device-state.ts';
import { Farm, done, momentOf, refused, type FieldParts, type Outcome } from './farm.ts';
import { Inbox } from './inbox.ts';
import { LinkHistories } from './link-history.ts';
import type { DeviceRecord, LastValue } from './ports.ts';
import { RadioWorks } from './radio-work.ts';
import { ReadingBook } from './readings.ts';
import { Registry, type FindType } from './registry.ts';
import { Rosters } from './rosters.ts';
import { restoredSetting } from './setting-machine.ts';
import { restoredSwitch } from './switch-machine.ts';

/** Everything the gateway knows of its devices and does with them, made of registry, commander, radio work and inbox. */
export class Field {
  readonly registry: Registry;
  readonly commander: Commander;
  readonly radio: RadioWorks;
  readonly #parts: FieldParts;
  readonly #farm = new Farm();
  readonly #readings: ReadingBook;
  readonly #inbox: Inbox;
  readonly #rosters: Rosters;
  readonly #links: LinkHistories;
  readonly #findType: FindType;

  constructor(parts: FieldParts, findType: FindType) {
    this.#parts = parts;
    this.#findType = findType;
    this.#readings = new ReadingBook(parts);
    this.commander = new Commander(parts, this.#farm, this.#readings);
    this.#links = new LinkHistories(parts.clock, parts.events);
    this.#rosters = new Rosters(parts, this.#farm);
    this.registry = new Registry(parts, this.#farm, { commander: this.commander, rosters: this.#rosters, findType });
    this.radio = new RadioWorks(parts, this.#farm);
    this.#inbox = new Inbox(parts, this.#farm, {
      commander: this.commander,
      radio: this.radio,
      readings: this.#readings,
      typeLabel: (type) => findType(type)?.label ?? type,
      onMoved: (from, to) => {
        this.#rosters.tell(from);
        this.#rosters.tell(to);
      },
    });
  }

  /** Brings back what the disk remembers: everything reported is unknown until its device speaks. */
  start(): void {
    const { store, clock } = this.#parts;
    const now = momentOf(clock);
    this.#farm.latches.restore(store.latches(), now);
    const values = store.lastValues();
    for (const record of store.devices()) this.#restore(record, values, now);
    for (const point of store.points()) this.#farm.devices.get(point.device)?.points.set(point.point, point);
    this.#settleOrphans(store.openCommands(clock.boot, now), now);
    this.commander.resume();
    this.#rosters.start();
    this.#links.start();
  }

  stop(): void {
    this.#links.stop();
    this.#rosters.stop();
    this.radio.stop();
    this.commander.stop();
    this.saveValues();
  }

  /** `from`: the client that said it. */
  receive(device: string, word: TopicWord, payload: unknown, from: string): void {
    this.#inbox.receive(device, word, payload, from);
  }

  loseCarrier(carrier: string, reason: string): void {
    this.#inbox.loseCarrier(carrier, reason);
  }

  /** Whether this bridge may hear what this device is told: it is the device, or the device is nobody's or hangs on it. */
  mayHearCommandsOf(bridge: string, device: string): boolean {
    if (bridge === device) return true;
    const state = this.#farm.devices.get(device);
    return state === undefined || state.record.via === bridge;
  }

  /** A device of any site, for those who must know whose it is. */
  recordOf(device: string): DeviceRecord | undefined {
    return this.#farm.devices.get(device)?.record;
  }

  /** The devices of all sites that hang on this bridge. */
  devicesVia(bridge: string): DeviceRecord[] {
    return [...this.#farm.devices.values()].map(({ record }) => record).filter(({ via }) => via === bridge);
  }

  /** Whether anything that was heard or adopted has this name, or hangs on what has it. */
  knows(id: string): boolean {
    const isHeard = this.#farm.seen.list().some((seen) => seen.id === id || seen.via === id);
    return isHeard || this.#farm.devices.has(id) || this.devicesVia(id).length > 0;
  }

  /** How the link of a device was over the last 24 hours. */
  link(site: string, device: string): Outcome<LinkHistory> {
    const state = this.#farm.find(site, device);
    if (!state) return refused('not-found', `There is no device ${device} here.`);
    return state.type.points.some(({ id }) => id.startsWith('link.'))
      ? done(this.#links.view(device))
      : refused('not-found', `${state.record.name} tells nothing of a link.`);
  }

  /** A page shows these devices of its site large now, in place of those it showed before: they are polled often. */
  watch(viewer: object, site: string, devices: readonly string[]): void {
    this.#rosters.watch(viewer, site, devices);
  }

  /** The page is gone. */
  unwatch(viewer: object): void {
    this.#rosters.unwatch(viewer);
  }

  /** Stops everything of these sites: latched on the disk first, then OFF to every switch ahead of all else. */
  stopAll(actor: Actor, scope: 'site' | 'gateway'): AllOff {
    const { store, audit, clock } = this.#parts;
    const now = momentOf(clock);
    const sites = scope === 'gateway' ? store.sites() : [actor.site];
    for (const site of sites) this.#farm.latches.set({ site, latched: true, by: actor.name, at: now.wall }, now);
    const states = sites.flatMap((site) => this.#farm.ofSite(site));
    this.commander.stopAll(states, actor.name, () => {
      for (const site of sites) store.saveLatch({ site, latched: true, by: actor.name, at: now.wall });
      audit.write({ actor, action: 'all-off', subject: scope, result: `${states.length} devices` });
    });
    for (const site of sites) this.#tellLatch(site);
    return this.allOff(actor.site);
  }

  /** Allows running again. Nothing starts by that, and nothing may within 10 s. */
  release(actor: Actor, reason: string): Outcome<Latch> {
    const { store, audit, clock } = this.#parts;
    const before = this.#farm.latches.find(actor.site);
    if (!before?.latched) return refused('conflict', 'Nothing is stopped, so there is nothing to allow again.');
    const now = momentOf(clock);
    const latch = { ...before, latched: false, releasedAt: now.wall };
    store.transaction(() => {
      store.saveLatch(latch);
      audit.write({
        actor,
        action: 'all-off.release',
        subject: 'site',
        before: { by: before.by },
        after: { reason },
        result: 'done',
      });
    });
    this.#farm.latches.set(latch, now);
    this.#tellLatch(actor.site);
    // The pages are told once more when the quiet is over.
    clock.after(this.#farm.latches.quietFor(actor.site, now), () => this.#tellLatch(actor.site));
    return done(this.latch(actor.site));
  }

  latch(site: string): Latch {
    return this.#farm.latches.view(site, momentOf(this.#parts.clock));
  }

  /** The latch, and how far the OFF of each load has got. */
  allOff(site: string): AllOff {
    const since = this.#farm.latches.find(site)?.at ?? Infinity;
    const commands = this.#farm
      .ofSite(site)
      .flatMap(({ switches }) => [...switches.values()].map(({ command }) => command))
      .filter(
        (command): command is FieldCommand => command !== undefined && isOff(command) && command.accepted.wall >= since,
      )
      .map((command): Command => toView(command));
    return { latch: this.latch(site), commands };
  }

  /** Writes the last values down; what is not written is lost in a crash, and only that. */
  saveValues(): void {
    const changed = [...this.#readings.unsaved.values()];
    if (changed.length === 0) return;
    this.#readings.unsaved.clear();
    const values = changed.flatMap(({ device, point }) => this.#lastValuesOf(device, point));
    try {
      this.#parts.store.saveLastValues(values);
    } catch (error) {
      this.#parts.log.error({ err: error }, 'The last values could not be written');
    }
  }

  /** Counts for the metrics. */
  counts(): { devices: number; online: number; seen: number; owed: number } {
    const states = [...this.#farm.devices.values()];
    const owed = states
      .flatMap(({ switches }) => [...switches.values()])
      .filter(({ command }) => command && toView(command).owed).length;
    return {
      devices: states.length,
      online: states.filter(({ availability }) => availability === 'online').length,
      seen: this.#farm.seen.list().length,
      owed,
    };
  }

  #tellLatch(site: string): void {
    this.#parts.events.emit('change', { site, change: { what: 'latch', latch: this.latch(site) } });
  }

  #lastValuesOf(device: string, point: string): LastValue[] {
    const state = this.#farm.devices.get(device);
    const reading = state?.readings.get(point);
    if (!state || !reading) return [];
    const { site } = state.record;
    const own: LastValue = { site, device, point, value: reading.value, at: reading.at, quality: reading.quality };
    const shown = state.type.points.find(({ proof, trip }) => proof === point || trip === point);
    const known = shown && state.switches.get(shown.id)?.lastKnown;
    return known && shown
      ? [own, { site, device, point: shown.id, value: known.state, at: known.at, quality: 'good' }]
      : [own];
  }

  /** Open commands that are not their point's last one: a crash came between the record of the later one and their end. */
  #settleOrphans(open: readonly FieldCommand[], now: Moment): void {
    for (const command of open) {
      const state = this.#farm.devices.get(command.device);
      const last = state?.switches.get(command.point)?.command ?? state?.settings.get(command.point)?.command;
      if (last?.id === command.id) continue;
      this.#parts.store.updateCommand(
        last
          ? fail(command, 'superseded', now, `by ${last.id}`)
          : fail(command, 'offline', now, 'the device was forgotten'),
      );
    }
  }

  #restore(record: DeviceRecord, values: readonly LastValue[], now: Moment): void {
    const type = this.#findType(record.type);
    if (!type) {
      this.#parts.log.warn({ device: record.id, type: record.type }, 'A device of an unknown type is left out');
      return;
    }
    const own = values.filter(({ device }) => device === record.id);
    const { store, clock } = this.#parts;
    const lastOf = (point: string) =>
      store.lastCommand({ site: record.site, device: record.id, point }, clock.boot, now);
    const state: DeviceState = {
      record,
      type,
      enteredMono: now.mono,
      availability: 'unknown',
      unavailableReason: undefined,
      lastHeardAt: own.length > 0 ? Math.max(...own.map(({ at }) => at)) : undefined,
      points: new Map(),
      readings: new Map(),
      switches: new Map(),
      settings: new Map(),
    };
    const valueOf = (id: string | undefined) => own.find(({ point }) => point === id);
    for (const { id, kind, unexplained } of type.points) {
      const value = valueOf(id);
      const isAlarm = valueOf(unexplained)?.value === true;
      if (kind === 'switch') state.switches.set(id, restoredSwitch(lastOf(id), lastKnownOf(value), isAlarm));
      else if (value) state.readings.set(id, { value: value.value, at: value.at, quality: value.quality, old: true });
      if (kind === 'setting') state.settings.set(id, restoredSetting(lastOf(id)));
    }
    this.#farm.devices.set(record.id, state);
  }
}

function lastKnownOf(value: LastValue | undefined): { state: 'on' | 'off' | 'tripped'; at: number } | undefined {
  if (value?.value === 'on' || value?.value === 'off' || value?.value === 'tripped')
    return { state: value.value, at: value.at };
  return undefined;
}
