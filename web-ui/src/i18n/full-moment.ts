import { getLocale } from './locale.ts';

/** A moment with its date and year, as it stands on paper. */
export function fullMoment(at: number): string {
  return new Intl.DateTimeFormat(getLocale(), { dateStyle: 'medium', timeStyle: 'short' }).format(at);
}
