#!/usr/bin/env node
import { appendFileSync, readFileSync } from 'node:fs';
import { Command } from 'commander';
import { systemClock } from '@farmgate/gateway/clock';
import { demoOutlets } from './demo-field.ts';
import { VirtualFarm } from './farm.ts';
import { parseFault, parseFaultScript } from './faults.ts';
import { serveOnPty, serveOnSocket, serveOnTcp, type Served } from './serve.ts';

interface Flags {
  readonly pty?: boolean;
  readonly unix?: string;
  readonly tcp?: string;
  readonly outlets: string;
  readonly seed: string;
  readonly loss: string;
  readonly fault: string[];
  readonly script?: string;
  readonly truthLog?: string;
}

const program = new Command('farmgate sim')
  .description(
    'A simulated field: smart outlets on a half-duplex air, with the quirks of the real ones. Everything it says is DEMO.',
  )
  .option('--pty', 'behind a pseudo serial port (the default)')
  .option('--unix <path>', 'behind a Unix socket instead')
  .option('--tcp <port>', 'behind a TCP port of this machine, as ser2net serves one; 0 takes a free one')
  .option('--outlets <hex,hex>', 'ids of the outlets', 'fe,10,11,12')
  .option('--seed <number>', 'what chance starts from', '1')
  .option('--loss <share>', 'share of packets lost, 0 to 1', '0')
  .option(
    '--fault <fault>',
    'something that goes wrong: fe:dead@10s, fe.a:tripped, air:loss=0.1 (repeatable)',
    collect,
    [],
  )
  .option('--script <file>', 'faults of a file, one a line')
  .option('--truth-log <file>', 'append what really happened, one JSON object a line')
  .addHelpText('after', '\nExample:\n  farmgate sim --pty --outlets fe,10 --fault fe.a:stuck-on@30s')
  .action(run);

try {
  await program.parseAsync();
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 2;
}

async function run(flags: Flags): Promise<void> {
  const { truthLog } = flags;
  const faults = [
    ...flags.fault.map(parseFault),
    ...(flags.script ? parseFaultScript(readFileSync(flags.script, 'utf8')) : []),
  ];
  const farm = new VirtualFarm({
    clock: systemClock,
    outlets: demoOutlets(idsFrom(flags.outlets)),
    seed: numberFrom('--seed', flags.seed, 0, 2 ** 31),
    loss: numberFrom('--loss', flags.loss, 0, 1),
    ...(truthLog ? { onTruth: (truth) => appendFileSync(truthLog, `${JSON.stringify(truth)}\n`) } : {}),
  });
  farm.schedule(faults);
  const served = await serve(farm, flags);
  let stopping: Promise<void> | undefined;
  const stop = () => {
    stopping ??= served.close().then(() => process.exit(0));
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, stop);
  process.on('disconnect', stop);
  process.on('message', (message) => takeFault(farm, message));
  if (process.send) process.send({ ready: true, radio: served.radio });
  else console.log(`The simulated farm answers at ${served.radio}. Ctrl-C stops it.`);
}

function serve(farm: VirtualFarm, { tcp, unix }: Flags): Promise<Served> {
  if (unix) return serveOnSocket(farm, unix);
  return tcp === undefined ? serveOnPty(farm) : serveOnTcp(farm, numberFrom('--tcp', tcp, 0, 65_535));
}

/** `{ fault: 'fe:dead@10s' }` from whoever started us; what cannot be read is told and left. */
function takeFault(farm: VirtualFarm, message: unknown): void {
  if (typeof message !== 'object' || message === null || !('fault' in message)) return;
  try {
    farm.schedule([parseFault(String(message.fault))]);
  } catch (error) {
    console.error(error instanceof Error ? error.message : String(error));
  }
}

function collect(value: string, before: string[]): string[] {
  return [...before, value];
}

function idsFrom(list: string): number[] {
  const ids = list.split(',').map((part) => Number.parseInt(part.trim(), 16));
  if (ids.length > 32 || ids.some((id) => !(id >= 3 && id <= 0xfe)))
    throw new Error(`--outlets takes up to 32 ids from 03 to FE joined by commas, not "${list}"`);
  return ids;
}

function numberFrom(flag: string, text: string, least: number, most: number): number {
  const value = Number(text);
  if (text.trim() === '' || !(value >= least && value <= most))
    throw new Error(`${flag} takes ${least} to ${most}, not "${text}"`);
  return value;
}
