import type { PlantState } from '../plant/plant.ts';
import type { Claim } from './scenario.ts';
import type { Story } from './story.ts';

/** What a story came to, by the truth. */
export interface Summary {
  readonly scenario: string;
  readonly outlets: number;
  readonly simulatedS: number;
  /** What the machine needed. Unit: s. */
  readonly tookS: number;
  readonly speedUp: number;
  readonly polls: { readonly asked: number; readonly answered: number; readonly cycleMs: number };
  readonly commands: { readonly done: number; readonly lost: number };
  readonly truth: {
    readonly contactChanges: number;
    readonly trips: number;
    readonly motorStarts: number;
    readonly motorSeconds: number;
    readonly pumpedL: number;
    readonly usedWh: number;
    readonly outages: number;
    readonly breakerOpened: number;
    readonly overflows: number;
    readonly burnt: readonly string[];
  };
  readonly end: PlantState | undefined;
  readonly claims: readonly Claim[];
}

/** Sums up a story. `tookMs`: what it needed of the machine's time. What it says of its end is left out where it did not come so far. */
export function summaryOf(story: Story, tookMs: number): Summary {
  const { truth, beganAt, poller, ids } = story;
  const endsAt = Math.min(story.endsAt, story.now);
  const toldMs = endsAt - beganAt;
  const polls = poller.polls();
  const contacts = truth.all('contact');
  const motors = truth.all('motor');
  const names = new Set(motors.map(({ device }) => device));
  return {
    scenario: story.scenario.name,
    outlets: ids.length,
    simulatedS: Math.round(toldMs / 1000),
    tookS: Math.round(tookMs / 10) / 100,
    speedUp: Math.round(toldMs / Math.max(1, tookMs)),
    polls: { ...polls, cycleMs: Math.round((toldMs * ids.length) / Math.max(1, polls.asked)) },
    commands: { ...poller.commands },
    truth: {
      contactChanges: contacts.length,
      trips: contacts.filter(({ cause }) => cause === 'trip').length,
      motorStarts: motors.filter(({ turning }) => turning).length,
      motorSeconds: round([...names].reduce((sum, name) => sum + truth.turnedSeconds(name, beganAt, endsAt), 0)),
      pumpedL: round(truth.pumped(beganAt, endsAt)),
      usedWh: round(truth.used(beganAt, endsAt)),
      outages: truth.all('grid').filter(({ isOn }) => !isOn).length,
      breakerOpened: truth.all('breaker').filter(({ closed }) => !closed).length,
      overflows: truth.all('overflow').length,
      burnt: truth.all('burnt').map(({ device }) => device),
    },
    end: story.farm.plant?.state,
    claims: endsAt < story.endsAt ? [] : story.claims,
  };
}

/** A summary for people. */
export function summaryText(summary: Summary): string {
  const { polls, commands, truth, claims, end } = summary;
  const tanks = Object.entries(end?.tanks ?? {}).map(([name, { percent }]) => `${name} ${Math.round(percent)} %`);
  return [
    `${summary.scenario}: ${hours(summary.simulatedS)} of ${summary.outlets} outlets in ${summary.tookS} s, ${summary.speedUp} times as fast as life`,
    `  Polls      ${polls.asked}, answered ${percent(polls.answered, polls.asked)}; a round takes ${polls.cycleMs} ms`,
    `  Commands   ${commands.done} acknowledged, ${commands.lost} given up`,
    `  Contacts   ${truth.contactChanges} changes, ${truth.trips} trips`,
    `  Motors     ${truth.motorStarts} starts, ${truth.motorSeconds} s, burnt: ${truth.burnt.join(', ') || 'none'}`,
    `  Water      ${truth.pumpedL} L pumped, ${truth.overflows} overflows; at the end ${tanks.join(', ') || 'no tank'}`,
    `  Energy     ${truth.usedWh} Wh; ${truth.outages} outages, main breaker opened ${truth.breakerOpened} times`,
    ...claims.map(({ claim, holds }) => `  ${holds ? 'true ' : 'FALSE'}      ${claim}`),
  ].join('\n');
}

function hours(seconds: number): string {
  return seconds >= 3_600 ? `${round(seconds / 3_600)} h` : `${round(seconds / 60)} min`;
}

function percent(part: number, whole: number): string {
  return `${(100 * part) / Math.max(1, whole) > 99.95 ? '100' : ((100 * part) / Math.max(1, whole)).toFixed(1)} %`;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
