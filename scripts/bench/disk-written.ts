import { execFileSync } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';

/** Sectors of block devices are counted in these, whatever the device has (Documentation/block/stat.rst of Linux). */
const SECTOR = 512;
/** Its place in /sys/dev/block/<device>/stat. */
const SECTORS_WRITTEN = 6;

/**
 * Bytes that the device below a folder has written since it was there, with what its file system writes beside files (journal, inodes).
 * All that waits is written first. Whatever else the machine writes is in it too.
 */
export function deviceWritten(dir: string): number {
  execFileSync('sync', ['-f', dir]);
  const { dev } = statSync(dir);
  const fields = readFileSync(`/sys/dev/block/${(dev >> 8) & 0xfff}:${dev & 0xff}/stat`, 'utf8')
    .trim()
    .split(/\s+/);
  return Number(fields[SECTORS_WRITTEN]) * SECTOR;
}
