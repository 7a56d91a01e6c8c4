import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createServer } from 'node:tls';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { NodeSecret } from '../../src/contract/index.ts';
import { Api } from '../../src/testing/api.ts';
import { testKeyPair } from '../../src/testing/net-key.ts';
import { makeFolder, startGateway, type GatewayProcess } from '../../src/testing/processes.ts';

const cli = join(import.meta.dirname, '../../bin/farmgate.mjs');
const folder = makeFolder('bridge-tls');
const ca = join(folder.dir, 'ca.pem');
const otherCa = join(folder.dir, 'other.pem');
const secretFile = join(folder.dir, 'barn.secret');
let gateway: GatewayProcess;
let api: Api;
let made: NodeSecret;
let bridges: ChildProcess[] = [];

beforeAll(async () => {
  gateway = await startGateway(folder.dir);
  api = new Api(gateway.url);
  await api.claim(gateway.code);
  made = await api.newCredential('Barn', 'bridge');
  writeFileSync(ca, await api.certificateFor(made));
  writeFileSync(otherCa, testKeyPair.cert);
  writeFileSync(secretFile, `${made.secret}\n`, { mode: 0o600 });
}, 30_000);
afterEach(async () => {
  await Promise.all(bridges.map((bridge) => end(bridge)));
  bridges = [];
});
afterAll(async () => {
  await gateway?.stop();
  folder.remove();
});

async function end(bridge: ChildProcess): Promise<void> {
  if (bridge.exitCode !== null || bridge.signalCode !== null) return;
  bridge.kill('SIGKILL');
  await once(bridge, 'exit');
}

/** The bridge's own process, with a radio that is not there. */
function startBridge(...flags: string[]): ChildProcess {
  const own = ['--id', made.id, '--secret-file', secretFile, '--radio', `unix:${join(folder.dir, 'no-radio')}`];
  const bridge = spawn(process.execPath, [cli, 'bridge', ...own, ...flags], { stdio: ['ignore', 'pipe', 'pipe'] });
  bridges.push(bridge);
  return bridge;
}

/** Resolves when it has said that. */
function says(bridge: ChildProcess, words: string): Promise<void> {
  let text = '';
  return new Promise((resolve, reject) => {
    const hear = (data: Buffer) => {
      text += data.toString();
      if (text.includes(words)) resolve();
    };
    bridge.stdout?.on('data', hear);
    bridge.stderr?.on('data', hear);
    bridge.once('exit', () => reject(new Error(`It ended, and said only:\n${text}`)));
  });
}

const tlsPort = () => new URL((made.mqtt.tls ?? '').replace('mqtts', 'http')).port;

describe('a bridge on another machine', { timeout: 20_000 }, () => {
  it('comes in over TLS where the certificate is the one that its secret was shown with', async () => {
    startBridge('--broker', `tls:127.0.0.1:${tlsPort()}`, '--ca', ca, '--ca-print', made.ca?.sha256 ?? '');
    expect(await api.seesOnline(made.id)).toMatchObject({ type: 'rf-bridge' });
  });

  it('is told so where something else than TLS is spoken', async () => {
    const bridge = startBridge('--broker', `tls:127.0.0.1:${new URL(gateway.url).port}`, '--ca', ca);
    await says(bridge, 'No TLS was spoken at that port');
  });

  it.each([
    { who: 'somebody whom no such authority has signed', host: '127.0.0.1', file: ca, words: '/api/v1/nodes/ca.pem' },
    { who: 'somebody of another name', host: '127.0.0.2', file: otherCa, words: 'that it has: localhost, 127.0.0.1' },
  ])('keeps its secret from $who, and says what to do', async ({ host, file, words }) => {
    const impostor = await Impostor.start(host);
    const bridge = startBridge('--broker', `tls:${host}:${impostor.port}`, '--ca', file);
    await Promise.all([says(bridge, words), impostor.wasTriedTwice]);
    expect(impostor.heardBytes).toBe(0);
    impostor.stop();
  });
});

/** Answers in place of the gateway, with a certificate of its own of localhost. */
class Impostor {
  readonly #server = createServer(testKeyPair, (socket) =>
    socket.on('data', ({ length }) => (this.heardBytes += length)).on('error', () => {}),
  );
  /** Of what is inside TLS. */
  heardBytes = 0;
  readonly wasTriedTwice: Promise<void>;

  constructor() {
    let tries = 0;
    this.wasTriedTwice = new Promise((resolve) =>
      this.#server.on('connection', () => {
        tries += 1;
        if (tries === 2) resolve();
      }),
    );
  }

  static async start(host: string): Promise<Impostor> {
    const impostor = new Impostor();
    await new Promise<void>((resolve) => impostor.#server.listen(0, host, resolve));
    return impostor;
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  stop(): void {
    this.#server.close();
  }
}
