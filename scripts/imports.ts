import { readFileSync, readdirSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';

/** A place in the tree and the places it may import from. The first rule whose `from` begins a file's path decides. */
interface Rule {
  readonly from: string;
  readonly may: readonly string[];
}

const core = [
  'gateway/src/contract',
  'gateway/src/device-types',
  'gateway/src/system-clock.ts',
  'gateway/src/heartbeat.ts',
  'gateway/src/process-end.ts',
];
const rim = ['store', 'broker', 'transports', 'legacy', 'notifiers', 'uplinks', 'http', 'appliance'];
const rimFolders = rim.map((folder) => `gateway/src/${folder}`);
const inside = [
  'gateway/src/app.ts',
  'gateway/src/version.ts',
  'gateway/src/app',
  ...rimFolders,
  'gateway/src/domain',
  'gateway/src/config',
  ...core,
];

/** Who may import whom: the table of the architecture, from the inside out. */
export const rules: readonly Rule[] = [
  { from: 'gateway/src/system-clock.ts', may: ['gateway/src/contract'] },
  { from: 'gateway/src/heartbeat.ts', may: ['gateway/src/contract'] },
  { from: 'gateway/src/process-end.ts', may: [] },
  { from: 'gateway/src/testing/', may: ['*'] },
  { from: 'gateway/test/', may: ['*'] },
  { from: 'scripts/', may: ['*'] },
  { from: 'gateway/src/contract/', may: ['gateway/src/contract'] },
  { from: 'gateway/src/device-types/', may: ['gateway/src/contract', 'gateway/src/device-types'] },
  { from: 'gateway/src/domain/', may: ['gateway/src/domain', 'gateway/src/contract', 'gateway/src/device-types'] },
  ...rimFolders.map((folder) => ({ from: `${folder}/`, may: [folder, 'gateway/src/domain', ...core] })),
  { from: 'gateway/src/config/', may: ['gateway/src/config', 'gateway/src/domain', ...core] },
  { from: 'gateway/src/app', may: inside },
  {
    from: 'gateway/src/cli/',
    may: [
      'gateway/src/cli',
      ...inside,
      'lazy:rf-bridge/src',
      'lazy:firmware/virtual-farm/src',
      'lazy:gateway/src/testing/stories',
    ],
  },
  {
    from: 'gateway/src/main.ts',
    may: ['gateway/src/cli', ...inside, 'lazy:rf-bridge/src', 'lazy:firmware/virtual-farm/src'],
  },
  {
    from: 'gateway/src/public-main.ts',
    may: ['gateway/src/broker', 'gateway/src/transports', 'gateway/src/domain', ...core],
  },
  { from: 'rf-bridge/', may: ['rf-bridge', ...core] },
  { from: 'web-ui/', may: ['web-ui', 'gateway/src/contract'] },
  {
    from: 'firmware/virtual-farm/',
    may: ['firmware/virtual-farm', 'rf-bridge/src/broker', 'rf-bridge/src/codec', 'rf-bridge/src/radios', ...core],
  },
];

/** Packages that a place may take; places that are not named may take any. */
const packages: readonly { from: string; may: readonly string[] }[] = [
  { from: 'gateway/src/contract/', may: ['zod/mini'] },
  { from: 'gateway/src/device-types/', may: [] },
  { from: 'gateway/src/domain/', may: [] },
  {
    from: 'web-ui/src/',
    may: ['lit', 'lean-qr', 'uplot', '@lit/localize', 'zod/mini', 'vitest', '@vitest/browser', 'axe-core'],
  },
];

const workspaces: Readonly<Record<string, string>> = {
  '@farmgate/gateway/contract': 'gateway/src/contract/index.ts',
  '@farmgate/gateway/device-types': 'gateway/src/device-types/index.ts',
  '@farmgate/gateway/clock': 'gateway/src/system-clock.ts',
  '@farmgate/gateway/heartbeat': 'gateway/src/heartbeat.ts',
  '@farmgate/gateway/process-end': 'gateway/src/process-end.ts',
  '@farmgate/gateway/testing': 'gateway/src/testing/index.ts',
  '@farmgate/rf-bridge': 'rf-bridge/src/index.ts',
  '@farmgate/rf-bridge/broker': 'rf-bridge/src/broker/index.ts',
  '@farmgate/rf-bridge/codec': 'rf-bridge/src/codec/index.ts',
  '@farmgate/rf-bridge/cli': 'rf-bridge/src/cli/setup.ts',
  '@farmgate/rf-bridge/hc12': 'rf-bridge/src/hc12/index.ts',
  '@farmgate/rf-bridge/radios': 'rf-bridge/src/radios/index.ts',
  '@farmgate/rf-bridge/testing': 'rf-bridge/src/testing/index.ts',
  '@farmgate/virtual-farm': 'firmware/virtual-farm/src/index.ts',
  '@farmgate/virtual-farm/clock': 'firmware/virtual-farm/src/virtual-clock.ts',
};

/** Every import of the product's sources that the rules forbid, as sentences; empty when all arrows point inward. */
export function findWrongImports(root: string): string[] {
  return ['gateway', 'rf-bridge', 'web-ui', 'firmware', 'scripts']
    .flatMap((folder) => sourcesBelow(join(root, folder)))
    .map((file) => relative(root, file))
    .flatMap((file) => wrongImportsOf(file, readFileSync(join(root, file), 'utf8')));
}

/** The same for one file's text: `file` is its path from the repository's root. */
export function wrongImportsOf(file: string, text: string): string[] {
  const rule = rules.find(({ from }) => file.startsWith(from));
  if (!rule || rule.may.includes('*')) return [];
  const isTest = /\.test\.ts$|\/testing\//.test(file);
  return importsOf(text).flatMap(({ name, lazy }) => {
    const target = resolve(file, name);
    if (target === undefined)
      return isTest || mayTakePackage(file, name) ? [] : [`${file} may not import package ${name}`];
    if (isTest && target.includes('/testing/')) return [];
    const may = rule.may.some((place) =>
      place.startsWith('lazy:') ? lazy && isIn(target, place.slice(5)) : isIn(target, place),
    );
    return may ? [] : [`${file} may not import ${target}`];
  });
}

function isIn(target: string, place: string): boolean {
  return target === place || target.startsWith(`${place}/`);
}

function mayTakePackage(file: string, name: string): boolean {
  const rule = packages.find(({ from }) => file.startsWith(from));
  return !rule || rule.may.some((allowed) => name === allowed || name.startsWith(`${allowed}/`));
}

function resolve(file: string, name: string): string | undefined {
  if (name.startsWith('.')) return join(dirname(file), name);
  return workspaces[name];
}

const importPattern =
  /(?:^|\n)\s*(?:import|export)\s(?:[^'";]*?\sfrom\s*)?['"]([^'"]+)['"]|(\bimport\s*\()\s*['"]([^'"]+)['"]/g;

function importsOf(text: string): { name: string; lazy: boolean }[] {
  return [...text.matchAll(importPattern)].map((match) => ({
    name: match[1] ?? match[3] ?? '',
    lazy: match[2] !== undefined,
  }));
}

function sourcesBelow(dir: string): string[] {
  return readdirSync(dir, { withFileTypes: true })
    .filter((entry) => !['node_modules', 'dist', 'peers'].includes(entry.name))
    .flatMap((entry) => (entry.isDirectory() ? sourcesBelow(join(dir, entry.name)) : [join(dir, entry.name)]))
    .filter((file) => /\.(ts|mjs)$/.test(file));
}
