import type { Change } from '../../contract/index.ts';
import { staggerDefaults } from '../grid/stagger.ts';
import { momentOf } from '../field/farm.ts';
import { calledOf, type Actor } from '../people/actor.ts';
import { denied, type Answer, type Why } from './answer.ts';
import { Draft } from './draft.ts';
import { placesIn, type Place } from './estimate.ts';
import type { SharingEvent } from './events.ts';
import { available } from './ledger.ts';
import { ALL_PUMPS } from './names.ts';
import { localDay } from './local-day.ts';
import { GROUP_REST_MS, type Group, type GroupState, type Pump, type PumpState } from './pump.ts';
import { seePump } from './pump-watch.ts';
import { unknownPump, unknownRun } from './request.ts';
import type { Run } from './run.ts';
import type { RunEvent, RunFilter } from './sharing-ports.ts';
import type { SharingParts } from './sharing-parts.ts';
import { SiteEngine } from './site-engine.ts';
import { SharingState, type SharingSetup, type SiteFacts } from './state.ts';

/** What somebody asks for. The same id twice is the same request. */
export interface RunWish {
  readonly id?: string;
  readonly pump: string;
  readonly seconds: number;
  readonly isConfirmed?: boolean;
}

/** As the audit names it. */
interface RunDeed {
  readonly action: string;
  readonly run: string;
  readonly after: object;
}

const notYours: Why = {
  code: 'run.not-yours',
  sentence: 'This is the run of somebody else.',
  remedy: 'Ask an admin, or stop everything if there is danger.',
};

const inUse: Why = {
  code: 'pump.in-use',
  sentence: 'Somebody uses this pump or waits for it.',
  remedy: 'Put it out of service, take who waits out of its queue, and then remove it.',
};

/** The shared pumps of all sites. */
export class Sharing {
  readonly #parts: SharingParts;
  readonly #engines = new Map<string, SiteEngine>();
  /** By site and the device that switches them: a device may have been another site's before. */
  readonly #byDevice = new Map<
    string,
    { readonly site: string; readonly device: string; readonly pumps: Set<string> }
  >();
  readonly #unseen = new Set<string>();
  #stopListening: () => void = () => {};

  constructor(parts: SharingParts) {
    this.#parts = parts;
  }

