/** 24 values, one an hour from midnight on; between them it goes in a straight line. */
export type DayPattern = readonly number[];

const HOUR_MS = 3_600_000;
const HOURS = 24;

/** Hour of the day with its part: 6.5 is half past six. By UTC, which is the farm's own time. */
export function hourOfDay(wallMs: number): number {
  return (((wallMs / HOUR_MS) % HOURS) + HOURS) % HOURS;
}

/** The pattern's value at an hour of the day. */
export function valueAt(pattern: DayPattern, hour: number): number {
  const at = Math.floor(hour) % HOURS;
  const [from, to] = [pattern[at] ?? 0, pattern[(at + 1) % HOURS] ?? 0];
  return from + (to - from) * (hour - Math.floor(hour));
}

/** How much of a day's water a household of a farm draws in each hour, as a share: morning, noon and evening, cattle included. */
export const householdWater: DayPattern = shares([
  0.5, 0.3, 0.3, 0.5, 2, 7, 9, 8, 5, 4, 4, 5, 7, 5, 3, 3, 4, 7, 9, 7, 4, 3, 2, 1,
]);

/** A lamp: by night. */
export const night: DayPattern = [1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1];
/** A fan: by the heat of the day. */
export const heat: DayPattern = [
  0.2, 0, 0, 0, 0, 0, 0.2, 0.4, 0.6, 0.8, 1, 1, 1, 1, 1, 1, 0.9, 0.8, 0.6, 0.5, 0.4, 0.3, 0.2, 0.2,
];
/** A feed grinder: before each of the two milkings. */
export const feeding: DayPattern = [0, 0, 0, 0, 0, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 0, 0, 0, 0, 0, 0];

function shares(weights: readonly number[]): DayPattern {
  const sum = weights.reduce((total, weight) => total + weight, 0);
  return weights.map((weight) => weight / sum);
}
