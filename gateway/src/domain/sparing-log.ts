import type { Clock } from '../contract/index.ts';
import type { Log } from './log.ts';

/** What a stranger may put into a fact. Unit: characters. */
const LONGEST_FACT = 200;
const ONCE_IN_MS = 60_000;
/** Names are whatever a bridge likes: those beyond share one line. */
const MAX_DEVICES = 64;

/** Whether one more line may be written at this time, which spends it. Unit: monotonic ms. */
export type MaySay = (now: number) => boolean;

interface Sentence {
  readonly maySay: MaySay;
  unsaid: number;
}

/** A log that leaves out lines and counts them. `sentenceFor` finds on what account a line is. */
export function countingLog(
  log: Log,
  clock: Pick<Clock, 'monoMs'>,
  sentenceFor: (text: string, facts: object, now: number) => Sentence,
): Log {
  const say = (level: keyof Log) => (facts: object, text: string) => {
    const now = clock.monoMs();
    const sentence = sentenceFor(text, facts, now);
    if (!sentence.maySay(now)) return void (sentence.unsaid += 1);
    const { unsaid } = sentence;
    sentence.unsaid = 0;
    log[level]({ ...shortened(facts), ...(unsaid > 0 ? { unsaid } : {}) }, text);
  };
  return { debug: say('debug'), info: say('info'), warn: say('warn'), error: say('error') };
}

/**
 * A log that no device can fill: of each sentence about each device one line a minute, with a count of those that were left out.
 * What a device said belongs in the facts: a sentence is one of a few.
 */
export function sparingLog(log: Log, clock: Pick<Clock, 'monoMs'>): Log {
  const sentences = new Map<string, Map<string, Sentence & { readonly isIdle: (now: number) => boolean }>>();
  return countingLog(log, clock, (text, facts, now) => {
    const devices = sentences.get(text) ?? new Map<string, ReturnType<typeof onceAMinute>>();
    sentences.set(text, devices);
    const device = 'device' in facts ? String(facts.device) : '';
    if (devices.size > MAX_DEVICES) for (const [name, { isIdle }] of devices) if (isIdle(now)) devices.delete(name);
    const account = devices.has(device) || devices.size < MAX_DEVICES ? device : '';
    const sentence = devices.get(account) ?? onceAMinute();
    devices.set(account, sentence);
    return sentence;
  });
}

function onceAMinute() {
  let saidAt = -Infinity;
  const isIdle = (now: number) => now - saidAt >= ONCE_IN_MS;
  const maySay = (now: number) => {
    if (!isIdle(now)) return false;
    saidAt = now;
    return true;
  };
  return { maySay, isIdle, unsaid: 0 };
}

function shortened(facts: object): object {
  const entries = Object.entries(facts).map(([name, fact]: [string, unknown]) => [
    name,
    typeof fact === 'string' ? fact.slice(0, LONGEST_FACT) : fact,
  ]);
  return Object.fromEntries(entries) as object;
}
