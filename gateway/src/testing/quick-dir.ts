import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';

/** In memory where there is such a place: what a test of decisions writes need not survive it. */
export function quickDir(): string {
  return existsSync('/dev/shm') ? '/dev/shm' : tmpdir();
}
