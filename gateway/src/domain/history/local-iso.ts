const QUARTER_MS = 900_000;
const MINUTE_MS = 60_000;
/** Offsets that were worked out lately, by zone and quarter of an hour: no zone changes within one. */
const known = new Map<string, Map<number, number>>();
const formats = new Map<string, Intl.DateTimeFormat>();

/** A moment as the clock on the wall of a zone shows it, with how far that is from UTC: `2026-11-21T14:05:00.120+06:00`. */
export function localIso(at: number, timeZone: string): string {
  const offset = offsetOf(at, timeZone);
  const local = new Date(at + offset * MINUTE_MS).toISOString().slice(0, -1);
  const size = Math.abs(offset);
  const two = (part: number) => String(part).padStart(2, '0');
  return `${local}${offset < 0 ? '-' : '+'}${two(Math.floor(size / 60))}:${two(size % 60)}`;
}

/** How far the clock of a zone is ahead of UTC. Unit: minutes. */
export function offsetOf(at: number, timeZone: string): number {
  let offsets = known.get(timeZone);
  if (!offsets) known.set(timeZone, (offsets = new Map()));
  const quarter = Math.floor(at / QUARTER_MS);
  const found = offsets.get(quarter);
  if (found !== undefined) return found;
  if (offsets.size > 4_000) offsets.clear();
  const local = Date.parse(
    `${formatOf(timeZone)
      .format(quarter * QUARTER_MS)
      .replace(' ', 'T')}Z`,
  );
  const offset = Math.round((local - quarter * QUARTER_MS) / MINUTE_MS);
  offsets.set(quarter, offset);
  return offset;
}

function formatOf(timeZone: string): Intl.DateTimeFormat {
  let format = formats.get(timeZone);
  // Sweden writes its dates as ISO 8601 does.
  if (!format)
    formats.set(
      timeZone,
      (format = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'medium' })),
    );
  return format;
}
