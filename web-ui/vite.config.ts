import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { defineConfig, type Plugin } from 'vite';

export default defineConfig({
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    target: 'es2022',
    // The policy allows no data: addresses, and every browser that runs es2022 preloads modules itself.
    assetsInlineLimit: 0,
    modulePreload: {
      polyfill: false,
      // The names of what each lazy page needs weigh more on the first screen than the round on the farm's own network that they
      // save; only the farm's home is in view from the start, and would be three rounds deep.
      resolveDependencies: (file, needed, { hostType }) =>
        hostType === 'html' || file.includes('farm-home') ? needed : [],
    },
    rolldownOptions: {
      // To describe a message does nothing: a description that no page uses stays away.
      treeshake: { manualPureFunctions: ['z'], propertyReadSideEffects: false },
      output: {
        codeSplitting: {
          groups: [
            // The first screen needs all of it: in one file it packs 1.5 kB smaller than in the six that its lazy users would cut it into.
            {
              name: 'base',
              priority: 1,
              test: /node_modules\/(?:@?lit|zod)|\/web-ui\/src\/(?:i18n\/(?:format|locale|site-zone|words)|styles\/shared)\.ts|\/contract\/(?:commands|devices|grid|ids|live|points|pumps|radio|runs|safety|sharing|why)\.ts|oxc-project/,
            },
            // So is what home needs while somebody pumps: 3 kB smaller than in 14, and there in one round.
            {
              name: 'pumps',
              includeDependenciesRecursively: false,
              test: /\/web-ui\/src\/(?:pages\/pumps\/(?:sharing-home|parts|start-door|pump-aside)|i18n\/pump-words|api\/pumps-api|state\/(?:pump-desk|loadable|run-announcer)|points\/(?:pump-face|turns|run-time|reason-picture)|components\/(?:help-call|jar-figure|minute-jar|picture|why-text|running-strip|run-card|run-ring|who-badge|tank)|styles\/(?:columns|picture))\.ts|\/contract\/wallet\.ts/,
            },
          ],
        },
      },
    },
  },
  plugins: [unregistered(), compressed()],
  // Found late they would reload a test that is running.
  optimizeDeps: {
    include: [
      'lit',
      'lit/decorators.js',
      'lit/directives/keyed.js',
      'lit/directives/repeat.js',
      'lean-qr',
      'lean-qr/extras/svg',
      'uplot',
      '@lit/localize',
      'zod/mini',
      'axe-core',
    ],
  },
});

/** The names of schemas are for the gateway's OpenAPI. To register one is an effect, which would keep it on a page that never uses it. */
function unregistered(): Plugin {
  return {
    name: 'unregistered',
    apply: 'build',
    transform: {
      filter: { id: /\/gateway\/src\/contract\// },
      handler: (code) => ({ code: code.replaceAll(/\.register\(z\.globalRegistry, \{[^}]*\}\)/g, ''), map: null }),
    },
  };
}

const textual = /\.(?:html|js|css|svg|json|webmanifest)$/;

/** Writes .gz and .br beside each text file of the build, so that the Pi compresses nothing while it serves. */
function compressed(): Plugin {
  let outDir = '';
  return {
    name: 'compressed',
    apply: 'build',
    configResolved: (config) => {
      outDir = join(config.root, config.build.outDir);
    },
    closeBundle: () => filesBelow(outDir).filter(isTextual).forEach(compress),
  };
}

function isTextual(file: string): boolean {
  return textual.test(file);
}

function compress(file: string): void {
  const bytes = readFileSync(file);
  writeFileSync(`${file}.gz`, gzipSync(bytes, { level: 9 }));
  writeFileSync(`${file}.br`, brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }));
}

function filesBelow(dir: string): string[] {
  return readdirSync(dir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}
