import type { Command } from 'commander';
import { VERSION } from '../version.ts';

/** `farmgate version`: what runs here, in one line. */
export function setUpVersion(command: Command): void {
  command.action(() => {
    process.stdout.write(`farmgate ${VERSION}, Node ${process.versions.node}, ${process.platform} ${process.arch}\n`);
  });
}
