import { CommanderError } from 'commander';
import { Fault } from '../domain/fault.ts';

const EXIT_FAILED = 1;
/** Wrong use and settings, data or ports that belong to somebody else: to be put right by whoever called. */
const EXIT_WRONG_USE = 2;

/** Says on stderr why a command ended: the sentence of a Fault, never a stack unless FARMGATE_DEBUG=1 asks for it. */
export function explain(error: unknown): void {
  if (process.env['FARMGATE_DEBUG'] === '1') console.error(error);
  else if (error instanceof Fault) console.error(error.message);
  else console.error(`Something went wrong: ${reasonOf(error)}. FARMGATE_DEBUG=1 shows where.`);
}

/** The exit code that tells a script the same. */
export function exitCodeOf(error: unknown): number {
  if (error instanceof CommanderError) return EXIT_WRONG_USE;
  return error instanceof Fault && (error.code === 'config' || error.code === 'in-use') ? EXIT_WRONG_USE : EXIT_FAILED;
}

function reasonOf(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).replace(/\.$/, '');
}
