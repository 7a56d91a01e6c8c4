import { systemClock } from '@farmgate/gateway/clock';
import { playFast, playLive } from '../scenario/play.ts';
import type { Scenario } from '../scenario/scenario.ts';
import { MAX_OUTLETS } from '../scenario/story.ts';
import { summaryText, type Summary } from '../scenario/summary.ts';
import { getScenario, scenarios } from '../scenarios/index.ts';
import { openTruthFile } from '../truth-file.ts';
import type { Truth } from '../truth.ts';
import { wholeFrom } from './numbers.ts';
import { tellTruth } from './tell-truth.ts';

/** The flags of `farmgate sim scenario`. */
export interface PlayFlags {
  readonly list?: boolean;
  readonly fast?: boolean;
  readonly json?: boolean;
  readonly count?: string;
  readonly seed: string;
  readonly truthLog?: string;
}

/** Plays a story, or lists those there are. A claim that does not hold is exit code 1. */
export async function playScenario(name: string | undefined, flags: PlayFlags): Promise<void> {
  if (flags.list)
    return console.log(scenarios.map(({ name: each, about }) => `${each.padEnd(15)} ${about}`).join('\n'));
  if (name === undefined) throw new Error('Which scenario? farmgate sim scenario --list tells them.');
  const summary = await play(getScenario(name), flags);
  console.log(flags.json ? JSON.stringify(summary, undefined, 2) : summaryText(summary));
  process.exitCode = summary.claims.every(({ holds }) => holds) ? 0 : 1;
  // A farm of the living clock never rests: what trips closes again for ever.
  if (!flags.fast) process.exit();
}

async function play(scenario: Scenario, flags: PlayFlags): Promise<Summary> {
  const file = flags.truthLog ? openTruthFile(flags.truthLog) : undefined;
  const isWatched = !flags.fast && !flags.json;
  const began = systemClock.monoMs();
  const onTruth = (truth: Truth) => {
    file?.note(truth);
    const sentence = isWatched ? tellTruth(truth) : undefined;
    if (sentence !== undefined) console.log(`${clockFace(truth.at - began)}  ${sentence}`);
  };
  const options = {
    scenario,
    seed: wholeFrom('--seed', flags.seed, 0, 2 ** 31),
    onTruth,
    ...(flags.count === undefined ? {} : { outlets: wholeFrom('--outlets', flags.count, 4, MAX_OUTLETS) }),
  };
  try {
    if (flags.fast) return playFast(options, systemClock);
    if (isWatched) console.log(`${scenario.name} (${scenario.lasts}): ${scenario.about} Ctrl-C ends it.`);
    const live = playLive({ ...options, clock: systemClock });
    process.once('SIGINT', () => live.stop());
    process.once('SIGTERM', () => live.stop());
    return await live.ended;
  } finally {
    file?.close();
  }
}

/** Minutes and seconds since the beginning. */
function clockFace(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  return `${String(Math.floor(seconds / 60)).padStart(4)}:${String(seconds % 60).padStart(2, '0')}`;
}
