import type { Readings, TopicWord } from '../../contract/index.ts';
import { MAX_FORWARDED_BYTES } from '../payload.ts';
import { Lanes } from './lanes.ts';

/** Receipts and answers of one credential that wait for the gateway. It commands slower than this fills. */
const MAX_RECEIPTS = 64;
/** The contract's most of one message. */
const MAX_POINTS = 64;
/** The contract's most. Unit: ms. */
const OLDEST_MS = 86_400_000;
/** The longest text of a reading as JSON: 64 characters, each of them escaped. */
const MAX_TEXT_BYTES = 64 * String.raw`\u0000`.length + 2;
/** The longest number as JSON, such as -1.2345678901234567e-308, and no less than a truth. */
const MAX_NUMBER_BYTES = 24;

/** What a device said, as it goes to the gateway. */
export interface Saying {
  readonly credential: string;
  readonly device: string;
  readonly word: TopicWord;
  readonly payload: object;
}

interface Values {
  readonly credential: string;
  readonly device: string;
  /** By point; `atMono`: when it was measured. */
  readonly points: Map<string, { readonly value: Readings['values'][string]; readonly atMono: number }>;
}

type Entry = { readonly kind: 'one'; readonly saying: Saying } | { readonly kind: 'values'; readonly values: Values };

/**
 * What waits for the gateway, oldest first, without growing: of readings the newest of each point stays, of hello and status the
 * last one said, and receipts and answers all stay, so that whoever has too many waiting has to wait with the next.
 */
export class Outbox {
  readonly #entries = new Map<string, Entry>();
  /** Receipts and answers that wait, by credential. */
  readonly #receipts = new Map<string, number>();
  #count = 0;

  get size(): number {
    return this.#entries.size;
  }

  /** Answers false where there is no room: then it was not taken, and must not be acknowledged. */
  put(saying: Saying): boolean {
    const { credential, device, word } = saying;
    if (word === 'receipts' || word === 'answers') return this.#putReceipt(saying);
    const key = `${credential} ${device} ${word}`;
    // To the end: what was said after it before, still goes before it.
    this.#entries.delete(key);
    this.#entries.set(key, { kind: 'one', saying });
    return true;
  }

  /** Merges into what waits of the same device. */
  putReadings(credential: string, device: string, readings: Readings, nowMono: number): void {
    const key = `${credential} ${device} readings`;
    const found = this.#entries.get(key);
    const points: Values['points'] = found?.kind === 'values' ? found.values.points : new Map();
    if (!found) this.#entries.set(key, { kind: 'values', values: { credential, device, points } });
    const atMono = nowMono - (readings.ageMs ?? 0);
    for (const [point, value] of Object.entries(readings.values)) {
      if ((points.get(point)?.atMono ?? -Infinity) > atMono) continue;
      points.delete(point);
      points.set(point, { value, atMono });
    }
    dropOldest(points);
  }

  /**
   * The next to go of those that are free to, and that nothing waits before; undefined when there is none. It is no longer here:
   * give it back if it did not arrive.
   */
  take(nowMono: number, isFree: (credential: string, device: string) => boolean = () => true): Saying | undefined {
    let before: Lanes | undefined;
    for (const [key, entry] of this.#entries) {
      const { credential, device } = entry.kind === 'one' ? entry.saying : entry.values;
      if (!isFree(credential, device) || before?.isFree(credential, device) === false) {
        before ??= new Lanes();
        before.take(credential, device);
        continue;
      }
      const saying = entry.kind === 'one' ? entry.saying : takeValues(entry.values, nowMono);
      if (entry.kind === 'one' || entry.values.points.size === 0) this.#entries.delete(key);
      if (!saying) continue;
      if (isReceipt(saying.word)) this.#countReceipt(saying.credential, -1);
      return saying;
    }
    return undefined;
  }

  /** What was taken `nowMono` and did not arrive waits again before all others, unless something newer took its place. */
  giveBack(saying: Saying, takenMono: number): void {
    const { credential, device, word, payload } = saying;
    if (isReadings(word, payload)) return this.#giveBackReadings(saying, payload, takenMono);
    const key = `${credential} ${device} ${word}`;
    if (!isReceipt(word)) return this.#entries.has(key) ? undefined : this.#putFirst(key, { kind: 'one', saying });
    this.#countReceipt(credential, 1);
    this.#putFirst(`receipt ${this.#count++}`, { kind: 'one', saying });
  }

