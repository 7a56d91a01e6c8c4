import type { Socket } from '@farmgate/rf-bridge/codec';
import { Timeline } from './timeline.ts';
import type { Truth, TruthLog } from './truth.ts';

/** An amount of something between two moments. */
interface Span {
  readonly since: number;
  readonly at: number;
  readonly amount: number;
}

const MAX_LOG = 100_000;
/** Of one kind. Received frames are so many that they would push everything else out of the log. */
const MAX_KIND = 20_000;
const MAX_SPANS = 50_000;

/**
 * The one record of what really happened. Nothing in it comes from what a product said or heard, so that its claims can be held
 * against it. The newest is kept; who wants all of it hands in `onTruth`. Times are monotonic ms.
 */
export class TruthBook {
  /** The newest truths, oldest first. */
  readonly log: Truth[] = [];
  readonly #onTruth: TruthLog | undefined;
  readonly #kinds = new Map<Truth['what'], Truth[]>();
  readonly #contacts = new Map<string, Timeline>();
  readonly #motors = new Map<string, Timeline>();
  readonly #water: Span[] = [];
  readonly #energy: Span[] = [];

  constructor(onTruth?: TruthLog) {
    this.#onTruth = onTruth;
  }

  /** Takes one down. */
  readonly note: TruthLog = (truth) => {
    this.log.push(truth);
    if (this.log.length > MAX_LOG) this.log.splice(0, MAX_LOG / 10);
    if (truth.what !== 'received') this.#keepKind(truth);
    this.#index(truth);
    this.#onTruth?.(truth);
  };

  /** Whether current could flow to what hangs on this socket. */
  wasOn(node: number, socket: Socket, at: number): boolean {
    return this.#contacts.get(socketKey(node, socket))?.wasOn(at) ?? false;
  }

  /** How long it could, between two moments. Unit: s. */
  onSeconds(node: number, socket: Socket, from: number, to: number): number {
    return (this.#contacts.get(socketKey(node, socket))?.onMs(from, to) ?? 0) / 1000;
  }

  /** The motors that turned at this moment, by the names of their devices. */
  motorsTurning(at: number): string[] {
    return [...this.#motors].filter(([, line]) => line.wasOn(at)).map(([device]) => device);
  }

  /** How long a motor turned between two moments. Unit: s. */
  turnedSeconds(device: string, from: number, to: number): number {
    return (this.#motors.get(device)?.onMs(from, to) ?? 0) / 1000;
  }

  /** Water that pumps moved between two moments. Unit: L. */
  pumped(from: number, to: number): number {
    return amountIn(this.#water, from, to);
  }

  /** Energy that everything used between two moments. Unit: Wh. */
  used(from: number, to: number): number {
    return amountIn(this.#energy, from, to);
  }

  /** The newest truths of one kind, oldest first; of frames received those that are still in the log. */
  all<What extends Truth['what']>(what: What): Extract<Truth, { what: What }>[] {
    const kept = what === 'received' ? this.log : (this.#kinds.get(what) ?? []);
    return kept.filter((truth): truth is Extract<Truth, { what: What }> => truth.what === what);
  }

  #keepKind(truth: Truth): void {
    const kept = this.#kinds.get(truth.what) ?? [];
    this.#kinds.set(truth.what, kept);
    kept.push(truth);
    if (kept.length > MAX_KIND) kept.splice(0, MAX_KIND / 10);
  }

  #index(truth: Truth): void {
    switch (truth.what) {
      case 'contact':
        return timelineIn(this.#contacts, socketKey(truth.node, truth.socket)).set(truth.at, truth.closed);
      case 'motor':
        return timelineIn(this.#motors, truth.device).set(truth.at, truth.turning);
      case 'water':
        return keep(this.#water, { ...truth, amount: truth.litres });
      case 'energy':
        return keep(this.#energy, { ...truth, amount: truth.wattHours });
      case 'received':
      case 'burnt':
      case 'overflow':
      case 'breaker':
      case 'grid':
      case 'fault':
        return undefined;
    }
  }
}

/** A socket as people write it: `fe.a`. */
export function socketKey(node: number, socket: Socket): string {
  return `${node.toString(16).padStart(2, '0')}.${socket}`;
}

function timelineIn(lines: Map<string, Timeline>, key: string): Timeline {
  const line = lines.get(key) ?? new Timeline();
  lines.set(key, line);
  return line;
}

function keep(spans: Span[], { since, at, amount }: Span): void {
  spans.push({ since, at, amount });
  if (spans.length > MAX_SPANS) spans.splice(0, MAX_SPANS / 10);
}

/** What lies between two moments; of a span that is cut, its share of the time. */
function amountIn(spans: readonly Span[], from: number, to: number): number {
  return spans.reduce((sum, { since, at, amount }) => {
    const overlap = Math.min(at, to) - Math.max(since, from);
    if (overlap < 0) return sum;
    return sum + (at === since ? amount : (amount * overlap) / (at - since));
  }, 0);
}
