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
  const lines = [`listener ${port} 127.0.0.1`, 'allow_anonymous true', 'persistence false', 'set_tcp_nodelay true'];
  writeFileSync(settings, `${lines.join('\n')}\nlog_dest stderr\nlog_type error\n`);
  const running = new Program(['-c', settings], { cwd: dir, node: program });
  return { pid: running.pid, port, stop: () => running.stop() };
}
