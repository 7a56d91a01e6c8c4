import { siteZone } from '../i18n/site-zone.ts';

/** A moment on the farm's clock as the browser's own field writes it: 2026-01-31T05:42. Unit: ms of Unix time. */
export function wallText(at: number): string {
  const parts = new Intl.DateTimeFormat('en', {
    timeZone: siteZone(),
    calendar: 'gregory',
    numberingSystem: 'latn',
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
  }).formatToParts(at);
  const of = (wanted: string) => parts.find(({ type }) => type === wanted)?.value ?? '';
  return `${of('year')}-${of('month')}-${of('day')}T${of('hour')}:${of('minute')}`;
}

/** The farm's day as the gateway writes it: 2026-01-31. */
export function dayText(at: number): string {
  return wallText(at).slice(0, 10);
}

/** The moment at which the farm's clock shows this; undefined of what is no time. Where the clock shows it twice, one of them. */
export function momentOf(text: string): number | undefined {
  const asUtc = Date.parse(`${text}Z`);
  if (Number.isNaN(asUtc)) return undefined;
  // The offset may be another there than here: the second try starts within an hour of it.
  return [0, 1].reduce((at) => at + asUtc - Date.parse(`${wallText(at)}Z`), asUtc);
}

/** The same date and time of day on the farm's clock, a calendar year before; a 29th of February is after a 28th. */
export function yearBefore(at: number): number {
  const text = wallText(at);
  const before = `${Number(text.slice(0, 4)) - 1}${text.slice(4).replace('-02-29', '-02-28')}`;
  return (momentOf(before) ?? at) + (at % 60_000);
}
