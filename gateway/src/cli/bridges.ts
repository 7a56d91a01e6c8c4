import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from 'commander';
import { SecretFolder } from '../broker/secrets.ts';
import type { Config } from '../config/index.ts';
import { DeviceId, PUBLIC_CLIENT } from '../contract/index.ts';
import { Fault } from '../domain/fault.ts';
import { printTable, settingsOfGateway } from './data.ts';
import { withSettings } from './settings.ts';

/** Lie in the same folder and are no bridge's: refresh tokens are proven with one, the public broker signs in with the other. */
const ownNames: readonly string[] = ['session', PUBLIC_CLIENT];

/** `farmgate bridges`: the secrets by which radio bridges are known, for whoever stands at the machine itself. */
export function setUpBridges(bridges: Command): void {
  withSettings(bridges.command('list', { isDefault: true }))
    .summary('list the bridges that have a secret')
    .description('Prints the names of the bridges that may sign in, one a line. Works while the gateway runs.')
    .action(async (_options: object, command: Command) => listBridges(await settingsOfGateway(command)));
  withSettings(bridges.command('add'))
    .argument('<name>', 'what the bridge will call itself, such as bridge-2')
    .summary('make a secret for one more bridge')
    .description('Makes a secret and prints how to start the bridge with it. Works while the gateway runs.')
    .addHelpText('after', '\nExample:\n  farmgate bridges add bridge-2 --data /var/lib/farmgate')
    .action(async (name: string, _options: object, command: Command) =>
      addBridge(await settingsOfGateway(command), name),
    );
  withSettings(bridges.command('remove'))
    .argument('<name>', 'as it is listed')
    .summary('take the secret of a bridge away')
    .description('Whoever has that secret is refused from the next connection on. Works while the gateway runs.')
    .action(async (name: string, _options: object, command: Command) =>
      removeBridge(await settingsOfGateway(command), name),
    );
}

function listBridges(config: Config): void {
  printTable(namesIn(config).map((name) => [name]));
}

function addBridge(config: Config, name: string): void {
  if (!DeviceId.safeParse(name).success)
    throw new Fault('config', `A bridge cannot be called ${name}. Take small letters, digits and single dashes.`);
  if (ownNames.includes(name))
    throw new Fault('config', `The name ${name} is taken by the gateway itself. Choose another.`);
  if (namesIn(config).includes(name))
    throw new Fault('config', `${name} has a secret already. To make a new one: farmgate bridges remove ${name}`);
  const file = secretsOf(config).fileOf(name);
  const { socket } = config.core;
  process.stdout.write(
    `Secret of ${name}: ${file}
Start the bridge on this machine, as a user who may read that file:
  farmgate bridge --id ${name} --broker unix:${socket} --secret-file ${file} --radio serial:/dev/ttyUSB0
On another machine: copy the file there, bring the socket there over ssh, and name both in that line:
  ssh -N -L /tmp/core.sock:${socket} <user>@<this machine>
`,
  );
}

function removeBridge(config: Config, name: string): void {
  if (!namesIn(config).includes(name))
    throw new Fault('config', `There is no bridge called ${name}. See: farmgate bridges`);
  secretsOf(config).remove(name);
  const own = name === config.bridge.id ? ` It is the gateway's own: the next start makes a new secret for it.` : '';
  process.stdout.write(
    `The secret of ${name} is gone. A bridge that is connected stays until it connects again; to end it now, stop it.${own}\n`,
  );
}

function namesIn(config: Config): string[] {
  return secretsOf(config)
    .list()
    .filter((name) => !ownNames.includes(name));
}

/** Throws where no gateway ever started here: a folder made by another user would shut the gateway out. */
function secretsOf({ data }: Config): SecretFolder {
  const dir = join(data.dir, 'secrets');
  if (!existsSync(dir)) throw new Fault('config', `There are no secrets in ${data.dir} yet. Start the gateway once.`);
  return new SecretFolder(dir);
}
