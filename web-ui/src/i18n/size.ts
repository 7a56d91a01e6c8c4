import { number } from './format.ts';
import { networkWords } from './network-words.ts';

const MEGA = 1_000_000;
const GIGA = 1_000_000_000;

/** An amount of memory or disk as people read it: 82 MB, 11.4 GB. */
export function size(bytes: number): string {
  return bytes < GIGA
    ? networkWords.megabytes(number(Math.round(bytes / MEGA)))
    : networkWords.gigabytes(number(bytes / GIGA));
}
