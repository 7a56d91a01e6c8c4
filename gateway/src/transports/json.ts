/** More is no message of a plug. Unit: characters. */
const MAX_LENGTH = 32_768;
/** Bounds of the contract's numbers. */
const MAX_NUMBER = 1e12;

/** The JSON object that a payload is; undefined for anything else. */
export function parseRecord(payload: string): Record<string, unknown> | undefined {
  if (payload.length > MAX_LENGTH) return undefined;
  try {
    const value: unknown = JSON.parse(payload);
    return asRecord(value);
  } catch {
    return undefined;
  }
}

export function asRecord(value: unknown): Record<string, unknown> | undefined {
  return isRecord(value) ? value : undefined;
}

/** A number that a reading may have. */
export function asNumber(value: unknown): number | undefined {
  return typeof value === 'number' && Math.abs(value) <= MAX_NUMBER ? value : undefined;
}

/** A short text without control characters. */
export function asText(value: unknown, maxLength: number): string | undefined {
  if (typeof value !== 'string') return undefined;
  const text = value
    .replaceAll(/\p{Cc}/gu, ' ')
    .slice(0, maxLength)
    .toWellFormed()
    .trim();
  return text === '' ? undefined : text;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
