/** How starts of a site are kept apart. Unit: ms. */
export interface StaggerSetup {
  /** Between two starts; 0 turns it all off, the random part included. */
  readonly gapMs: number;
  /** Drawn once for this gateway, 0 to 30 s: two gateways on one line do not start in step. */
  readonly randomMs: number;
  /** So long after the grid came back, or the gateway was started. */
  readonly windowMs: number;
  /** What each transformer bears, by its name. Unit: kVA. */
  readonly budgetKva: Readonly<Record<string, number>>;
}

export const staggerDefaults: Omit<StaggerSetup, 'randomMs'> = { gapMs: 30_000, windowMs: 600_000, budgetKva: {} };

/** A motor as its transformer feels it. */
export interface StaggerLoad {
  readonly transformer?: string;
  /** While it runs, and in the moment of its start. Unit: kVA. */
  readonly runKva: number;
  readonly startKva: number;
}

/** What starts are kept apart from. Times are monotonic ms. */
export interface StaggerSeen {
  /** When the grid came back, or the gateway was started, whichever was later. */
  readonly returnedAt: number;
  /** While nobody knows of the grid it may come back at any moment. */
  readonly isUncertain: boolean;
  /** The last start of any motor of the site. */
  readonly lastStartAt?: number;
  /** Every motor of the site that is on or about to be, with its start. */
  readonly running: readonly (StaggerLoad & { readonly startedAt: number })[];
}

/** When a pump may start; `undefined` where another has to stop first. Unit: monotonic ms. */
export interface StaggerAnswer {
  readonly at: number | undefined;
  readonly code?: 'stagger' | 'transformer';
}

/** A motor has its running current by then. */
const INRUSH_MS = 5_000;

/** The earliest start of one more pump: what the pump's engine asks, and what people are shown. Never before `now`. */
export function earliestStart(setup: StaggerSetup, load: StaggerLoad, seen: StaggerSeen, now: number): StaggerAnswer {
  const apart = keptApart(setup, seen, now);
  const budget = load.transformer === undefined ? undefined : setup.budgetKva[load.transformer];
  if (budget === undefined) return answer(apart, now, 'stagger');
  const neighbours = seen.running.filter(({ transformer }) => transformer === load.transformer);
  const quietAt = Math.max(apart, ...neighbours.map(({ startedAt }) => startedAt + INRUSH_MS));
  // From the last inrush on nothing changes by itself, so that one moment answers for all later ones.
  const fitsAt = [apart, ...neighbours.map(({ startedAt }) => startedAt + INRUSH_MS), quietAt]
    .filter((at) => at >= apart)
    .toSorted((a, b) => a - b)
    .find((at) => load.startKva + drawnAt(neighbours, at) <= budget);
  if (fitsAt === undefined) return { at: undefined, code: 'transformer' };
  return fitsAt > apart ? { at: fitsAt, code: 'transformer' } : answer(apart, now, 'stagger');
}

function keptApart({ gapMs, randomMs, windowMs }: StaggerSetup, seen: StaggerSeen, now: number): number {
  if (gapMs === 0) return now;
  const { returnedAt, isUncertain, lastStartAt = -Infinity } = seen;
  const wanted = Math.max(now, returnedAt + randomMs, lastStartAt + gapMs + randomMs);
  const endsAt = isUncertain ? Infinity : returnedAt + windowMs;
  return Math.max(now, Math.min(wanted, endsAt));
}

function drawnAt(loads: StaggerSeen['running'], at: number): number {
  return loads.reduce(
    (sum, { startedAt, startKva, runKva }) => sum + (at < startedAt + INRUSH_MS ? startKva : runKva),
    0,
  );
}

function answer(at: number, now: number, code: 'stagger'): StaggerAnswer {
  return at > now ? { at, code } : { at };
}
