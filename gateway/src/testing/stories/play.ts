import { SharingBench, sharingSite } from '../sharing-bench.ts';
import type { SharedStory, Stage } from './story.ts';
import { summaryOf, type SharedSummary } from './summary.ts';

/** What happened at a moment of a story, in a sentence. Unit of `at`: s since it began. */
export interface Told {
  readonly at: number;
  readonly sentence: string;
}

const names = ['Ana', 'Bikram', 'Chanda', 'Dalia', 'Esteban', 'Fatou', 'Gita', 'Hoang'];

/** Plays a story in virtual time and tells what people saw and what the motors did. `nowMs`: the machine's own time. */
export function playShared(story: SharedStory, nowMs: () => number, onTold: (told: Told) => void): SharedSummary {
  const began = nowMs();
  const bench = new SharingBench(story.spec);
  try {
    const teller = new Teller(bench, onTold);
    const claims = story.play(teller);
    return summaryOf({ story, bench, claims, beganAt: teller.beganAt, tookMs: nowMs() - began, nameOf });
  } finally {
    bench.close();
  }
}

/** Lets the time of a story pass, and looks every second at what has changed for people. */
class Teller implements Stage {
  readonly bench: SharingBench;
  /** Monotonic ms. */
  readonly beganAt: number;
  readonly #onTold: (told: Told) => void;
  readonly #shown = new Map<string, string>();
  #turning = '';

  constructor(bench: SharingBench, onTold: (told: Told) => void) {
    this.bench = bench;
    this.beganAt = bench.clock.monoMs();
    this.#onTold = onTold;
  }

  readonly ask = (user: number, minutes: number, device = 'pump-1'): string => {
    const id = this.bench.ask(user, minutes * 60, device);
    this.#look();
    return id;
  };

  readonly say = (sentence: string): void => this.#onTold({ at: this.#at, sentence });

  readonly pass = (seconds: number): void => {
    for (let passed = 0; passed < seconds; passed++) {
      this.bench.pass(1);
      this.#look();
    }
  };

  get #at(): number {
    return Math.round((this.bench.clock.monoMs() - this.beganAt) / 1000);
  }

  #look(): void {
    const turning = this.bench.turning.join(' and ');
    if (turning !== this.#turning) this.say(turning === '' ? '  No motor turns.' : `  The motor of ${turning} turns.`);
    this.#turning = turning;
    if (this.bench.isDown) return;
    for (const { id, user, pump, state, hold, reason } of this.bench.sharing.list(sharingSite, { limit: 200 })) {
      const shown = `${state} ${hold?.cause ?? ''} ${hold?.name ?? ''} ${reason ?? ''}`;
      if (this.#shown.get(id) === shown) continue;
      this.#shown.set(id, shown);
      const why = state === 'hold' || state === 'ended' ? this.#whyOf(pump) : '';
      this.say(`${nameOf(user)}: ${words(state, reason)}${why}`);
    }
  }

  /** What the page of a pump says first. */
  #whyOf(pump: string): string {
    const sentence = this.bench.side.pumps.find(sharingSite, pump)?.reasons[0]?.sentence;
    return sentence === undefined ? '' : `. ${sentence}`;
  }
}

function nameOf(user: string): string {
  const index = Number(user.replace(/\D/g, '')) - 1;
  const name = names[index % names.length] ?? user;
  return index < names.length ? name : `${name} ${Math.floor(index / names.length) + 1}`;
}

function words(state: string, reason: string | undefined): string {
  return reason === undefined ? state : `${state}, ${reason}`;
}
