import type { Clock } from '@farmgate/gateway/contract';
import type { Radio } from '../radios/index.ts';
import { differences, linesFor } from './at-lines.ts';
import { Conversation } from './conversation.ts';
import { SetPinError, type SetPin } from './set-pin.ts';
import { bauds, type Hc12Settings } from './settings.ts';

export interface SetUpOptions {
  readonly clock: Clock;
  /** The module's line at one speed. */
  readonly radioAt: (baud: number) => Radio;
  readonly pin: SetPin;
  readonly wanted: Hc12Settings;
  /** Only reads and compares. */
  readonly isCheck?: boolean;
  /** Speeds to try, the likeliest first; all of them where nothing is said. */
  readonly bauds?: readonly number[];
  /** Told each step as it is done. */
  readonly onStep?: (step: SetUpStep) => void;
}

/** One step of a set-up, and what came of it. */
export type SetUpStep =
  | { readonly step: 'try'; readonly baud: number; readonly isHeard: boolean }
  | { readonly step: 'read'; readonly settings: Hc12Settings }
  | { readonly step: 'write'; readonly line: string; readonly answer: string; readonly isTaken: boolean }
  | { readonly step: 'read-back'; readonly settings: Hc12Settings };

/** How a set-up ended. Only after `set` and `same` is the module as it was wanted. */
export type SetUpOutcome =
  | { readonly kind: 'set'; readonly before: Hc12Settings; readonly after: Hc12Settings }
  | { readonly kind: 'same'; readonly settings: Hc12Settings }
  /** Of a check, or of a read-back: it is set to something else than wanted. */
  | { readonly kind: 'differs'; readonly settings: Hc12Settings; readonly in: readonly (keyof Hc12Settings)[] }
  | { readonly kind: 'refused'; readonly line: string; readonly answer: string }
  | { readonly kind: 'unreadable'; readonly answer: string }
  /** No answer at any speed. */
  | { readonly kind: 'silent' }
  | { readonly kind: 'no-pin' | 'no-port'; readonly reason: string };

/** Most modules are as they left the factory. Unit: baud. */
const FACTORY_BAUD = 9_600;
const likeliestFirst = [FACTORY_BAUD, ...bauds.filter((baud) => baud !== FACTORY_BAUD)];

/**
 * Finds the speed at which a module takes AT lines, reads its settings, writes those that differ, reads them back, and lets it go.
 * SET is high again and the line closed however it ends. Never rejects.
 */
export async function setUpModule(options: SetUpOptions): Promise<SetUpOutcome> {
  try {
    for (const baud of options.bauds ?? likeliestFirst) {
      const outcome = await tryAt(baud, options);
      if (outcome) return outcome;
    }
    return { kind: 'silent' };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return { kind: error instanceof SetPinError ? 'no-pin' : 'no-port', reason };
  }
}

async function tryAt(baud: number, options: SetUpOptions): Promise<SetUpOutcome | undefined> {
  const conversation = new Conversation(options.clock, options.pin, baud);
  try {
    await conversation.start(options.radioAt(baud));
    const isHeard = await conversation.isHeard();
    options.onStep?.({ step: 'try', baud, isHeard });
    return isHeard ? await settle(conversation, options) : undefined;
  } finally {
    await conversation.stop();
  }
}

async function settle(conversation: Conversation, options: SetUpOptions): Promise<SetUpOutcome> {
  const { isCheck = false, onStep, wanted } = options;
  const { settings: before, answer } = await conversation.read();
  if (!before) return { kind: 'unreadable', answer };
  onStep?.({ step: 'read', settings: before });
  const differing = differences(before, wanted);
  if (differing.length === 0) return { kind: 'same', settings: before };
  if (isCheck) return { kind: 'differs', settings: before, in: differing };
  return (await write(conversation, before, options)) ?? readBack(conversation, before, options);
}

/** Undefined when each line was taken. */
async function write(
  conversation: Conversation,
  before: Hc12Settings,
  { wanted, onStep }: SetUpOptions,
): Promise<SetUpOutcome | undefined> {
  for (const line of linesFor(before, wanted)) {
    const answer = (await conversation.ask(line)).trim();
    const isTaken = answer.startsWith('OK');
    onStep?.({ step: 'write', line, answer, isTaken });
    if (!isTaken) return { kind: 'refused', line, answer };
  }
  return undefined;
}

async function readBack(
  conversation: Conversation,
  before: Hc12Settings,
  { wanted, onStep }: SetUpOptions,
): Promise<SetUpOutcome> {
  const { settings: after, answer } = await conversation.read();
  if (!after) return { kind: 'unreadable', answer };
  onStep?.({ step: 'read-back', settings: after });
  const differing = differences(after, wanted);
  return differing.length === 0 ? { kind: 'set', before, after } : { kind: 'differs', settings: after, in: differing };
}
