/** Under which kinds of service the gateway is found, and where. */
export interface Advert {
  readonly type: 'farmgate' | 'http' | 'mqtt';
  readonly port: number;
}

/** What the gateway tells of itself. */
export interface Presence {
  /** Drawn once and kept: names this gateway for good. Letters and digits, 4 or more. */
  readonly id: string;
  readonly version: string;
  readonly adverts: readonly Advert[];
}

/** One service as the mDNS library takes it. */
export interface Announcement {
  readonly name: string;
  readonly type: string;
  readonly port: number;
  readonly host: string;
  readonly txt: Readonly<Record<string, string>>;
  readonly probe: false;
}

/**
 * The first name has a part of the id, so that two gateways on one network differ without a word; each further one, for where
 * somebody else has it all the same, has a number. `attempt` counts from 0.
 */
export function nameOf({ id }: Presence, attempt: number): string {
  const base = `Farmgate ${id.slice(0, 4).toLowerCase()}`;
  return attempt === 0 ? base : `${base} (${attempt + 1})`;
}

/** The service instances and host name it has under this name. */
export function announcementsOf(presence: Presence, attempt: number): Announcement[] {
  const { id, version, adverts } = presence;
  const name = nameOf(presence, attempt);
  const host = `${name
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replace(/-$/, '')}.local`;
  const ports = Object.fromEntries(adverts.map(({ type, port }) => [`${type}port`, String(port)]));
  return adverts.map(({ type, port }) => ({
    name,
    type,
    port,
    host,
    txt: { id, version, ...ports },
    // The library's own probe only prints that a name is taken, and stays silent from then on.
    probe: false,
  }));
}

/** The full name of each, as records bear it. */
export function fullNamesOf(announcements: readonly Announcement[]): string[] {
  return announcements.map(({ name, type }) => `${name}._${type}._tcp.local`.toLowerCase());
}
