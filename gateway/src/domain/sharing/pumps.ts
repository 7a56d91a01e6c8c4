import type {
  DeviceType,
  PointDefinition,
  PointPatch,
  PumpDetail,
  PumpLearning,
  PumpSetup,
  PumpView,
} from '../../contract/index.ts';
import type { AuditLog } from '../audit.ts';
import { done, momentOf, refused, type Outcome } from '../field/farm.ts';
import type { Clock } from '../../contract/index.ts';
import { calledOf, type Actor } from '../people/actor.ts';
import type { PumpGuards } from '../protection/pump-guards.ts';
import { viewProtections } from '../protection/protection-view.ts';
import { progressOf } from '../protection/learning.ts';
import type { PumpSetupStore } from './pump-ports.ts';
import { faultInSetup, guardedOf, limitsOf, pumpOf, type NamedSetup } from './pump-setup.ts';
import type { PumpState } from './pump.ts';
import type { Sharing } from './sharing.ts';
import { viewPump } from './sharing-view.ts';

/** What is asked of the field about what switches a pump. */
export interface PumpField {
  typeOf(site: string, device: string): DeviceType | undefined;
  findPoint(site: string, device: string, point: string): PointDefinition | undefined;
  /** Says what a point feeds; refused where that is not safe. */
  patchPoint(actor: Actor, device: string, point: string, patch: PointPatch): Outcome<unknown>;
}

export interface PumpParts {
  readonly store: PumpSetupStore;
  readonly sharing: Sharing;
  readonly guards: PumpGuards;
  readonly field: PumpField;
  readonly audit: AuditLog;
  readonly clock: Clock;
  readonly newId: (prefix: string) => string;
  /** What a page shows of this site's pumps has changed. */
  readonly onChange: (site: string) => void;
  /** A pump is there no more. */
  readonly onRemoved: (site: string, id: string) => void;
}

/** The pumps of all sites as those see them who set them up. */
export class Pumps {
  readonly #parts: PumpParts;
  /** What was said of each. */
  readonly #setups = new Map<string, PumpSetup>();

  constructor(parts: PumpParts) {
    this.#parts = parts;
  }

  /** After the sharing of pumps: from now on they are watched. */
  start(): void {
    for (const named of this.#parts.store.all()) this.#guard(named);
  }

  /** A device has come to its site, perhaps not for the first time: what was said of its pumps holds again. */
  welcome(actor: Actor, device: string): void {
    for (const named of this.#parts.store.all()) {
      if (named.site !== actor.site || named.setup.device !== device) continue;
      const saved = this.#save(actor, named.id, named.setup, named.setup);
      if (!saved.ok) this.#withdraw(actor, named, saved.refusal.detail);
    }
  }

  /** What is there under the name of its device may not switch it: nobody starts it, and it is watched as far as it can be. */
  #withdraw(actor: Actor, named: NamedSetup, why: string): void {
    const { sharing, audit } = this.#parts;
    const pump = sharing.stateOf(named.site).pumps.get(named.id)?.pump;
    if (pump)
      sharing.savePump({ ...pump, outOfService: `Its device is another one now. ${why}` }, () =>
        audit.write({ actor, action: 'pump.withdraw', subject: named.id, after: { why }, result: 'done' }),
      );
    this.#guard(named);
    this.#parts.onChange(named.site);
  }

  list(site: string): PumpView[] {
    return this.#parts.sharing.pumps(site).map((state) => this.#viewOf(state));
  }

  find(site: string, id: string): PumpView | undefined {
    const state = this.#parts.sharing.stateOf(site).pumps.get(id);
    return state && this.#viewOf(state);
  }

