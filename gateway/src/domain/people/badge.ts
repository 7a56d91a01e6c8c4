import { COLOURS, SYMBOLS, type BadgeColour, type BadgeSymbol } from '../../contract/index.ts';

/** Symbol and colour, by which people are known who do not read. */
export interface Badge {
  readonly symbol: BadgeSymbol;
  readonly colour: BadgeColour;
}

const PAIRS = SYMBOLS.length * COLOURS.length;

/** The n-th pair: each symbol comes once before any comes again, in another colour each time. */
export function badgeAt(n: number): Badge {
  const round = Math.floor(n / SYMBOLS.length);
  const symbol = SYMBOLS[n % SYMBOLS.length] ?? 'drop';
  return { symbol, colour: COLOURS[(n + round) % COLOURS.length] ?? 'blue' };
}

/** A pair that none of these has; when all are taken, one that somebody has. */
export function freeBadge(taken: readonly Badge[]): Badge {
  const keys = new Set(taken.map(keyOf));
  const candidates = Array.from({ length: PAIRS }, (_, n) => badgeAt((taken.length + n) % PAIRS));
  return candidates.find((badge) => !keys.has(keyOf(badge))) ?? badgeAt(taken.length % PAIRS);
}

/** Whether two are the same to the eye. */
export function isSameBadge(a: Badge, b: Badge): boolean {
  return keyOf(a) === keyOf(b);
}

function keyOf({ symbol, colour }: Badge): string {
  return `${symbol} ${colour}`;
}
