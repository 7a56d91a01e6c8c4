const formats = new Map<string, Intl.DateTimeFormat>();

/** The day that the calendar on the wall of a time zone shows, as `2026-11-21`. Throws a RangeError for a zone that does not exist. */
export function localDay(wallMs: number, timeZone: string): string {
  return formatOf(timeZone).format(wallMs);
}

/** Minutes since midnight that the clock on the wall shows. */
export function localMinute(wallMs: number, timeZone: string): number {
  const [hour = '0', minute = '0'] = clockOf(timeZone).format(wallMs).split(':');
  return Number(hour) * 60 + Number(minute);
}

const clocks = new Map<string, Intl.DateTimeFormat>();

function clockOf(timeZone: string): Intl.DateTimeFormat {
  const known = clocks.get(timeZone);
  if (known) return known;
  const clock = new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
  clocks.set(timeZone, clock);
  return clock;
}

function formatOf(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone);
  if (known) return known;
  // Sweden writes its dates as ISO 8601 does.
  const format = new Intl.DateTimeFormat('sv-SE', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' });
  formats.set(timeZone, format);
  return format;
}
