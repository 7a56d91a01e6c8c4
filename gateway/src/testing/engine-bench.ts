import type { Moment } from '../domain/field/command.ts';
import { staggerDefaults } from '../domain/grid/stagger.ts';
import type { Answer } from '../domain/sharing/answer.ts';
import { decide, decideStart, dueNext } from '../domain/sharing/decide.ts';
import type { Decision } from '../domain/sharing/draft.ts';
import type { SharingEffect } from '../domain/sharing/effects.ts';
import { placesIn, type Place } from '../domain/sharing/estimate.ts';
import type { RunRequest, SharingEvent } from '../domain/sharing/events.ts';
import { GROUP_REST_MS, pumpDefaults, type Group, type Pump, type PumpState } from '../domain/sharing/pump.ts';
import type { NodeCount, Run } from '../domain/sharing/run.ts';
import { SharingState, type SharingSetup, type SiteFacts } from '../domain/sharing/state.ts';

type PumpSpec = Partial<Omit<Pump, 'id' | 'leaseS'>> & { readonly leaseS?: number | 'none' };

/** A site by what differs from one pump, `well`, in one group, `all`, that is heard, off and rested. */
export interface EngineSpec {
  readonly pumps?: Readonly<Record<string, PumpSpec>>;
  readonly groups?: Readonly<Record<string, Partial<Omit<Group, 'id'>>>>;
  readonly setup?: Partial<SharingSetup>;
  readonly facts?: Partial<SiteFacts>;
}

/** What came of an event, with the starts that follow it. */
export interface Happened {
  readonly answer: Answer<Run | undefined>;
  readonly effects: readonly SharingEffect[];
  /** Nothing of it need be written. */
  readonly isVolatile: boolean;
}

const site = 'site_one001';
const LONG_AGO = -1e9;
const START_MONO = 1_000_000;

/** The engine of one site alone: no disk, no wires, no device but what a test has it report, and time that a test moves. */
export class EngineBench {
  /** 06:00 of a Saturday in UTC. */
  now: Moment = { mono: START_MONO, wall: Date.UTC(2026, 10, 21, 6) };
  readonly state: SharingState;
  readonly #runs = new Map<string, Run>();

  constructor({ pumps = { well: {} }, groups = { all: {} }, setup = {}, facts = {} }: EngineSpec = {}) {
    this.state = new SharingState({ ...plainSetup, ...setup }, { ...plainFacts, ...facts });
    for (const [id, group] of Object.entries(groups)) this.happen({ kind: 'set-group', group: aGroup(id, group) });
    for (const [id, pump] of Object.entries(pumps)) {
      this.happen({ kind: 'set-pump', pump: aPump(id, pump) });
      this.hears(id, true);
    }
    this.jump(60_000);
  }

  happen(event: SharingEvent): Happened {
    const { decision, answer } = decide(this.state, event, this.now);
    this.#take(decision);
    const effects = [...decision.effects];
    for (let next = decideStart(this.state, this.now); next; next = decideStart(this.state, this.now)) {
      this.#take(next);
      effects.push(...next.effects);
    }
    return { answer, effects, isVolatile: decision.isVolatile };
  }

  /** A request for the well and 10 minutes, of somebody with enough for it. The run is called as its user, if nothing is said. */
  ask(user: string, request: Partial<RunRequest> = {}): Happened {
    const plain = { id: user, pump: 'well', user, by: user, seconds: 600, isSuspended: false, usedTodayS: 0 };
    return this.happen({ kind: 'request', request: { ...plain, availableS: 100_000, ...request } });
  }

  /** Asks, and has the pump report that it is on: the run is running from this moment. */
  runs(user: string, request: Partial<RunRequest> = {}): void {
    this.ask(user, request);
    this.shows(request.pump ?? 'well', true);
  }

  shows(pump: string, on: boolean, count?: NodeCount): Happened {
    return this.happen({ kind: 'report', pump, on, ...(count ? { count } : {}) });
  }

  hears(pump: string, isHeard: boolean): Happened {
    return this.happen({ kind: 'heard', pump, isHeard });
  }

  stops(run: string): Happened {
    return this.happen({ kind: 'stop', run, by: run, how: 'stopped-by-user' });
  }

  /** Time passes, with a tick whenever one is due. Answers what was done in it. */
  pass(ms: number): SharingEffect[] {
    const end = this.now.mono + ms;
    const effects: SharingEffect[] = [];
    for (let due = this.due(); due <= end; due = this.due()) {
      this.jump(Math.max(due, this.now.mono) - this.now.mono);
      effects.push(...this.happen({ kind: 'tick' }).effects);
      if (this.due() <= this.now.mono) throw new Error(`at ${this.now.mono} a tick leaves something due`);
    }
    this.jump(end - this.now.mono);
    return effects;
  }

  /** Time passes, and nobody looks. */
  jump(ms: number): void {
    this.now = { mono: this.now.mono + ms, wall: this.now.wall + ms };
  }

  /** When the next tick is due. Monotonic ms. */
  due(): number {
    return dueNext(this.state, this.now);
  }

  /** How long until then. Unit: ms. */
  dueIn(): number {
    return this.due() - this.now.mono;
  }

  /** A run as it was last, also one that has ended. */
  run(id: string): Run {
    const run = this.#runs.get(id);
    if (!run) throw new Error(`there was no run ${id}`);
    return run;
  }

  /** The state of each run, by its id. */
  runStates(): Record<string, string> {
    return Object.fromEntries([...this.#runs.values()].map(({ id, state }) => [id, state]));
  }

  pump(id = 'well'): PumpState {
    const pump = this.state.pumps.get(id);
    if (!pump) throw new Error(`there is no pump ${id}`);
    return pump;
  }

  places(group = 'all'): Place[] {
    return placesIn(this.state, group, this.now);
  }

  #take({ changes }: Decision): void {
    this.state.apply(changes);
    for (const run of changes.runs.values()) this.#runs.set(run.id, run);
  }
}

/** What was done of these kinds, in order. */
export function did<Do extends SharingEffect['do']>(
  effects: readonly SharingEffect[] | Happened,
  ...kinds: Do[]
): Extract<SharingEffect, { do: Do }>[] {
  const all = 'effects' in effects ? effects.effects : effects;
  return all.filter((effect): effect is Extract<SharingEffect, { do: Do }> => kinds.some((kind) => kind === effect.do));
}

/** The code of what was refused; undefined where it was granted. */
export function refusal({ answer }: Happened): string | undefined {
  return answer.ok ? undefined : answer.why.code;
}

/** A pump as the bench sets it up. */
export function aPump(id: string, { leaseS = pumpDefaults.leaseS, ...rest }: PumpSpec = {}): Pump {
  const { leaseS: _, ...defaults } = pumpDefaults;
  const lease = leaseS === 'none' ? {} : { leaseS };
  return { ...defaults, ...lease, id, site, name: id, group: 'all', device: id, point: 'relay', ...rest };
}

export function aGroup(id: string, rest: Partial<Omit<Group, 'id'>> = {}): Group {
  return { id, site, name: id, maxRunning: 1, restMs: GROUP_REST_MS, ...rest };
}

const plainSetup: SharingSetup = {
  site,
  timeZone: 'UTC',
  billing: 'minutes',
  startsInUnknown: 'after-quiet',
  stagger: { ...staggerDefaults, randomMs: 7_000 },
};

const plainFacts: SiteFacts = {
  grid: 'good',
  gridSinceMono: LONG_AGO,
  returnedMono: LONG_AGO,
  isLatched: false,
  quietUntilMono: LONG_AGO,
  nextOrder: 1,
  nextNumber: 1,
};
