import type { PlantSpec } from '../plant/plant-spec.ts';
import type { Story } from './story.ts';

/** Something that a story says of its end, and whether it is so. */
export interface Claim {
  readonly claim: string;
  readonly holds: boolean;
}

/** A story of the farm, as data: what goes wrong, what people do, and what must be true at its end. */
export interface Scenario {
  readonly name: string;
  /** One sentence. */
  readonly about: string;
  readonly lasts: `${number}${'s' | 'm' | 'h'}`;
  /** How many outlets, where nobody says another number. */
  readonly outlets: number;
  readonly plant: PlantSpec;
  /** Share of packets lost, 0 to 1. */
  readonly loss?: number;
  /** The master's rest after each answer, in a story that is not about the air: fewer frames to think about. Unit: ms. */
  readonly masterRestMs?: number;
  /** As they are typed: `well-1:dry@10m`. */
  readonly faults: readonly string[];
  /** `fe.a=on@10s`, `pump-1=off@2h`, `all=on@1m` for socket A of every outlet. */
  readonly deeds: readonly string[];
  /** Somebody keeps the tank between these, by what its sensor says. Unit: %. */
  readonly keepsTank?: { readonly low: number; readonly full: number };
  readonly claims: (story: Story) => Claim[];
}
