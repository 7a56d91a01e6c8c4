import { switchContactor, unknownContactor } from './contactor.ts';
import type { Channel, Sample } from './channels.ts';
import { protections } from './index.ts';
import { beginGuided, conclude, gather, notLearning, type Learned, type Learning } from './learning.ts';
import type { Contactor, Motor, Observation, Samples } from './observation.ts';
import type { Memory, OwnSettings, Protection } from './protection.ts';
import { countTrip, isForgotten, type Trip } from './retry-plan.ts';
import type { ProtectionName, Verdict } from './verdict.ts';

/** What a guard is told once: the motor, what can be watched of it, and the settings that differ from their defaults. */
export interface GuardSetup {
  readonly motor: Motor;
  readonly watched: readonly Channel[];
  /** How often its device reports. Unit: ms. */
  readonly pollMs: number;
  readonly settings?: { readonly [Name in ProtectionName]?: OwnSettings };
}

/** All that the guard of one pump remembers. Plain data; times are monotonic ms. */
export interface GuardState {
  readonly contactor: Contactor;
  readonly samples: Samples;
  readonly heardAt?: number;
  readonly watchedSince: number;
  readonly memories: { readonly [Name in ProtectionName]?: Memory };
  readonly verdicts: { readonly [Name in ProtectionName]?: Verdict };
  readonly trips: { readonly [Name in ProtectionName]?: Trip };
  readonly learned?: Learned;
  readonly learning: Learning;
}

/** What happens to a guarded pump. `wall` where a record is made of it. */
export type GuardEvent =
  /** Readings in any order. The device that sent them may be another than the one that switches. */
  | { readonly type: 'readings'; readonly samples: readonly Sample[]; readonly wall: number }
  /** The device that switches the pump was heard. */
  | { readonly type: 'heard' }
  /** What that device says of its contact, and since when it is so. */
  | { readonly type: 'contactor'; readonly state: Contactor['state']; readonly at: number }
  | { readonly type: 'tick' }
  /** A person watches the next run and says that its current is the usual one. */
  | { readonly type: 'learn' }
  | { readonly type: 'forget-learned' }
  /** A person has looked at the pump: every lock-out and every earlier trip of it is over. */
  | { readonly type: 'reset' };

export function newGuard(now: number): GuardState {
  return {
    contactor: unknownContactor,
    samples: {},
    watchedSince: now,
    memories: {},
    verdicts: {},
    trips: {},
    learning: notLearning,
  };
}

/** One event for all protections of one pump. `now`: monotonic ms, never less than before. */
export function stepGuard(setup: GuardSetup, state: GuardState, event: GuardEvent, now: number): GuardState {
  switch (event.type) {
    case 'readings':
      return takeReadings(setup, state, event, now);
    case 'heard':
      return look(setup, { ...state, heardAt: now }, now);
    case 'contactor':
      return look(setup, switchTo(state, event, now), now);
    case 'tick':
      return look(setup, state, now);
    case 'learn':
      return { ...state, learning: beginGuided() };
    case 'forget-learned':
      return { ...withoutLearned(state), learning: notLearning };
    case 'reset':
      // Only what is read from now on decides whether the pump is well.
      return { ...state, trips: {}, memories: {}, verdicts: {}, samples: {}, watchedSince: now };
  }
}

/** What the protections of this pump see now. */
export function observe({ motor, watched, pollMs }: GuardSetup, state: GuardState, now: number): Observation {
  const { contactor, samples, learned, heardAt, watchedSince } = state;
  return {
    now,
    motor,
    contactor,
    watched,
    samples,
    pollMs,
    watchedSince,
    ...(learned ? { normalMa: learned.normalMa } : {}),
    ...(heardAt === undefined ? {} : { heardAt }),
  };
}

/** Whether this pump can be watched so: a learned current stands for a rated one. */
export function findBlindness(setup: GuardSetup, { learned }: GuardState, { name, findBlindness: find }: Protection) {
  const blindness = find(setup);
  return name === 'dry-run' && learned && setup.watched.includes('current') ? undefined : blindness;
}

/** Whoever says how its contact stands is heard by that. */
function switchTo(
  before: GuardState,
  { state, at }: Extract<GuardEvent, { type: 'contactor' }>,
  now: number,
): GuardState {
  const contactor = switchContactor(before.contactor, state, at);
  return { ...before, contactor, ...(state === 'unknown' ? {} : { heardAt: now }) };
}

/** Readings of one moment are looked at together, moment by moment. */
function takeReadings(
  setup: GuardSetup,
  state: GuardState,
  { samples, wall }: Extract<GuardEvent, { type: 'readings' }>,
  now: number,
): GuardState {
  const good = samples
    .filter(({ quality }) => quality === 'good')
    .map((sample) => ({ ...sample, at: Math.min(sample.at, now) }));
  const moments = [...new Set(good.map(({ at }) => at))].toSorted((a, b) => a - b);
  let next = state;
  for (const moment of moments) {
    const together = good.filter(({ at }) => at === moment);
    next = look(setup, { ...next, samples: withSamples(next.samples, together) }, now);
    next = learn(setup, next, now, wall);
  }
  return moments.length > 0 ? next : look(setup, state, now);
}

/** The newest of each channel; of two of one moment the larger, so that their order says nothing. */
function withSamples(before: Samples, samples: readonly Sample[]): Samples {
  const next: { [Name in Channel]?: Sample } = { ...before };
  for (const sample of samples) {
    const known = next[sample.channel];
    if (!known || sample.at > known.at || (sample.at === known.at && sample.value > known.value))
      next[sample.channel] = sample;
  }
  return next;
}

function look(setup: GuardSetup, state: GuardState, now: number): GuardState {
  const seen = observe(setup, state, now);
  const memories: { [Name in ProtectionName]?: Memory } = {};
  const verdicts: { [Name in ProtectionName]?: Verdict } = {};
  const trips: { [Name in ProtectionName]?: Trip } = {};
  for (const protection of protections) {
    const { name } = protection;
    const own = setup.settings?.[name] ?? {};
    const { memory, verdict } =
      findBlindness(setup, state, protection) === undefined
        ? protection.step(state.memories[name] ?? {}, seen, own)
        : ({ memory: {}, verdict: { kind: 'none' } } as const);
    memories[name] = memory;
    verdicts[name] = verdict;
    const trip = tripAfter(state.trips[name], verdict, state.contactor, now);
    if (trip) trips[name] = trip;
  }
  return { ...state, memories, verdicts, trips };
}

function tripAfter(before: Trip | undefined, verdict: Verdict, contactor: Contactor, now: number): Trip | undefined {
  const left = before && isForgotten(before, contactor, now) ? undefined : before;
  return verdict.kind === 'stop' ? countTrip(left, verdict, contactor.startNo, now) : left;
}

/** A guided run teaches as soon as it is steady for long enough; else the first good run of a pump does. */
function learn(setup: GuardSetup, state: GuardState, now: number, wall: number): GuardState {
  if (state.learned && !state.learning.isGuided) return state;
  const learning = gather(state.learning, observe(setup, state, now));
  const outcome = conclude(learning, setup.motor);
  if (outcome === undefined) return { ...state, learning };
  const { isGuided } = learning;
  if (typeof outcome !== 'number')
    return { ...state, learning: { isGuided: false, currents: [], fault: outcome.fault } };
  const by = isGuided ? 'guided run' : 'first good run';
  return { ...state, learned: { normalMa: outcome, by, at: wall }, learning: notLearning };
}

function withoutLearned({ learned: _forgotten, ...rest }: GuardState): GuardState {
  return rest;
}
