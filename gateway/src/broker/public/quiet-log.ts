import type { Clock } from '../../contract/index.ts';
import type { Log } from '../../domain/log.ts';
import { Bucket } from '../guard/index.ts';

/** Of one sentence: enough for the nodes of a farm that come back together. */
const RATE = { perSecond: 0.5, burst: 64 };
/** What a stranger may put into a fact. Unit: characters. */
const LONGEST_FACT = 200;

interface Sentence {
  readonly bucket: Bucket;
  unsaid: number;
}

/** A log that strangers cannot fill: of each sentence so many lines and no more, with a count of those that were left out. */
export function quietLog(log: Log, clock: Pick<Clock, 'monoMs'>): Log {
  const sentences = new Map<string, Sentence>();
  const say = (level: keyof Log) => (facts: object, text: string) => {
    const now = clock.monoMs();
    const sentence = sentences.get(text) ?? { bucket: new Bucket(RATE, now), unsaid: 0 };
    sentences.set(text, sentence);
    if (sentence.bucket.waitMs(now) > 0) return void (sentence.unsaid += 1);
    sentence.bucket.spend(1, now);
    const { unsaid } = sentence;
    sentence.unsaid = 0;
    log[level]({ ...shortened(facts), ...(unsaid > 0 ? { unsaid } : {}) }, text);
  };
  return { debug: say('debug'), info: say('info'), warn: say('warn'), error: say('error') };
}

function shortened(facts: object): object {
  const entries = Object.entries(facts).map(([name, fact]: [string, unknown]) => [
    name,
    typeof fact === 'string' ? fact.slice(0, LONGEST_FACT) : fact,
  ]);
  return Object.fromEntries(entries) as object;
}