  /** After the field: what ran before pauses until its node says what it does. */
  start(): void {
    for (const site of this.#parts.store.sites()) this.#engineOf(site);
    this.#stopListening = this.#parts.events.on('change', ({ site, change }) => this.#hear(site, change));
    for (const [site, engine] of this.#engines) {
      engine.happen({ kind: 'restart' });
      this.#keepLatch(site, engine);
    }
    for (const { site, device } of this.#byDevice.values()) this.#look(site, device);
  }

  stop(): void {
    this.#stopListening();
    for (const engine of this.#engines.values()) engine.stop();
  }

  /** What protections, grid and people's suspensions come to. */
  tell(site: string, event: SharingEvent, record?: () => void): Answer<Run | undefined> {
    const engine = this.#engineOf(site);
    this.#keepLatch(site, engine);
    return engine.happen(event, record);
  }

  request(actor: Actor, { id, pump, seconds, isConfirmed }: RunWish): Answer<Run | undefined> {
    const { site, userId: user } = actor;
    const by = calledOf(actor);
    const known = id === undefined ? undefined : this.find(site, id);
    if (known) return known.user === user ? { ok: true, value: known } : denied(unknownRun);
    const request = {
      id: id ?? this.#parts.newId('run'),
      pump,
      user,
      by,
      seconds,
      isSuspended: false,
      ...this.#meansOf(site, user),
      ...(isConfirmed === undefined ? {} : { isConfirmed }),
    };
    const deed = { action: 'run.request', run: request.id, after: { pump, seconds } };
    const answer = this.#do(actor, deed, { kind: 'request', request });
    return answer.ok ? { ok: true, value: this.find(site, request.id) } : answer;
  }

  extend(actor: Actor, run: string, seconds: number): Answer<Run | undefined> {
    const found = this.#ownRun(actor, run);
    if (!found.ok) return found;
    const means = this.#meansOf(actor.site, found.value.user);
    const deed = { action: 'run.extend', run, after: { seconds } };
    return this.#do(actor, deed, { kind: 'extend', run, seconds, by: calledOf(actor), ...means });
  }

  /** Of one's own run; of another's by an admin, who may do so by force. */
  end(
    actor: Actor,
    run: string,
    { isForced, why }: { readonly isForced?: boolean; readonly why?: string } = {},
  ): Answer<Run | undefined> {
    const found = this.#ownRun(actor, run);
    if (!found.ok) return found;
    const isOwn = found.value.user === actor.userId;
    const how = isForced && actor.role === 'admin' ? 'force-stop' : isOwn ? 'stopped-by-user' : 'stopped-by-admin';
    const deed = { action: 'run.stop', run, after: { how, reason: why } };
    return this.#do(actor, deed, {
      kind: 'stop',
      run,
      by: calledOf(actor),
      how,
      ...(why === undefined ? {} : { why }),
    });
  }

  /** An admin puts a run that waits before another one, or last. */
  move(actor: Actor, run: string, { before, why }: { readonly before?: string | undefined; readonly why: string }) {
    const deed = { action: 'run.move', run, after: { before, reason: why } };
    const place = before === undefined ? {} : { before };
    return this.#do(actor, deed, { kind: 'move', run, by: calledOf(actor), why, ...place });
  }

  /** An admin takes a run that waits out of the queue. */
  remove(actor: Actor, run: string, why: string): Answer<Run | undefined> {
    const deed = { action: 'run.remove', run, after: { reason: why } };
    return this.#do(actor, deed, { kind: 'remove', run, by: calledOf(actor), why });
  }

  /** One's own run would change places with another's; it happens once both have said so. */
  swap(actor: Actor, run: string, other: string): Answer<Run | undefined> {
    const found = this.find(actor.site, run);
    if (!found) return denied(unknownRun);
    if (found.user !== actor.userId) return denied(notYours);
    const deed = { action: 'run.swap', run, after: { with: other } };
    return this.#do(actor, deed, { kind: 'swap', run, with: other, by: calledOf(actor) });
  }

  /** What is known of a site's pumps now; to be read only. */
  stateOf(site: string): SharingState {
    return this.#engineOf(site).state;
  }

  /** How a site shares its pumps, from now on. `record`, here and below: what is written in the same step. */
  configure(site: string, changes: Omit<SharingSetup, 'site'>, record: () => void): void {
    const { store, clock, staggerMs } = this.#parts;
    const engine = this.#engineOf(site);
    const setup: SharingSetup = { ...changes, site, stagger: { ...changes.stagger, randomMs: staggerMs } };
    store.transaction(() => {
      store.forSite(site).saveSetup(setup, engine.state.facts, momentOf(clock));
      record();
    });
    engine.state.setup = setup;
    engine.happen({ kind: 'tick' });
  }

  /** The site has another time zone. */
  readTimeZone(site: string): void {
    const { state } = this.#engineOf(site);
    state.setup = { ...state.setup, timeZone: this.#parts.ledger.forSite(site).timeZone() };
  }

  /** Answers why not, while somebody uses it or waits for it. */
  removePump(site: string, id: string, record: () => void): Answer<undefined> {
    const { state } = this.#engineOf(site);
    const found = state.pumps.get(id);
    if (!found) return denied(unknownPump);
    const isWanted = [...state.runs.values()].some(({ pump }) => pump === id);
    if (isWanted || found.slot) return denied(inUse);
    this.#parts.store.transaction(() => {
      this.#parts.store.forSite(site).removePump(id);
      record();
    });
    state.pumps.delete(id);
    this.#byDevice.get(keyOf(site, found.pump.device))?.pumps.delete(id);
    return { ok: true, value: undefined };
  }

