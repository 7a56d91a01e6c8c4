// The one entry of every npm script, in plain JavaScript for any Node from 18 on: fetches Node 24 and the dependencies
// when they are missing or stale, builds the web UI when its sources changed, then does the work under Node 24.
import { createHash } from 'node:crypto';
import { spawn, spawnSync } from 'node:child_process';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { fileURLToPath } from 'node:url';
import { join } from 'node:path';

const root = join(fileURLToPath(import.meta.url), '../..');
const lockText = readFileSync(join(root, 'package-lock.json'), 'utf8');
const lock = JSON.parse(lockText);
const nodePackage = `node-${process.platform}-${process.arch}`;
const lockedNode = lock.packages[`node_modules/${nodePackage}`];
const ownNode = join(root, 'node_modules', nodePackage, 'bin/node');
const wantedMajor = 24;
const npmCi = ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error', '--no-update-notifier'];

const tool = (path) => join(root, 'node_modules', path);
const vite = tool('vite/bin/vite.js');
const vitest = tool('vitest/vitest.mjs');
const stryker = tool('@stryker-mutator/core/bin/stryker.js');
const gateway = join(root, 'gateway/bin/farmgate.mjs');

const commands = {
  // Charts of a farm that has been there for a while.
  start: (args) => [buildWebUi, [gateway, 'start', '--demo', '--demo-past-days', '400', ...args]],
  farmgate: (args) => [undefined, [gateway, ...args]],
  build: () => [buildWebUi],
  bundle: () => [buildWebUi, [join(root, 'scripts/bundle.ts')]],
  test: (args) => [buildWebUi, [vitest, 'run', ...args]],
  check: () => [check],
  format: () => [undefined, [tool('prettier/bin/prettier.cjs'), '--write', '--log-level', 'warn', '.']],
  bench: (args) => [buildWebUi, ['--expose-gc', join(root, 'scripts/bench/main.ts'), ...args]],
  torture: (args) => [buildWebUi, [join(root, 'scripts/torture/main.ts'), ...args]],
  mutate: (args) => [undefined, [stryker, 'run', join(root, 'scripts/mutate/stryker.config.mjs'), ...args]],
  gallery: (args) => [
    () => console.log('The gallery is the page /gallery.html of the address below; Ctrl-C ends it.'),
    [vite, 'web-ui', ...args],
  ],
  screenshots: (args) => [buildWebUi, [join(root, 'scripts/screenshots.ts'), ...args]],
};

const name = process.argv[2] ?? '';
if (!(name in commands)) {
  console.error(`usage: node scripts/run.mjs ${Object.keys(commands).join('|')} [arguments]`);
  process.exit(2);
}
const node = prepare();
const [before, work] = commands[name](process.argv.slice(3));
before?.();
if (work) runLast(work);

/** Installs what the lock file names, once per lock file, and answers the Node 24 to work with. */
function prepare() {
  const stamp = join(root, 'node_modules/.stamp');
  const want = `${sha256(lockText)} ${process.platform} ${process.arch}`;
  if (readIfThere(stamp) !== want) {
    console.error('Installing what the lock file names (once)...');
    npm(findNode24(), root);
    // npm 9 and 10 drop this link while they skip the package of the other architecture, which owns the same one.
    const link = join(root, 'node_modules/.bin/node');
    if (existsSync(ownNode) && !existsSync(link)) symlinkSync(`../${nodePackage}/bin/node`, link);
    writeFileSync(stamp, want);
  }
  return existsSync(ownNode) ? ownNode : findNode24();
}

/** A Node that meets every dependency's `engines`: npm silently skips a native binding whose engines the running Node misses. */
function findNode24() {
  if (Number(process.versions.node.split('.')[0]) >= wantedMajor) return process.execPath;
  if (!lockedNode) {
    console.error(
      `Farmgate needs Node ${wantedMajor} or newer on ${process.platform} ${process.arch}; this is ${process.version}. Install it and try again.`,
    );
    process.exit(1);
  }
  const dir = join(root, '.cache/node');
  const kept = join(dir, `node-${lockedNode.version}`);
  if (existsSync(kept)) return kept;
  mkdirSync(dir, { recursive: true });
  if (!existsSync(ownNode)) fetchNodeInto(dir);
  const from = existsSync(ownNode) ? ownNode : join(dir, 'node_modules', nodePackage, 'bin/node');
  copyFileSync(from, `${kept}.part`);
  renameSync(`${kept}.part`, kept);
  rmSync(join(dir, 'node_modules'), { recursive: true, force: true });
  return kept;
}

