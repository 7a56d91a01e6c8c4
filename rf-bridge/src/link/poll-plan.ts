import { SILENT_POLLS, type Timing } from './timing.ts';

/** A node that is to be polled. */
export interface PolledNode {
  /** Radio id. */
  readonly node: number;
  /** Somebody looks at it, or a run is on. */
  readonly watched: boolean;
}

interface Polled extends PolledNode {
  /** When its last poll began; -Infinity before the first. */
  polledAt: number;
  /** Moments at which it is to be read back after a change, first first. */
  readBacks: number[];
  readBackTries: number;
  /** Polls in a row that nothing came back from. */
  silentPolls: number;
  /** Whether it was heard; undefined until that is decided. */
  isOnline: boolean | undefined;
  /** Answered at least once since the bridge began. */
  wasHeard: boolean;
}

/** What to poll now, or when to ask again. Unit: monotonic ms. */
export type NextPoll =
  { readonly kind: 'poll'; readonly node: number } | { readonly kind: 'wait'; readonly until: number };

/** A read-back that fails this often is left to the plain polls. */
const READ_BACK_TRIES = 3;

/**
 * Which node to poll next: read-backs first, then watched nodes and the others in turn, silent ones less and less often.
 * Pure: time is an input.
 */
export class PollPlan {
  readonly #timing: Timing;
  readonly #isOwedTo: (node: number) => boolean;
  #nodes = new Map<number, Polled>();
  #wasWatchedTurn = false;
  #cycleMs: number | undefined;

  constructor(timing: Timing, isOwedTo: (node: number) => boolean) {
    this.#timing = timing;
    this.#isOwedTo = isOwedTo;
  }

  /** Milliseconds from one plain poll of a node to the next; undefined before there were two. */
  get cycleMs(): number | undefined {
    return this.#cycleMs;
  }

  /** Takes a new roster and tells which nodes are on it no more; what is known of those that stay is kept. */
  setNodes(nodes: readonly PolledNode[]): number[] {
    const before = this.#nodes;
    this.#nodes = new Map(nodes.map((node) => [node.node, { ...(before.get(node.node) ?? fresh), ...node }]));
    return [...before.keys()].filter((node) => !this.#nodes.has(node));
  }

  has(node: number): boolean {
    return this.#nodes.has(node);
  }

  next(now: number): NextPoll {
    let until = Infinity;
    let plain: Polled | undefined;
    let watched: Polled | undefined;
    for (const node of this.#nodes.values()) {
      if (isReadBackDue(node, now)) return { kind: 'poll', node: node.node };
      const dueAt = this.#dueAt(node);
      until = Math.min(until, dueAt);
      if (dueAt > now) continue;
      plain = longerAgo(plain, node);
      if (this.#isWatchedDue(node, now)) watched = longerAgo(watched, node);
    }
    // Watched nodes and the others take turns, so that many watched ones do not starve the rest.
    const pick = this.#wasWatchedTurn ? plain : (watched ?? plain);
    return pick ? { kind: 'poll', node: pick.node } : { kind: 'wait', until };
  }

  /** Tells that a node is being polled. */
  polling(node: number, now: number): void {
    const polled = this.#nodes.get(node);
    if (!polled) return;
    this.#wasWatchedTurn = this.#isWatchedDue(polled, now);
    if (polled.isOnline && !this.#wasWatchedTurn && !isReadBackDue(polled, now))
      this.#cycleMs = Math.round(now - polled.polledAt);
    polled.polledAt = now;
  }

  /** The node answered: something, anything. Tells whether that is news. */
  heard(node: number): boolean {
    const polled = this.#nodes.get(node);
    if (!polled) return false;
    const isNews = polled.isOnline !== true;
    polled.silentPolls = 0;
    polled.isOnline = true;
    polled.wasHeard = true;
    return isNews;
  }

  /** The last poll of the node brought its readings: that settles every read-back due when it began. */
  wasRead(node: number): void {
    const polled = this.#nodes.get(node);
    if (!polled) return;
    polled.readBacks = polled.readBacks.filter((at) => at > polled.polledAt);
    polled.readBackTries = 0;
  }

  /** One of the two reports was lost: a read-back is not settled by that, but it is not tried for ever either. */
  wasHalfRead(node: number): void {
    const polled = this.#nodes.get(node);
    if (polled) this.#missReadBack(polled);
  }

  /** Nothing came back from the last poll. Tells whether the node is offline by that, and was not before. */
  wasSilent(node: number): boolean {
    const polled = this.#nodes.get(node);
    if (!polled) return false;
    polled.silentPolls++;
    this.#missReadBack(polled);
    if (polled.silentPolls < SILENT_POLLS || polled.isOnline === false) return false;
    polled.isOnline = false;
    return true;
  }

  /** After an acknowledged change the current tells what became of it. */
  readBack(node: number, now: number): void {
    const polled = this.#nodes.get(node);
    if (polled) polled.readBacks = this.#timing.readBackMs.map((ms) => now + ms);
  }

  /** The port is gone: of no node is anything known, and each is asked at once when it is back. */
  forget(): void {
    for (const polled of this.#nodes.values())
      Object.assign(polled, { polledAt: -Infinity, silentPolls: 0, isOnline: undefined });
  }

  /** Every node that was heard, and whether it answers now. */
  get heardIds(): { id: number; isOnline: boolean }[] {
    const heard = [...this.#nodes.values()].filter(({ wasHeard }) => wasHeard);
    return heard.map(({ node, isOnline }) => ({ id: node, isOnline: isOnline === true }));
  }

  get ids(): number[] {
    return [...this.#nodes.keys()];
  }

  #missReadBack(polled: Polled): void {
    if (!isReadBackDue(polled, polled.polledAt) || ++polled.readBackTries < READ_BACK_TRIES) return;
    this.wasRead(polled.node);
  }

  #isWatchedDue({ watched, polledAt }: Polled, now: number): boolean {
    return watched && now - polledAt >= this.#timing.watchedEveryMs;
  }

  #dueAt(polled: Polled): number {
    const [readBackAt = Infinity] = polled.readBacks;
    return Math.min(readBackAt, polled.polledAt + this.#intervalOf(polled));
  }

  /** While an OFF waits for a node there is no back-off: it must be heard as soon as it can. */
  #intervalOf({ node, silentPolls }: Polled): number {
    const { pollEveryMs, silentEveryMs } = this.#timing;
    if (silentPolls < SILENT_POLLS) return pollEveryMs;
    const backedOff = 2 * pollEveryMs * 2 ** (silentPolls - SILENT_POLLS);
    return this.#isOwedTo(node) ? 2 * pollEveryMs : Math.min(silentEveryMs, backedOff);
  }
}

const fresh = {
  polledAt: -Infinity,
  readBacks: [] as number[],
  readBackTries: 0,
  silentPolls: 0,
  isOnline: undefined,
  wasHeard: false,
} satisfies Omit<Polled, keyof PolledNode>;

function isReadBackDue({ readBacks: [first = Infinity] }: Polled, now: number): boolean {
  return first <= now;
}

function longerAgo(best: Polled | undefined, node: Polled): Polled {
  return best && best.polledAt <= node.polledAt ? best : node;
}
