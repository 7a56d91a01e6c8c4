import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { SecretMaker } from '../domain/field/credentials-ports.ts';

/** 160 bits: 32 letters without padding. */
const SECRET_BYTES = 20;
/** Base32 of RFC 4648, section 6, in small letters: read aloud and typed on a phone without a mistake. */
const ALPHABET = 'abcdefghijklmnopqrstuvwxyz234567';

/** Secrets of nodes. A plain digest is enough: what has 160 bits of chance nobody finds by trying. */
export const nodeSecrets: SecretMaker = {
  make: () => base32(randomBytes(SECRET_BYTES)),
  hash: (secret) => digest(secret).toString('hex'),
  matches(hash, secret) {
    const expected = hash === undefined ? randomBytes(32) : Buffer.from(hash, 'hex');
    const isSame = timingSafeEqual(expected, digest(secret));
    return hash !== undefined && isSame;
  },
};

function base32(bytes: Uint8Array): string {
  const bits = Array.from(bytes, (byte) => byte.toString(2).padStart(8, '0')).join('');
  return (bits.match(/.{5}/g) ?? []).map((five) => ALPHABET[Number.parseInt(five, 2)]).join('');
}

function digest(secret: string): Buffer {
  return createHash('sha256').update(secret).digest();
}
