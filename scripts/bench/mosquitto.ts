import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { freePort } from './free-port.ts';
import { Program } from './program.ts';

/** Debian has it outside the path of who is not root. */
const places = ['/usr/sbin/mosquitto', '/usr/local/sbin/mosquitto'];

/** A broker in a process of its own. */
export interface BrokerProcess {
  readonly pid: number;
  readonly port: number;
  /** What it said last. */
  readonly said: string;
  stop(): Promise<void>;
}

/** The program; undefined where it is not installed. */
export function findMosquitto(): string | undefined {
  return places.find((place) => existsSync(place));
}

/** Starts it as a broker in memory that lets everybody in: what signing in costs is no part of what is measured. */
export async function startMosquitto(program: string, dir: string): Promise<BrokerProcess> {
  const port = await freePort();
  const settings = join(dir, 'mosquitto.conf');
  const lines = [
    `listener ${port} 127.0.0.1`,
    'allow_anonymous true',
    'persistence false',
    'set_tcp_nodelay true',
    // Left alone, it throws away what a busy hearer has not yet read.
    'max_queued_messages 0',
    // The gateway says what it says with QoS 0 on its own machine; nodes are granted, and get, QoS 1.
    'upgrade_outgoing_qos true',
    'log_dest stderr',
    'log_type error',
  ];
  writeFileSync(settings, `${lines.join('\n')}\n`);
  const running = new Program(['-c', settings], { cwd: dir, node: program });
  return {
    pid: running.pid,
    port,
    get said() {
      return running.said;
    },
    stop: () => running.stop(),
  };
}
