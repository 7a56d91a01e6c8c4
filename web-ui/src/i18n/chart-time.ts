import { getLocale } from './locale.ts';
import { siteZone } from './site-zone.ts';

const DAY_MS = 86_400_000;

/** What stands under a chart at these moments, which lie `apart` ms from one another: times of day, where a day begins its date. */
export function axisTimes(moments: readonly number[], apart: number): readonly string[] {
  const timeZone = siteZone();
  const style = (options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(getLocale(), { timeZone, ...options });
  const year = style({ month: 'short', year: 'numeric' });
  const day = style({ day: 'numeric', month: 'short' });
  const time = style({ hour: 'numeric', minute: '2-digit', ...(apart < 60_000 ? { second: '2-digit' } : {}) });
  const clock = new Intl.DateTimeFormat('en', { timeZone, hour: 'numeric', minute: 'numeric', hourCycle: 'h23' });
  return moments.map((at) => {
    if (apart >= 27 * DAY_MS) return year.format(at);
    const isDay = apart >= DAY_MS || clock.format(at) === '00:00';
    return (isDay ? day : time).format(at);
  });
}

/** A moment of a chart or of its table, as precise as what lies `apart` ms from the next: 5 Jan, 14:20. */
export function chartMoment(at: number, apart: number): string {
  return new Intl.DateTimeFormat(getLocale(), {
    timeZone: siteZone(),
    day: 'numeric',
    month: 'short',
    ...(apart >= 300 * DAY_MS ? { year: 'numeric' } : {}),
    ...(apart >= DAY_MS ? {} : { hour: 'numeric', minute: '2-digit' }),
    ...(apart < 60_000 ? { second: '2-digit' } : {}),
  }).format(at);
}
