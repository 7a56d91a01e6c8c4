import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { dirname, extname, join, relative } from 'node:path';

const passedOver = new Set(['node_modules', 'dist', 'testing']);
/** What a module takes in when it is run; what it takes for its types alone is gone by then. */
const IMPORT = /^\s*(?:import|export)\s+(?!type\b)(?:[^'";]*?\bfrom\s+)?'(\.[^']+)'/gm;

/**
 * Names the state of the code in these places. A folder stands for all that is in it but tests and what tests are made of; a module for
 * itself and whatever of the repository it imports, so that a trial of one part does not begin anew when another is changed.
 */
export function codeStateOf(root: string, places: readonly string[]): string {
  const hash = createHash('sha256');
  const files = places.map((place) => join(root, place)).flatMap((path) => filesOf(path));
  for (const file of [...new Set(files)].sort())
    hash
      .update(`${relative(root, file)}\0`)
      .update(readFileSync(file))
      .update('\0');
  return hash.digest('hex').slice(0, 16);
}

function filesOf(path: string): string[] {
  return statSync(path).isFile() ? [...withImports(path)] : filesBelow(path);
}

function filesBelow(path: string): string[] {
  if (statSync(path).isFile()) return [path];
  return readdirSync(path)
    .filter((name) => !passedOver.has(name) && !name.includes('.test.'))
    .flatMap((name) => filesBelow(join(path, name)));
}

function withImports(file: string, seen = new Set<string>()): Set<string> {
  if (seen.has(file) || !existsSync(file)) return seen;
  seen.add(file);
  if (extname(file) !== '.ts') return seen;
  for (const [, specifier = ''] of readFileSync(file, 'utf8').matchAll(IMPORT))
    withImports(join(dirname(file), specifier), seen);
  return seen;
}
