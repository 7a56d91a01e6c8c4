import type { Moment } from '../field/command.ts';
import { Draft } from './draft.ts';
import type { PumpState } from './pump.ts';
import { remainingMs, type Run } from './run.ts';
import { pumpReadiness, siteReadiness } from './start-rule.ts';
import type { SharingState } from './state.ts';
import { times } from './times.ts';

/** A run in its queue. */
export interface Place {
  readonly run: Run;
  /** From 1; of those in hold, which come first, 0. */
  readonly position: number;
  /** When it is likely to start; absent where nobody can say. Monotonic ms. */
  readonly startsMono?: number;
}

/** From the command to the contact. */
const SWITCHING_MS = 500;

/**
 * The queue of a group with the starts it is likely to see: the same rule that starts runs, played on. It costs as much as there
 * are runs in it, so it is made for a page and not for a decision.
 */
export function placesIn(state: SharingState, group: string, now: Moment): Place[] {
  const draft = new Draft(state, now);
  const forecast = new Forecast(draft, group);
  const places: Place[] = [];
  for (const run of forecast.play()) {
    const startsMono = forecast.startOf(run);
    places.push({ run, position: 0, ...(startsMono === undefined ? {} : { startsMono }) });
  }
  const inOrder = places.toSorted((a, b) => rank(a.run) - rank(b.run) || a.run.order - b.run.order);
  let position = 0;
  return inOrder.map((place) => (place.run.state === 'waiting' ? { ...place, position: ++position } : place));
}

function rank({ state }: Run): number {
  return state === 'hold' ? 0 : 1;
}

class Forecast {
  readonly #draft: Draft;
  readonly #restMs: number;
  readonly #pumps = new Map<string, PumpState>();
  /** By pump: those in hold, then those that wait. */
  readonly #queues = new Map<string, Run[]>();
  /** When each place of the group is free. */
  readonly #lanes: number[];
  readonly #starts = new Map<string, number>();
  #lastStart: number;

  constructor(draft: Draft, group: string) {
    this.#draft = draft;
    const { group: setup, freedMono = -Infinity } = draft.group(group);
    this.#restMs = setup.restMs;
    const rested = Math.max(draft.now.mono, freedMono + setup.restMs);
    this.#lanes = Array.from({ length: setup.maxRunning }, () => rested);
    this.#lastStart = draft.facts.lastStartMono ?? -Infinity;
    const holds = draft.activeRuns().filter((run) => run.group === group && run.state === 'hold');
    for (const state of draft.pumpsOf(group)) {
      const { id } = state.pump;
      this.#queues.set(id, [...holds.filter(({ pump }) => pump === id), ...draft.waitingFor(id)].toReversed());
      this.#pumps.set(id, state);
      if (state.slot) this.#occupy(state);
    }
  }

  startOf({ id }: Run): number | undefined {
    return this.#starts.get(id);
  }

  /** Every run, started in turn. */
  play(): Run[] {
    const played: Run[] = [];
    const site = siteReadiness(this.#draft).at;
    for (let next = site === undefined ? undefined : this.#pick(); next; next = this.#pick()) {
      played.push(next.run);
      this.#start(next.run, Math.max(next.at, site ?? 0));
      this.#queues.get(next.run.pump)?.pop();
    }
    return [...played, ...[...this.#queues.values()].flat()];
  }

  /** The first whose pump is ready soon enough, else the one that is ready first. */
  #pick(): { readonly run: Run; readonly at: number } | undefined {
    const from = Math.min(...this.#lanes);
    const heads = [...this.#queues.values()]
      .flatMap((queue) => queue.slice(-1))
      .map((run) => ({ run, at: this.#readyAt(run, from) }))
      .filter((head): head is { run: Run; at: number } => head.at !== undefined)
      .toSorted((a, b) => rank(a.run) - rank(b.run) || a.run.order - b.run.order);
    return heads.find(({ at }) => at <= from + times.keepTurnMs) ?? heads.toSorted((a, b) => a.at - b.at)[0];
  }

  #readyAt({ pump }: Run, from: number): number | undefined {
    const state = this.#pumps.get(pump);
    return state && pumpReadiness(state, from).at;
  }

  #start(run: Run, readyAt: number): void {
    const state = this.#pumps.get(run.pump);
    if (!state) return;
    const at = this.#apart(readyAt);
    const end = at + SWITCHING_MS + remainingMs(run, this.#draft.now.mono);
    this.#starts.set(run.id, at);
    this.#lastStart = at;
    this.#pumps.set(run.pump, { ...state, offMono: end, startsMono: [...state.startsMono.slice(-300), at] });
    this.#take(end + SWITCHING_MS);
  }

  #apart(at: number): number {
    const { stagger } = this.#draft.setup;
    const { returnedMono } = this.#draft.facts;
    if (at >= returnedMono + stagger.windowMs) return at;
    return Math.max(at, returnedMono + stagger.randomMs, this.#lastStart + stagger.gapMs + stagger.randomMs);
  }

  /** A pump that is on, or is not surely off. */
  #occupy(state: PumpState): void {
    const { mono } = this.#draft.now;
    const run = state.slot?.run === undefined ? undefined : this.#draft.findRun(state.slot.run);
    const isOn = run?.state === 'running' || run?.state === 'starting';
    const end = run && isOn ? mono + remainingMs(run, mono) + SWITCHING_MS : (state.slot?.sureOffMono ?? mono);
    this.#pumps.set(state.pump.id, { ...state, offMono: end });
    this.#take(end);
  }

  #take(end: number): void {
    const first = this.#lanes.indexOf(Math.min(...this.#lanes));
    this.#lanes[first] = end + this.#restMs;
  }
}
