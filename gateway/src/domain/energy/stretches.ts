import type { Span } from './site-calendar.ts';

/** Moments in rising order as stretches of moments that follow one another. */
export function stretchesOf(moments: readonly number[], stepMs: number): Span[] {
  const stretches: { from: number; to: number }[] = [];
  for (const at of moments) {
    const last = stretches.at(-1);
    if (last?.to === at) last.to = at + stepMs;
    else stretches.push({ from: at, to: at + stepMs });
  }
  return stretches;
}
