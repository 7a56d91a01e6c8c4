import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { Cancel, ChildHealth, Clock } from '../contract/index.ts';
import type { Log } from '../domain/log.ts';
import { findBeat, type Beat } from '../heartbeat.ts';
import { passLogLine } from './child-log.ts';

const FIRST_BACKOFF_MS = 500;
const LONGEST_BACKOFF_MS = 15_000;
/** Whoever ran this long may be started soon again. */
const STEADY_MS = 30_000;
const STOP_TIMEOUT_MS = 5_000;
/** Beats come once a second; whoever says nothing for so long hangs. */
const SILENT_MS = 5_000;
/** Until the first one: a small computer that has just booted reads the sources for long. */
const SILENT_AT_START_MS = 30_000;
/** A timer of ours that comes later than this tells of us, not of the child: its beats wait to be read. */
const OWN_DELAY_MS = 1_000;

/** A program that the gateway keeps running beside itself. */
export interface ChildProgram {
  readonly name: string;
  readonly file: string;
  /** Asked at every start. */
  readonly args: () => readonly string[];
  /** It says once a second that it lives; without that only its end is noticed. */
  readonly beats?: boolean;
  /** Options of Node itself, such as a cap on its memory. */
  readonly nodeArgs?: readonly string[];
  /** The most patience before it is started again. Unit: ms. */
  readonly longestBackoffMs?: number;
}

/**
 * Keeps one child process running: started again with growing patience when it dies or hangs, stopped with a signal. It has a
 * channel to us, whose end tells it that we are gone, however that came: no child outlives its gateway.
 */
export class Child {
  readonly #program: ChildProgram;
  readonly #clock: Clock;
  readonly #log: Log;
  readonly #onMessage: (message: unknown) => void;
  #process: ChildProcess | undefined;
  #cancelRestart: Cancel = () => {};
  #cancelWatch: Cancel = () => {};
  #backoffMs = FIRST_BACKOFF_MS;
  #startedMono = 0;
  #since = 0;
  #starts = 0;
  #lastEnd: string | undefined;
  #lastBeat: Beat | undefined;
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

  get health(): ChildHealth {
    const { pid } = this;
    return {
      name: this.#program.name,
      ...(pid === undefined ? {} : { pid }),
      since: this.#since,
      restarts: Math.max(0, this.#starts - 1),
      ...(this.#lastEnd === undefined ? {} : { lastEnd: this.#lastEnd }),
      ...(this.#lastBeat ? { delayMs: this.#lastBeat.delayMs } : {}),
    };
  }

  start(): void {
    const { name, file, args, beats, nodeArgs = [] } = this.#program;
    this.#startedMono = this.#clock.monoMs();
    this.#since = Math.floor(this.#clock.wallMs());
    this.#starts += 1;
    this.#lastBeat = undefined;
    // A group of its own: Ctrl-C at the terminal reaches us alone, and we stop our children in order.
    const execArgv = [...nodeArgs];
    const child = fork(file, args(), { stdio: ['ignore', 'pipe', 'pipe', 'ipc'], execArgv, detached: true });
    this.#process = child;
    child.on('message', (message) => this.#hear(child, message));
    child.once('exit', (code, signal) => this.#onEnd({ code, signal }));
    child.on('error', (error) => {
      if (child.pid === undefined) this.#onEnd({ why: error.message });
    });
    if (child.stdout) createInterface(child.stdout).on('line', (line) => passLogLine(this.#log, name, line));
    if (child.stderr)
      createInterface(child.stderr).on('line', (line) => this.#log.warn({ child: name }, line.slice(0, 400)));
    if (beats) this.#watch(child, SILENT_AT_START_MS);
  }

  /** Tells it something, where it runs. */
  send(message: object): void {
    if (this.#process?.connected) this.#process.send(message, undefined, {}, () => {});
  }

  /** Resolves when it is gone; what does not go by itself in 5 s is made to. */
  async stop(): Promise<void> {
    this.#stopped = true;
    this.#cancelRestart();
    this.#cancelWatch();
    const child = this.#process;
    if (!child) return;
    const gone = once(child, 'exit');
    child.kill('SIGTERM');
    const cancel = this.#clock.after(STOP_TIMEOUT_MS, () => child.kill('SIGKILL'));
    await gone;
    cancel();
  }

  #hear(child: ChildProcess, message: unknown): void {
    const beat = findBeat(message);
    if (!beat) return this.#pass(message);
    this.#lastBeat = beat;
    if (this.#program.beats && !this.#stopped && child === this.#process) this.#watch(child, SILENT_MS);
  }

  /** Nobody else is there to catch it: what a child says must not end the gateway. */
  #pass(message: unknown): void {
    try {
      this.#onMessage(message);
    } catch (error) {
      const { name } = this.#program;
      this.#log.error({ err: error, child: name }, 'What a part of the gateway said met a fault of the gateway');
    }
  }

  /** Ends it when it says nothing for so long. */
  #watch(child: ChildProcess, patienceMs: number): void {
    this.#cancelWatch();
    const dueMs = this.#clock.monoMs() + patienceMs;
    this.#cancelWatch = this.#clock.after(patienceMs, () => {
      if (this.#clock.monoMs() - dueMs > OWN_DELAY_MS) return this.#watch(child, SILENT_MS);
      this.#log.warn(
        { child: this.#program.name, pid: child.pid, silentS: patienceMs / 1_000 },
        'A part of the gateway gives no sign of life and is ended',
      );
      child.kill('SIGKILL');
    });
  }

  #onEnd(how: End): void {
    const wasSilent = this.#process?.killed === true && !this.#stopped;
    this.#process = undefined;
    this.#cancelWatch();
    if (this.#stopped) return;
    this.#lastEnd = wasSilent ? 'it gave no sign of life' : wordsOf(how);
    if (this.#clock.monoMs() - this.#startedMono > STEADY_MS) this.#backoffMs = FIRST_BACKOFF_MS;
    const againMs = this.#backoffMs;
    this.#backoffMs = Math.min(againMs * 2, this.#program.longestBackoffMs ?? LONGEST_BACKOFF_MS);
    this.#log.warn({ child: this.#program.name, ...how, againMs }, 'A part of the gateway ended and is started again');
    this.#cancelRestart = this.#clock.after(againMs, () => this.start());
  }
}

interface End {
  readonly code?: number | null;
  readonly signal?: string | null;
  readonly why?: string;
}

function wordsOf({ code, signal, why }: End): string {
  if (why !== undefined) return why;
  return signal ? `signal ${signal}` : `code ${code ?? 'unknown'}`;
}
