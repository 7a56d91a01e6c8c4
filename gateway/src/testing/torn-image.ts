import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** The files of a folder and what is in them. */
export type Image = ReadonlyMap<string, Buffer>;

/** Disks write so much whole or not at all; what is beside it stays as it was (SQLite's "powersafe overwrite"). */
const SECTOR = 512;
/** Begins a log of SQLite. It is on the disk before what follows: https://sqlite.org/src/info/ff5be73dee */
const WAL_HEADER = 32;

/** The index beside a log of SQLite is made anew after a crash. */
export function imageOf(dir: string): Image {
  const names = readdirSync(dir).filter((name) => !name.endsWith('-shm'));
  return new Map(names.map((name) => [name, readFileSync(join(dir, name))]));
}

/** Begins a folder anew with what is in the image. */
export function layOut(dir: string, image: Image): void {
  rmSync(dir, { recursive: true, force: true });
  mkdirSync(dir, { recursive: true });
  for (const [name, bytes] of image) writeFileSync(join(dir, name), bytes);
}

/**
 * How a disk may stand when the power goes between two moments that are one sync apart: each sector that was written is there or is not,
 * in no order. `share`: how likely one is there.
 */
export function tornBetween(
  before: Image,
  after: Image,
  { random, share }: { random: () => number; share: number },
): Image {
  const names = new Set([...before.keys(), ...after.keys()]);
  return new Map(
    [...names].map((name) => {
      const old = before.get(name) ?? Buffer.alloc(0);
      const fresh = after.get(name) ?? old;
      return [name, tornFile(old, fresh, { random, share, isLog: name.endsWith('-wal') })];
    }),
  );
}

function tornFile(
  old: Buffer,
  fresh: Buffer,
  { random, share, isLog }: { random: () => number; share: number; isLog: boolean },
): Buffer {
  const image = Buffer.alloc(Math.max(old.length, fresh.length));
  old.copy(image);
  if (isLog) fresh.copy(image, 0, 0, WAL_HEADER);
  let end = old.length;
  for (let at = 0; at < fresh.length; at += SECTOR) {
    const sector = fresh.subarray(at, at + SECTOR);
    if (sector.equals(image.subarray(at, at + sector.length)) || random() >= share) continue;
    sector.copy(image, at);
    end = Math.max(end, at + sector.length);
  }
  // How long the file is by then may have been written or not.
  return random() < 0.5 ? image : image.subarray(0, end);
}
