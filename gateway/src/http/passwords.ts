import { argon2, randomBytes, timingSafeEqual, type Argon2Parameters } from 'node:crypto';
import { promisify } from 'node:util';
import type { PasswordHasher } from '../domain/people/ports.ts';
import { ProblemError } from './problem.ts';

/** OWASP Password Storage Cheat Sheet, argon2id: 19 MiB, two passes, one lane. About 90 ms of one core here. */
const MEMORY_KIB = 19 * 1024;
const PASSES = 2;
const LANES = 1;
const TAG_BYTES = 32;
const SALT_BYTES = 16;
/** So many at once leave the radio's process a core; so many more may wait. */
const AT_ONCE = 2;
const MAX_WAITING = 16;

const derive = promisify<'argon2id', Argon2Parameters, Buffer>(argon2);

/** argon2id off the main thread, a few at a time: a flood of sign-ins is told to slow down and stops nothing else. */
export class Argon2Hasher implements PasswordHasher {
  #running = 0;
  readonly #waiting: (() => void)[] = [];

  async hash(password: string): Promise<string> {
    const salt = randomBytes(SALT_BYTES);
    return phc(salt, await this.#derive(password, salt));
  }

  decoy(): string {
    return phc(randomBytes(SALT_BYTES), randomBytes(TAG_BYTES));
  }

  async verify(hash: string, password: string): Promise<boolean> {
    const match = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([A-Za-z0-9+/]+)\$([A-Za-z0-9+/]+)$/.exec(hash);
    const [, memory, passes, parallelism, salt, tag] = match ?? [];
    if (salt === undefined || tag === undefined) return false;
    const expected = Buffer.from(tag, 'base64');
    const actual = await this.#derive(password, Buffer.from(salt, 'base64'), {
      memory: Number(memory),
      passes: Number(passes),
      parallelism: Number(parallelism),
      tagLength: expected.length,
    });
    return timingSafeEqual(expected, actual);
  }

  async #derive(password: string, nonce: Buffer, cost: Partial<Argon2Parameters> = {}): Promise<Buffer> {
    await this.#enter();
    try {
      return await derive('argon2id', {
        // One character may be typed as different code points: NIST SP 800-63B, section 3.1.1.2, has them made one.
        message: password.normalize('NFKC'),
        nonce,
        memory: MEMORY_KIB,
        passes: PASSES,
        parallelism: LANES,
        tagLength: TAG_BYTES,
        ...cost,
      });
    } finally {
      this.#running -= 1;
      this.#waiting.shift()?.();
    }
  }

  async #enter(): Promise<void> {
    if (this.#running >= AT_ONCE) {
      if (this.#waiting.length >= MAX_WAITING)
        throw new ProblemError('slow-down', 'Many people sign in at once. Try again in a moment.', { retryAfterS: 2 });
      await new Promise<void>((resolve) => this.#waiting.push(resolve));
    }
    this.#running += 1;
  }
}

/** The PHC string format, as every argon2 program writes it. */
function phc(salt: Buffer, tag: Buffer): string {
  return `$argon2id$v=19$m=${MEMORY_KIB},t=${PASSES},p=${LANES}$${unpadded(salt)}$${unpadded(tag)}`;
}

function unpadded(bytes: Buffer): string {
  return bytes.toString('base64').replaceAll('=', '');
}
