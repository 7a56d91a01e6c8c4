import type { Command } from 'commander';
import type { Config } from '../../config/index.ts';
import { settingsOf, withSettings } from '../settings.ts';
import { checkDatabase, checkFolder, checkSpace } from './data.ts';
import type { Finding } from './finding.ts';
import { checkClock, checkNode, checkPty, checkSerial } from './machine.ts';
import { checkPort, checkSocket } from './network.ts';

/** What is looked at, in the order it is told. None changes anything or comes in the way of a gateway that runs. */
const checks: readonly ((config: Config) => Finding | Promise<Finding>)[] = [
  checkNode,
  checkFolder,
  checkSpace,
  checkDatabase,
  checkPort,
  checkSocket,
  checkSerial,
  checkPty,
  checkClock,
];

/** `farmgate doctor`: what stands in the way of a gateway here, and what to do about each. */
export function setUpDoctor(command: Command): void {
  withSettings(command)
    .description(
      'Looks at everything a gateway needs and changes nothing. Safe while one runs. Exit code 1 if something fails.',
    )
    .action(async () => {
      const { config } = await settingsOf(command);
      for (const check of checks) {
        const finding = await check(config);
        process.stdout.write(line(finding));
        if (finding.state === 'fail') process.exitCode = 1;
      }
    });
}

function line({ state, what, remedy }: Finding): string {
  return `${state.padEnd(5)} ${what}\n${remedy ? `      ${remedy}\n` : ''}`;
}
