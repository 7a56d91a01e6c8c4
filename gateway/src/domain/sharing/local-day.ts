// Sweden writes its dates as ISO 8601 does.
const days = inZone('sv-SE', { year: 'numeric', month: '2-digit', day: '2-digit' });
const clocks = inZone('en-GB', { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });

/** The day that the calendar on the wall of a time zone shows, as `2026-11-21`. Throws a RangeError for a zone that does not exist. */
export function localDay(wallMs: number, timeZone: string): string {
  return days(timeZone).format(wallMs);
}

/** Minutes since midnight that the clock on the wall shows. */
export function localMinute(wallMs: number, timeZone: string): number {
  const clock = clocks(timeZone).format(wallMs);
  return Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3));
}

/** A format of each zone that is asked for, made once: to make one costs more than to use it. */
function inZone(locale: string, options: Intl.DateTimeFormatOptions): (timeZone: string) => Intl.DateTimeFormat {
  const known = new Map<string, Intl.DateTimeFormat>();
  return (timeZone) => {
    const format = known.get(timeZone) ?? new Intl.DateTimeFormat(locale, { ...options, timeZone });
    known.set(timeZone, format);
    return format;
  };
}
