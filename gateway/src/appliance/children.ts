import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { Cancel, Clock } from '../contract/index.ts';
import type { Log } from '../domain/log.ts';

const FIRST_BACKOFF_MS = 500;
const LONGEST_BACKOFF_MS = 15_000;
/** Whoever ran this long may be started at once again. */
const STEADY_MS = 30_000;
const STOP_TIMEOUT_MS = 5_000;

/** A program that the gateway keeps running beside itself. */
export interface ChildProgram {
  readonly name: string;
  readonly file: string;
  readonly args: readonly string[];
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
  #restart: Cancel = () => {};
  #backoffMs = FIRST_BACKOFF_MS;
  #startedMono = 0;
  #stopped = false;

  constructor(program: ChildProgram, clock: Clock, log: Log, onMessage: (message: unknown) => void = () => {}) {
    this.#program = program;
    this.#clock = clock;
    this.#log = log;
    this.#onMessage = onMessage;
  }

  get pid(): number | undefined {
    return this.#process?.pid;
  }

  start(): void {
    const { name, file, args } = this.#program;
    this.#startedMono = this.#clock.monoMs();
    const child = fork(file, args, {
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      execArgv: ['--disable-warning=ExperimentalWarning'],
    });
    this.#process = child;
    child.on('message', this.#onMessage);
    child.on('exit', (code, signal) => this.#onExit(code, signal));
    child.on('error', (error) =>
      this.#log.error({ child: name, why: error.message }, 'A part of the gateway cannot be started'),
    );
    if (child.stdout) createInterface(child.stdout).on('line', (line) => this.#pass(line));
    if (child.stderr)
      createInterface(child.stderr).on('line', (line) => this.#log.warn({ child: name }, line.slice(0, 400)));
  }

  /** Resolves when it is gone; what does not go by itself is made to. */
  async stop(): Promise<void> {
    this.#stopped = true;
    this.#restart();
    const child = this.#process;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, 'exit');
    child.kill('SIGTERM');
    const cancel = this.#clock.after(STOP_TIMEOUT_MS, () => child.kill('SIGKILL'));
    await gone;
    cancel();
  }

  #onExit(code: number | null, signal: string | null): void {
    if (this.#stopped) return;
    const ranMs = this.#clock.monoMs() - this.#startedMono;
    this.#backoffMs = ranMs > STEADY_MS ? FIRST_BACKOFF_MS : Math.min(this.#backoffMs * 2, LONGEST_BACKOFF_MS);
    this.#log.warn(
      { child: this.#program.name, code, signal, againMs: this.#backoffMs },
      'A part of the gateway ended and is started again',
    );
    this.#restart = this.#clock.after(this.#backoffMs, () => this.start());
  }

  /** A child's own log line goes on as ours, with its name. */
  #pass(line: string): void {
    const facts = parseLine(line);
    if (!facts) return this.#log.debug({ child: this.#program.name }, line.slice(0, 400));
    const { level, msg, time: _time, name: _name, ...rest } = facts;
    const told = { child: this.#program.name, ...rest };
    if (Number(level) >= 50) this.#log.error(told, String(msg));
    else if (Number(level) >= 40) this.#log.warn(told, String(msg));
    else if (Number(level) >= 30) this.#log.info(told, String(msg));
    else this.#log.debug(told, String(msg));
  }
}

function parseLine(line: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null && 'msg' in value ? { ...value } : undefined;
  } catch {
    return undefined;
  }
}
