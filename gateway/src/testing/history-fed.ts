/** What the feeder of a history feeds: known for each minute, so that whoever looks knows what has to be there. */
export const MINUTE_MS = 60_000;
export const FED_START = Date.UTC(2026, 2, 20, 3);
export const FED_DEVICES = ['pump', 'meter', 'tank'] as const;
/** So short that a campaign sees what is too old being taken away. */
export const FEED_RETENTION = { rawDays: 2, quarterDays: 4, mostBytes: 2 ** 32 };
/** A late reading comes so much after its time. */
const LATE_MINUTES = 95;

export interface Fed {
  readonly point: string;
  readonly value: number;
  readonly at: number;
}

/** What a device reads in one minute: a level, a counter, and each seventh minute one that is late. */
export function fedAt(device: string, minute: number): Fed[] {
  const at = FED_START + minute * MINUTE_MS;
  const own = [
    { point: 'level', value: levelOf(device, minute), at },
    { point: 'energy', value: minute, at },
  ];
  const late = minute - LATE_MINUTES;
  return late >= 0 && minute % 7 === 0
    ? [...own, { point: 'late', value: levelOf(device, late), at: FED_START + late * MINUTE_MS }]
    : own;
}

export function levelOf(device: string, minute: number): number {
  return ((minute * 37 + device.length * 11) % 1_000) / 10;
}
