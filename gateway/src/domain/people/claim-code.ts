/** Crockford's base32: no I, L, O, U, so that nothing is misread (crockford.com/base32). */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const LENGTH = 8;

/** Eight letters from eight random bytes, `XXXX-XXXX`: 40 bits. */
export function claimCodeFrom(random: Uint8Array): string {
  const letters = Array.from(random.slice(0, LENGTH), (byte) => ALPHABET[byte % ALPHABET.length]);
  return `${letters.slice(0, 4).join('')}-${letters.slice(4).join('')}`;
}

/** What a person typed, as the code is compared: case, dashes, spaces and look-alikes do not matter. */
export function normalClaimCode(typed: string): string {
  return typed.toUpperCase().replaceAll(/[\s-]/g, '').replaceAll('O', '0').replaceAll(/[IL]/g, '1');
}
