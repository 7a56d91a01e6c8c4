import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { join } from 'node:path';
import { serveOnTcp, type Served, type VirtualFarm } from '@farmgate/virtual-farm';

const root = join(import.meta.dirname, '../../..');
const cli = join(root, 'gateway/bin/farmgate.mjs');

/** A TCP port of this machine that leads to a Unix socket, as ssh brings one there; it can be cut and joined again. */
class Tunnel {
  readonly #path: string;
  readonly #open = new Set<Socket>();
  #server: Server | undefined;
  port = 0;

  constructor(path: string) {
    this.#path = path;
  }

  async join(): Promise<void> {
    const server = createServer((near) => {
      const far = connect(this.#path);
      for (const [one, other] of [
        [near, far],
        [far, near],
      ] as const) {
        this.#open.add(one);
        one.pipe(other);
        one.on('error', () => other.destroy());
        one.on('close', () => {
          this.#open.delete(one);
          other.destroy();
        });
      }
    });
    server.listen(this.port, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    this.port = typeof address === 'object' ? (address?.port ?? 0) : 0;
    this.#server = server;
  }

  async cut(): Promise<void> {
    const server = this.#server;
    for (const socket of this.#open) socket.destroy();
    if (!server) return;
    server.close();
    await once(server, 'close');
  }
}

/** A bridge on another host: its gateway comes to it over TCP, and its radio too, as ser2net serves one. */
export class FarBridge {
  readonly tunnel: Tunnel;
  readonly #farm: VirtualFarm;
  readonly #channel: number;
  readonly #dataDir: string;
  #radio: Served | undefined;
  #radioPort = 0;
  #process: ChildProcess | undefined;

  constructor(farm: VirtualFarm, channel: number, dataDir: string) {
    this.#farm = farm;
    this.#channel = channel;
    this.#dataDir = dataDir;
    this.tunnel = new Tunnel(join(dataDir, 'core.sock'));
  }

  async start(nodes: readonly string[]): Promise<void> {
    const made = execFileSync(process.execPath, [cli, 'bridges', 'add', 'bridge-2', '--data', this.#dataDir], {
      encoding: 'utf8',
    });
    const secret = /^Secret of bridge-2: (.+)$/m.exec(made)?.[1] ?? '';
    await this.tunnel.join();
    await this.plugRadio();
    const args = [
      ['bridge', '--id', 'bridge-2', '--broker', `tcp:127.0.0.1:${this.tunnel.port}`, '--secret-file', secret],
      ['--radio', `tcp:127.0.0.1:${this.#radioPort}`, '--nodes', nodes.join(',')],
    ].flat();
    this.#process = spawn(process.execPath, [cli, ...args], { stdio: 'ignore' });
  }

  async plugRadio(): Promise<void> {
    this.#radio = await serveOnTcp(this.#farm, this.#radioPort, { channel: this.#channel });
    this.#radioPort = Number(this.#radio.radio.split(':').at(-1));
  }

  async pullRadio(): Promise<void> {
    await this.#radio?.close();
  }

  async stop(): Promise<void> {
    const child = this.#process;
    if (child && child.exitCode === null) {
      child.kill('SIGTERM');
      await once(child, 'exit');
    }
    await this.pullRadio();
    await this.tunnel.cut();
  }
}
