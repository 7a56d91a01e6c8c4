import type { Moment } from '../field/command.ts';
import type { SharingEffect } from './effects.ts';
import type { GroupState, PumpState } from './pump.ts';
import { isActive, type Run } from './run.ts';
import type { Changes, SharingSetup, SharingState, SiteFacts } from './state.ts';

/** What was decided: what changes, and what is to be done about it once that is written. */
export interface Decision {
  readonly changes: Changes;
  readonly effects: readonly SharingEffect[];
  /** Nothing that a restart would miss: it need not be written. */
  readonly isVolatile: boolean;
}

/** A decision while it is made: reads through to the state, which it leaves alone. */
export class Draft {
  readonly now: Moment;
  readonly #base: SharingState;
  #facts: SiteFacts | undefined;
  readonly #pumps = new Map<string, PumpState>();
  readonly #groups = new Map<string, GroupState>();
  readonly #runs = new Map<string, Run>();
  readonly #effects: SharingEffect[] = [];
  #hasLasting = false;

  constructor(base: SharingState, now: Moment) {
    this.#base = base;
    this.now = now;
  }

  get setup(): SharingSetup {
    return this.#base.setup;
  }

  get facts(): SiteFacts {
    return this.#facts ?? this.#base.facts;
  }

  setFacts(changes: Partial<SiteFacts>): void {
    this.#facts = { ...this.facts, ...changes };
    this.#hasLasting = true;
  }

  findPump(id: string): PumpState | undefined {
    return this.#pumps.get(id) ?? this.#base.pumps.get(id);
  }

  pump(id: string): PumpState {
    const pump = this.findPump(id);
    if (!pump) throw new RangeError(`There is no pump ${id}`);
    return pump;
  }

  setPump(pump: PumpState, { lasting = true } = {}): void {
    this.#pumps.set(pump.pump.id, pump);
    this.#hasLasting ||= lasting;
  }

  pumpsOf(group: string): PumpState[] {
    return this.allPumps().filter(({ pump }) => pump.group === group);
  }

  allPumps(): PumpState[] {
    return [...this.#base.pumps.keys()].map((id) => this.pump(id));
  }

  allGroups(): GroupState[] {
    return [...this.#base.groups.keys()].map((id) => this.group(id));
  }

  group(id: string): GroupState {
    const group = this.#groups.get(id) ?? this.#base.groups.get(id);
    if (!group) throw new RangeError(`There is no group ${id}`);
    return group;
  }

  setGroup(group: GroupState): void {
    this.#groups.set(group.group.id, group);
    this.#hasLasting = true;
  }

  findRun(id: string): Run | undefined {
    const changed = this.#runs.get(id);
    return changed ?? this.#base.runs.get(id);
  }

  setRun(run: Run, { lasting = true } = {}): Run {
    this.#runs.set(run.id, run);
    this.#hasLasting ||= lasting;
    return run;
  }

  /** Runs that have or had something of a pump and have not ended. */
  activeRuns(): Run[] {
    const ids = new Set([...this.#base.active, ...this.#runs.keys()]);
    return [...ids].flatMap((id) => this.findRun(id) ?? []).filter(isActive);
  }

  /** The run that a pump works for, or did until it is surely off. The newest, where an older one still waits for that. */
  activeAt(pump: string): Run | undefined {
    const runs = this.activeRuns().filter((run) => run.pump === pump);
    return (
      runs.find(({ state }) => state === 'starting' || state === 'running') ??
      runs.find(({ state }) => state === 'hold') ??
      runs[0]
    );
  }

  runOf(group: string, user: string): Run | undefined {
    const id = this.#base.runOf(group, user);
    const run = id === undefined ? undefined : this.findRun(id);
    return run && run.state !== 'ended' && run.state !== 'stopping' ? run : undefined;
  }

  /** Those that wait for a pump, in their order. */
  *waitingFor(pump: string): Iterable<Run> {
    const changed = [...this.#runs.values()]
      .filter((run) => run.pump === pump && run.state === 'waiting')
      .toSorted((a, b) => a.order - b.order);
    for (const id of this.#base.waiting.get(pump) ?? []) {
      const run = this.#runs.has(id) ? undefined : this.#base.runs.get(id);
      if (!run) continue;
      while (changed[0] && changed[0].order < run.order) yield* changed.splice(0, 1);
      yield run;
    }
    yield* changed;
  }

  firstWaiting(pump: string): Run | undefined {
    for (const run of this.waitingFor(pump)) return run;
    return undefined;
  }

  do(...effects: SharingEffect[]): void {
    this.#effects.push(...effects);
    this.#hasLasting ||= effects.some((effect) => effect.do !== 'renew');
  }

  note(run: string, what: string, by: string, why?: string): void {
    this.do({ do: 'note', run, what, by, ...(why === undefined ? {} : { why }) });
  }

  get decision(): Decision {
    return {
      changes: {
        ...(this.#facts ? { facts: this.#facts } : {}),
        pumps: this.#pumps,
        groups: this.#groups,
        runs: this.#runs,
      },
      effects: this.#effects,
      isVolatile: !this.#hasLasting,
    };
  }
}
