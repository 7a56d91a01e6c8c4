import type { CredentialKind } from '../../contract/index.ts';

/** What one node or bridge signs in with, as it is kept: never the secret itself. Times are wall milliseconds. */
export interface CredentialRecord {
  readonly site: string;
  /** The device that has it; unique over the gateway. */
  readonly device: string;
  readonly kind: CredentialKind;
  /** What a person called it; the device is adopted by this name. */
  readonly name: string;
  /** SHA-256 of the secret, lower-case hexadecimal. */
  readonly hash: string;
  readonly madeAt: number;
  readonly rotatedAt?: number;
  /** Who made or rotated it last. */
  readonly by: string;
  /** Of a login that many share: the adopted devices that use it. */
  readonly members: readonly string[];
}

/** Every call is on the disk when it returns. */
export interface CredentialStore {
  transaction<Result>(work: () => Result): Result;
  list(): CredentialRecord[];
  save(credential: CredentialRecord): void;
  remove(site: string, device: string): void;
}

/** Chance and digests, which the domain is handed. */
export interface SecretMaker {
  /** A new secret of 160 bits or more. */
  make(): string;
  /** SHA-256, lower-case hexadecimal. */
  hash(secret: string): string;
  /** Compares in constant time; without a hash it takes as long and is false. */
  matches(hash: string | undefined, secret: string): boolean;
}
