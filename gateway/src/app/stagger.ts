import { randomInt } from 'node:crypto';
import type { Database } from '../store/database.ts';
import { findMeta, saveMeta } from '../store/meta.ts';

const STAGGER_KEY = 'stagger-ms';
const MOST_MS = 30_000;

/** The random part of this gateway's staggered starts, drawn once: two gateways on one line do not start in step. Unit: ms. */
export function staggerOf(db: Database): number {
  const kept = Number(findMeta(db, STAGGER_KEY) ?? Number.NaN);
  if (Number.isSafeInteger(kept) && kept >= 0 && kept <= MOST_MS) return kept;
  const drawn = randomInt(MOST_MS + 1);
  saveMeta(db, STAGGER_KEY, String(drawn));
  return drawn;
}