  /** Forgets what may no longer be said. */
  keepOnly(may: (credential: string, device: string) => boolean): void {
    for (const [key, entry] of this.#entries) {
      const { credential, device } = entry.kind === 'one' ? entry.saying : entry.values;
      if (may(credential, device)) continue;
      this.#entries.delete(key);
      if (entry.kind === 'one' && isReceipt(entry.saying.word)) this.#countReceipt(credential, -1);
    }
  }

  #putReceipt(saying: Saying): boolean {
    if ((this.#receipts.get(saying.credential) ?? 0) >= MAX_RECEIPTS) return false;
    this.#countReceipt(saying.credential, 1);
    this.#entries.set(`receipt ${this.#count++}`, { kind: 'one', saying });
    return true;
  }

  #countReceipt(credential: string, change: 1 | -1): void {
    const count = (this.#receipts.get(credential) ?? 0) + change;
    if (count === 0) this.#receipts.delete(credential);
    else this.#receipts.set(credential, count);
  }

  /** What came since is newer: it stays, and goes with it. */
  #giveBackReadings({ credential, device }: Saying, payload: Readings, takenMono: number): void {
    const key = `${credential} ${device} readings`;
    const newer = this.#entries.get(key);
    const points: Values['points'] = newer?.kind === 'values' ? newer.values.points : new Map();
    const atMono = takenMono - (payload.ageMs ?? 0);
    const left = Object.entries(payload.values).filter(([point]) => !points.has(point));
    if (left.length === 0) return;
    const all = new Map([...left.map(([point, value]) => [point, { value, atMono }] as const), ...points]);
    dropOldest(all);
    this.#putFirst(key, { kind: 'values', values: { credential, device, points: all } });
  }

  #putFirst(key: string, entry: Entry): void {
    this.#entries.delete(key);
    const later = [...this.#entries];
    this.#entries.clear();
    this.#entries.set(key, entry);
    for (const [name, other] of later) this.#entries.set(name, other);
  }
}

function dropOldest(points: Values['points']): void {
  for (const oldest of points.keys()) {
    if (points.size <= MAX_POINTS) break;
    points.delete(oldest);
  }
}

/** Those that were measured at one moment and have room together, the oldest first: a message has one age. Undefined: all were too old. */
function takeValues({ credential, device, points }: Values, nowMono: number): Saying | undefined {
  for (const [point, { atMono }] of points) if (nowMono - atMono > OLDEST_MS) points.delete(point);
  const oldest = Math.min(...[...points.values()].map(({ atMono }) => atMono));
  const together = fitting([...points].filter(([, { atMono }]) => atMono === oldest));
  if (together.length === 0) return undefined;
  for (const [point] of together) points.delete(point);
  const ageMs = Math.round(nowMono - oldest);
  const values = Object.fromEntries(together.map(([point, { value }]) => [point, value]));
  return { credential, device, word: 'readings', payload: { values, ...(ageMs > 0 ? { ageMs } : {}) } };
}

/** The first of them that one message has room for. A single one always has: it came in one. */
function fitting<Point extends readonly [string, { readonly value: Readings['values'][string] }]>(
  points: readonly Point[],
): readonly Point[] {
  let bytes = '{"values":{}}'.length;
  const end = points.findIndex(([point, { value }], at) => {
    bytes += `"${point}":,`.length + (typeof value === 'string' ? MAX_TEXT_BYTES : MAX_NUMBER_BYTES);
    return at > 0 && bytes > MAX_FORWARDED_BYTES;
  });
  return end < 0 ? points : points.slice(0, end);
}

function isReceipt(word: TopicWord): boolean {
  return word === 'receipts' || word === 'answers';
}

/** Whether it is values of points, read by the contract before. */
export function isReadings(word: TopicWord, payload: object): payload is Readings {
  return word === 'readings' && 'values' in payload;
}
