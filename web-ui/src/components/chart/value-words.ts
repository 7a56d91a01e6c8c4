import { number, span as duration } from '../../i18n/format.ts';
import { historyWords } from '../../i18n/history-words.ts';
import { quantity } from '../../i18n/quantity.ts';
import type { Bucket, Trace } from '../../points/chart-traces.ts';

/** A bucket's value as a person reads it. */
export function valueWords({ kind, scale }: Trace, bucket: Bucket | undefined): string {
  if (!bucket) return historyWords.nothingRead();
  if (kind === 'flag') return flagWords(bucket.value);
  return quantity(bucket.value, scale);
}

/** From its least to its most, where they differ. */
export function rangeWords({ kind, scale }: Trace, { min, max }: Bucket): string {
  if (kind !== 'measure' || min === max) return '';
  return historyWords.fromTo(quantity(min, { ...scale, unit: '' }), quantity(max, scale));
}

function flagWords(share: number): string {
  if (share >= 1) return historyWords.on();
  return share <= 0 ? historyWords.off() : historyWords.onFor(number(share * 100));
}

/** How far apart the rows are. Unit of `step`: s. */
export function stepWords(step: number): string {
  if (step === 0) return historyWords.eachReading();
  if (step === 604_800) return historyWords.eachWeek();
  if (step === 2_592_000) return historyWords.eachMonth();
  return historyWords.each(duration(step * 1000));
}
