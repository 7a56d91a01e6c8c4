import type { Change, Clock, LinkHistory, LinkSlot, ReadingEvent } from '../../contract/index.ts';
import type { EventBus } from '../events.ts';

const SLOT_MS = 600_000;
/** 24 hours. */
const SLOTS = 144;
/** The points whose averages are kept, and what a slot calls them. */
const quantities = [
  ['link.score', 'score'],
  ['link.firstTry', 'firstTry'],
  ['link.tries', 'tries'],
  ['link.roundTrip', 'roundTrip'],
] as const;

/** What is summed up in a slot: milliseconds that somebody looked, milliseconds online, then a sum and a count a quantity. */
const [LOOKED, ONLINE, FIRST_SUM] = [0, 1, 2];
const WIDTH = FIRST_SUM + 2 * quantities.length;

/** How the link of each device was over the last 24 hours, in memory: 11 kB a device. Slots count by the monotonic clock. */
export class LinkHistories {
  readonly #clock: Clock;
  readonly #events: EventBus;
  readonly #rings = new Map<string, Ring>();
  #stopListening: readonly (() => void)[] = [];

  constructor(clock: Clock, events: EventBus) {
    this.#clock = clock;
    this.#events = events;
  }

  start(): void {
    this.#stopListening = [
      this.#events.on('reading', (reading) => this.#onReading(reading)),
      this.#events.on('change', ({ change }) => this.#onChange(change)),
    ];
  }

  stop(): void {
    for (const stop of this.#stopListening) stop();
  }

  /** Oldest first; the wall's times are those that the clock would give these slots now. */
  view(device: string): LinkHistory {
    const now = this.#clock.monoMs();
    const wallOf = (mono: number) => Math.max(0, Math.round(this.#clock.wallMs() - (now - mono)));
    const last = slotAt(now);
    const ring = this.#rings.get(device);
    ring?.moveTo(now);
    const slots = Array.from({ length: SLOTS }, (_, at): LinkSlot => {
      const slot = last - (SLOTS - 1 - at);
      return { at: wallOf(slot * SLOT_MS), ...(ring?.slot(slot) ?? { onlinePercent: 0 }) };
    });
    return { device, slotMs: SLOT_MS, slots };
  }

  #onReading({ device, point, value, quality }: ReadingEvent): void {
    const quantity = quantities.findIndex(([id]) => id === point);
    if (quantity < 0 || typeof value !== 'number' || quality !== 'good') return;
    this.#ringOf(device).add(this.#clock.monoMs(), quantity, value);
  }

  #onChange(change: Change): void {
    if (change.what === 'device-gone') this.#rings.delete(change.device);
    if (change.what === 'device')
      this.#rings.get(change.device.id)?.setOnline(this.#clock.monoMs(), change.device.availability === 'online');
  }

  #ringOf(device: string): Ring {
    const known = this.#rings.get(device);
    if (known) return known;
    // What tells of its link is there.
    const ring = new Ring(this.#clock.monoMs(), true);
    this.#rings.set(device, ring);
    return ring;
  }
}

/** The slots of one device, each in the place of the one of a day before. */
class Ring {
  readonly #sums = new Float64Array(SLOTS * WIDTH);
  /** Up to here the time is summed up. */
  #mono: number;
  #isOnline: boolean;

  constructor(mono: number, isOnline: boolean) {
    this.#mono = mono;
    this.#isOnline = isOnline;
  }

  add(mono: number, quantity: number, value: number): void {
    this.moveTo(mono);
    const at = placeOf(slotAt(mono)) + FIRST_SUM + 2 * quantity;
    this.#sums[at] = (this.#sums[at] ?? 0) + value;
    this.#sums[at + 1] = (this.#sums[at + 1] ?? 0) + 1;
  }

  setOnline(mono: number, isOnline: boolean): void {
    this.moveTo(mono);
    this.#isOnline = isOnline;
  }

  /** Sums the time up to `mono`, and clears the slots that it enters. */
  moveTo(mono: number): void {
    // After more than a day nothing of the ring is left: only its last day is gone through.
    let from = Math.max(this.#mono, (slotAt(mono) - SLOTS) * SLOT_MS);
    while (from < mono) {
      const end = (slotAt(from) + 1) * SLOT_MS;
      this.#pass(slotAt(from), Math.min(end, mono) - from);
      if (end <= mono) this.#sums.fill(0, placeOf(slotAt(end)), placeOf(slotAt(end)) + WIDTH);
      from = end;
    }
    this.#mono = Math.max(this.#mono, mono);
  }

  slot(slot: number): Omit<LinkSlot, 'at'> {
    const sums = this.#sums.subarray(placeOf(slot), placeOf(slot) + WIDTH);
    const [looked = 0, online = 0] = [sums[LOOKED], sums[ONLINE]];
    const averages = quantities.flatMap(([, name], quantity) => {
      const [sum = 0, count = 0] = sums.subarray(FIRST_SUM + 2 * quantity);
      return count > 0 ? [[name, rounded(sum / count)] as const] : [];
    });
    return { ...Object.fromEntries(averages), onlinePercent: looked > 0 ? rounded((100 * online) / looked) : 0 };
  }

  #pass(slot: number, ms: number): void {
    const at = placeOf(slot);
    this.#sums[at + LOOKED] = (this.#sums[at + LOOKED] ?? 0) + ms;
    if (this.#isOnline) this.#sums[at + ONLINE] = (this.#sums[at + ONLINE] ?? 0) + ms;
  }
}

function slotAt(mono: number): number {
  return Math.floor(mono / SLOT_MS);
}

/** Where a slot begins in the ring; slots of before the boot are negative. */
function placeOf(slot: number): number {
  return (((slot % SLOTS) + SLOTS) % SLOTS) * WIDTH;
}

function rounded(value: number): number {
  return Math.round(value * 100) / 100;
}
