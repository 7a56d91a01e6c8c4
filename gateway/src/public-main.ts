#!/usr/bin/env node
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { Command } from 'commander';
import pino from 'pino';
import { watchHealth } from './broker/public/health.ts';
import type { HostAndPort } from './broker/public/listeners.ts';
import { PUBLIC_LIMITS, PublicBroker } from './broker/public/public-broker.ts';
import { quietLog } from './broker/public/quiet-log.ts';
import { startHeart } from './heartbeat.ts';
import { onEnd } from './process-end.ts';
import { systemClock } from './system-clock.ts';
import { plugMakers } from './transports/index.ts';

/** Said to whoever started us, on the channel, beside the beats of our heart. `ready`: again whenever one more port is open. */
export type PublicNotice =
  | { readonly ready: true; readonly plain: number | undefined; readonly tls: number | undefined }
  | {
      readonly load: {
        readonly loopDelayMs: number;
        readonly rssMb: number;
        readonly clients: number;
        readonly strangers: number;
        readonly waiting: number;
      };
    }
  | { readonly list: number }
  | { readonly alert: { readonly kind: 'retained-command'; readonly device: string; readonly from: string } };

interface Flags {
  readonly core: string;
  readonly secretFile: string;
  readonly plain?: string;
  readonly tls?: string;
  readonly key?: string;
  readonly cert?: string;
  readonly ws?: string;
  readonly clients: string;
  readonly memory: string;
  readonly logLevel: string;
}

/** As many as the gateway's list may name. */
const MOST_CLIENTS = 1_024;
/** It had to end because it took more memory than it may. */
const EXIT_MEMORY = 3;

const program = new Command('farmgate public-broker')
  .description('Takes nodes and remote bridges in over MQTT, and passes on what they may say to the gateway.')
  .requiredOption('--core <address>', 'the gateway: unix:/path/core.sock')
  .requiredOption('--secret-file <file>', 'file of the secret it signs in with at the gateway')
  .option('--plain <host:port>', 'listen for MQTT without encryption, usually on port 1883')
  .option('--tls <host:port>', 'listen for MQTT over TLS, usually on port 8883; needs --key and --cert')
  .option('--key <file>', 'the private key for --tls, PEM')
  .option('--cert <file>', 'the certificate for --tls and those above it, PEM')
  .option('--ws <path>', 'Unix socket at which the gateway hands over WebSockets')
  .option('--clients <count>', 'let in so many nodes and bridges at once', String(PUBLIC_LIMITS.clients))
  .option('--memory <MB>', 'end, to be started again, when it takes more memory than this', '160')
  .option('--log-level <level>', 'debug, info, warn or error', 'info')
  .action(run);

try {
  await program.parseAsync();
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  // The channel to the gateway would keep it here, beating as if it served.
  process.exit(2);
}

async function run(flags: Flags): Promise<void> {
  const log = pino({ level: flags.logLevel, base: null, timestamp: pino.stdTimeFunctions.isoTime });
  const [, core] = /^unix:(.+)$/.exec(flags.core) ?? [];
  if (core === undefined) throw new Error(`--core takes unix:/path/core.sock, not "${flags.core}"`);
  const memoryMb = Number(flags.memory);
  if (!(memoryMb >= 64)) throw new Error(`--memory takes 64 MB or more, not "${flags.memory}"`);
  const clients = Number(flags.clients);
  if (!(Number.isInteger(clients) && clients >= 1 && clients <= MOST_CLIENTS))
    throw new Error(`--clients takes 1 to ${MOST_CLIENTS}, not "${flags.clients}"`);
  let isReady = false;
  const broker: PublicBroker = new PublicBroker({
    plain: flags.plain === undefined ? undefined : placeFrom(flags.plain, '--plain'),
    tls: flags.tls === undefined ? undefined : { ...placeFrom(flags.tls, '--tls'), ...keyPairFrom(flags) },
    webSocket: flags.ws,
    openCore: () => connect({ path: core }),
    secret: readFileSync(flags.secretFile, 'utf8').trim(),
    clock: systemClock,
    log: quietLog(log, systemClock),
    plugs: plugMakers(systemClock, () => randomBytes(6).toString('hex')),
    limits: { ...PUBLIC_LIMITS, clients },
    onAlert: (alert) => tell({ alert }),
    onList: (list) => tell({ list }),
    onOpen: () => isReady && tell({ ready: true, ...broker.ports }),
  });
  onEnd(() => void broker.stop().then(() => process.exit(0)));
  // The certificate was made anew, in the same files.
  process.on('message', (message) => {
    if (isRenewal(message) && flags.tls !== undefined) broker.renew(keyPairFrom(flags));
  });
  startHeart(systemClock);
  await broker.start();
  isReady = true;
  watchHealth({
    clock: systemClock,
    memoryMb,
    onBeat: (beat) => tell({ load: { ...beat, ...broker.counts } }),
    onTooMuch: (rssMb) => {
      log.error({ rssMb, memoryMb }, 'The public broker takes too much memory and ends, to be started again');
      process.exit(EXIT_MEMORY);
    },
  });
  tell({ ready: true, ...broker.ports });
}

function tell(notice: PublicNotice): void {
  if (process.connected) process.send?.(notice);
}

function isRenewal(message: unknown): boolean {
  return typeof message === 'object' && message !== null && 'renew' in message && message.renew === 'tls';
}

/** `host:port`, an IPv6 address in brackets. */
function placeFrom(text: string, flag: string): HostAndPort {
  const [, host, port] = /^(?:\[([0-9a-fA-F:.]+)\]|([^:[\]]+)):(\d{1,5})$/.exec(text)?.filter(Boolean) ?? [];
  if (host === undefined || !(Number(port) <= 65_535)) throw new Error(`${flag} takes host:port, not "${text}"`);
  return { host, port: Number(port) };
}

function keyPairFrom({ key, cert }: Flags): { key: Buffer; cert: Buffer } {
  if (key === undefined || cert === undefined) throw new Error('--tls needs --key and --cert');
  return { key: readFileSync(key), cert: readFileSync(cert) };
}
