/** What code page 1252 has at 0x80 to 0x9f, where Latin-1 has none. Holes are unused. */
const extra = '€ ‚ƒ„…†‡ˆ‰Š‹Œ Ž  ‘’“”•–—˜™š›œ žŸ';
const places = new Map(
  Array.from(extra, (letter, at) => [letter, 0x80 + at] as const).filter(([letter]) => letter !== ' '),
);

/**
 * The bytes of a text in WinAnsiEncoding (ISO 32000-1, annex D), which the fonts that every reader of PDF has can show; undefined where
 * a letter is in none of them, as all of Thai, Bengali and Urdu.
 */
export function winAnsiOf(text: string): Buffer | undefined {
  const bytes: number[] = [];
  for (const letter of text.normalize('NFC')) {
    const code = letter.codePointAt(0) ?? 0;
    const byte = (code >= 0x20 && code < 0x7f) || (code >= 0xa0 && code <= 0xff) ? code : places.get(letter);
    if (byte === undefined) return undefined;
    bytes.push(byte);
  }
  return Buffer.from(bytes);
}
