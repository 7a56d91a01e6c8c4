import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const root = join(import.meta.dirname, '../../..');

/** A gateway as a user starts it: its own process on a free port, with a data folder of its own. */
export interface GatewayProcess {
  readonly url: string;
  /** Undefined where it is claimed already. */
  readonly code: string | undefined;
  readonly child: ChildProcess;
  /** Everything it printed so far. */
  output(): string;
  stop(signal?: NodeJS.Signals): Promise<void>;
}

/** A folder that is gone when the test is. */
export function makeFolder(name: string): { dir: string; remove: () => void } {
  const dir = mkdtempSync(join(tmpdir(), `farmgate-${name}-`));
  return { dir, remove: () => rmSync(dir, { recursive: true, force: true }) };
}

/** Starts `farmgate start` and resolves when it has said where it is. */
export async function startGateway(dataDir: string, args: readonly string[] = [], port = 0): Promise<GatewayProcess> {
  const child = spawn(
    process.execPath,
    [
      join(root, 'gateway/bin/farmgate.mjs'),
      'start',
      '--data',
      dataDir,
      '--core-socket',
      join(dataDir, 'core.sock'),
      '--http-host',
      '127.0.0.1',
      '--http-port',
      String(port),
      '--nodes-tls-port',
      '0',
      '--discovery-enabled',
      'no',
      '--log-format',
      'json',
      ...args,
    ],
    { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] },
  );
  let text = '';
  const gone = once(child, 'exit');
  const said = new Promise<string>((resolve, reject) => {
    const hear = (data: Buffer) => {
      text += data.toString();
      const url = /http:\/\/127\.0\.0\.1:\d+/.exec(text)?.[0];
      if (url && text.includes('Ctrl-C')) resolve(url);
    };
    child.stdout.on('data', hear);
    child.stderr.on('data', hear);
    void gone.then(() => reject(new Error(`The gateway ended before it was there:\n${text}`)));
  });
  const url = await said;
  return {
    url,
    code: /[0-9A-Z]{4}-[0-9A-Z]{4}/.exec(text)?.[0],
    child,
    output: () => text,
    stop: async (signal = 'SIGTERM') => {
      if (child.exitCode === null && child.signalCode === null) child.kill(signal);
      await gone;
    },
  };
}
