import type * as z from 'zod/mini';
import { ProblemError } from './problem.ts';

/** Nobody nests deeper in good faith, and what parses deeper than this costs stack. */
const MAX_DEPTH = 16;
const MAX_ERRORS = 10;
/** Members that reach an object's prototype where somebody copies them carelessly. */
const poison = new Set(['__proto__', 'constructor', 'prototype']);

/** A value as its schema has it. Throws `invalid` with a JSON pointer for each field that is wrong. */
export function parsed(schema: z.ZodMiniType | undefined, value: unknown): unknown {
  if (!schema) return undefined;
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const errors = result.error.issues
    .slice(0, MAX_ERRORS)
    .map(({ path, message }) => ({ pointer: pointerTo(path), detail: message }));
  const [first] = errors;
  throw new ProblemError('invalid', first ? `${first.pointer || 'The body'}: ${first.detail}.` : undefined, { errors });
}

/** JSON of a body, in UTF-8. */
export function parseJson(bytes: Uint8Array): unknown {
  const value = jsonOf(textOf(bytes));
  refuseMischief(value, 0);
  return value;
}

/** RFC 8259, section 8.1: UTF-8 and nothing else. Bytes that are none would be kept as something nobody wrote. */
function textOf(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new ProblemError('bad-request', 'The body is not UTF-8.');
  }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const why = error instanceof Error ? error.message.slice(0, 120) : 'unreadable';
    throw new ProblemError('bad-request', `The body is not JSON: ${why}.`);
  }
}

function refuseMischief(value: unknown, depth: number): void {
  if (depth > MAX_DEPTH) throw new ProblemError('bad-request', `The body is nested deeper than ${MAX_DEPTH} levels.`);
  if (typeof value === 'string' && !value.isWellFormed())
    throw new ProblemError('bad-request', 'The body holds half a character (a lone surrogate).');
  if (typeof value !== 'object' || value === null) return;
  for (const [key, inner] of Object.entries(value)) {
    if (poison.has(key)) throw new ProblemError('bad-request', `The body may have no member called ${key}.`);
    refuseMischief(inner, depth + 1);
  }
}

/** RFC 6901, section 3; '' is the whole. */
function pointerTo(path: readonly PropertyKey[]): string {
  return path.map((key) => `/${escaped(String(key))}`).join('');
}

function escaped(key: string): string {
  return key.replaceAll('~', '~0').replaceAll('/', '~1').slice(0, 80);
}
