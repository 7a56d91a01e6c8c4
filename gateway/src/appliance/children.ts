import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { Cancel, Clock } from '../contract/index.ts';
import type { Log } from '../domain/log.ts';
import { passLogLine } from './child-log.ts';

const FIRST_BACKOFF_MS = 500;
const LONGEST_BACKOFF_MS = 15_000;
/** Whoever ran this long may be started soon again. */
const STEADY_MS = 30_000;
const STOP_TIMEOUT_MS = 5_000;

/** A program that the gateway keeps running beside itself. */
export interface ChildProgram {
  readonly name: string;
  readonly file: string;
  /** Asked at every start. */
  readonly args: () => readonly string[];
  /** Options of Node itself, such as a cap on its memory. */
  readonly nodeArgs?: readonly string[];
  /** The most patience before it is started again. Unit: ms. */
  readonly longestBackoffMs?: number;
}

/**
 * Keeps one child process running: started again with growing patience when it dies, stopped with a signal. It has a channel to
 * us, whose end tells it that we are gone, however that came: no child outlives its gateway.
 */
export class Child {
  readonly #program: ChildProgram;
  readonly #clock: Clock;
  readonly #log: Log;
  readonly #onMessage: (message: unknown) => void;
  #process: ChildProcess | undefined;
  #cancelRestart: Cancel = () => {};
  #backoffMs = FIRST_BACKOFF_MS;
  #startedMono = 0;
  #stopped = false;

  constructor(program: ChildProgram, clock: Clock, log: Log, onMessage: (message: unknown) => void = () => {}) {
    this.#program = program;
    this.#clock = clock;
    this.#log = log;
    this.#onMessage = onMessage;
  }

  /** Undefined while it does not run. */
  get pid(): number | undefined {
    return this.#process?.pid;
  }

  start(): void {
    const { name, file, args, nodeArgs = [] } = this.#program;
    this.#startedMono = this.#clock.monoMs();
    // A group of its own: Ctrl-C at the terminal reaches us alone, and we stop our children in order.
    const execArgv = [...nodeArgs];
    const child = fork(file, args(), { stdio: ['ignore', 'pipe', 'pipe', 'ipc'], execArgv, detached: true });
    this.#process = child;
    child.on('message', this.#onMessage);
    child.once('exit', (code, signal) => this.#onEnd({ code, signal }));
    child.on('error', (error) => {
      if (child.pid === undefined) this.#onEnd({ why: error.message });
    });
    if (child.stdout) createInterface(child.stdout).on('line', (line) => passLogLine(this.#log, name, line));
    if (child.stderr)
      createInterface(child.stderr).on('line', (line) => this.#log.warn({ child: name }, line.slice(0, 400)));
  }

  /** Resolves when it is gone; what does not go by itself in 5 s is made to. */
  async stop(): Promise<void> {
    this.#stopped = true;
    this.#cancelRestart();
    const child = this.#process;
    if (!child) return;
    const gone = once(child, 'exit');
    child.kill('SIGTERM');
    const cancel = this.#clock.after(STOP_TIMEOUT_MS, () => child.kill('SIGKILL'));
    await gone;
    cancel();
  }

  #onEnd(how: object): void {
    this.#process = undefined;
    if (this.#stopped) return;
    if (this.#clock.monoMs() - this.#startedMono > STEADY_MS) this.#backoffMs = FIRST_BACKOFF_MS;
    const againMs = this.#backoffMs;
    this.#backoffMs = Math.min(againMs * 2, this.#program.longestBackoffMs ?? LONGEST_BACKOFF_MS);
    this.#log.warn({ child: this.#program.name, ...how, againMs }, 'A part of the gateway ended and is started again');
    this.#cancelRestart = this.#clock.after(againMs, () => this.start());
  }
}
