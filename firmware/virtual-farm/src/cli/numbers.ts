/** The number a flag was given. Throws a sentence with the range. */
export function numberFrom(flag: string, text: string, least: number, most: number): number {
  const value = Number(text);
  if (text.trim() === '' || !(value >= least && value <= most))
    throw new Error(`${flag} takes ${least} to ${most}, not "${text}"`);
  return value;
}

/** A whole one. */
export function wholeFrom(flag: string, text: string, least: number, most: number): number {
  const value = numberFrom(flag, text, least, most);
  if (!Number.isInteger(value)) throw new Error(`${flag} takes a whole number, not "${text}"`);
  return value;
}
