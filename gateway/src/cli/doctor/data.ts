import { accessSync, constants, existsSync, statSync, statfsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Config } from '../../config/index.ts';
import { migrations } from '../../store/migrations.ts';
import { fail, ok, warn, type Finding } from './finding.ts';

const LEAST_FREE_MB = 200;
/** A full check reads the whole file: on an SD card some 20 MB a second. */
const LONGEST_FULL_CHECK_MB = 200;

/** Can the data folder be written, or made? */
export function checkFolder({ data: { dir } }: Config): Finding {
  const place = nearestFolder(dir);
  const made = place === dir ? '' : ' (made at the first start)';
  try {
    accessSync(place, constants.R_OK | constants.W_OK | constants.X_OK);
    return ok(`Data folder ${dir} can be written${made}`);
  } catch {
    return fail(
      `Data folder ${dir} cannot be written: ${place} is not open to this user`,
      'Give it to this user, or name another: --data, FARMGATE_DATA_DIR.',
    );
  }
}

/** Is there room for what is to come? */
export function checkSpace({ data: { dir } }: Config): Finding {
  const { bavail, bsize } = statfsSync(nearestFolder(dir));
  const mb = Math.round((bavail * bsize) / 1e6);
  const what = `${mb} MB free for the data folder`;
  return mb >= LEAST_FREE_MB ? ok(what) : warn(what, `Make room: ${LEAST_FREE_MB} MB is the least to live with.`);
}

/** Is the database sound and of a version this program knows? Reads only. */
export async function checkDatabase({ data: { dir } }: Config): Promise<Finding> {
  const file = join(dir, 'farmgate.db');
  if (!existsSync(file)) return ok('No database yet: the first start makes it');
  const { default: Sqlite } = await import('better-sqlite3');
  try {
    const db = new Sqlite(file, { readonly: true, timeout: 2_000 });
    try {
      return judge(db, statSync(file).size / 1e6);
    } finally {
      db.close();
    }
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return fail(`The database ${file} cannot be read: ${why}`, "See that it is this user's, or restore a backup.");
  }
}

function judge(db: { pragma(source: string, options: { simple: true }): unknown }, mb: number): Finding {
  const version = Number(db.pragma('user_version', { simple: true }));
  if (version > migrations.length)
    return fail(
      `The database has version ${version}; this program knows up to ${migrations.length}`,
      'Start the newer Farmgate that wrote it, or restore a backup made before.',
    );
  if (mb > LONGEST_FULL_CHECK_MB) return ok(`The database opens (${Math.round(mb)} MB, not read through)`);
  const result = db.pragma('quick_check(1)', { simple: true });
  return result === 'ok'
    ? ok('The database is sound')
    : fail(`The database is damaged: ${String(result)}`, 'Stop the gateway and restore a backup.');
}

/** The folder itself, or the one it would be made in. */
function nearestFolder(dir: string): string {
  return existsSync(dir) || dirname(dir) === dir ? dir : nearestFolder(dirname(dir));
}
