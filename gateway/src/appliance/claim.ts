import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Cancel, Clock } from '../contract/index.ts';
import { claimCodeFrom, normalClaimCode } from '../domain/people/claim-code.ts';

export interface ClaimCode {
  readonly code: string;
  /** Wall time. */
  readonly expiresAt: number;
}

/** The one-time code of an empty gateway. A new one is made and announced whenever the last has expired. */
export class ClaimCodes {
  readonly #clock: Clock;
  readonly #validMs: number;
  readonly #announce: (code: ClaimCode) => void;
  /** SHA-256: the code itself is nowhere but on the paper it was announced on. */
  #digest: Buffer | undefined;
  #renew: Cancel = () => {};

  constructor(clock: Clock, validMinutes: number, announce: (code: ClaimCode) => void) {
    this.#clock = clock;
    this.#validMs = validMinutes * 60_000;
    this.#announce = announce;
  }

  start(): void {
    const code = claimCodeFrom(randomBytes(8));
    this.#digest = digest(code);
    this.#renew = this.#clock.after(this.#validMs, () => this.start());
    this.#announce({ code, expiresAt: this.#clock.wallMs() + this.#validMs });
  }

  /** For ever: after the claim there is no code that could be right. */
  stop(): void {
    this.#renew();
    this.#digest = undefined;
  }

  matches(typed: string): boolean {
    return this.#digest !== undefined && timingSafeEqual(this.#digest, digest(typed));
  }
}

function digest(code: string): Buffer {
  return createHash('sha256').update(normalClaimCode(code)).digest();
}
