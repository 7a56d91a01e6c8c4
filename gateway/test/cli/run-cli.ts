import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { join } from 'node:path';

const root = join(import.meta.dirname, '../../..');

/** What `farmgate` said and how it ended. */
export interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** Runs `farmgate` as a person would, in a process of its own, with no FARMGATE_* variables but these. */
export async function runCli(args: readonly string[], env: Record<string, string> = {}): Promise<Ended> {
  const clean = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('FARMGATE_')));
  const child = spawn(process.execPath, [join(root, 'gateway/bin/farmgate.mjs'), ...args], {
    env: { ...clean, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const [out, err] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')]);
  return { code: child.exitCode, out, err };
}
