import {
  COMMAND,
  type Frame,
  type Request,
  type Socket,
  findSocket,
  hexByte,
  parseAnswer,
  parseRequest,
} from '../codec/index.ts';

/** Something on the air that is not ours, with the name people know it by. */
export type AirTrouble = 'foreign-master' | 'replay' | 'noise';

/** What the air was found to carry. `node` is the radio id it concerns, where it names one. */
export type Finding =
  | { readonly kind: 'trouble'; readonly trouble: AirTrouble; readonly node?: number; readonly what: string }
  /** A frame that we did not send told a socket to switch, or an outlet says that it was told so. */
  | { readonly kind: 'meddled'; readonly node: number; readonly socket: Socket; readonly on: boolean };

/** A change that we sent in the last hour and hear again is a recording. */
const RECORDED_MS = 3_600_000;
/** An answer to nobody's question may be one of ours that was lost on the way and repeated; a second one is none. */
const UNASKED_WITHIN_MS = 60_000;
/** After a transmission of ours its answer may come this late. */
const LATE_MS = 1_000;
/** Noise: so many bytes in 8 to 10 s that are neither frames nor printable, and an eighth of all that was heard; one frame in
 * ten that breaks on the way is less. */
const NOISE_SLOT_MS = 2_000;
const NOISE_SLOTS = 5;
const NOISE_BYTES = 100;
const NOISE_SHARE = 1 / 8;
/** How long a trouble stands after it was last heard. */
const STANDS_MS = 60_000;
/** Stands for the node that a report does not name. */
const ANYONE = 0;
/** Changes are kept this many at the most. */
const MAX_SENT = 4_096;

export interface AirWatchOptions {
  /** Our own id on the air. */
  readonly master: number;
  /** Whether it is one of the outlets on our roster. */
  readonly isOurs: (node: number) => boolean;
}

/**
 * Hears what else is on the air. A module does not hear itself, so whatever asks in our name is somebody else: another master
 * with our id, or a recording of us. Pure: `now` is monotonic ms.
 */
export class AirWatch {
  readonly #options: AirWatchOptions;
  /** When each change was sent last, by the frame it was sent in. */
  readonly #sent = new Map<string, number>();
  readonly #unasked = new Map<number, number>();
  readonly #last = new Map<AirTrouble, number>();
  /** When each node was sent something last; 0 stands for whoever was polled last. */
  readonly #asked = new Map<number, number>();
  /** What was heard in the last slots, newest last. */
  #slots: { slot: number; junk: number; all: number }[] = [];

  constructor(options: AirWatchOptions) {
    this.#options = options;
  }

  /** We send a request. */
  sent(frame: Frame, now: number): void {
    const request = parseRequest(frame);
    this.#asked.set(request?.kind === 'read-current' ? ANYONE : frame.target, now);
    if (!changes(request)) return;
    const key = keyOf(frame);
    this.#sent.delete(key);
    this.#sent.set(key, now);
    const [oldest] = this.#sent.keys();
    if (this.#sent.size > MAX_SENT && oldest !== undefined) this.#sent.delete(oldest);
  }

  /** A whole frame that is no part of an exchange of ours. */
  heard(frame: Frame, now: number): Finding[] {
    const request = parseRequest(frame);
    return request ? this.#heardRequest(frame, request, now) : this.#heardAnswer(frame, now);
  }

  /** So many bytes came, and so many of them were neither part of a frame nor printable text. */
  heardBytes(all: number, junk: number, now: number): Finding[] {
    const slot = Math.floor(now / NOISE_SLOT_MS);
    this.#slots = this.#slots.filter((other) => slot - other.slot < NOISE_SLOTS);
    const last = this.#slots.at(-1);
    if (last?.slot === slot) Object.assign(last, { junk: last.junk + junk, all: last.all + all });
    else this.#slots.push({ slot, junk, all });
    const noisy = this.#slots.reduce((sum, other) => sum + other.junk, 0);
    const heard = this.#slots.reduce((sum, other) => sum + other.all, 0);
    if (noisy < NOISE_BYTES || noisy < heard * NOISE_SHARE) return [];
    return this.#tell('noise', now, `${noisy} of ${heard} bytes were no frame`);
  }

  /** Which troubles were heard lately. */
  standing(now: number): AirTrouble[] {
    return [...this.#last].filter(([, at]) => now - at < STANDS_MS).map(([trouble]) => trouble);
  }

  #heardRequest(frame: Frame, request: Request, now: number): Finding[] {
    const { master, isOurs } = this.#options;
    const { target, sender } = frame;
    if (target === master || (sender !== master && !isOurs(target))) return [];
    const recordedAt = this.#sent.get(keyOf(frame));
    const isRecorded = sender === master && recordedAt !== undefined && now - recordedAt < RECORDED_MS;
    const told = isRecorded
      ? this.#tell('replay', now, `${request.kind} to ${hexByte(target)} was heard again and not sent by us`, target)
      : this.#tell(
          'foreign-master',
          now,
          `master ${hexByte(sender)} sends ${request.kind} to ${hexByte(target)}`,
          target,
        );
    const isObeyed = request.kind === 'relay' && sender === master;
    return isObeyed ? [...told, { kind: 'meddled', node: target, socket: request.socket, on: request.on }] : told;
  }

  /** An answer to our id that nothing of ours explains: its question was out of our hearing. */
  #heardAnswer(frame: Frame, now: number): Finding[] {
    const answer = parseAnswer(frame);
    if (!answer || frame.target !== this.#options.master) return [];
    // A report does not say whose it is.
    const node = answer.kind === 'ack' ? frame.sender : ANYONE;
    if (now - (this.#asked.get(node) ?? -Infinity) < LATE_MS) return [];
    const before = this.#unasked.get(node);
    this.#unasked.set(node, now);
    const isRepeated = before !== undefined && now - before < UNASKED_WITHIN_MS;
    const switched = answer.kind === 'ack' && this.#options.isOurs(node) ? switchedBy(node, answer) : [];
    if (!isRepeated && switched.length === 0) return [];
    const what =
      node === ANYONE
        ? 'an outlet answers a question that is not ours'
        : `${hexByte(node)} answers a question that is not ours`;
    return [...this.#tell('foreign-master', now, what, node === ANYONE ? undefined : node), ...switched];
  }

  #tell(trouble: AirTrouble, now: number, what: string, node?: number): Finding[] {
    this.#last.set(trouble, now);
    return [{ kind: 'trouble', trouble, what, ...(node === undefined ? {} : { node }) }];
  }
}

function switchedBy(node: number, answer: { readonly command: number; readonly dataHigh: number }): Finding[] {
  const socket = findSocket(answer.dataHigh);
  const isRelay = answer.command === COMMAND.relayOn || answer.command === COMMAND.relayOff;
  return socket && isRelay ? [{ kind: 'meddled', node, socket, on: answer.command === COMMAND.relayOn }] : [];
}

function changes(request: Request | undefined): boolean {
  return request !== undefined && request.kind !== 'ping' && request.kind !== 'read-current';
}

function keyOf({ target, sender, command, dataHigh, dataLow }: Frame): string {
  return [target, sender, command, dataHigh, dataLow].join(' ');
}
