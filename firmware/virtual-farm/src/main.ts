#!/usr/bin/env node
import { Command } from 'commander';
import type { PlayFlags } from './cli/play-scenario.ts';
import type { PlugFlags } from './cli/run-plug.ts';
import { serveFarm } from './cli/serve-farm.ts';
import { faultHelp } from './faults.ts';

const program = new Command('farmgate sim')
  .description(
    'A simulated field: smart outlets on a half-duplex air, with the quirks of the real ones. Everything it says is DEMO.',
  )
  .enablePositionalOptions()
  .option('--pty', 'behind a pseudo serial port (the default)')
  .option('--unix <path>', 'behind a Unix socket instead')
  .option('--tcp <port>', 'behind a TCP port of this machine, as ser2net serves one; 0 takes a free one')
  .option('--outlets <hex,hex>', 'ids of the outlets, such as fe,10-1f; 01 is factory-new', 'fe,10,11,12')
  .option('--seed <number>', 'what chance starts from', '1')
  .option('--loss <share>', 'share of packets lost, 0 to 1', '0')
  .option('--fault <fault>', 'something that goes wrong, see below (repeatable)', collect, [])
  .option('--script <file>', 'faults of a file, one a line')
  .option('--truth-log <file>', 'append what really happened, one JSON object a line')
  .option('--lively', 'loads that live by the hour and the grid, and a plant: well, pump, tank, meter, main breaker')
  .option('--rota <hours>', 'hours with power: 06:00-12:00,18:00-22:00 or "3h on/3h off"; brings the plant')
  .option('--outages', 'no power for 2 minutes soon, and for 10 minutes every 3 hours then; brings the plant')
  .option('--broker <address>', 'its nodes join a gateway: unix:/path/core.sock; brings the plant')
  .option('--secrets <folder>', 'with a file <device>.key for each node that joins')
  .option('--names', 'say which devices need such a file, and end')
  .addHelpText(
    'after',
    `
Faults, each with @10s, @5m or @2h to come later:
${faultHelp()}

Example:
  farmgate sim --pty --outlets fe,10 --fault fe.a:stuck-on@30s
  farmgate sim scenario --list`,
  )
  .action(serveFarm);

program
  .command('scenario [name]')
  .description('Plays a story of the farm for somebody to watch, or in virtual time.')
  .option('--list', 'tell which there are')
  .option('--fast', 'as fast as this machine can think, then a summary of what was true')
  .option('--json', 'the summary as JSON')
  .option('--outlets <number>', 'how many, 4 to 248; the story has a number of its own')
  .option('--seed <number>', 'what chance starts from', '1')
  .option('--truth-log <file>', 'append what really happened, one JSON object a line')
  .action(async (name: string | undefined, { outlets, ...flags }: PlayFlags & { readonly outlets?: string }) => {
    const { playScenario } = await import('./cli/play-scenario.ts');
    await playScenario(name, { ...flags, ...(outlets === undefined ? {} : { count: outlets }) });
  });

program
  .command('plug')
  .description('One simulated plug of another maker, which joins a gateway with a credential as a real one does.')
  .requiredOption('--kind <maker>', 'tasmota or shelly')
  .requiredOption('--broker <address>', 'tcp:host:port or tls:host:port of the gateway’s MQTT')
  .requiredOption('--id <id>', 'of its credential: its user name, and its Topic (Tasmota) or topic_prefix (Shelly)')
  .requiredOption('--key <secret>', 'of its credential: its password')
  .option('--ca <file>', 'with tls: the certificate to believe, PEM')
  .option('--load <mA>', 'what is plugged in draws so much', '400')
  .addHelpText('after', '\nType while it runs: press, pull, plug-in, cut, lying, late, silent or repair.')
  .action(async (flags: PlugFlags) => {
    const { runPlug } = await import('./cli/run-plug.ts');
    runPlug(flags);
  });

try {
  await program.parseAsync();
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 2;
}

function collect(value: string, before: string[]): string[] {
  return [...before, value];
}
