import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { whenAnswering } from './answering.ts';
import { freePort } from './free-port.ts';
import { Program } from './program.ts';

/** Node-RED in a process of its own, that answers. */
export interface NodeRedProcess {
  readonly pid: number;
  stop(): Promise<void>;
}

/** Starts it with an empty user folder and no flow. Resolves at the first 200 from its HTTP port. */
export async function startNodeRed(options: { peers: string; dir: string; node?: string }): Promise<NodeRedProcess> {
  const { peers, dir, node } = options;
  const userDir = join(dir, 'node-red');
  mkdirSync(userDir);
  // Its settings file is CommonJS, whatever the folders above say.
  writeFileSync(join(dir, 'package.json'), '{ "type": "commonjs" }');
  const port = await freePort();
  const red = join(peers, 'node_modules/node-red/red.js');
  const program = new Program([red, '--userDir', userDir, '--port', String(port), '--no-telemetry'], {
    cwd: dir,
    ...(node ? { node } : {}),
  });
  await whenAnswering(`http://127.0.0.1:${port}/`, program);
  return { pid: program.pid, stop: () => program.stop() };
}
