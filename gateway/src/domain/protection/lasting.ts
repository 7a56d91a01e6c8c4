/** A condition as readings show it: since when each of them has shown it, and when the last one was looked at. Monotonic ms. */
export interface Lasting {
  readonly judgedAt: number;
  readonly since?: number;
}

/**
 * Notes what a reading of this moment shows. Only readings move it: silence and what is not good neither begin, end nor lengthen
 * a condition, so that a gap hides nothing and decides nothing. A moment that was judged is not judged again.
 */
export function note(before: Lasting | undefined, at: number, isThere: boolean): Lasting {
  if (before && at <= before.judgedAt) return before;
  return isThere ? { judgedAt: at, since: before?.since ?? at } : { judgedAt: at };
}

/** Whether two readings at least so far apart, and each between them, showed it. */
export function hasLasted(lasting: Lasting | undefined, forMs: number): boolean {
  return lasting?.since !== undefined && lasting.judgedAt - lasting.since >= forMs;
}
