/** One entry of the log, as pino wrote it. */
export type LogEntry = Readonly<Record<string, unknown>>;

const HIDDEN = '[hidden]';
/** Longer strings say no more; a stack is longer. Unit: characters. */
const LONGEST = 4_000;
/** A member that is called so holds what nobody may read later. */
const secretNames = /pass(word|phrase)|secret|token|authorization|cookie|credential/i;
/**
 * What looks like a secret wherever it stands: credentials of a header, our cookies, password hashes, claim codes, and our tokens
 * (43 characters for 32 random bytes).
 */
const secrets =
  /(?:bearer|basic)\s+[\w.~+/=-]+|fg_(?:access|refresh)=[^;\s]*|\$argon2\S*|(?<![\w-])[0-9A-Z]{4}-[0-9A-Z]{4}(?![\w-])|[\w-]{40,}/gi;
/** Breaks a line, moves a terminal's cursor or turns the reading direction, though JSON lets it stand. */
const unruly = /[\u007f-\u009f\u2028-\u202e\u2066-\u2069\ufeff]/g;

/** The entry without what looks like a secret. */
export function cleaned(entry: LogEntry): LogEntry {
  return Object.fromEntries(Object.entries(entry).map(([name, value]) => [name, cleanedValue(name, value)]));
}

/** JSON that is one line for whatever reads it. */
export function lineOf(value: unknown): string {
  return JSON.stringify(value).replaceAll(unruly, escaped);
}

/** Text for one line at a terminal: as it is where it is harmless, else as JSON. */
export function wordsOf(value: unknown): string {
  const isHarmless = typeof value === 'string' && lineOf(value) === `"${value}"`;
  return isHarmless ? value : lineOf(value);
}

function cleanedValue(name: string, value: unknown): unknown {
  if (typeof value === 'string') return secretNames.test(name) ? HIDDEN : cleanedText(value);
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((each) => cleanedValue(name, each));
  return cleaned({ ...value });
}

function cleanedText(text: string): string {
  return text.slice(0, LONGEST).replaceAll(secrets, hideUnlessPlain);
}

/** The pattern knows no case, but a claim code is in capitals: `pump-well` is a device. */
function hideUnlessPlain(found: string): string {
  const isShort = /^.{4}-.{4}$/.test(found);
  return isShort && /[a-z]/.test(found) ? found : HIDDEN;
}

function escaped(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
