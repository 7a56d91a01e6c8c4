import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod/mini';
import type { Context } from './result.ts';

const files = ['package.json', 'package-lock.json'];
const ci = ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error', '--no-update-notifier'];
const Manifest = z.object({ version: z.string() });

/** A program from the npm registry that the gateway is measured against. */
export interface Peer {
  /** The folder that `node_modules` with it is in. */
  readonly peers: string;
  readonly version: string;
}

/** The peer of this name, installed from the benchmarks' own lock file where it is missing; undefined where that fails. */
export function findPeer(context: Context, name: string): Peer | undefined {
  const peers = join(context.root, '.cache/peers');
  if (!isInstalled(context.root, peers)) install(context, peers);
  const manifest = join(peers, 'node_modules', name, 'package.json');
  if (!existsSync(manifest)) return undefined;
  return { peers, version: Manifest.parse(JSON.parse(readFileSync(manifest, 'utf8'))).version };
}

/** The lock file is copied last: one that is there says that what it names is there too. */
function isInstalled(root: string, peers: string): boolean {
  const stamp = join(peers, 'installed.json');
  return (
    existsSync(stamp) && readFileSync(stamp, 'utf8') === readFileSync(join(sources(root), 'package-lock.json'), 'utf8')
  );
}

function install({ root, note }: Context, peers: string): void {
  note('Installing the peers from the npm registry (once)...');
  mkdirSync(peers, { recursive: true });
  for (const file of files) copyFileSync(join(sources(root), file), join(peers, file));
  rmSync(join(peers, 'installed.json'), { force: true });
  const npm = process.env['npm_execpath'];
  const [command, ...args] = npm ? [process.execPath, npm, ...ci] : ['npm', ...ci];
  const done = spawnSync(command, args, { cwd: peers, stdio: ['ignore', 'ignore', 'inherit'] });
  if (done.status === 0) copyFileSync(join(sources(root), 'package-lock.json'), join(peers, 'installed.json'));
}

function sources(root: string): string {
  return join(root, 'scripts/bench/peers');
}
