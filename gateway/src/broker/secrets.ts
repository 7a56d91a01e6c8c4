import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** 256 bits, in letters that need no quoting anywhere. */
const SECRET_BYTES = 32;

/** One secret a file in a folder that only the gateway's user may enter. Made when first asked for. */
export class SecretFolder {
  readonly #dir: string;

  constructor(dir: string) {
    mkdirSync(dir, { recursive: true, mode: 0o700 });
    this.#dir = dir;
  }

  /** Path of the secret named `name`, which exists from now on. */
  fileOf(name: string): string {
    const file = join(this.#dir, `${name}.key`);
    if (!existsSync(file))
      writeFileSync(file, randomBytes(SECRET_BYTES).toString('base64url'), { mode: 0o600, flag: 'wx' });
    return file;
  }

  get(name: string): string {
    return readFileSync(this.fileOf(name), 'utf8').trim();
  }

  /** Undefined where nobody ever asked for it: a stranger's name makes no file. */
  find(name: string): string | undefined {
    const file = join(this.#dir, `${name}.key`);
    return existsSync(file) ? readFileSync(file, 'utf8').trim() : undefined;
  }
}
