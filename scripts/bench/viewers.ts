import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

/** Where a crowd of live pages connects to. */
export interface ViewersOptions {
  readonly port: number;
  readonly count: number;
  /** Whom they are signed in as; nobody asks where the benchmark itself is the server. */
  readonly accessToken?: string;
}

/**
 * Open live pages that read what they are sent and do nothing with it, in a process of their own, so that their work is not
 * taken for the gateway's.
 */
export class Viewers {
  readonly #process: ChildProcess;

  private constructor(process: ChildProcess) {
    this.#process = process;
  }

  /** Resolves when every one of them has been let in. */
  static async open({ port, count, accessToken = '' }: ViewersOptions): Promise<Viewers> {
    const process = fork(join(import.meta.dirname, 'viewers-main.ts'), [String(port), String(count), accessToken], {
      execArgv: [],
    });
    const ended = once(process, 'exit').then(() => Promise.reject(new Error('The live pages were not let in.')));
    await Promise.race([once(process, 'message'), ended]);
    ended.catch(() => {});
    return new Viewers(process);
  }

  async close(): Promise<void> {
    const gone = once(this.#process, 'exit');
    this.#process.disconnect();
    await gone;
  }
}
