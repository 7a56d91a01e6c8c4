import { Worker } from 'node:worker_threads';
import type { Cancel, Clock } from '../../contract/index.ts';
import { Fault, type FaultCode } from '../../domain/fault.ts';
import type { Ask } from './asks.ts';
import type { AnswerTo } from './desk.ts';
import type { Damaged } from './tables.ts';

/** Whoever answers what the history is asked. */
export interface Desk {
  ask<A extends Ask>(ask: A): Promise<AnswerTo<A>>;
  close(): Promise<void>;
}

export type WorkerAsk = { readonly id: number; readonly ask: Ask } | { readonly id: 0; readonly ask: 'close' };
export interface WorkerAnswer {
  readonly id: number;
  readonly answer?: unknown;
  readonly error?: { readonly code: FaultCode; readonly words: string };
  readonly damaged: readonly Damaged[];
}

export interface DeskParts {
  readonly file: string;
  readonly clock: Clock;
  readonly onDamaged: (damaged: Damaged) => void;
}

/** With nothing to do for so long the thread is ended: it holds some ten megabytes. */
const IDLE_MS = 30_000;
/** A query that needs more is broken off, and the gateway goes on. */
const LIMITS = { maxOldGenerationSizeMb: 96, maxYoungGenerationSizeMb: 4 };

interface Waiting {
  readonly resolve: (answer: unknown) => void;
  readonly reject: (error: Error) => void;
}

/** Answers in a thread of its own, which is there only while there is something to do: nothing that is read holds up the engine. */
export class DeskBeside implements Desk {
  readonly #parts: DeskParts;
  readonly #program: string;
  readonly #waiting = new Map<number, Waiting>();
  #worker: Worker | undefined;
  #lastId = 0;
  #stopIdle: Cancel = () => {};

  /** `program`: the file of the thread's program. */
  constructor(parts: DeskParts, program: string) {
    this.#parts = parts;
    this.#program = program;
  }

  ask<A extends Ask>(ask: A): Promise<AnswerTo<A>> {
    this.#stopIdle();
    const worker = (this.#worker ??= this.#start());
    const id = ++this.#lastId;
    return new Promise<AnswerTo<A>>((resolve, reject) => {
      // Answers come back under the number that was asked with.
      this.#waiting.set(id, { resolve: resolve as (answer: unknown) => void, reject });
      worker.postMessage({ id, ask } satisfies WorkerAsk);
    });
  }

  async close(): Promise<void> {
    this.#stopIdle();
    const worker = this.#worker;
    this.#worker = undefined;
    if (!worker) return;
    const ended = new Promise((resolve) => worker.once('exit', resolve));
    worker.postMessage({ id: 0, ask: 'close' } satisfies WorkerAsk);
    await ended;
  }

  #start(): Worker {
    const worker = new Worker(this.#program, {
      workerData: { file: this.#parts.file },
      resourceLimits: LIMITS,
      stdin: false,
    });
    worker.on('message', (answer: WorkerAnswer) => this.#take(answer));
    worker.on('error', (error) => this.#lose(worker, error));
    worker.on('exit', () => this.#lose(worker, new Fault('internal', 'The thread of the history ended.')));
    return worker;
  }

  #take({ id, answer, error, damaged }: WorkerAnswer): void {
    for (const one of damaged) this.#parts.onDamaged(one);
    const waiting = this.#waiting.get(id);
    this.#waiting.delete(id);
    if (error) waiting?.reject(new Fault(error.code, error.words));
    else waiting?.resolve(answer);
    if (this.#waiting.size === 0) this.#stopIdle = this.#parts.clock.after(IDLE_MS, () => void this.close());
  }

  #lose(worker: Worker, error: Error): void {
    if (this.#worker !== worker) return;
    this.#worker = undefined;
    const cause = { cause: error };
    for (const { reject } of this.#waiting.values())
      reject(new Fault('internal', 'The history could not be read: its thread ended. Ask for less at once.', cause));
    this.#waiting.clear();
  }
}
