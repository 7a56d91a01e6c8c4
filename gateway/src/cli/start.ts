import { flushCompileCache } from 'node:module';
import type { Command } from 'commander';
import { startApp } from '../app.ts';
import { giveBackMemory } from '../appliance/give-back.ts';
import type { Child } from '../appliance/children.ts';
import type { ClaimCode } from '../appliance/claim.ts';
import type { Config } from '../config/index.ts';
import { systemClock } from '../system-clock.ts';
import { makeLog } from './log.ts';
import { settingsOf, withSettings } from './settings.ts';
import { Stopping } from './stopping.ts';
import { newCode, welcome } from './welcome.ts';
import { places } from './places.ts';

/** `farmgate start`: the gateway, and with it the radio bridge and, in the demo, a simulated farm. */
export function setUpStart(command: Command): void {
  withSettings(command)
    .description('Starts the gateway and, where bridge.radio names one, the radio bridge. Ctrl-C stops all of it.')
    .option('--leave-safe-mode', 'Starts everything again after safe mode, in which only switching works.')
    .option('--demo', 'With a simulated farm of radio outlets on a pseudo serial port. Marked DEMO wherever it shows.')
    .addHelpText(
      'after',
      `
Examples:
  farmgate start --demo                                 try it without any hardware
  farmgate start --bridge-radio serial:/dev/serial0     a Raspberry Pi with an HC-12 on its own port
  farmgate start --http-port 0 --data /tmp/try          a free port, and a folder to throw away`,
    )
    .action(async (options: StartOptions) => {
      const { config } = await settingsOf(command);
      await run(config, options);
    });
}

/** Whatever a start does is done by then. */
const GIVE_BACK_AFTER_MS = 2_000;

/** The simulated farm's own words for its past; loaded only where somebody wants to hear them. */
async function tellPast() {
  const { pastOf } = await import('@farmgate/virtual-farm/past');
  return pastOf;
}

interface StartOptions {
  readonly demo?: boolean;
  readonly leaveSafeMode?: boolean;
}

async function run(config: Config, { demo = false, leaveSafeMode = false }: StartOptions): Promise<void> {
  const log = makeLog('gateway', config.log);
  const stopping = new Stopping(log);
  stopping.listen();
  let code: ClaimCode | undefined;
  let isWelcomed = false;
  const children: Child[] = [];
  const app = await stopping.starting(
    startApp({
      config,
      clock: systemClock,
      log,
      demo,
      webRoot: places.webRoot,
      publicBroker: places.publicBroker,
      historyThread: places.historyThread,
      leaveSafeMode,
      ...(demo && config.demo.pastDays > 0 ? { demoPast: await tellPast() } : {}),
      children: () => children.map(({ health }) => health),
      onClaimCode: (given) => {
        code = given;
        if (isWelcomed) process.stdout.write(newCode(given));
      },
    }),
  );
  if (stopping.hasBegun) return;
  process.stdout.write(welcome({ host: config.http.host, port: app.port, demo, code, safeMode: app.safeMode }));
  isWelcomed = true;
  const { startField } = await import('./field.ts');
  const stopField = await startField({ app, config, demo, clock: systemClock, log, children });
  if (stopping.hasBegun) await stopField();
  else stopping.add(stopField);
  // First of all nobody is let in any more; then the field is told what is still to be told, and last the gateway goes.
  stopping.add(() => app.drain());
  // Node would do so at its end, which after a power cut never came.
  flushCompileCache();
  setTimeout(giveBackMemory, GIVE_BACK_AFTER_MS).unref();
}