  /** The groups of a site; the one of all pumps is there also where nobody has set it up. */
  groups(site: string): Group[] {
    const known = [...this.#engineOf(site).state.groups.values()].map(({ group }) => group);
    return known.some(({ id }) => id === ALL_PUMPS) ? known : [groupCalled({ site, group: ALL_PUMPS }), ...known];
  }

  savePump(pump: Pump, record?: () => void): void {
    const engine = this.#engineOf(pump.site);
    if (!engine.state.groups.has(pump.group)) this.saveGroup(groupCalled(pump));
    engine.happen({ kind: 'set-pump', pump }, record);
    this.#index(pump);
    this.#look(pump.site, pump.device);
  }

  saveGroup(group: Group, record?: () => void): void {
    this.#engineOf(group.site).happen({ kind: 'set-group', group }, record);
  }

  pumps(site: string): PumpState[] {
    return [...this.#engineOf(site).state.pumps.values()];
  }

  /** Whether runs alone switch this point on. */
  governs(site: string, device: string, point: string): boolean {
    const ids = this.#byDevice.get(keyOf(site, device))?.pumps ?? [];
    const pumps = this.#engines.get(site)?.state.pumps;
    return [...ids].some((id) => pumps?.get(id)?.pump.point === point);
  }

  queue(site: string, group: string): Place[] {
    const { state } = this.#engineOf(site);
    return state.groups.has(group) ? placesIn(state, group, momentOf(this.#parts.clock)) : [];
  }

  /** A run of this site, also one that is over. */
  find(site: string, run: string): Run | undefined {
    return this.#engineOf(site).state.runs.get(run) ?? this.#parts.store.forSite(site).find(run);
  }

  list(site: string, filter: RunFilter): Run[] {
    return this.#parts.store.forSite(site).list(filter);
  }

  trail(site: string, run: string): RunEvent[] {
    return this.#parts.store.forSite(site).trail(run);
  }

  /** What a person does with a run: in one step with its line in the audit, where it is granted. */
  #do(actor: Actor, { action, run, after }: RunDeed, event: SharingEvent): Answer<Run | undefined> {
    return this.tell(actor.site, event, () =>
      this.#parts.audit.write({ actor, action, subject: run, after, result: 'done' }),
    );
  }

  #ownRun(actor: Actor, id: string): Answer<Run> {
    const run = this.find(actor.site, id);
    if (!run) return denied(unknownRun);
    return run.user === actor.userId || actor.role === 'admin' ? { ok: true, value: run } : denied(notYours);
  }

  #meansOf(site: string, user: string): { readonly availableS: number; readonly usedTodayS: number } {
    const { timeZone } = this.#engineOf(site).state.setup;
    const day = localDay(this.#parts.clock.wallMs(), timeZone);
    const availableS = available(this.#parts.ledger.forSite(site).wallet(user));
    return { availableS, usedTodayS: this.#parts.store.forSite(site).pumpedOn(user, day) };
  }

  #engineOf(site: string): SiteEngine {
    const known = this.#engines.get(site);
    if (known) return known;
    const now = momentOf(this.#parts.clock);
    const store = this.#parts.store.forSite(site);
    const saved = store.load(now);
    const timeZone = this.#parts.ledger.forSite(site).timeZone();
    const setup = { ...(saved?.setup ?? this.#newSetup(site)), timeZone };
    const state = new SharingState(
      { ...setup, stagger: { ...setup.stagger, randomMs: this.#parts.staggerMs } },
      saved?.facts ?? newFacts(now.mono),
    );
    if (saved) state.apply(asChanges(saved));
    else store.saveSetup(setup, state.facts, now);
    const engine = new SiteEngine(this.#parts, state);
    this.#engines.set(site, engine);
    for (const { pump } of state.pumps.values()) this.#index(pump);
    return engine;
  }

  #newSetup(site: string): SharingSetup {
    const timeZone = this.#parts.ledger.forSite(site).timeZone();
    const stagger = { ...staggerDefaults, randomMs: this.#parts.staggerMs };
    return { site, timeZone, billing: 'minutes', startsInUnknown: 'after-quiet', stagger };
  }

  #index({ site, device, id }: Pump): void {
    // It may have hung on another device before.
    for (const { pumps } of this.#byDevice.values()) pumps.delete(id);
    const key = keyOf(site, device);
    const known = this.#byDevice.get(key) ?? { site, device, pumps: new Set<string>() };
    known.pumps.add(id);
    this.#byDevice.set(key, known);
  }

  #hear(site: string, change: Change): void {
    if (change.what === 'latch') return this.#later(`latch ${site}`, () => this.#keepLatch(site, this.#engineOf(site)));
    const device = deviceOf(change);
    if (device === undefined) return;
    const key = keyOf(site, device);
    if (this.#byDevice.has(key)) this.#later(key, () => this.#look(site, device));
  }

  /** Once, when the present events are through: the engine never acts in the middle of what the field does. */
  #later(key: string, run: () => void): void {
    if (this.#unseen.has(key)) return;
    this.#unseen.add(key);
    this.#parts.defer(() => {
      this.#unseen.delete(key);
      try {
        run();
      } catch (error) {
        // Nobody waits for an answer, and every OFF hangs on this process.
        this.#parts.log.error({ err: error, key }, 'What a device says could not be taken');
      }
    });
  }

  #look(site: string, device: string): void {
    const found = this.#byDevice.get(keyOf(site, device));
    if (!found) return;
    const engine = this.#engineOf(site);
    this.#keepLatch(site, engine);
    for (const id of found.pumps) {
      const state = engine.state.pumps.get(id);
      if (!state) continue;
      const run = new Draft(engine.state, momentOf(this.#parts.clock)).activeAt(id);
      for (const event of seePump(this.#parts.field, state, run)) engine.happen(event);
    }
  }

  #keepLatch(site: string, engine: SiteEngine): void {
    const { latched: isLatched, by = 'gateway' } = this.#parts.field.latch(site);
    if (isLatched !== engine.state.facts.isLatched) engine.happen({ kind: 'latch', isLatched, by });
  }
}

function keyOf(site: string, device: string): string {
  return `${site} ${device}`;
}

/** Of which device a change tells what a pump may be. */
function deviceOf(change: Change): string | undefined {
  switch (change.what) {
    case 'point':
    case 'values':
    case 'device-gone':
      return change.device;
    case 'device':
    case 'device-added':
      return change.device.id;
    default:
      return undefined;
  }
}

/** The group that a pump names, where nobody has set it up. */
function groupCalled({ site, group: id }: Pick<Pump, 'site' | 'group'>): Group {
  return { id, site, name: id === ALL_PUMPS ? 'All pumps' : id, maxRunning: 1, restMs: GROUP_REST_MS };
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
