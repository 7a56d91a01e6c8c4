import { sharingSite, type SharingBench } from '../sharing-bench.ts';
import type { Claim, SharedStory } from './story.ts';

/** What a story of shared pumps came to. */
export interface SharedSummary {
  readonly scenario: string;
  readonly simulatedS: number;
  /** What the machine needed. Unit: s. */
  readonly tookS: number;
  /** What people saw of their turns. */
  readonly turns: readonly {
    readonly name: string;
    readonly askedS: number;
    readonly usedS: number;
    readonly starts: number;
    readonly end: string;
  }[];
  /** What the virtual motors did, by the truth. */
  readonly motors: readonly { readonly pump: string; readonly starts: number; readonly turnedS: number }[];
  readonly alerts: readonly string[];
  readonly claims: readonly Claim[];
}

interface Played {
  readonly story: SharedStory;
  readonly bench: SharingBench;
  readonly claims: readonly Claim[];
  readonly beganAt: number;
  readonly tookMs: number;
  readonly nameOf: (user: string) => string;
}

/** Sums up a story; what its motors did against the rules is a claim that does not hold. */
export function summaryOf({ story, bench, claims, beganAt, tookMs, nameOf }: Played): SharedSummary {
  const { wrongs, truth } = bench;
  return {
    scenario: story.name,
    simulatedS: Math.round((bench.clock.monoMs() - beganAt) / 1000),
    tookS: Math.round(tookMs / 10) / 100,
    turns: bench.sharing
      .list(sharingSite, { limit: 200 })
      .toSorted((a, b) => a.order - b.order)
      .map(({ user, askedS, usedS = 0, starts, state, reason }) => ({
        name: nameOf(user),
        askedS,
        usedS,
        starts,
        end: reason ?? state,
      })),
    motors: bench.pumps.map((pump) => ({
      pump,
      starts: truth.all('motor').filter(({ device, turning }) => device === pump && turning).length,
      turnedS: Math.round(bench.turned(pump) * 10) / 10,
    })),
    alerts: bench.alerts.map(({ rule, sentence }) => `${rule}: ${sentence}`),
    claims: [
      ...claims,
      { claim: ['motors and ledger kept to the rules', ...wrongs].join('; '), holds: wrongs.length === 0 },
    ],
  };
}

/** A summary for people. */
export function sharedSummaryText(summary: SharedSummary): string {
  const { scenario, simulatedS, tookS, turns, motors, alerts, claims } = summary;
  return [
    `${scenario}: ${clockFace(simulatedS)} in ${tookS} s`,
    ...turns.map(({ name, askedS, usedS, starts, end }) => {
      const times = starts === 1 ? 'once' : `${starts} times`;
      return `  Turn       ${name} asked for ${clockFace(askedS)}, started ${times}, paid ${clockFace(usedS)}: ${end}`;
    }),
    ...motors.map(({ pump, starts, turnedS }) => `  Motor      ${pump} ${starts} starts, turned ${turnedS} s`),
    ...alerts.map((alert) => `  Alert      ${alert}`),
    ...claims.map(({ claim, holds }) => `  ${holds ? 'true ' : 'FALSE'}      ${claim}`),
  ].join('\n');
}

/** Minutes and seconds. */
export function clockFace(seconds: number): string {
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}
