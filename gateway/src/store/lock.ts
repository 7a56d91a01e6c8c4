import Sqlite from 'better-sqlite3';
import { join } from 'node:path';
import { Fault } from '../domain/fault.ts';

/**
 * Makes this process the one gateway on a data folder until it ends, however it ends: the lock is the operating system's on a
 * small SQLite file beside the database. Throws a Fault `in-use` when another process has it.
 */
export function lockDataFolder(dir: string): { release: () => void } {
  const lock = new Sqlite(join(dir, 'gateway.lock'), { timeout: 0 });
  try {
    lock.pragma('locking_mode = EXCLUSIVE');
    lock.exec('BEGIN EXCLUSIVE');
  } catch (cause) {
    lock.close();
    throw new Fault(
      'in-use',
      `Another Farmgate gateway works on ${dir}. Stop that one first, or give this one its own folder (--data, FARMGATE_DATA_DIR).`,
      { cause },
    );
  }
  return { release: () => lock.close() };
}
