import { Command } from 'commander';
import { expect, test } from 'vitest';
import { setUpRf } from './rf.ts';

function helpOf(name: string): string {
  const rf = new Command('rf');
  setUpRf(rf, { withFlags: (command) => command, settingsOf: () => Promise.reject(new Error('not asked for')) });
  const command = rf.commands.find((each) => each.name() === name);
  let text = '';
  command?.configureOutput({ writeOut: (part) => (text += part) });
  command?.outputHelp();
  return text;
}

test.each(['sniff', 'replay', 'stats', 'ping', 'walk', 'scan', 'pair', 'setup'])('%s --help has an example', (name) => {
  expect(helpOf(name)).toContain(`Example:\n  farmgate rf ${name} `);
});
