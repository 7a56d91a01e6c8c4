import type { Supply } from '../grid/source.ts';
import type { StaggerSetup } from '../grid/stagger.ts';
import type { GroupState, PumpState } from './pump.ts';
import { isActive, type Run } from './run.ts';

/** How a site shares its pumps. */
export interface SharingSetup {
  readonly site: string;
  readonly timeZone: string;
  readonly billing: 'minutes' | 'off';
  /** Of one user and day; absent: as much as is asked for. Unit: s. */
  readonly quotaS?: number;
  /** Below this a wallet is low. Unit: s. */
  readonly lowBalanceS?: number;
  readonly startsInUnknown: 'after-quiet' | 'never';
  readonly stagger: StaggerSetup;
}

/** What holds for the whole site. Moments are monotonic ms. */
export interface SiteFacts {
  readonly grid: Supply;
  readonly gridSinceMono: number;
  /** When the power came back, or the gateway was started. */
  readonly returnedMono: number;
  readonly isLatched: boolean;
  readonly quietUntilMono: number;
  readonly lastStartMono?: number;
  readonly nextOrder: number;
  readonly nextNumber: number;
}

/** What a decision changes; what is absent stays. */
export interface Changes {
  readonly facts?: SiteFacts;
  readonly pumps: ReadonlyMap<string, PumpState>;
  readonly groups: ReadonlyMap<string, GroupState>;
  readonly runs: ReadonlyMap<string, Run>;
}

/** The pumps of one site and what people want of them. Decisions only read it; `apply` takes what one decided. */
export class SharingState {
  setup: SharingSetup;
  facts: SiteFacts;
  readonly pumps = new Map<string, PumpState>();
  readonly groups = new Map<string, GroupState>();
  /** Those that have not ended. */
  readonly runs = new Map<string, Run>();
  readonly active = new Set<string>();
  /** By pump, in their order. */
  readonly waiting = new Map<string, string[]>();
  readonly #ofUser = new Map<string, string>();

  constructor(setup: SharingSetup, facts: SiteFacts) {
    this.setup = setup;
    this.facts = facts;
  }

  /** The run that this user has in this group. */
  runOf(group: string, user: string): string | undefined {
    return this.#ofUser.get(`${group} ${user}`);
  }

  apply({ facts, pumps, groups, runs }: Changes): void {
    if (facts) this.facts = facts;
    for (const [id, pump] of pumps) this.pumps.set(id, pump);
    for (const [id, group] of groups) this.groups.set(id, group);
    // All leave before any enters: two that change places have the same order for a moment.
    for (const { id } of runs.values()) this.#unqueue(id);
    for (const run of runs.values()) this.#put(run);
  }

  #put(run: Run): void {
    if (run.state === 'waiting') this.#enqueue(run);
    if (isActive(run)) this.active.add(run.id);
    else this.active.delete(run.id);
    const key = `${run.group} ${run.user}`;
    if (run.state === 'ended') {
      this.runs.delete(run.id);
      if (this.#ofUser.get(key) === run.id) this.#ofUser.delete(key);
    } else {
      this.runs.set(run.id, run);
      // Who only waits until the pump is surely off has done with it.
      if (run.state !== 'stopping') this.#ofUser.set(key, run.id);
      else if (this.#ofUser.get(key) === run.id) this.#ofUser.delete(key);
    }
  }

  #enqueue(run: Run): void {
    const queue = this.waiting.get(run.pump) ?? [];
    this.waiting.set(run.pump, queue);
    queue.splice(this.#placeOf(queue, run.order), 0, run.id);
  }

  #unqueue(id: string): void {
    const run = this.runs.get(id);
    if (run?.state !== 'waiting') return;
    const queue = this.waiting.get(run.pump) ?? [];
    queue.splice(this.#placeOf(queue, run.order), 1);
  }

  /** Where the first run stands that is not before this order. */
  #placeOf(queue: readonly string[], order: number): number {
    let [low, high] = [0, queue.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.runs.get(queue[middle] ?? '')?.order ?? Infinity) < order) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
