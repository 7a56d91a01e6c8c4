import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { join } from 'node:path';
import { freePort } from './free-port.ts';
import { Program } from './program.ts';
import { deviceName, metrics, type Tick } from './store-data.ts';

/** A time-series database that is fed by line protocol over HTTP. */
export interface StorePeer {
  readonly name: string;
  readonly pid: number;
  /** Where it keeps its data. */
  readonly dir: string;
  feed(ticks: readonly Tick[]): Promise<void>;
  /** Answers the body of a GET. */
  get(path: string): Promise<string>;
  stop(): Promise<void>;
}

const agent = new Agent({ keepAlive: true, maxSockets: 1 });
const programs = { 'victoria-metrics': '/usr/bin/victoria-metrics', influxdb: '/usr/bin/influxd' } as const;

/** The program of a Debian package; undefined where it is not installed. */
export function findStorePeer(name: keyof typeof programs): string | undefined {
  return existsSync(programs[name]) ? programs[name] : undefined;
}

export async function startVictoria(program: string, dir: string): Promise<StorePeer> {
  const port = await freePort();
  const data = join(dir, 'victoria');
  const flags = [
    `-storageDataPath=${data}`,
    `-httpListenAddr=127.0.0.1:${port}`,
    '-retentionPeriod=100y',
    '-search.latencyOffset=0s',
    '-search.disableCache=true',
    '-loggerLevel=WARN',
  ];
  const running = new Program(flags, { cwd: dir, node: program });
  return peerOf({ name: 'VictoriaMetrics', running, port, dir: data, write: '/write' });
}

export async function startInflux(program: string, dir: string): Promise<StorePeer> {
  const port = await freePort();
  const data = join(dir, 'influx');
  mkdirSync(data, { recursive: true });
  const settings = join(dir, 'influxdb.conf');
  writeFileSync(
    settings,
    `reporting-disabled = true
bind-address = "127.0.0.1:${await freePort()}"
[meta]
  dir = "${data}/meta"
[data]
  dir = "${data}/data"
  wal-dir = "${data}/wal"
[http]
  bind-address = "127.0.0.1:${port}"
  log-enabled = false
[logging]
  level = "error"
`,
  );
  const running = new Program(['-config', settings], { cwd: dir, node: program });
  const peer = await peerOf({ name: 'InfluxDB', running, port, dir: data, write: '/write?db=farm' });
  await ask(port, 'POST', `/query?q=${encodeURIComponent('CREATE DATABASE farm')}`, '');
  return peer;
}

interface Started {
  readonly name: string;
  readonly running: Program;
  readonly port: number;
  readonly dir: string;
  readonly write: string;
}

async function peerOf({ name, running, port, dir, write }: Started): Promise<StorePeer> {
  await untilItAnswers(running, port);
  return {
    name,
    pid: running.pid,
    dir,
    feed: async (ticks) => void (await ask(port, 'POST', write, ticks.map(lineOf).join('\n'))),
    get: (path) => ask(port, 'GET', path, ''),
    stop: () => running.stop(),
  };
}

function lineOf({ device, at, values }: Tick): string {
  return `meter,device=${deviceName(device)} ${metrics.map((name, place) => `${name}=${values[place]}`).join(',')} ${at}000000`;
}

async function untilItAnswers(running: Program, port: number): Promise<void> {
  for (let tries = 0; ; tries++) {
    running.checkAlive();
    try {
      await ask(port, 'GET', '/ping', '');
      return;
    } catch (error) {
      if (tries === 200) throw error;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
}

function ask(port: number, method: string, path: string, body: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const call = request({ host: '127.0.0.1', port, method, path, agent }, (answer) => {
      const parts: Buffer[] = [];
      answer.on('data', (part: Buffer) => parts.push(part));
      answer.on('end', () => {
        const text = Buffer.concat(parts).toString();
        if ((answer.statusCode ?? 500) < 300) resolve(text);
        else reject(new Error(`${method} ${path} was answered ${answer.statusCode}: ${text.slice(0, 300)}`));
      });
    });
    call.on('error', reject);
    call.end(body);
  });
}
