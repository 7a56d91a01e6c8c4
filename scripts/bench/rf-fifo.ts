import { encodeFrame, parseAnswer, Deframer, requestFrame, type Request } from '@farmgate/rf-bridge/codec';
import { RfField, type RfAirOptions } from './rf-air.ts';

/** What a plain controller waits for an answer. Unit: ms. */
const WINDOW_MS = 350;
const SPACING_MS = 100;
const TRIES = 5;
const MASTER = 0x02;

interface Job {
  readonly node: number;
  readonly request: Request;
  readonly at: number;
  readonly done: (tookMs: number | undefined) => void;
  tries: number;
}

/**
 * The peer: one queue, first come, first served. 350 ms for an answer, which ends the wait when it comes; five tries. `plain`
 * keeps the next poll in the queue and puts a retry at its end; `commands-first` polls only where no command waits and tries
 * again at once: the best that can be had without telling things apart.
 */
export class FifoAir extends RfField {
  readonly #queue: Job[] = [];
  readonly #write: (bytes: Uint8Array) => void;
  #turn = 0;
  #job: Job | undefined;
  #sentAt = -Infinity;
  #round = 0;

  readonly #kind: 'plain' | 'commands-first';

  constructor(options: RfAirOptions, kind: 'plain' | 'commands-first') {
    super(options);
    this.#kind = kind;
    const deframer = new Deframer((frame) => {
      const answer = parseAnswer(frame);
      const job = this.#job;
      if (!answer || !job) return;
      const isAck = answer.kind === 'ack' && frame.sender === job.node && job.request.kind !== 'read-current';
      const isLast = answer.kind === 'report' && answer.socket === 'b' && job.request.kind === 'read-current';
      if (isAck || isLast) this.#end(true);
    });
    this.#write = this.farm.attach((bytes) => deframer.push(bytes));
    this.#next();
  }

  /** Resolves by its callback with the time from asking to the ACK, or undefined after five tries. */
  command(node: number, request: Request, done: (tookMs: number | undefined) => void): void {
    this.#queue.push({ node, request, at: this.clock.monoMs(), done, tries: 0 });
  }

  #next(): void {
    const waitMs = Math.max(0, this.#sentAt + SPACING_MS - this.clock.monoMs());
    this.clock.after(waitMs, () => this.#send());
  }

  #send(): void {
    const job = this.#job ?? this.#queue.shift() ?? this.#poll();
    this.#job = job;
    if (this.#kind === 'plain' && job.request.kind === 'read-current') this.#queue.push(this.#poll());
    job.tries++;
    this.#sentAt = this.clock.monoMs();
    const round = ++this.#round;
    this.#write(encodeFrame(requestFrame(job.request, { target: job.node, sender: MASTER })));
    this.clock.after(WINDOW_MS, () => round === this.#round && this.#end(false));
  }

  #end(answered: boolean): void {
    const job = this.#job;
    this.#round++;
    const isOver = !job || answered || job.request.kind === 'read-current' || job.tries >= TRIES;
    if (isOver || this.#kind === 'plain') this.#job = undefined;
    if (isOver) job?.done(answered ? this.clock.monoMs() - job.at : undefined);
    else if (this.#kind === 'plain') this.#queue.push(job);
    this.#next();
  }

  #poll(): Job {
    const node = this.ids[this.#turn++ % this.ids.length] ?? 0xfe;
    return { node, request: { kind: 'read-current' }, at: this.clock.monoMs(), done: () => {}, tries: 0 };
  }
}
