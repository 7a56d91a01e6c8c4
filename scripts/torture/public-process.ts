import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PublicNotice } from '../../gateway/src/public-main.ts';
import type { NetCredential } from '../../gateway/src/contract/index.ts';
import { CORE_SECRET, NetCore } from '../../gateway/src/testing/net-core.ts';

const file = join(import.meta.dirname, '../../gateway/src/public-main.ts');

/** The public broker as its own process, held to a share of memory, and the gateway's side of it. */
export class PublicProcess {
  readonly core = new NetCore();
  readonly #child: ChildProcess;
  #port = 0;
  #rssMb = 0;

  private constructor(core: NetCore, memoryMb: number) {
    this.core = core;
    const args = ['--core', `unix:${core.path}`, '--secret-file', join(core.dir, 'public.key'), '--log-level', 'error'];
    this.#child = fork(file, [...args, '--plain', '127.0.0.1:0', '--memory', String(memoryMb)], {
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
      execArgv: ['--max-old-space-size=96'],
    });
    this.#child.on('message', (notice: PublicNotice) => {
      if ('ready' in notice) this.#port = notice.plain ?? 0;
      if ('load' in notice) this.#rssMb = notice.load.rssMb;
    });
  }

  /** Resolves when `credentials` may sign in. */
  static async start(credentials: readonly NetCredential[], memoryMb: number): Promise<PublicProcess> {
    const core = new NetCore();
    await core.start();
    core.admit(credentials);
    writeFileSync(join(core.dir, 'public.key'), CORE_SECRET);
    const started = new PublicProcess(core, memoryMb);
    await core.until(() => credentials.every(({ id }) => core.isHeard(`farm/${id}/commands`)));
    while (started.#port === 0) await once(started.#child, 'message');
    return started;
  }

  get port(): number {
    return this.#port;
  }

  /** As it said itself, at most a second ago. */
  get rssMb(): number {
    return this.#rssMb;
  }

  get hasEnded(): boolean {
    return this.#child.exitCode !== null || this.#child.signalCode !== null;
  }

  async stop(): Promise<void> {
    if (!this.hasEnded) {
      this.#child.kill('SIGTERM');
      await once(this.#child, 'exit');
    }
    await this.core.stop();
    this.core.remove();
  }
}
