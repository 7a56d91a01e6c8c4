let zone: string | undefined;

/** Whose clock the page speaks of: the farm's. A browser that does not know the zone goes by its own. */
export function chooseZone(name: string): void {
  try {
    zone = new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone;
  } catch {
    zone = undefined;
  }
}

/** The time zone of the farm; the browser's own while there is none. */
export function siteZone(): string | undefined {
  return zone;
}
