import { copyFileSync, existsSync, mkdirSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';

/**
 * A copy of Node that nothing else on this machine runs. The pages of a program are split among all who run the same file: with
 * a copy the measured processes bear them alone, as they do on a Pi, however many others run here.
 */
export function ownNode(root: string): string {
  const dir = join(root, '.cache/bench');
  const copy = join(dir, `node-${process.versions.node}`);
  if (existsSync(copy) && statSync(copy).size === statSync(process.execPath).size) return copy;
  mkdirSync(dir, { recursive: true });
  copyFileSync(process.execPath, `${copy}.part`);
  renameSync(`${copy}.part`, copy);
  return copy;
}
