import type { SharingBench, SharingBenchSpec } from '../sharing-bench.ts';

/** Something that a story says of its end, and whether it is so. */
export interface Claim {
  readonly claim: string;
  readonly holds: boolean;
}

/** What a story does with the farm it is played on. */
export interface Stage {
  readonly bench: SharingBench;
  /** Somebody asks for a turn; answers its run. */
  readonly ask: (user: number, minutes: number, device?: string) => string;
  /** What somebody did, in a sentence, at this moment. */
  readonly say: (sentence: string) => void;
  readonly pass: (seconds: number) => void;
}

/** A story of people who share pumps, played on the real engine and virtual motors. */
export interface SharedStory {
  readonly name: string;
  /** One sentence. */
  readonly about: string;
  readonly spec: SharingBenchSpec;
  readonly play: (stage: Stage) => Claim[];
}

export const MINUTE = 60;

/** Every pump with its guard, and a breaker's node that tells of the grid. */
export const guarded = { setUp: () => ({}), hasSense: true } satisfies SharingBenchSpec;
