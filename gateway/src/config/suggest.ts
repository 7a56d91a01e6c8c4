import { closest, distance } from 'fastest-levenshtein';

/** The known word somebody may have meant, if one is near enough to say so. */
export function suggest(given: string, known: readonly string[]): string | undefined {
  if (known.length === 0) return undefined;
  const nearest = closest(given, known);
  return distance(given, nearest) <= Math.max(2, given.length / 3) ? nearest : undefined;
}
