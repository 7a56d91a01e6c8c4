/** Bytes as people write them: `AA FE 02`. */
export function toHex(bytes: Uint8Array): string {
  return Array.from(bytes, hexByte).join(' ');
}

/** One byte as two capital digits, as radio addresses are written: `FE`. */
export function hexByte(byte: number): string {
  return byte.toString(16).toUpperCase().padStart(2, '0');
}

/** Bytes from hex digits with or without spaces; throws a RangeError on anything else. */
export function fromHex(text: string): Uint8Array {
  const digits = text.replaceAll(/\s/g, '');
  if (!/^(?:[0-9a-fA-F]{2})*$/.test(digits)) throw new RangeError(`not hex bytes: ${text.slice(0, 40)}`);
  return Uint8Array.from(digits.match(/../g) ?? [], (pair) => parseInt(pair, 16));
}
