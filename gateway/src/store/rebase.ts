import type { Moment } from '../domain/field/command.ts';

/** A clock, and how it stood when something was written by it. */
export interface WrittenBy extends Moment {
  readonly boot: string;
}

/**
 * A record whose moments, the fields ending in `Mono`, are brought to the present boot's clock. Across boots as much time has
 * passed as the clock on the wall says, but none is taken back.
 */
export function rebased<Value>(value: Value, written: WrittenBy, boot: string, now: Moment): Value {
  if (written.boot === boot) return value;
  const passed = Math.max(0, now.wall - written.wall);
  return shift(value, now.mono - written.mono - passed, false) as Value;
}

function shift(value: unknown, by: number, isMoment: boolean): unknown {
  if (typeof value === 'number') return isMoment ? value + by : value;
  if (Array.isArray(value)) return value.map((one) => shift(one, by, isMoment));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, shift(one, by, key.endsWith('Mono'))]));
}
