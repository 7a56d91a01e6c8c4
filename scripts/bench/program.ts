import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

export interface ProgramOptions {
  readonly cwd: string;
  /** The Node to run it with; the one that runs us unless said. */
  readonly node?: string;
}

const STOP_TIMEOUT_MS = 10_000;
const KEPT_LINES = 40;

/** A Node program that a benchmark starts, listens to and stops. Nothing of our own surroundings reaches it. */
export class Program {
  readonly #child: ChildProcess;
  readonly #lines: string[] = [];
  readonly #waiting = new Set<(line: string) => void>();

  constructor(args: readonly string[], { cwd, node = process.execPath }: ProgramOptions) {
    this.#child = spawn(node, args, { cwd, env: plainEnvironment(), stdio: ['ignore', 'pipe', 'pipe'] });
    for (const stream of [this.#child.stdout, this.#child.stderr])
      if (stream) createInterface(stream).on('line', (line) => this.#note(line));
  }

  get pid(): number {
    const { pid } = this.#child;
    if (pid === undefined) throw new Error('It could not be started.');
    return pid;
  }

  /** What it said last, for errors. */
  get said(): string {
    return this.#lines.join('\n');
  }

  /** Throws when it has ended: whoever waits for it would wait for ever. */
  checkAlive(): void {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null)
      throw new Error(`It ended (${this.#child.exitCode ?? this.#child.signalCode}):\n${this.said}`);
  }

  /** The first group of the first line that matches, said already or yet to come. */
  async saying(pattern: RegExp): Promise<string> {
    for (const line of this.#lines) {
      const found = pattern.exec(line);
      if (found) return found[1] ?? found[0];
    }
    return new Promise((resolve, reject) => {
      const hear = (line: string) => {
        const found = pattern.exec(line);
        if (!found) return;
        this.#waiting.delete(hear);
        resolve(found[1] ?? found[0]);
      };
      this.#waiting.add(hear);
      this.#child.once('exit', () => reject(new Error(`It ended before it said ${pattern}:\n${this.said}`)));
    });
  }

  async stop(): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    const gone = once(this.#child, 'exit');
    this.#child.kill('SIGTERM');
    const force = setTimeout(() => this.#child.kill('SIGKILL'), STOP_TIMEOUT_MS);
    await gone;
    clearTimeout(force);
  }

  #note(line: string): void {
    this.#lines.push(line);
    if (this.#lines.length > KEPT_LINES) this.#lines.shift();
    for (const hear of this.#waiting) hear(line);
  }
}

/** Settings and Node options of whoever runs the benchmark are not part of what is measured. */
function plainEnvironment(): NodeJS.ProcessEnv {
  const own = /^(?:FARMGATE_|NODE_|npm_|VITEST)/;
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !own.test(name)));
}
