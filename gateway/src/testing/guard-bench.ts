import type { Channel, Sample } from '../domain/protection/channels.ts';
import { newGuard, stepGuard, type GuardEvent, type GuardSetup, type GuardState } from '../domain/protection/guard.ts';
import { rule, type Reason, type Ruling } from '../domain/protection/ruling.ts';

/** A pump of one phase, 5 A and 230 V, whose current is all that is watched, unless a test says otherwise. */
export const plainPump: GuardSetup = {
  motor: { ratedMa: 5_000, phases: 1, nominalV: 230 },
  watched: ['current'],
  pollMs: 10_000,
};

/** The guard of one pump on a clock that a test moves. */
export class GuardBench {
  readonly setup: GuardSetup;
  state: GuardState;
  now: number;

  constructor(setup: GuardSetup = plainPump, now = 0) {
    this.setup = setup;
    this.now = now;
    this.state = newGuard(now);
  }

  at(now: number): this {
    this.now = now;
    return this;
  }

  event(event: GuardEvent): this {
    this.state = stepGuard(this.setup, this.state, event, this.now);
    return this;
  }

  on(): this {
    return this.event({ type: 'contactor', state: 'on', at: this.now });
  }

  off(): this {
    return this.event({ type: 'contactor', state: 'off', at: this.now });
  }

  /** Good readings of this moment, from a device that is heard by them. */
  read(values: { readonly [Name in Channel]?: number | boolean }, quality: Sample['quality'] = 'good'): this {
    const samples = Object.entries(values).map(([channel, value]): Sample => ({
      channel: channel as Channel,
      value,
      at: this.now,
      quality,
    }));
    return this.event({ type: 'heard' }).event({ type: 'readings', samples, wall: 1_000_000 + this.now });
  }

  /** Now and then every second until so many are over, that is so many plus one readings. */
  readFor(seconds: number, values: { readonly [Name in Channel]?: number | boolean }): this {
    const from = this.now;
    for (let second = 0; second <= seconds; second += 1) this.at(from + second * 1000).read(values);
    return this;
  }

  tick(): this {
    return this.event({ type: 'heard' }).event({ type: 'tick' });
  }

  get ruling(): Ruling {
    return rule(this.setup, this.state, this.now);
  }

  /** The reason that this protection gives now. */
  find(name: Reason['name']): Reason | undefined {
    return this.ruling.reasons.find((reason) => reason.name === name);
  }
}
