import { existsSync } from 'node:fs';
import { networkInterfaces } from 'node:os';
import { join } from 'node:path';
import type { Command } from 'commander';
import { startApp, type RunningApp } from '../app.ts';
import { Child } from '../appliance/children.ts';
import type { ClaimCode } from '../appliance/claim.ts';
import type { Config } from '../config/index.ts';
import type { Log } from '../domain/log.ts';
import { systemClock } from '../system-clock.ts';
import { VERSION } from '../version.ts';
import { makeLog } from './log.ts';
import { settingsOf, withSettings } from './settings.ts';

const root = join(import.meta.dirname, '../../..');
const bridgeMain = join(root, 'rf-bridge/src/main.ts');
const farmMain = join(root, 'firmware/virtual-farm/src/main.ts');

/** `farmgate start`: the gateway, and with it the radio bridge and, in the demo, a simulated farm. */
export function addStart(program: Command): void {
  withSettings(program.command('start'))
    .summary('start the gateway')
    .description('Starts the gateway and, where bridge.radio names one, the radio bridge. Ctrl-C stops all of it.')
    .option('--demo', 'With a simulated farm of radio outlets on a pseudo serial port. Marked DEMO wherever it shows.')
    .addHelpText(
      'after',
      `
Examples:
  farmgate start --demo                                 try it without any hardware
  farmgate start --bridge-radio serial:/dev/serial0     a Raspberry Pi with an HC-12 on its own port
  farmgate start --http-port 0 --data /tmp/try          a free port, and a folder to throw away`,
    )
    .action(async (options: { demo?: boolean }, command: Command) => {
      const { config } = await settingsOf(command);
      await run(config, options.demo ?? false);
    });
}

async function run(config: Config, demo: boolean): Promise<void> {
  const log = makeLog('gateway', config.log);
  const stopping = new Stopping(log);
  let claim: ClaimCode | undefined;
  let app: RunningApp | undefined;
  app = await startApp({
    config,
    clock: systemClock,
    log,
    demo,
    webRoot: join(root, 'web-ui/dist'),
    onClaimCode: (code) => {
      claim = code;
      if (app) announceCode(code);
    },
  });
  stopping.add(() => app?.stop());
  announce(app, config, demo, claim);
  if (demo) stopping.add(startDemo(app, config, log));
  else if (config.bridge.radio !== '') {
    const bridge = makeBridge(app, config, config.bridge.radio, config.bridge.nodes, [], log);
    bridge.start();
    stopping.add(() => bridge.stop());
  }
}

/** The simulated farm on its pseudo serial port, then the bridge on that. Answers how to stop both, the bridge first. */
function startDemo(app: RunningApp, config: Config, log: Log): () => Promise<void> {
  const { outlets, seed } = config.demo;
  const air = existsSync('/usr/bin/script') ? ['--pty'] : ['--unix', join(config.data.dir, 'run/air.sock')];
  const parts: { bridge?: Child; radio?: string } = {};
  const farm = new Child(
    { name: 'farm', file: farmMain, args: [...air, '--outlets', outlets.join(','), '--seed', String(seed)] },
    systemClock,
    log,
    (message) => {
      const radio = radioIn(message);
      if (radio === undefined || radio === parts.radio) return;
      parts.radio = radio;
      void parts.bridge?.stop();
      parts.bridge = makeBridge(app, config, radio, outlets, ['--demo'], log);
      parts.bridge.start();
    },
  );
  farm.start();
  return async () => {
    await parts.bridge?.stop();
    await farm.stop();
  };
}

function makeBridge(
  app: RunningApp,
  config: Config,
  radio: string,
  nodes: readonly string[],
  more: readonly string[],
  log: Log,
): Child {
  const { id, master } = config.bridge;
  const args = [
    ['--id', id],
    ['--broker', `unix:${app.coreSocket}`],
    ['--secret-file', app.bridgeSecretFile(id)],
    ['--radio', radio],
    ['--master', master],
    ['--nodes', nodes.join(',')],
    ['--log-level', config.log.level],
    more,
  ].flat();
  return new Child({ name: id, file: bridgeMain, args }, systemClock, log);
}

function radioIn(message: unknown): string | undefined {
  return typeof message === 'object' && message !== null && 'radio' in message && typeof message.radio === 'string'
    ? message.radio
    : undefined;
}

/** Undoes what was started, last first, once; a second signal is heard and changes nothing, a third ends at once. */
class Stopping {
  readonly #steps: (() => unknown)[] = [];
  readonly #log: Log;
  #signals = 0;

  constructor(log: Log) {
    this.#log = log;
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => this.#onSignal());
  }

  add(step: () => unknown): void {
    this.#steps.push(step);
  }

  #onSignal(): void {
    this.#signals += 1;
    if (this.#signals === 1) void this.#stop();
    if (this.#signals >= 3) process.exit(1);
  }

  async #stop(): Promise<void> {
    this.#log.info({}, 'Stopping');
    try {
      for (const step of this.#steps.toReversed()) await step();
    } catch (error) {
      this.#log.error({ err: error }, 'Something did not stop as it should');
      process.exit(1);
    }
    process.exit(0);
  }
}

/** What a person sees first: where it is, how to get in, how to stop it. */
function announce(app: RunningApp, config: Config, demo: boolean, claim: ClaimCode | undefined): void {
  const lines = [
    '',
    `Farmgate ${VERSION}${demo ? ', DEMO with a simulated farm' : ''}`,
    ...addresses(config.http.host).map(
      (host, at) => `${at === 0 ? '  Open  ' : '        '} http://${host}:${app.port}/`,
    ),
  ];
  process.stdout.write(`${lines.join('\n')}\n`);
  if (claim) announceCode(claim);
  else process.stdout.write('  Sign in with the name you claimed it with. Forgotten: farmgate users reset <name>\n');
  process.stdout.write('  Stop   Ctrl-C\n\n');
}

function announceCode({ code, expiresAt }: ClaimCode): void {
  const until = new Date(expiresAt).toTimeString().slice(0, 5);
  process.stdout.write(`  Claim  ${code}   (it is nobody's yet; the code is good until ${until})\n`);
}

function addresses(host: string): string[] {
  if (host !== '::' && host !== '0.0.0.0') return [host.includes(':') ? `[${host}]` : host];
  const lan = Object.values(networkInterfaces())
    .flatMap((each) => each ?? [])
    .filter(({ family, internal }) => family === 'IPv4' && !internal)
    .map(({ address }) => address);
  return ['localhost', ...lan];
}
