import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';

/** Lends an empty folder on the repository's own disk (a temporary folder may be memory) and takes it away afterwards. */
export async function withScratch<Value>(root: string, work: (dir: string) => Promise<Value>): Promise<Value> {
  const base = join(root, '.cache/bench');
  mkdirSync(base, { recursive: true });
  const dir = mkdtempSync(join(base, 'run-'));
  try {
    return await work(dir);
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}
