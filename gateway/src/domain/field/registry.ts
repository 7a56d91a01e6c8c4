import {
  type Adopt,
  type DevicePatch,
  type DeviceType,
  type DeviceView,
  type PointPatch,
  type PointView,
  type SeenDevice,
} from '../../contract/index.ts';
import type { Actor } from '../people/actor.ts';
import type { Commander } from './commander.ts';
import { definitionOf, viewDevice, viewDeviceAlone, viewPoint, type DeviceState } from './device-state.ts';
import { done, refused, type Farm, type FieldParts, type Outcome } from './farm.ts';
import type { DeviceRecord, PointRecord } from './ports.ts';
import type { Rosters } from './rosters.ts';
import { restoredSetting } from './setting-machine.ts';
import type { Sighting } from './sightings.ts';
import { newSwitch } from './switch-machine.ts';

/** How a device type is found by its id. */
export type FindType = (id: string) => DeviceType | undefined;

/** Whom the registry tells. */
export interface RegistryParts {
  readonly commander: Commander;
  readonly rosters: Rosters;
  readonly findType: FindType;
}

/** Which devices belong to whom: seen, adopted, renamed, located, forgotten. */
export class Registry {
  readonly #parts: FieldParts;
  readonly #farm: Farm;
  readonly #commander: Commander;
  readonly #rosters: Rosters;
  readonly #findType: FindType;

  constructor(parts: FieldParts, farm: Farm, { commander, rosters, findType }: RegistryParts) {
    this.#parts = parts;
    this.#farm = farm;
    this.#commander = commander;
    this.#rosters = rosters;
    this.#findType = findType;
  }

  list(site: string): DeviceView[] {
    return this.#farm.ofSite(site).map(viewDevice);
  }

  find(site: string, id: string): DeviceView | undefined {
    const state = this.#farm.find(site, id);
    return state && viewDevice(state);
  }

