#!/usr/bin/env node
import { readFileSync } from 'node:fs';
import { Command } from 'commander';
import pino from 'pino';
import { systemClock } from '@farmgate/gateway/clock';
import { startHeart } from '@farmgate/gateway/heartbeat';
import { onEnd } from '@farmgate/gateway/process-end';
import { Bridge } from './bridge.ts';
import { nodeIdFrom } from './bridge-core.ts';
import { brokerAt, certificateFrom, type OpenBroker } from './broker/index.ts';
import { dutyLimitOf } from './hc12/index.ts';
import { adviseStableName, baudOf, radioAt } from './radios/index.ts';

/** An OFF is transmitted five times in about this long. */
const SETTLE_MS = 2_000;

interface Flags {
  readonly id: string;
  readonly broker: string;
  readonly ca?: string;
  readonly caPrint?: string;
  readonly secretFile: string;
  readonly radio: string;
  readonly master: string;
  readonly nodes: string;
  readonly profile: string;
  readonly duty?: string;
  readonly control?: string;
  readonly demo?: boolean;
  readonly logLevel: string;
}

const program = new Command('farmgate bridge')
  .description('Carries commands between a gateway and smart outlets on the air, over an HC-12 on a serial port.')
  .option('--id <name>', 'name of this bridge at the gateway', 'bridge-1')
  .requiredOption(
    '--broker <address>',
    'the gateway: unix:/path/core.sock, tls:host:port or, where all on the network may read the secret, tcp:host:port',
  )
  .option(
    '--ca <file>',
    'with tls: the certificate to believe, PEM, as http://<gateway>/api/v1/nodes/ca.pem answers it',
  )
  .option('--ca-print <sha256>', 'the fingerprint that --ca must have, as the gateway shows it with the secret')
  .requiredOption('--secret-file <file>', 'file of the secret this bridge signs in with')
  .requiredOption(
    '--radio <address>',
    'serial:/dev/serial/by-id/... (that name stays; /dev/ttyUSB0 may change), tcp:host:port or unix:/path',
  )
  .option('--master <hex>', 'our id on the air: nodes answer only the master they were paired with', '02')
  .option('--nodes <hex,hex>', 'ids to look for first; the others are searched slowly', '')
  .option('--profile <id>', 'whose rule for the air to keep: etsi, au, or own: your licence, with --duty', 'etsi')
  .option('--duty <percent>', "share of an hour it may send; the profile's where nothing is said")
  .option('--control <path>', 'Unix socket at which `farmgate rf` asks this bridge')
  .option('--demo', 'mark everything as simulated')
  .option('--log-level <level>', 'debug, info, warn or error', 'info')
  .addHelpText(
    'after',
    `
Examples:
  farmgate bridge --broker unix:data/run/core.sock --secret-file data/secrets/bridge-1.key --radio serial:/dev/serial0
  farmgate bridge --id barn --broker tls:192.168.1.20:8883 --ca ca.pem --secret-file barn.secret --radio serial:/dev/ttyUSB0`,
  )
  .action(run);

try {
  await program.parseAsync();
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 2;
}

async function run(flags: Flags): Promise<void> {
  const master = nodeIdFrom(flags.master);
  if (master === undefined) throw new Error(`--master takes two hexadecimal digits, not "${flags.master}"`);
  const log = pino({ level: flags.logLevel, base: null, timestamp: pino.stdTimeFunctions.isoTime });
  const advice = adviseStableName(flags.radio);
  if (advice) log.warn({ radio: flags.radio }, advice);
  const bridge = new Bridge({
    id: flags.id,
    broker: brokerOf(flags),
    secret: readFileSync(flags.secretFile, 'utf8').trim(),
    radio: radioAt(flags.radio),
    clock: systemClock,
    random: Math.random,
    log,
    master,
    nodes: idsFrom(flags.nodes),
    demo: flags.demo ?? false,
    duty: dutyLimitOf({
      profile: flags.profile,
      dutyPercent: flags.duty === undefined ? undefined : Number(flags.duty),
      baud: baudOf(flags.radio),
    }),
    control: flags.control,
  });
  onEnd(() => {
    void bridge
      .settle(SETTLE_MS)
      .then(() => bridge.stop())
      .then(() => process.exit(0));
  });
  await bridge.start();
  process.send?.({ ready: true });
  startHeart(systemClock);
}

function brokerOf({ broker, ca, caPrint }: Flags): OpenBroker {
  if (caPrint !== undefined && ca === undefined)
    throw new Error('--ca-print goes with --ca: it says which certificate that must be');
  return brokerAt(broker, ca === undefined ? undefined : certificateFrom(ca, caPrint));
}

function idsFrom(list: string): number[] {
  return list
    .split(',')
    .filter((part) => part.trim() !== '')
    .map((part) => {
      const id = nodeIdFrom(part.trim());
      if (id === undefined || id < 3 || id > 0xfe)
        throw new Error(`--nodes takes ids from 03 to FE, not "${part}": 01 and 02 are sockets and controllers`);
      return id;
    });
}