  detail(site: string, id: string): Outcome<PumpDetail> {
    const pump = this.find(site, id);
    const setup = this.#parts.store.find(site, id);
    if (!pump || !setup) return noPump();
    const guard = this.#parts.guards.find(id);
    const protections = guard ? viewProtections(guard.pump.setup, guard.state, this.#parts.clock.monoMs()) : [];
    return done({ pump, setup, limits: limitsOf(setup), protections, learning: this.#learningOf(id) });
  }

  add(actor: Actor, setup: PumpSetup): Outcome<PumpView> {
    const saved = this.#save(actor, this.#parts.newId('pump'), setup, undefined);
    return saved.ok ? this.#view(actor.site, saved.value) : saved;
  }

  change(actor: Actor, id: string, setup: PumpSetup): Outcome<PumpDetail> {
    const before = this.#parts.store.find(actor.site, id);
    if (!before) return noPump();
    const state = this.#parts.sharing.stateOf(actor.site).pumps.get(id);
    const moves = before.device !== setup.device || before.point !== setup.point || before.group !== setup.group;
    if (moves && (state?.slot || this.#isWanted(actor.site, id)))
      return refused('conflict', 'Somebody uses this pump or waits for it. Put it out of service first.');
    const saved = this.#save(actor, id, setup, before);
    return saved.ok ? this.detail(actor.site, id) : saved;
  }

  remove(actor: Actor, id: string): Outcome<undefined> {
    const { store, sharing, guards, audit } = this.#parts;
    const before = store.find(actor.site, id);
    if (!before) return noPump();
    const answer = sharing.removePump(actor.site, id, () => {
      store.remove(actor.site, id);
      audit.write({ actor, action: 'pump.remove', subject: id, before, result: 'done' });
    });
    if (!answer.ok) return refused('conflict', `${answer.why.sentence} ${answer.why.remedy}`);
    guards.remove(id);
    this.#setups.delete(id);
    this.#parts.onRemoved(actor.site, id);
    this.#parts.onChange(actor.site);
    return done(undefined);
  }

  /** A person has looked at the pump. */
  reset(actor: Actor, id: string, reason: string): Outcome<PumpView> {
    return this.#done(actor, id, 'pump.reset', { reason }, () => {
      this.#parts.guards.tell(id, { type: 'reset' });
      this.#parts.sharing.tell(actor.site, { kind: 'reset', pump: id, by: calledOf(actor) });
    });
  }

  /** The next even stretch of a run teaches the usual current. */
  learn(actor: Actor, id: string): Outcome<PumpDetail> {
    const answer = this.#done(actor, id, 'pump.learn', undefined, () => this.#parts.guards.tell(id, { type: 'learn' }));
    return answer.ok ? this.detail(actor.site, id) : answer;
  }

  forgetLearned(actor: Actor, id: string): Outcome<PumpDetail> {
    const tell = () => this.#parts.guards.tell(id, { type: 'forget-learned' });
    const answer = this.#done(actor, id, 'pump.forget-learned', undefined, tell);
    return answer.ok ? this.detail(actor.site, id) : answer;
  }

  /** A person's word in place of a proof: the group need not wait for it any more. */
  offAtPanel(actor: Actor, id: string, reason: string): Outcome<PumpView> {
    return this.#done(actor, id, 'pump.off-at-panel', { reason }, () => {
      this.#parts.sharing.tell(actor.site, { kind: 'off-at-panel', pump: id, by: calledOf(actor) });
    });
  }

  /** `null`: it may be used again, where what switches it still may. */
  setService(actor: Actor, id: string, outOfService: string | null): Outcome<PumpView> {
    const before = this.#parts.store.find(actor.site, id);
    if (!before) return noPump();
    const { outOfService: _, ...inService } = before;
    if (outOfService === null) {
      const saved = this.#save(actor, id, inService, before);
      return saved.ok ? this.#view(actor.site, id) : saved;
    }
    const type = this.#parts.field.typeOf(actor.site, before.device);
    if (!type) return refused('conflict', 'Its device is gone. Set the pump up on another one, or remove it.');
    this.#write(actor, { id, site: actor.site, setup: { ...inService, outOfService } }, before, type);
    return this.#view(actor.site, id);
  }

  /** The switch that feeds it; undefined where nobody said. */
  feederOf(id: string): PumpSetup['feeder'] {
    return this.#setups.get(id)?.feeder;
  }

  #save(actor: Actor, id: string, setup: PumpSetup, before: PumpSetup | undefined): Outcome<string> {
    const { site } = actor;
    const { field, sharing } = this.#parts;
    const type = field.typeOf(site, setup.device);
    const definition = field.findPoint(site, setup.device, setup.point);
    if (!type || definition?.kind !== 'switch')
      return refused('invalid', `There is no switch ${setup.point} of ${setup.device} here.`, '/point');
    const fault = faultInSetup(setup, (device, point) => field.findPoint(site, device, point));
    if (fault) return fault;
    const other = sharing.pumps(site).find(({ pump }) => pump.device === setup.device && pump.point === setup.point);
    if (other && other.pump.id !== id) return refused('conflict', `${other.pump.name} hangs on this switch already.`);
    const load = { load: 'pump', ...(setup.hasContactor === true ? { contactor: true } : {}) } as const;
    const marked = field.patchPoint(actor, setup.device, setup.point, load);
    if (!marked.ok) return marked;
    this.#write(actor, { id, site, setup }, before, type);
    return done(id);
  }

  #write(actor: Actor, named: NamedSetup, before: PumpSetup | undefined, type: DeviceType): void {
    const { store, sharing, audit } = this.#parts;
    const { id, site, setup } = named;
    const action = before ? 'pump.change' : 'pump.add';
    sharing.savePump(pumpOf(named, type), () => {
      store.save(named);
      audit.write({ actor, action, subject: id, before, after: setup, result: 'done' });
    });
    this.#guard(named);
    this.#parts.onChange(site);
  }

  #guard(named: NamedSetup): void {
    this.#setups.set(named.id, named.setup);
    const type = this.#parts.field.typeOf(named.site, named.setup.device);
    if (type) this.#parts.guards.set(guardedOf(named, type));
  }

  #done(actor: Actor, id: string, action: string, after: unknown, act: () => void): Outcome<PumpView> {
    if (!this.#parts.sharing.stateOf(actor.site).pumps.has(id)) return noPump();
    this.#parts.audit.write({ actor, action, subject: id, ...(after === undefined ? {} : { after }), result: 'done' });
    act();
    this.#parts.onChange(actor.site);
    return this.#view(actor.site, id);
  }

  #view(site: string, id: string): Outcome<PumpView> {
    const view = this.find(site, id);
    return view ? done(view) : noPump();
  }

  #viewOf(found: PumpState): PumpView {
    const { sharing, guards, clock } = this.#parts;
    const { site, id } = found.pump;
    const around = {
      setup: this.#setups.get(id),
      guarded: guards.find(id)?.pump,
      ruling: guards.ruling(id),
    };
    return viewPump(sharing.stateOf(site), found, around, momentOf(clock));
  }

  #learningOf(id: string): PumpLearning {
    const { learned, learning } = this.#parts.guards.find(id)?.state ?? {};
    return {
      ...(learned ? { normalMa: learned.normalMa, by: learned.by, at: Math.floor(learned.at) } : {}),
      isAwaited: learning?.isGuided ?? false,
      ...(learning && learning.currents.length > 0 ? { progress: progressOf(learning) } : {}),
      ...(learning?.fault === undefined ? {} : { fault: learning.fault }),
    };
  }

  #isWanted(site: string, id: string): boolean {
    return [...this.#parts.sharing.stateOf(site).runs.values()].some(({ pump }) => pump === id);
  }
}

function noPump<Value>(): Outcome<Value> {
  return refused('not-found', 'There is no such pump here.');
}
