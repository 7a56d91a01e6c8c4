import type { Command } from 'commander';

/** `farmgate sim`: the simulated field, as a program of its own with its own flags and help. */
export function setUpSim(command: Command): void {
  passOn(command, async (args) => {
    const [word, ...rest] = args;
    if (word === 'backfill') {
      const { runBackfill } = await import('./backfill.ts');
      await runBackfill(rest);
      return;
    }
    const shared = word === 'scenario' ? await import('./shared-scenario.ts') : undefined;
    if (shared && (await shared.playIfShared(rest))) return;
    await import('../../../firmware/virtual-farm/src/main.ts');
    if (shared && rest.includes('--list')) console.log(await shared.listShared());
    if (shared && process.exitCode === 2) console.error(await shared.namesOfShared());
  });
}

/** `farmgate bridge`: the radio bridge, likewise. */
export function setUpBridge(command: Command): void {
  passOn(command, () => import('../../../rf-bridge/src/main.ts'));
}

/** The program reads `process.argv` as if it had been called by itself. */
function passOn(command: Command, load: (args: readonly string[]) => Promise<unknown>): void {
  command
    .helpOption(false)
    .allowUnknownOption()
    .argument('[arguments...]')
    .action(async (args: string[]) => {
      process.argv.splice(2, Infinity, ...args);
      await load(args);
    });
}
