import { Command, CommanderError } from 'commander';
import { exitCodeOf, explain } from './explain.ts';

/** Gives an empty command its words, flags and work. */
type SetUp = (command: Command) => void;

/** Every command of `farmgate`; only the one that is asked for is loaded. */
const commands: readonly { name: string; summary: string; load: () => Promise<SetUp> }[] = [
  { name: 'start', summary: 'start the gateway', load: async () => (await import('./start.ts')).setUpStart },
  { name: 'sim', summary: 'run the simulated farm alone', load: async () => (await import('./programs.ts')).setUpSim },
  {
    name: 'bridge',
    summary: 'run a radio bridge alone, here or on another machine',
    load: async () => (await import('./programs.ts')).setUpBridge,
  },
  {
    name: 'bridges',
    summary: 'list, make or take away the secrets that bridges sign in with',
    load: async () => (await import('./bridges.ts')).setUpBridges,
  },
  {
    name: 'rf',
    summary: 'at the antenna: see, measure and set up the radio',
    load: async () => (await import('./rf.ts')).loadRf(),
  },
  {
    name: 'users',
    summary: 'list people, or give one a new password',
    load: async () => (await import('./users.ts')).setUpUsers,
  },
  {
    name: 'wallet',
    summary: 'check the ledger of minutes, or list it',
    load: async () => (await import('./wallet.ts')).setUpWallet,
  },
  {
    name: 'history',
    summary: 'list, check or export what was read over the years',
    load: async () => (await import('./history.ts')).setUpHistory,
  },
  {
    name: 'devices',
    summary: 'list the adopted devices',
    load: async () => (await import('./devices.ts')).setUpDevices,
  },
  {
    name: 'doctor',
    summary: 'check this machine and say what to do',
    load: async () => (await import('./doctor/index.ts')).setUpDoctor,
  },
  {
    name: 'config',
    summary: 'check or show the settings',
    load: async () => (await import('./config.ts')).setUpConfig,
  },
  { name: 'version', summary: 'print the version', load: async () => (await import('./version.ts')).setUpVersion },
];

/** Runs `farmgate` with these arguments. A refusal is a sentence on stderr and an exit code, never a stack. */
export async function runCli(args: readonly string[]): Promise<void> {
  process.stdout.on('error', onLostReader);
  process.stderr.on('error', onLostReader);
  try {
    const program = await makeProgram(args[0] === 'help' ? args[1] : args[0]);
    await program.parseAsync([...args], { from: 'user' });
  } catch (error) {
    if (error instanceof CommanderError && error.exitCode === 0) return;
    if (!(error instanceof CommanderError)) explain(error);
    process.exit(exitCodeOf(error));
  }
}

async function makeProgram(wanted: string | undefined): Promise<Command> {
  const program = new Command('farmgate')
    .description('A gateway for a farm: pumps, outlets, tanks and meters on your own network, without the internet.')
    .addHelpText(
      'after',
      `
Begin with:
  farmgate start --demo      a simulated farm to try
  farmgate doctor            what this machine still needs
  farmgate help start        every setting, with its range and default`,
    );
  for (const { name, summary, load } of commands) {
    const command = program.command(name).summary(summary);
    if (name === wanted) (await load())(command);
  }
  throwInPlaceOfExit(program);
  return program;
}

/** Whoever read our words may go (`| head`, a closed terminal): no reason for a gateway to end. */
function onLostReader(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE') throw error;
}

function throwInPlaceOfExit(command: Command): void {
  command.exitOverride().showSuggestionAfterError(true).showHelpAfterError('Add --help to see what there is.');
  for (const inner of command.commands) throwInPlaceOfExit(inner);
}
