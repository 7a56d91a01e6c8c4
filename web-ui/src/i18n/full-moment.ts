import { getLocale } from './locale.ts';
import { siteZone } from './site-zone.ts';

/** A moment with its date and year, as it stands on paper. */
export function fullMoment(at: number): string {
  return new Intl.DateTimeFormat(getLocale(), { timeZone: siteZone(), dateStyle: 'medium', timeStyle: 'short' }).format(
    at,
  );
}
