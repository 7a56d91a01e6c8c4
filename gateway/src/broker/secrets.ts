import { randomBytes } from 'node:crypto';
import { chownSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** 256 bits, in letters that need no quoting anywhere. */
const SECRET_BYTES = 32;
const ENDING = '.key';

/** One secret a file in a folder that only the gateway's user may enter. Made when first asked for. */
export class SecretFolder {
  readonly #dir: string;

  constructor(dir: string) {
    mkdirSync(dir, { recursive: true, mode: 0o700 });
    this.#dir = dir;
  }

  /** Path of the secret named `name`, which exists from now on. */
  fileOf(name: string): string {
    const file = join(this.#dir, `${name}${ENDING}`);
    if (!existsSync(file)) {
      writeFileSync(file, randomBytes(SECRET_BYTES).toString('base64url'), { mode: 0o600, flag: 'wx' });
      giveToOwnerOf(this.#dir, file);
    }
    return file;
  }

  get(name: string): string {
    return readFileSync(this.fileOf(name), 'utf8').trim();
  }

  /** Undefined where nobody ever asked for it: a stranger's name makes no file. */
  find(name: string): string | undefined {
    const file = join(this.#dir, `${name}${ENDING}`);
    return existsSync(file) ? readFileSync(file, 'utf8').trim() : undefined;
  }

  /** Names of the secrets there are, in the order of the alphabet. */
  list(): string[] {
    return readdirSync(this.#dir)
      .filter((file) => file.endsWith(ENDING))
      .map((file) => file.slice(0, -ENDING.length))
      .sort();
  }

  /** Whoever calls itself this is a stranger from its next connection on. */
  remove(name: string): void {
    rmSync(join(this.#dir, `${name}${ENDING}`), { force: true });
  }
}

/** What root makes for the gateway's user must be that user's to read. */
function giveToOwnerOf(dir: string, file: string): void {
  if (process.getuid?.() !== 0) return;
  const { uid, gid } = statSync(dir);
  chownSync(file, uid, gid);
}