  /** What a site may adopt: whatever said hello, but for what another site's own carrier heard, and then what was only sighted. */
  listSeen(site: string): SeenDevice[] {
    const { sightings, devices } = this.#farm;
    const heard = this.#heardBy(site);
    const isMore = ({ id }: SeenDevice) => !heard.has(id) && !devices.has(id);
    return [...heard.values(), ...sightings.list(this.#parts.clock.wallMs()).filter(isMore)];
  }

  /** Whatever this carrier was heard to say of itself or others that belong to nobody. */
  dropSeen(carrier: string): void {
    this.#farm.seen.removeAllFrom(carrier);
  }

  /** One device of nobody that this bridge was heard to speak of. */
  dropSeenVia(bridge: string, id: string): void {
    this.#farm.seen.removeFrom(bridge, id);
  }

  /** Something on the network looks like a device. It is shown with how it joins, and is none before it has. */
  sight(sighting: Sighting): void {
    this.#farm.sightings.note(sighting, this.#parts.clock.wallMs());
  }

  adopt(actor: Actor, id: string, { name, location }: Adopt): Outcome<DeviceView> {
    const seen = this.#heardBy(actor.site).get(id);
    if (!seen) return this.#refuseUnheard(id);
    const type = this.#findType(seen.type);
    if (!type) return refused('conflict', `This gateway does not know devices of type ${seen.type}. Update it first.`);
    const record: DeviceRecord = {
      site: actor.site,
      id,
      type: type.id,
      name: name ?? defaultName(type, seen),
      ...(location ? { location } : {}),
      ...(seen.via ? { via: seen.via } : {}),
      ...(seen.address ? { address: seen.address } : {}),
      ...(seen.firmware ? { firmware: seen.firmware } : {}),
      demo: seen.demo,
      adoptedAt: this.#parts.clock.wallMs(),
    };
    this.#parts.store.transaction(() => {
      this.#parts.store.saveDevice(record);
      this.#parts.audit.write({
        actor,
        action: 'device.adopt',
        subject: id,
        after: { name: record.name },
        result: 'done',
      });
    });
    const state = this.#enter(record, type);
    this.#farm.seen.remove(id);
    this.#rosters.tell(record.via);
    this.#parts.events.emit('change', {
      site: actor.site,
      change: { what: 'device-added', device: viewDevice(state) },
    });
    return done(viewDevice(state));
  }

  patch(actor: Actor, id: string, patch: DevicePatch): Outcome<DeviceView> {
    const state = this.#farm.find(actor.site, id);
    if (!state) return refused('not-found', `There is no device ${id} here.`);
    const { location: before, ...rest } = state.record;
    const location = patch.location === undefined ? before : (patch.location ?? undefined);
    const record: DeviceRecord = { ...rest, name: patch.name ?? rest.name, ...(location ? { location } : {}) };
    this.#parts.store.transaction(() => {
      this.#parts.store.saveDevice(record);
      this.#parts.audit.write({
        actor,
        action: 'device.change',
        subject: id,
        before: { name: state.record.name, location: before },
        after: { name: record.name, location },
        result: 'done',
      });
    });
    state.record = record;
    this.#parts.events.emit('change', {
      site: actor.site,
      change: { what: 'device', device: viewDeviceAlone(state) },
    });
    return done(viewDevice(state));
  }

  patchPoint(actor: Actor, id: string, point: string, patch: PointPatch): Outcome<PointView> {
    const state = this.#farm.find(actor.site, id);
    const definition = state && definitionOf(state, point);
    if (!state || !definition) return refused('not-found', `There is no point ${point} of ${id} here.`);
    const before = state.points.get(point);
    const after = patchedPoint(actor.site, id, point, before, patch);
    if (patch.load && definition.kind !== 'switch') return refused('invalid', `${point} switches nothing.`, '/load');
    if (after.load === 'pump' && !state.type.hasLease && !after.contactor)
      return refused(
        'unsafe-load',
        'This outlet cannot end a run by itself. It may feed a pump only when an admin confirms that a supervised contactor stands behind it.',
        '/contactor',
      );
    if (before?.load === 'pump' && after.load !== 'pump' && this.#parts.isGoverned?.(actor.site, id, point))
      return refused('conflict', 'A shared pump hangs on this switch. Remove the pump first.', '/load');
    if (patch.contactor && actor.role !== 'admin')
      return refused('unsafe-load', 'Only an admin can confirm the contactor.', '/contactor');
    this.#parts.store.transaction(() => {
      this.#parts.store.savePoint(after);
      this.#parts.audit.write({
        actor,
        action: 'point.change',
        subject: `${id} ${point}`,
        before,
        after,
        result: 'done',
      });
    });
    state.points.set(point, after);
    const view = viewPoint(state, definition);
    this.#parts.events.emit('change', { site: actor.site, change: { what: 'point', device: id, point: view } });
    return done(view);
  }

  /** The device belongs to nobody again. Its commands and audit stay. */
  forget(actor: Actor, id: string): Outcome<undefined> {
    const state = this.#farm.find(actor.site, id);
    if (!state) return refused('not-found', `There is no device ${id} here.`);
    if ([...state.switches.keys()].some((point) => this.#mayTurn(state, point)))
      return refused('conflict', 'A shared pump runs on this device, or is not surely off. End its run first.');
    this.#parts.store.transaction(() => {
      this.#parts.store.removeDevice(actor.site, id);
      this.#parts.audit.write({ actor, action: 'device.forget', subject: id, before: state.record, result: 'done' });
    });
    this.#commander.abandon(state);
    this.#farm.devices.delete(id);
    this.#rosters.tell(state.record.via);
    this.#parts.events.emit('change', { site: actor.site, change: { what: 'device-gone', device: id } });
    return done(undefined);
  }

  /** A motor that nobody could say OFF to any more. */
  #mayTurn({ record: { site, id: device }, switches }: DeviceState, point: string): boolean {
    if (!this.#parts.isGoverned?.(site, device, point)) return false;
    const control = switches.get(point);
    const isOn = control?.desired === true || control?.reported.state === 'on';
    return isOn || this.#commander.isOffOwed({ site, device, point });
  }

  /** What this site may adopt, by id, latest heard first: of those that introduced the same device the one that heard it last. */
  #heardBy(site: string): Map<string, SeenDevice> {
    const heard = new Map<string, SeenDevice>();
    for (const one of this.#farm.seen.list()) if (!heard.has(one.id) && this.#maySee(site, one)) heard.set(one.id, one);
    return heard;
  }

  #maySee(site: string, { id, via }: SeenDevice): boolean {
    const owner = this.#parts.ownerOf?.(via ?? id);
    return owner === undefined || owner === site;
  }

  #refuseUnheard(id: string): Outcome<DeviceView> {
    const sighted = this.#farm.sightings.find(id, this.#parts.clock.wallMs());
    return sighted
      ? refused('conflict', `${id} was only seen on the network and has not joined yet. ${sighted.join ?? ''}`.trim())
      : refused('not-found', `No device ${id} was heard. Switch it on, wait a minute and look again.`);
  }

  #enter(record: DeviceRecord, type: DeviceType): DeviceState {
    const { carriers } = this.#farm;
    const reachable = carriers.isOnline(record.via ?? record.id);
    const of = (kind: 'switch' | 'setting') => type.points.filter((point) => point.kind === kind);
    const state: DeviceState = {
      record,
      type,
      enteredMono: this.#parts.clock.monoMs(),
      // A bridge that is connected is there; of what hangs on it nothing was heard yet.
      availability: carriers.isOnline(record.id) ? 'online' : 'unknown',
      unavailableReason: undefined,
      lastHeardAt: undefined,
      points: new Map(),
      readings: new Map(),
      switches: new Map(of('switch').map(({ id }) => [id, { ...newSwitch(), reachable }])),
      settings: new Map(of('setting').map(({ id }) => [id, { ...restoredSetting(undefined), reachable }])),
    };
    this.#farm.devices.set(record.id, state);
    return state;
  }
}

function defaultName(type: DeviceType, seen: SeenDevice): string {
  const short = type.id === 'smart-outlet-v1' ? 'Outlet' : type.label;
  return seen.address ? `${short} ${seen.address}` : `${short} ${seen.id}`;
}

function patchedPoint(
  site: string,
  device: string,
  point: string,
  before: PointRecord | undefined,
  patch: PointPatch,
): PointRecord {
  const name = patch.name === undefined ? before?.name : (patch.name ?? undefined);
  const load = patch.load ?? before?.load;
  return {
    site,
    device,
    point,
    ...(name ? { name } : {}),
    ...(load ? { load } : {}),
    contactor: patch.contactor ?? before?.contactor ?? false,
  };
}
