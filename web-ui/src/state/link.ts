/** How the line to the gateway stands. */
export interface Line {
  readonly open: boolean;
  /** Monotonic ms of the last message; absent while there was none. */
  readonly heardAtMs?: number;
}

/** What the connection pill shows. `none`: there is no line, and every button that acts says so. */
export interface Link {
  readonly kind: 'live' | 'old' | 'none';
  /** How long ago the gateway was last heard; absent while never. */
  readonly ageMs?: number;
}

/** After this long without a message what is on the screen is old. */
export const OLD_AFTER_MS = 10_000;

/** Judges the line at a moment of monotonic time. */
export function linkOf({ open, heardAtMs }: Line, nowMs: number): Link {
  if (heardAtMs === undefined) return { kind: 'none' };
  const ageMs = Math.max(0, nowMs - heardAtMs);
  if (!open) return { kind: 'none', ageMs };
  return { kind: ageMs > OLD_AFTER_MS ? 'old' : 'live', ageMs };
}

/** Whether what the screen knows is new enough to be shown as present. A line that just broke has not made it old yet. */
export function isCurrent({ ageMs }: Link): boolean {
  return ageMs !== undefined && ageMs <= OLD_AFTER_MS;
}
