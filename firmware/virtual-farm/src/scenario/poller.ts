import type { Cancel, Clock } from '@farmgate/gateway/contract';
import {
  Deframer,
  encodeFrame,
  parseAnswer,
  requestFrame,
  type TRIPPED,
  type Frame,
  type Request,
  type Socket,
} from '@farmgate/rf-bridge/codec';

/** What is under way: whom it asked what, and what of the answer is still missing. */
interface Asked {
  readonly node: number;
  readonly request: Request;
  readonly tries: number;
  missing: number;
}

/** How a node has answered. */
interface Record {
  asked: number;
  answered: number;
  /** Of each socket, as it said last. Unit: mA. */
  readonly currents: Map<Socket, number | typeof TRIPPED>;
}

export interface PollerParts {
  readonly clock: Clock;
  readonly master: number;
  readonly nodes: readonly number[];
  readonly write: (bytes: Uint8Array) => void;
  /** Between an answer and the next question, where the air is not what it is about. Unit: ms. */
  readonly restMs: number;
}

/** The least time-out for the legacy firmware, `radio.md`; a command is tried so often. */
const TIMEOUT_MS = 350;
const TRIES = 8;

/** The plainest master there is: it asks one outlet after the other for its currents, and sends what is to be switched in between. */
export class Poller {
  readonly #parts: PollerParts;
  readonly #deframer = new Deframer((frame) => this.#onFrame(frame));
  readonly #records: Map<number, Record>;
  readonly #waiting: Asked[] = [];
  #asked: Asked | undefined;
  #turn = 0;
  #cancel: Cancel = () => {};
  /** Commands: acknowledged, and given up after all tries. */
  readonly commands = { done: 0, lost: 0 };

  constructor(parts: PollerParts) {
    this.#parts = parts;
    this.#records = new Map(parts.nodes.map((node) => [node, { asked: 0, answered: 0, currents: new Map() }]));
  }

  start(): void {
    this.#next();
  }

  stop(): void {
    this.#cancel();
    this.#asked = undefined;
  }

  /** What comes from the air. */
  hear(bytes: Uint8Array): void {
    this.#deframer.push(bytes);
  }

  switch(node: number, socket: Socket, on: boolean): void {
    this.#waiting.push({ node, request: { kind: 'relay', socket, on }, tries: 1, missing: 1 });
  }

  /** Polls asked and answered, of one node or of all. */
  polls(node?: number): { asked: number; answered: number } {
    const records = node === undefined ? [...this.#records.values()] : [this.#records.get(node)];
    return {
      asked: records.reduce((sum, record) => sum + (record?.asked ?? 0), 0),
      answered: records.reduce((sum, record) => sum + (record?.answered ?? 0), 0),
    };
  }

  /** The current a socket reported last. Unit: mA. */
  currentOf(node: number, socket: Socket): number | typeof TRIPPED | undefined {
    return this.#records.get(node)?.currents.get(socket);
  }

  #next(): void {
    this.#cancel();
    this.#asked = this.#waiting.shift() ?? this.#poll();
    const { node, request } = this.#asked;
    this.#parts.write(encodeFrame(requestFrame(request, { target: node, sender: this.#parts.master })));
    this.#cancel = this.#parts.clock.after(TIMEOUT_MS, () => this.#giveUp());
  }

  #poll(): Asked {
    const { nodes } = this.#parts;
    const node = nodes[this.#turn++ % nodes.length] ?? 0;
    const record = this.#records.get(node);
    if (record) record.asked++;
    return { node, request: { kind: 'read-current' }, tries: 1, missing: 2 };
  }

  #giveUp(): void {
    const asked = this.#asked;
    if (asked?.request.kind === 'relay') {
      if (asked.tries < TRIES) this.#waiting.unshift({ ...asked, tries: asked.tries + 1 });
      else this.commands.lost++;
    }
    this.#next();
  }

  #onFrame(frame: Frame): void {
    const asked = this.#asked;
    const answer = frame.target === this.#parts.master ? parseAnswer(frame) : undefined;
    if (!asked || !answer) return;
    if (answer.kind === 'ack') {
      if (asked.request.kind !== 'relay' || frame.sender !== asked.node) return;
      this.commands.done++;
      return this.#rest();
    }
    if (asked.request.kind !== 'read-current') return;
    const record = this.#records.get(asked.node);
    record?.currents.set(answer.socket, answer.current);
    if (--asked.missing > 0) return;
    if (record) record.answered++;
    this.#rest();
  }

  #rest(): void {
    const { clock, restMs } = this.#parts;
    this.#cancel();
    this.#asked = undefined;
    if (restMs === 0) this.#next();
    else this.#cancel = clock.after(restMs, () => this.#next());
  }
}
