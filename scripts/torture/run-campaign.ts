import { randomInt } from 'node:crypto';
import { join } from 'node:path';
import type { Campaign, CampaignContext, Trial } from './campaign.ts';
import { codeStateOf } from './code-state.ts';
import type { Options } from './options.ts';
import { findRecord, saveRecord, type Record } from './record.ts';

const SEEDS = 2 ** 32;
const NOTE_EVERY_MS = 10_000;
const SAVE_EVERY_MS = 1_000;
const MOST_FAILURES = 20;

/** How far a campaign has come. */
export interface Outcome {
  readonly name: string;
  readonly record: Record;
  /** The count that makes it held. */
  readonly goal: number;
  /** Reached, without a failure, at one state of the code. */
  readonly isHeld: boolean;
}

/** What a run is done with. */
export interface RunParts extends CampaignContext {
  /** Milliseconds that never go back. */
  readonly now: () => number;
  /** Whether somebody asked us to end. */
  readonly isEnding: () => boolean;
  /** Folder of the records. */
  readonly kept: string;
}

/** Runs cases until the count is reached, the minutes are over or somebody ends it; keeps what was done after each second. */
export async function runCampaign(campaign: Campaign, options: Options, parts: RunParts): Promise<Outcome> {
  const file = join(parts.kept, `${campaign.name}.json`);
  const goal = options.cases ?? (options.long || options.resume ? campaign.cases.long : campaign.cases.short);
  const record = startingRecord(campaign, options, parts, file);
  parts.note(`- ${campaign.name}: ${campaign.sentence}`);
  parts.note(`  seed ${record.next}, ${record.done} of ${goal} done, code ${record.code}`);
  const trial = await campaign.open(parts);
  try {
    await runCases(trial, record, { ...parts, goal, minutes: options.minutes, save: () => saveRecord(file, record) });
  } finally {
    saveRecord(file, record);
    await trial.close();
  }
  return { name: campaign.name, record, goal, isHeld: record.done >= goal && record.failures.length === 0 };
}

function startingRecord({ name, code }: Campaign, { resume, seed }: Options, parts: RunParts, file: string): Record {
  const state = codeStateOf(parts.root, code);
  const before = resume ? findRecord(file) : undefined;
  if (before?.code === state) return { ...before, next: seed ?? before.next };
  if (before) parts.note(`  ${name}: the code has changed since ${before.done} cases were done: counting anew`);
  return { code: state, done: 0, next: seed ?? randomInt(SEEDS), failures: [] };
}

interface CasesParts extends RunParts {
  readonly goal: number;
  readonly minutes: number | undefined;
  readonly save: () => void;
}

async function runCases(trial: Trial, record: Record, parts: CasesParts): Promise<void> {
  const began = parts.now();
  const end = parts.minutes === undefined ? Infinity : began + parts.minutes * 60_000;
  let saved = began;
  let noted = began;
  while (record.done < parts.goal && parts.now() < end && !parts.isEnding()) {
    await runCase(trial, record, parts);
    if (record.failures.length >= MOST_FAILURES) return parts.note(`  ${MOST_FAILURES} failures are enough`);
    const now = parts.now();
    if (now - saved >= SAVE_EVERY_MS) {
      parts.save();
      saved = now;
    }
    if (now - noted >= NOTE_EVERY_MS) {
      parts.note(`  ${record.done} of ${parts.goal}, ${record.failures.length} failed`);
      noted = now;
    }
  }
}

async function runCase(trial: Trial, record: Record, { note }: CasesParts): Promise<void> {
  const seed = record.next;
  try {
    await trial.run(seed);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    record.failures.push({ seed, why });
    note(`  FAILED with --seed ${seed} --cases 1: ${why}`);
  }
  // A case that waits for nothing would never let a signal in.
  await new Promise((resolve) => setImmediate(resolve));
  record.done += 1;
  record.next = (seed + 1) % SEEDS;
}
