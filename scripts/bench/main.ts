import { join } from 'node:path';
import { groups } from './groups.ts';
import { thisMachine } from './machine.ts';
import { isGroupWanted, isWanted, optionsFrom, type Options } from './options.ts';
import { failed, type Context, type Group, type Result } from './result.ts';
import { tableOf } from './table.ts';

const root = join(import.meta.dirname, '../..');

process.exitCode = await main(process.argv.slice(2));

/** Runs what was asked for and prints it. 0: all hold. 1: one does not. 2: wrong use. */
async function main(args: readonly string[]): Promise<number> {
  let options: Options;
  try {
    options = optionsFrom(args);
  } catch (error) {
    console.error(
      `${error instanceof Error ? error.message : String(error)}\nusage: npm run bench -- [--json] [--only <prefix>]`,
    );
    return 2;
  }
  const { json, only } = options;
  const wanted = groups.filter(({ name }) => isGroupWanted(only, name));
  const context: Context = { root, wants: (name) => isWanted(only, name), note: (sentence) => console.error(sentence) };
  const results: Result[] = [];
  for (const group of wanted) results.push(...(await runGroup(group, context)));
  if (results.length === 0) {
    console.error(`Nothing is called ${only}. There is: ${groups.map(({ name }) => name).join(', ')}.`);
    return 2;
  }
  const machine = thisMachine();
  console.log(json ? JSON.stringify({ machine, results }) : tableOf(machine, results));
  return results.every(({ holds }) => holds) ? 0 : 1;
}

/** What one group cannot measure keeps no other from being measured. */
async function runGroup(group: Group, context: Context): Promise<Result[]> {
  context.note(`- ${group.name}`);
  try {
    return (await group.run(context)).filter(({ name }) => context.wants(name));
  } catch (error) {
    return [failed(group.name, error)];
  }
}
