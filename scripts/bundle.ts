import { createHash } from 'node:crypto';
import {
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join, relative } from 'node:path';

/**
 * What Node is to be run with in production. Measured on x64, idle after a start, the bundle: 84 MB and 166 ms of CPU with all modules
 * imported and no flag, 76 MB and 140 ms with `node:http` read lazily and young objects in 1 MB rather than 16. Tried and left
 * out: --optimize-for-size (another 30 ms, nothing saved), --lite-mode (6 MB, but no optimising compiler), MALLOC_ARENA_MAX,
 * UV_THREADPOOL_SIZE and --v8-pool-size (within the noise). What a start does three thousand times and never again (a character of a route's
 * path) is not worth the optimising compiler, which with its own code is 5 MB: what is worth it is called 20,000 times soon enough.
 * Old objects take 30 MB, and how much rubbish is let lie beside them follows from the limit: in a replayed day of 32 outlets the gateway
 * grows to 250 MB where Node takes it from the machine's memory (24 GB), to 130 MB with a limit of 192 MB, and with 96 MB to the same.
 */
export const productionFlags: readonly string[] = [
  '--max-semi-space-size=1',
  '--max-old-space-size=192',
  '--invocation-count-for-turbofan=20000',
];

/** Native addons of the bundle, by the name it looks for. */
const addons: Readonly<Record<string, string>> = {
  'sqlite-x64': 'better-sqlite3/prebuilds/linux-x64.node',
  'sqlite-arm64': 'better-sqlite3/prebuilds/linux-arm64.node',
  'serial-x64': '@serialport/bindings-cpp/prebuilds/linux-x64/@serialport+bindings-cpp.glibc.node',
  'serial-arm64': '@serialport/bindings-cpp/prebuilds/linux-arm64/@serialport+bindings-cpp.armv8.glibc.node',
};

const sources = [
  'package-lock.json',
  'gateway/bin',
  'gateway/src',
  'gateway/package.json',
  'gateway/vite.config.ts',
  'rf-bridge/src',
  'firmware/virtual-farm/src',
  'web-ui/dist',
  'scripts/bundle.ts',
];

/**
 * Makes build/app, a folder that holds the whole product and needs only Node 24 on Linux: nothing is done where the last one was made
 * of the same sources. Answers the file to start. Throws where the web UI has not been built.
 */
export async function bundle(root: string): Promise<string> {
  const app = join(root, 'build/app');
  const want = digestOf(root);
  if (!isMadeOf(app, want)) await make(root, app, want);
  return join(app, 'farmgate.mjs');
}

function isMadeOf(app: string, digest: string): boolean {
  const stamp = join(app, '.stamp');
  return existsSync(stamp) && readFileSync(stamp, 'utf8') === digest;
}

/** In a folder of its own until it is whole: two may do it at once, and a gateway may be running from the last. */
async function make(root: string, app: string, digest: string): Promise<void> {
  if (!existsSync(join(root, 'web-ui/dist/index.html')))
    throw new Error('The web UI has not been built. Build it: npm run build');
  const part = join(root, `build/app.${process.pid}`);
  const old = `${part}.old`;
  try {
    await bundleInto(part);
    cpSync(join(root, 'web-ui/dist'), join(part, 'web'), { recursive: true });
    mkdirSync(join(part, 'native'));
    for (const [name, file] of Object.entries(addons))
      copyFileSync(join(root, 'node_modules', file), join(part, 'native', `${name}.node`));
    writeFileSync(join(part, '.stamp'), digest);
    if (existsSync(app)) renameSync(app, old);
    renameSync(part, app);
  } catch (error) {
    // Another one was a moment faster with the very same.
    if (!isMadeOf(app, digest)) throw error;
  } finally {
    for (const folder of [part, old]) rmSync(folder, { recursive: true, force: true });
  }
}

/** Loaded only where there is something to do: vite takes a third of a second. */
async function bundleInto(outDir: string): Promise<void> {
  const [{ build }, { default: config }] = await Promise.all([import('vite'), import('../gateway/vite.config.ts')]);
  await build({ ...config, configFile: false, logLevel: 'warn', build: { ...config.build, outDir } });
}

/** The same of other programs, by the names that their files are to have; without web UI and addons. */
export async function bundleOf(outDir: string, input: Readonly<Record<string, string>>): Promise<void> {
  const [{ build }, { default: config }] = await Promise.all([import('vite'), import('../gateway/vite.config.ts')]);
  const rolldownOptions = { ...config.build?.rolldownOptions, input: { ...input } };
  await build({ ...config, configFile: false, logLevel: 'warn', build: { ...config.build, outDir, rolldownOptions } });
}

function digestOf(root: string): string {
  const hash = createHash('sha256');
  for (const source of sources)
    for (const file of filesOf(join(root, source))) hash.update(`${relative(root, file)}\n`).update(readFileSync(file));
  return hash.digest('hex');
}

/** The file itself, or all below a folder; nothing where there is neither. */
function filesOf(path: string): string[] {
  if (!existsSync(path)) return [];
  try {
    return readdirSync(path, { withFileTypes: true, recursive: true })
      .filter((entry) => entry.isFile() && !entry.name.includes('.test.'))
      .map((entry) => join(entry.parentPath, entry.name))
      .toSorted();
  } catch {
    return [path];
  }
}

if (import.meta.main) console.log(await bundle(join(import.meta.dirname, '..')));
