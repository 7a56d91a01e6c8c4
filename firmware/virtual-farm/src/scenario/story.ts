import type { Clock } from '@farmgate/gateway/contract';
import { VirtualFarm } from '../farm.ts';
import { parseFault } from '../faults.ts';
import { livelyOutlets } from '../plant/lively-field.ts';
import type { TruthBook } from '../truth-book.ts';
import type { TruthLog } from '../truth.ts';
import { parseDeed, parseDuration, type Deed } from './deeds.ts';
import { Hand } from './hand.ts';
import { Poller } from './poller.ts';
import type { Claim, Scenario } from './scenario.ts';

export interface StoryOptions {
  readonly scenario: Scenario;
  readonly clock: Clock;
  readonly seed: number;
  /** How many outlets; the scenario's own number where absent. */
  readonly outlets?: number;
  /** The master's rest after each answer; the scenario's own where absent. Unit: ms. */
  readonly masterRestMs?: number;
  readonly onTruth?: TruthLog;
}

const MASTER = 0x02;
/** As many as have an id: 03 to FE without those kept for growth. */
export const MAX_OUTLETS = 248;
const demoIds = [0xfe, 0x10, 0x11, 0x12];

/** Ids for so many outlets: those of the demo first. */
export function idsFor(count: number): number[] {
  const others = Array.from({ length: 0xfe - 3 }, (_, index) => 3 + index).filter((id) => !demoIds.includes(id));
  return [...demoIds, ...others.filter((id) => id > 0x12), ...others.filter((id) => id < 0x12)].slice(0, count);
}

/** A scenario being played: a farm, the plainest of masters, and somebody at the pump. */
export class Story {
  readonly scenario: Scenario;
  readonly farm: VirtualFarm;
  readonly poller: Poller;
  readonly hand: Hand;
  readonly ids: readonly number[];
  readonly lastsMs: number;
  /** Monotonic ms. */
  readonly beganAt: number;
  readonly #clock: Clock;

  constructor({ scenario, clock, seed, outlets = scenario.outlets, onTruth, masterRestMs }: StoryOptions) {
    const restMs = masterRestMs ?? scenario.masterRestMs ?? 0;
    this.scenario = scenario;
    const { breaker } = scenario.plant;
    // A farm of more outlets has a bigger connection.
    const growth = Math.max(1, outlets / scenario.outlets);
    this.#clock = clock;
    this.ids = idsFor(outlets);
    this.lastsMs = parseDuration(scenario.lasts);
    this.beganAt = clock.monoMs();
    this.farm = new VirtualFarm({
      clock,
      outlets: livelyOutlets(this.ids, MASTER),
      seed,
      plant: { ...scenario.plant, breaker: { ...breaker, ratedA: breaker.ratedA * growth } },
      loss: scenario.loss ?? 0,
      ...(onTruth ? { onTruth } : {}),
    });
    const write = this.farm.attach((bytes) => this.poller.hear(bytes));
    this.poller = new Poller({ clock, master: MASTER, nodes: this.ids, write, restMs });
    this.hand = new Hand(clock, this.farm.plant?.voices ?? []);
  }

  get truth(): TruthBook {
    return this.farm.truth;
  }

  start(): void {
    const { faults, deeds, keepsTank } = this.scenario;
    this.farm.plant?.start();
    this.hand.start(keepsTank);
    this.poller.start();
    this.farm.schedule(faults.map(parseFault));
    for (const deed of deeds.map(parseDeed)) this.#clock.after(deed.afterMs, () => this.#do(deed));
  }

  stop(): void {
    this.poller.stop();
    this.hand.stop();
    this.farm.plant?.stop();
  }

  /** The moment so long after the story began, as a scenario writes it. Monotonic ms. */
  at(time: string): number {
    return this.beganAt + parseDuration(time);
  }

  /** Monotonic ms. */
  get now(): number {
    return this.#clock.monoMs();
  }

  get endsAt(): number {
    return this.beganAt + this.lastsMs;
  }

  /** What the scenario says of its end. */
  get claims(): Claim[] {
    return this.scenario.claims(this);
  }

  #do({ what, on }: Deed): void {
    if (what === 'all') for (const id of this.ids) this.poller.switch(id, 'a', on);
    else if ('node' in what) this.poller.switch(what.node, what.socket, on);
    else this.hand.switch(what.device, on);
  }
}
