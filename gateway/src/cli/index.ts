import { Command, CommanderError } from 'commander';
import { Fault } from '../domain/fault.ts';
import { addConfig } from './config.ts';
import { addDevices } from './devices.ts';
import { addDoctor } from './doctor.ts';
import { addPrograms } from './sim.ts';
import { addUsers } from './users.ts';

/** Wrong use and settings, data or ports that belong to somebody else. */
const EXIT_WRONG_USE = 2;

/** Runs `farmgate` with these arguments. A refusal is one sentence on stderr and an exit code, never a stack. */
export async function runCli(args: readonly string[]): Promise<void> {
  const program = new Command('farmgate')
    .description('A gateway for a farm: pumps, outlets, tanks and meters on your own network, without the internet.')
    .showHelpAfterError('Add --help to see what there is.')
    .showSuggestionAfterError(true)
    .exitOverride()
    .addHelpText(
      'after',
      '\nBegin with:\n  farmgate start --demo      a simulated farm to try\n  farmgate doctor            what this machine still needs',
    );
  // What starts the gateway is loaded only for that.
  if (args[0] === 'start' || args.length === 0 || args[0]?.startsWith('-') || args[0] === 'help')
    (await import('./start.ts')).addStart(program);
  else program.command('start').summary('start the gateway');
  addPrograms(program);
  addUsers(program);
  addDevices(program);
  addDoctor(program);
  addConfig(program);
  program
    .command('version')
    .summary('print the version')
    .action(async () => {
      const { VERSION } = await import('../version.ts');
      process.stdout.write(`farmgate ${VERSION}, Node ${process.versions.node}\n`);
    });
  for (const command of program.commands) inherit(command);
  try {
    await program.parseAsync([...args], { from: 'user' });
  } catch (error) {
    process.exitCode = explain(error);
    if (process.exitCode !== 0) process.exit();
  }
}

function inherit(command: Command): void {
  command.exitOverride().showHelpAfterError('Add --help to see what there is.');
  for (const inner of command.commands) inherit(inner);
}

function explain(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : EXIT_WRONG_USE;
  if (process.env['FARMGATE_DEBUG'] === '1') console.error(error);
  else if (error instanceof Fault) console.error(error.message);
  else
    console.error(
      `Something went wrong: ${error instanceof Error ? error.message : String(error)}. FARMGATE_DEBUG=1 shows where.`,
    );
  return error instanceof Fault && (error.code === 'config' || error.code === 'in-use') ? EXIT_WRONG_USE : 1;
}
