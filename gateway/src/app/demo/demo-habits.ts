/** What somebody does in the demo at a moment. */
export type Habit = 'ask' | 'extend' | 'stop' | 'plan' | 'ask-for-minutes' | 'nothing';

/** How likely each is when a village is looked at; what is left is nothing. */
const chances: readonly (readonly [Exclude<Habit, 'nothing'>, number])[] = [
  ['ask', 0.16],
  ['extend', 0.01],
  ['stop', 0.008],
  ['plan', 0.01],
  ['ask-for-minutes', 0.02],
];

/** `chance`: 0 to 1. */
export function habitAt(chance: number): Habit {
  let sum = 0;
  for (const [habit, share] of chances) {
    sum += share;
    if (chance < sum) return habit;
  }
  return 'nothing';
}

/** One of several; undefined of none. */
export function oneOf<Item>(items: readonly Item[], random: () => number): Item | undefined {
  return items[Math.floor(random() * items.length)];
}

/** Whole minutes between two. Unit: s. */
export function minutesBetween(from: number, to: number, random: () => number): number {
  return 60 * (from + Math.floor(random() * (to - from + 1)));
}
