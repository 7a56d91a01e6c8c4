import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Readable, Writable } from 'node:stream';

/** A pseudo terminal: `path` is what a serial port opens, `rx` and `tx` are the device's end. */
export interface Pty {
  readonly path: string;
  readonly rx: Readable;
  readonly tx: Writable;
  /** Takes the terminal away, as pulling the plug does. Harmless the second time. */
  close(): Promise<void>;
}

/** Ends by itself within 2 s of our own end, however we end: the terminal must not outlive the process that serves it. */
const holdOpen = (owner: number) =>
  `stty raw -echo; echo "$(tty) $$"; while kill -0 ${owner} 2>/dev/null; do sleep 2; done`;

/** Makes a pseudo terminal with `script` of util-linux, which every Debian has (package bsdutils, Essential). */
export async function openPty(owner = process.pid): Promise<Pty> {
  const child = spawn('script', ['-qefc', holdOpen(owner), '/dev/null'], { stdio: ['pipe', 'pipe', 'ignore'] });
  const gone = once(child, 'exit');
  child.stdin.on('error', () => {});
  const [path, shell] = await firstLine(child.stdout, gone);
  return {
    path,
    rx: child.stdout,
    tx: child.stdin,
    close: async () => {
      if (child.exitCode === null && child.signalCode === null) end(shell);
      await gone;
    },
  };
}

async function firstLine(stdout: Readable, gone: Promise<unknown>): Promise<[path: string, shell: number]> {
  let head = '';
  while (!head.includes('\n')) {
    const data: unknown = await Promise.race([once(stdout, 'data'), gone.then(() => undefined)]);
    if (!Array.isArray(data)) throw new Error('`script` of util-linux ended before it made a pseudo terminal');
    head += String(data[0]);
  }
  const [path = '', shell = ''] = head.trim().split(' ');
  return [path, Number(shell)];
}

function end(shell: number): void {
  try {
    process.kill(shell, 'SIGKILL');
  } catch {
    // It has ended by itself in the meantime.
  }
}
