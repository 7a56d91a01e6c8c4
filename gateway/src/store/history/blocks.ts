export const HOUR_MS = 3_600_000;
/** Readings are kept a row for each device and four hours. */
export const HOURS_PER_BLOCK = 4;
export const BLOCK_MS = HOURS_PER_BLOCK * HOUR_MS;
export const QUARTER_MS = 900_000;

/** More than the devices that a farm has in all its years. */
const DEVICES_MOST = 2 ** 20;

/** A block of four hours since 1970, UTC. */
export function blockOf(at: number): number {
  return Math.floor(at / BLOCK_MS);
}

/** Which hour of its block: 0 to 3. */
export function hourOf(at: number): number {
  return Math.floor(at / HOUR_MS) - blockOf(at) * HOURS_PER_BLOCK;
}

/** Rows are in the order of time, so that they are appended, and what is too old is the beginning of the table. */
export function keyOf(span: number, device: number): number {
  return span * DEVICES_MOST + device;
}

export function spanOf(key: number): number {
  return Math.floor(key / DEVICES_MOST);
}

export function deviceOf(key: number): number {
  return key % DEVICES_MOST;
}

/** Days are kept a row for each device and about a month: 32 days since 1970, UTC, by their middle. */
export function monthOf(dayStart: number): number {
  return Math.floor((dayStart + 12 * HOUR_MS) / (32 * 24 * HOUR_MS));
}
