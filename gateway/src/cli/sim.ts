import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Command } from 'commander';

const root = join(import.meta.dirname, '../../..');

/** Commands that are programs of their own, with their own flags and help. */
export function addPrograms(program: Command): void {
  passOn(program, 'sim', 'run the simulated farm alone', join(root, 'firmware/virtual-farm/src/main.ts'));
  passOn(
    program,
    'bridge',
    'run a radio bridge alone, here or on another machine',
    join(root, 'rf-bridge/src/main.ts'),
  );
}

function passOn(program: Command, name: string, summary: string, main: string): void {
  program
    .command(name)
    .summary(summary)
    .helpOption(false)
    .allowUnknownOption()
    .argument('[arguments...]')
    .action(async (args: string[]) => {
      const child = spawn(process.execPath, [main, ...args], { stdio: 'inherit' });
      for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => child.kill(signal));
      const [code] = (await once(child, 'exit')) as [number | null];
      process.exitCode = code ?? 1;
    });
}
