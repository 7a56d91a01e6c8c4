import type { Clock } from '../../contract/index.ts';
import type { Log } from '../../domain/log.ts';
import { countingLog } from '../../domain/sparing-log.ts';
import { Bucket } from '../guard/index.ts';

/** Of one sentence: enough for the nodes of a farm that come back together. */
const RATE = { perSecond: 0.5, burst: 64 };

/** A log that strangers cannot fill: of each sentence so many lines and no more, with a count of those that were left out. */
export function quietLog(log: Log, clock: Pick<Clock, 'monoMs'>): Log {
  const sentences = new Map<string, ReturnType<typeof bucketed>>();
  return countingLog(log, clock, (text, _facts, now) => {
    const sentence = sentences.get(text) ?? bucketed(now);
    sentences.set(text, sentence);
    return sentence;
  });
}

function bucketed(start: number) {
  const bucket = new Bucket(RATE, start);
  const maySay = (now: number) => {
    if (bucket.waitMs(now) > 0) return false;
    bucket.spend(1, now);
    return true;
  };
  return { maySay, unsaid: 0 };
}
