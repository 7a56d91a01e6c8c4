import { isBuiltin } from 'node:module';
import { join } from 'node:path';
import { defineConfig, type Plugin } from 'vite';

const root = join(import.meta.dirname, '..');

/** Everything stands beside the bundle, so that its folder may be carried anywhere. */
const placesBesideBundle = `
import { join } from 'node:path';
const beside = (name) => join(import.meta.dirname, name);
export const places = { webRoot: beside('web'), bridge: beside('bridge.mjs'), publicBroker: beside('public.mjs'), historyThread: beside('history.mjs'), farm: beside('farm.mjs') };
`;

function besideBundle(): Plugin {
  const file = join(root, 'gateway/src/cli/places.ts');
  return { name: 'beside-bundle', enforce: 'pre', load: (id) => (id === file ? placesBesideBundle : null) };
}

/** Native addons are files in ./native; the packages that would look for theirs in node_modules are given them. */
function addons(): Plugin {
  const load = (name: string) => `require(\`./native/${name}-\${process.arch}.node\`)`;
  const modules: Readonly<Record<string, string>> = {
    '\0sqlite.cjs': `module.exports = { getBinding: () => ${load('sqlite')} };`,
    '\0serial.cjs': `module.exports = () => ${load('serial')};`,
  };
  return {
    name: 'addons',
    enforce: 'pre',
    resolveId: (source, importer) => {
      if (source === 'node-gyp-build') return '\0serial.cjs';
      return source === './binding' && importer?.includes('better-sqlite3') ? '\0sqlite.cjs' : null;
    },
    load: (id) => modules[id],
  };
}

/**
 * An `import` of one of Node's own modules reads each of its members once, and with some of these that loads much that nobody asked
 * for: `node:http` has a WebSocket, which brings all of `fetch` (24 ms of CPU and 12 MB), `node:process` opens stdin.
 */
const readLazily = new Set(['http', 'https', 'crypto', 'process']);

/** Takes the modules above without reading their members. */
function lazyBuiltins(): Plugin {
  const prefix = '\0builtin:';
  return {
    name: 'lazy-builtins',
    enforce: 'pre',
    resolveId: (source) => (isReadLazily(source) ? `${prefix}${bareName(source)}.cjs` : null),
    load: (id) =>
      id.startsWith(prefix)
        ? `module.exports = process.getBuiltinModule('${id.slice(prefix.length, -'.cjs'.length)}');`
        : null,
  };
}

function isReadLazily(name: string): boolean {
  return readLazily.has(bareName(name));
}

function bareName(name: string): string {
  return name.replace(/^node:/, '');
}

/** Keeps what a program does when it is loaded: its package says of all files that they do nothing. */
function programs(): Plugin {
  return {
    name: 'programs',
    transform: (code, id) =>
      /\/src\/(?:(?:public-)?main|store\/history\/history-worker)\.ts$/.test(id)
        ? { code, moduleSideEffects: true }
        : null,
  };
}

/**
 * The gateway, the bridge, the broker for nodes and the simulated farm with all their packages in a few files, which share what they have in common.
 * Modules rather than CommonJS, because what is seldom wanted (commands, the description of the API) stays a file of its own. Not
 * minified: it would save 2 MB and 6 ms of a start, and every stack trace.
 */
export default defineConfig({
  root,
  plugins: [lazyBuiltins(), addons(), besideBundle(), programs()],
  // Packages in CommonJS have these, a module has not.
  define: { __dirname: 'import.meta.dirname', __filename: 'import.meta.filename' },
  ssr: { noExternal: true },
  build: {
    ssr: true,
    target: 'node24',
    outDir: join(root, 'build/app'),
    emptyOutDir: true,
    minify: false,
    copyPublicDir: false,
    rolldownOptions: {
      input: {
        farmgate: join(root, 'gateway/bin/farmgate.mjs'),
        bridge: join(root, 'rf-bridge/src/main.ts'),
        public: join(root, 'gateway/src/public-main.ts'),
        history: join(root, 'gateway/src/store/history/history-worker.ts'),
        farm: join(root, 'firmware/virtual-farm/src/main.ts'),
      },
      external: (id: string) => isBuiltin(id) && !isReadLazily(id),
      output: { format: 'es', entryFileNames: '[name].mjs', chunkFileNames: '[name]-[hash].mjs' },
    },
  },
});