/** A lock file of one package, made of our own lock file's entry, so that its integrity is checked here too. */
function fetchNodeInto(dir) {
  const dependencies = { [nodePackage]: lockedNode.version };
  const packages = { '': { dependencies }, [`node_modules/${nodePackage}`]: { ...lockedNode, optional: undefined } };
  writeFileSync(join(dir, 'package.json'), JSON.stringify({ private: true, dependencies }));
  writeFileSync(join(dir, 'package-lock.json'), JSON.stringify({ lockfileVersion: 3, requires: true, packages }));
  npm(process.execPath, dir);
}

function npm(withNode, cwd) {
  const cli = process.env.npm_execpath;
  if (cli) runOrExit(withNode, [cli, ...npmCi], cwd);
  else runOrExit('npm', npmCi, cwd);
}

/** Builds web-ui unless the last build was made of the very same sources. */
function buildWebUi() {
  const stamp = join(root, 'web-ui/dist/.stamp');
  const want = sha256(
    lockText +
      ['web-ui', 'gateway/src/contract']
        .flatMap((dir) => filesBelow(join(root, dir)))
        .map((file) => `${file} ${sha256(readFileSync(file))}`)
        .join('\n'),
  );
  if (readIfThere(stamp) === want) return;
  console.error('Building the web UI...');
  runOrExit(node, [vite, 'build', 'web-ui', '--logLevel', 'warn']);
  writeFileSync(stamp, want);
}

function filesBelow(dir) {
  return readdirSync(dir, { withFileTypes: true })
    .filter((entry) => !['dist', 'node_modules'].includes(entry.name) && !entry.name.includes('.test.'))
    .flatMap((entry) => (entry.isDirectory() ? filesBelow(join(dir, entry.name)) : [join(dir, entry.name)]))
    .sort((a, b) => (a < b ? -1 : 1));
}

/** Types, lint, format and import rules; every part runs even where an earlier one fails. */
function check() {
  /** @type {[string, string[]][]} */
  const parts = [
    ['types', [tool('typescript/bin/tsc'), '-b']],
    ['lint', [tool('oxlint/bin/oxlint'), '--deny-warnings']],
    ['format', [tool('prettier/bin/prettier.cjs'), '--check', '--log-level', 'warn', '.']],
    ['imports', [vitest, 'run', '--project', 'node', 'scripts/imports.test.ts']],
  ];
  const failed = parts.filter(([title, args]) => {
    console.error(`- ${title}`);
    return spawnSync(node, args, { cwd: root, stdio: 'inherit', env: environment() }).status !== 0;
  });
  if (failed.length > 0) console.error(`failed: ${failed.map(([title]) => title).join(', ')}`);
  process.exit(failed.length > 0 ? 1 : 0);
}

function runOrExit(command, args, cwd = root) {
  const result = spawnSync(command, args, { cwd, stdio: 'inherit', env: environment() });
  if (result.status !== 0) process.exit(result.status ?? 1);
}

function runLast(args) {
  const child = spawn(node, args, { cwd: root, stdio: 'inherit', env: environment() });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    // At a terminal Ctrl-C reaches the child by itself; handed on as well it would arrive twice.
    process.on(signal, () => {
      if (signal !== 'SIGINT' || !process.stdin.isTTY) child.kill(signal);
    });
  }
  child.on('exit', (code, signal) => process.exit(code ?? (signal ? 1 : 0)));
}

/** Tools find Node 24 first on the path, whatever started us. oxlint's type-aware half is looked up there too. */
function environment() {
  return { ...process.env, PATH: `${tool('.bin')}:${process.env.PATH ?? ''}` };
}

function readIfThere(file) {
  return existsSync(file) ? readFileSync(file, 'utf8') : undefined;
}

function sha256(data) {
  return createHash('sha256').update(data).digest('hex');
}
