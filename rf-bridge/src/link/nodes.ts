import { SILENT_POLLS, type Timing } from './timing.ts';

/** What the link knows of one node. Times are monotonic ms. */
interface Node {
  readonly id: number;
  /** Adopted by way of this bridge: its readings are wanted. */
  isMember: boolean;
  watched: boolean;
  /** Answered at least once since the bridge began. */
  wasHeard: boolean;
  isOnline: boolean;
  /** Polls in a row without an answer. */
  silent: number;
  nextPollAt: number;
  /** When to read back after a change, earliest first. */
  readBacks: number[];
  /** Whether the last exchanges were answered at their first transmission, newest last. */
  firstTries: boolean[];
}

/** What is to be asked next when no command waits. */
export type Ask = { readonly kind: 'poll' | 'ping'; readonly node: number } | { readonly kind: 'wait' };

/** Ids 01 and 02 collide with socket numbers and controllers; FF is nobody's. */
const FIRST_ID = 0x03;
const LAST_ID = 0xfe;
const REMEMBERED_TRIES = 20;

/** The nodes a bridge knows, and whose turn it is: read-backs first, then whoever has waited longest, then the search for others. */
export class Nodes {
  readonly #nodes = new Map<number, Node>();
  readonly #timing: Timing;
  /** Ids that are asked first, and again and again: named by the configuration. */
  readonly #named: readonly number[];
  #scanId = LAST_ID;
  #nextScanAt = 0;
  #cycleBegan: number | undefined;
  #cycleMs: number | undefined;

  constructor(named: readonly number[], timing: Timing) {
    this.#named = named.filter((id) => id >= FIRST_ID && id <= LAST_ID);
    this.#timing = timing;
    for (const id of this.#named) this.#get(id);
  }

  /** Who belongs to the farm now. */
  setMembers(members: readonly { readonly id: number; readonly watched: boolean }[], now: number): void {
    for (const node of this.#nodes.values()) node.isMember = members.some(({ id }) => id === node.id);
    for (const { id, watched } of members) {
      const node = this.#get(id);
      if (!node.isMember) node.nextPollAt = now;
      Object.assign(node, { isMember: true, watched });
    }
  }

  isSilent(id: number): boolean {
    return (this.#nodes.get(id)?.silent ?? 0) >= SILENT_POLLS;
  }

  /** Everyone that was heard, for a fresh start of the other side. */
  heardIds(): { id: number; isOnline: boolean }[] {
    return [...this.#nodes.values()].filter(({ wasHeard }) => wasHeard).map(({ id, isOnline }) => ({ id, isOnline }));
  }

  /** Share of the last exchanges that were answered at once. Unit: %. */
  firstTryPercent(id: number): number {
    const tries = this.#nodes.get(id)?.firstTries ?? [];
    return tries.length === 0 ? 100 : Math.round((100 * tries.filter(Boolean).length) / tries.length);
  }

  /** From one poll of the first member to the next. Unit: ms. */
  get cycleMs(): number | undefined {
    return this.#cycleMs;
  }

  /** It answered. Whether that is news: it was silent, or never heard. */
  noteHeard(id: number, firstTry: boolean): boolean {
    const node = this.#get(id);
    const isNews = !node.isOnline;
    node.wasHeard = true;
    node.isOnline = true;
    node.silent = 0;
    this.#noteTry(node, firstTry);
    return isNews;
  }

  /** It did not. Whether it is offline by that. */
  noteSilent(id: number, now: number, isOwed: boolean): boolean {
    const node = this.#get(id);
    node.silent += 1;
    this.#noteTry(node, false);
    if (node.silent >= SILENT_POLLS && !isOwed)
      node.nextPollAt =
        now + Math.min(this.#timing.silentEveryMs, this.#timing.pollEveryMs * 2 ** (node.silent - SILENT_POLLS + 1));
    if (node.silent !== SILENT_POLLS) return false;
    node.isOnline = false;
    return node.isMember || node.wasHeard;
  }

  /** The port is gone: nobody is heard through it. */
  loseAll(): number[] {
    const lost = [...this.#nodes.values()].filter(({ isOnline, isMember }) => isOnline || isMember);
    for (const node of lost) node.isOnline = false;
    return lost.map(({ id }) => id);
  }

  /** The port is back: everyone is asked at once. */
  askAll(now: number): void {
    for (const node of this.#nodes.values()) Object.assign(node, { nextPollAt: now, silent: 0 });
  }

  noteChanged(id: number, now: number): void {
    this.#get(id).readBacks = this.#timing.readBackMs.map((after) => now + after);
  }

  notePolled(id: number, now: number): void {
    const node = this.#get(id);
    node.readBacks = node.readBacks.filter((at) => at > now);
    node.nextPollAt = now + (node.isMember ? this.#timing.pollEveryMs : this.#timing.seenEveryMs);
    const first = [...this.#nodes.values()].find(({ isMember }) => isMember);
    if (first?.id !== id) return;
    if (this.#cycleBegan !== undefined) this.#cycleMs = Math.round(now - this.#cycleBegan);
    this.#cycleBegan = now;
  }

  /** Whom to ask now. */
  next(now: number): Ask {
    const nodes = [...this.#nodes.values()];
    const toRead = nodes.find(({ readBacks }) => readBacks.some((at) => at <= now));
    if (toRead) return { kind: 'poll', node: toRead.id };
    const due = nodes
      .filter(({ nextPollAt }) => nextPollAt <= now)
      .sort((a, b) => Number(b.isMember) - Number(a.isMember) || a.nextPollAt - b.nextPollAt);
    const [first] = due;
    if (first) return { kind: first.isMember ? 'poll' : 'ping', node: first.id };
    if (now >= this.#nextScanAt) return this.#scan(now);
    return { kind: 'wait' };
  }

  /** When somebody is to be asked next. Unit: monotonic ms. */
  get nextMoment(): number {
    const times = [...this.#nodes.values()].flatMap(({ nextPollAt, readBacks }) => [nextPollAt, ...readBacks]);
    return Math.min(this.#nextScanAt, ...times);
  }

  /** One id that nobody has spoken for, from the top: fresh outlets of the field carry high ids. */
  #scan(now: number): Ask {
    this.#nextScanAt = now + this.#timing.scanEveryMs;
    for (let left = LAST_ID - FIRST_ID + 1; left > 0; left--) {
      const id = this.#scanId;
      this.#scanId = id === FIRST_ID ? LAST_ID : id - 1;
      if (!this.#nodes.has(id)) return { kind: 'ping', node: id };
    }
    return { kind: 'wait' };
  }

  /** An id of the scan that stays silent leaves no trace. */
  forgetUnheard(id: number): void {
    const node = this.#nodes.get(id);
    if (node && !node.wasHeard && !node.isMember && !this.#named.includes(id)) this.#nodes.delete(id);
  }

  #noteTry(node: Node, first: boolean): void {
    node.firstTries = [...node.firstTries.slice(1 - REMEMBERED_TRIES), first];
  }

  #get(id: number): Node {
    const known = this.#nodes.get(id);
    if (known) return known;
    const node: Node = {
      id,
      isMember: false,
      watched: false,
      wasHeard: false,
      isOnline: false,
      silent: 0,
      nextPollAt: 0,
      readBacks: [],
      firstTries: [],
    };
    this.#nodes.set(id, node);
    return node;
  }
}
