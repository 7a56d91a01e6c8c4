import { momentOf } from '../field/farm.ts';
import { calledOf, type Actor } from '../people/actor.ts';
import { denied, type Answer, type Why } from './answer.ts';
import { placesIn, type Place } from './estimate.ts';
import type { SharingEvent } from './events.ts';
import { available } from './ledger.ts';
import { localDay } from './local-day.ts';
import { ALL_PUMPS } from './names.ts';
import { PumpListener } from './pump-listener.ts';
import { groupCalled, type Group, type Pump, type PumpState } from './pump.ts';
import { unknownPump, unknownRun } from './request.ts';
import type { Run } from './run.ts';
import type { RunEvent, RunFilter } from './sharing-ports.ts';
import type { SharingParts } from './sharing-parts.ts';
import { SiteEngines } from './site-engines.ts';
import type { SharingSetup, SharingState } from './state.ts';

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
  readonly #engines: SiteEngines;
  readonly #listener: PumpListener;

  constructor(parts: SharingParts) {
    this.#parts = parts;
    this.#engines = new SiteEngines(parts, ({ state }) => {
      for (const { pump } of state.pumps.values()) this.#listener.add(pump);
    });
    this.#listener = new PumpListener(parts, (site) => this.#engines.of(site));
  }

  /** After the field: what ran before pauses until its node says what it does. */
  start(): void {
    for (const site of this.#parts.store.sites()) this.#engines.of(site);
    this.#listener.start();
    for (const [site, engine] of this.#engines.loaded) {
      engine.happen({ kind: 'restart' });
      this.#listener.keepLatch(site);
    }
    this.#listener.lookAtAll();
  }

  stop(): void {
    this.#listener.stop();
    for (const [, engine] of this.#engines.loaded) engine.stop();
  }

  /** What protections, grid and people's suspensions come to. */
  tell(site: string, event: SharingEvent, record?: () => void): Answer<Run | undefined> {
    this.#listener.keepLatch(site);
    return this.#engines.of(site).happen(event, record);
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
    return this.#engines.of(site).state;
  }

  /** How a site shares its pumps, from now on. `record`, here and below: what is written in the same step. */
  configure(site: string, changes: Omit<SharingSetup, 'site'>, record: () => void): void {
    const { store, clock, staggerMs } = this.#parts;
    const engine = this.#engines.of(site);
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
    const { state } = this.#engines.of(site);
    state.setup = { ...state.setup, timeZone: this.#parts.ledger.forSite(site).timeZone() };
  }

  /** Answers why not, while somebody uses it or waits for it. */
  removePump(site: string, id: string, record: () => void): Answer<undefined> {
    const { state } = this.#engines.of(site);
    const found = state.pumps.get(id);
    if (!found) return denied(unknownPump);
    const isWanted = [...state.runs.values()].some(({ pump }) => pump === id);
    if (isWanted || found.slot) return denied(inUse);
    this.#parts.store.transaction(() => {
      this.#parts.store.forSite(site).removePump(id);
      record();
    });
    state.pumps.delete(id);
    this.#listener.remove(found.pump);
    return { ok: true, value: undefined };
  }

  /** The groups of a site; the one of all pumps is there also where nobody has set it up. */
  groups(site: string): Group[] {
    const known = [...this.#engines.of(site).state.groups.values()].map(({ group }) => group);
    return known.some(({ id }) => id === ALL_PUMPS) ? known : [groupCalled({ site, group: ALL_PUMPS }), ...known];
  }

  savePump(pump: Pump, record?: () => void): void {
    const engine = this.#engines.of(pump.site);
    if (!engine.state.groups.has(pump.group)) this.saveGroup(groupCalled(pump));
    engine.happen({ kind: 'set-pump', pump }, record);
    this.#listener.add(pump);
    this.#listener.look(pump.site, pump.device);
  }

  saveGroup(group: Group, record?: () => void): void {
    this.#engines.of(group.site).happen({ kind: 'set-group', group }, record);
  }

  pumps(site: string): PumpState[] {
    return [...this.#engines.of(site).state.pumps.values()];
  }

  /** Whether runs alone switch this point on. */
  governs(site: string, device: string, point: string): boolean {
    const pumps = this.#listener.at(site, device);
    return pumps.some((id) => this.#engines.of(site).state.pumps.get(id)?.pump.point === point);
  }

  queue(site: string, group: string): Place[] {
    const { state } = this.#engines.of(site);
    return state.groups.has(group) ? placesIn(state, group, momentOf(this.#parts.clock)) : [];
  }

  /** A run of this site, also one that is over. */
  find(site: string, run: string): Run | undefined {
    return this.#engines.of(site).state.runs.get(run) ?? this.#parts.store.forSite(site).find(run);
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
    const { timeZone } = this.#engines.of(site).state.setup;
    const day = localDay(this.#parts.clock.wallMs(), timeZone);
    const availableS = available(this.#parts.ledger.forSite(site).wallet(user));
    return { availableS, usedTodayS: this.#parts.store.forSite(site).pumpedOn(user, day) };
  }
}
