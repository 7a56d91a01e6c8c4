import type * as z from 'zod/mini';
import { ProblemError } from './problem.ts';

/** Nobody nests deeper in good faith, and what parses deeper than this costs stack. */
const MAX_DEPTH = 16;
const MAX_ERRORS = 10;
const utf8 = new TextDecoder('utf-8', { fatal: true });

/** A value as its schema has it. Throws `invalid` with a JSON pointer for each field that is wrong. */
export function parsed(schema: z.ZodMiniType | undefined, value: unknown, where: string): unknown {
  if (!schema) return undefined;
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const errors = result.error.issues.slice(0, MAX_ERRORS).map(({ path, message }) => ({
    pointer: [where, ...path].map((key) => `/${escaped(String(key))}`).join(''),
    detail: message,
  }));
  const [first] = errors;
  throw new ProblemError('invalid', first ? `${first.pointer || 'The body'}: ${first.detail}.` : undefined, { errors });
}

/** JSON of a body. Keys that reach an object's prototype are refused with the rest that is not as it should be. */
export function parseJson(bytes: Uint8Array): unknown {
  const value = jsonOf(textOf(bytes));
  if (depthOf(value, 0) > MAX_DEPTH)
    throw new ProblemError('bad-request', `The body is nested deeper than ${MAX_DEPTH} levels.`);
  return value;
}

/** RFC 8259, section 8.1: JSON is UTF-8. Replacing what is not would write down what nobody said. */
function textOf(bytes: Uint8Array): string {
  try {
    return utf8.decode(bytes);
  } catch {
    throw new ProblemError('bad-request', 'The body is not UTF-8.');
  }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text, (key, value: unknown) => {
      if (key === '__proto__') throw new SyntaxError('the key __proto__ is not allowed');
      return value;
    });
  } catch (error) {
    const why = error instanceof Error ? error.message.slice(0, 120) : 'unreadable';
    throw new ProblemError('bad-request', `The body is not JSON: ${why}.`);
  }
}

function depthOf(value: unknown, depth: number): number {
  if (depth > MAX_DEPTH || typeof value !== 'object' || value === null) return depth;
  return Object.values(value).reduce((deepest: number, inner) => Math.max(deepest, depthOf(inner, depth + 1)), depth);
}

/** RFC 6901, section 3. */
function escaped(key: string): string {
  return key.replaceAll('~', '~0').replaceAll('/', '~1').slice(0, 80);
}
