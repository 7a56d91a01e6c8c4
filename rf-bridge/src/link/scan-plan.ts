import type { Timing } from './timing.ts';

/** Ids an outlet may have: 01 and 02 collide with sockets and masters, FF is nobody's. */
export const FIRST_ID = 0x03;
export const LAST_ID = 0xfe;

/** An id that an outlet may have once it is provisioned. */
export function isNodeId(id: number): boolean {
  return Number.isInteger(id) && id >= FIRST_ID && id <= LAST_ID;
}

/** What to PING now, or when to ask again. Unit: monotonic ms. */
export type NextScan =
  { readonly kind: 'ping'; readonly node: number } | { readonly kind: 'wait'; readonly until: number };

/** An id worth asking again and again: named in the configuration, or heard and not adopted. */
interface Watched {
  askedAt: number;
  misses: number;
  wasHeard: boolean;
}

/** PINGs in a row that an outlet may miss until it counts as not there. */
const MISSES = 3;

/** How often an id is asked until it is sure whether somebody has it. Unit: ms. */
const UNSURE_EVERY_MS = 5_000;

/** Which ids to PING in search of outlets nobody has adopted. Pure: time is an input. */
export class ScanPlan {
  readonly #timing: Timing;
  readonly #pinned: readonly number[];
  readonly #watched = new Map<number, Watched>();
  #sweepAt = FIRST_ID;
  #askedAt = -Infinity;

  /** `pinned` are asked first and for ever. */
  constructor(timing: Timing, pinned: readonly number[]) {
    this.#timing = timing;
    this.#pinned = pinned;
    for (const node of pinned) this.lookFor(node);
  }

  /** An id that an outlet is believed to have: it is asked as soon as the air allows. */
  lookFor(node: number): void {
    this.#watched.set(node, { askedAt: -Infinity, misses: 0, wasHeard: false });
  }

  /** `busy`: polls fill the air, so that a search has to take some of theirs. */
  next(now: number, isPolled: (node: number) => boolean, busy: boolean): NextScan {
    const mayAskAt = this.#askedAt + (busy ? this.#timing.scanBusyMs : 0);
    const sweepAt = this.#askedAt + (busy ? this.#timing.scanBusyMs : this.#timing.scanEveryMs);
    const known = this.#firstKnown(isPolled);
    if (known && Math.max(known.at, mayAskAt) <= now) return { kind: 'ping', node: known.node };
    const unknown = this.#nextUnknown(isPolled);
    if (unknown !== undefined && sweepAt <= now) return { kind: 'ping', node: unknown };
    const knownAt = known ? Math.max(known.at, mayAskAt) : Infinity;
    return { kind: 'wait', until: Math.min(knownAt, unknown === undefined ? Infinity : sweepAt) };
  }

  /** Tells that an id is being asked. */
  pinging(node: number, now: number): void {
    this.#askedAt = now;
    const watched = this.#watched.get(node);
    if (watched) watched.askedAt = now;
    else this.#sweepAt = node === LAST_ID ? FIRST_ID : node + 1;
  }

  /** An outlet that is there, or was a moment ago: it is asked again and again. */
  heard(node: number, now: number): void {
    this.#watched.set(node, { askedAt: now, misses: 0, wasHeard: true });
  }

  /** The outlets that answered their last PINGs. */
  get heardIds(): number[] {
    return [...this.#watched].filter(([, { wasHeard }]) => wasHeard).map(([node]) => node);
  }

  /** The port is gone: nobody is heard through it, and each is asked at once when it is back. */
  forget(): void {
    for (const watched of this.#watched.values())
      Object.assign(watched, { askedAt: -Infinity, misses: 0, wasHeard: false });
  }

  /** Tells whether an outlet that was heard before is gone by this. */
  wasSilent(node: number): boolean {
    const watched = this.#watched.get(node);
    if (!watched || ++watched.misses < MISSES) return false;
    const { wasHeard } = watched;
    watched.wasHeard = false;
    if (!this.#pinned.includes(node)) this.#watched.delete(node);
    return wasHeard;
  }

  /** Soon while it is not sure, seldom when it is: it is there, or it is not. */
  #intervalOf({ wasHeard, misses }: Watched): number {
    const isSure = wasHeard ? misses === 0 : misses >= MISSES;
    return isSure ? this.#timing.seenEveryMs : UNSURE_EVERY_MS;
  }

  #firstKnown(isPolled: (node: number) => boolean): { node: number; at: number } | undefined {
    return [...this.#watched]
      .filter(([node]) => !isPolled(node))
      .map(([node, watched]) => ({ node, at: watched.askedAt + this.#intervalOf(watched) }))
      .sort((a, b) => a.at - b.at)[0];
  }

  #nextUnknown(isPolled: (node: number) => boolean): number | undefined {
    const span = LAST_ID - FIRST_ID + 1;
    for (let step = 0; step < span; step++) {
      const node = FIRST_ID + ((this.#sweepAt - FIRST_ID + step) % span);
      if (!isPolled(node) && !this.#watched.has(node)) return node;
    }
    return undefined;
  }
}
