import { seededRandom } from '../random.ts';

const MINUTE_MS = 60_000;
export const DAY_MS = 24 * 60 * MINUTE_MS;

/** From one minute of the day until before another. */
export interface Spell {
  readonly from: number;
  readonly to: number;
}

/** Whether a minute of the day lies in one of them. */
export function isIn(spells: readonly Spell[], minute: number): boolean {
  return spells.some(({ from, to }) => minute >= from && minute < to);
}

/** Chance that is the same whenever it is asked for this day of this device. */
export function randomOfDay(name: string, day: number): () => number {
  let seed = day;
  for (const letter of name) seed = Math.imul(seed ^ letter.charCodeAt(0), 0x5bd1e995);
  return seededRandom(seed);
}

/** When the grid was away: of ten days on three, for half an hour up to three, mostly in the evening. */
export function outagesOf(day: number): readonly Spell[] {
  const random = randomOfDay('grid', day);
  if (random() > 0.3) return [];
  const from = Math.round((random() < 0.7 ? 17 : 8) * 60 + random() * 180);
  return [{ from, to: Math.round(from + 30 + random() * 150) }];
}

/** When a pump ran: at dawn and in the evening, longer in the dry months. */
export function runsOf(device: string, day: number): readonly Spell[] {
  const random = randomOfDay(device, day);
  const dryness = 1 + 0.5 * Math.cos((2 * Math.PI * day) / 365);
  return [5.5, 9, 16.5, 20]
    .filter(() => random() < 0.55 * dryness)
    .map((hour) => {
      const from = Math.round(hour * 60 + random() * 120);
      return { from, to: Math.round(from + 15 + random() * 45 * dryness) };
    });
}

/** What a household takes at a minute of the day, 0 to 1: little at night, most in the evening. */
export function householdAt(minute: number): number {
  const hour = minute / 60;
  const peak = (at: number, width: number) => Math.exp(-(((hour - at) / width) ** 2));
  return 0.15 + 0.35 * peak(7, 1.5) + 0.25 * peak(13, 2) + 0.7 * peak(19.5, 2.2);
}

/** Grid voltage: low when all cook, and never still. */
export function voltageAt(minute: number, random: () => number): number {
  return 233 - 9 * householdAt(minute) + (random() - 0.5) * 3;
}
