/** An amount as it was typed, in whole minor units: with 2 digits `12.5` is 1250. Undefined of what is none, or finer than that. */
export function minorOf(text: string, digits: number): number | undefined {
  const match = /^(\d{1,9})(?:\.(\d+))?$/.exec(text.trim().replaceAll(',', ''));
  const [, whole = '', part = ''] = match ?? [];
  if (!match || part.length > digits) return undefined;
  return Number(whole + part.padEnd(digits, '0'));
}

/** Minor units as a field shows them: 1250 with 2 digits is `12.50`. */
export function mainText(minor: number, digits: number): string {
  return (minor / 10 ** digits).toFixed(digits);
}
