import express, { type Request, type Response } from 'express';
import { parseJson } from './parse.ts';
import { ProblemError } from './problem.ts';

/** Unless a route says otherwise. Unit: bytes. */
export const BODY_LIMIT = 64 * 1024;

/** Reads a request's body to its end. */
export type ReadBody = (request: Request, response: Response) => Promise<Uint8Array>;

/** Reads bodies of at most `limit` bytes. */
export function bodyReader(limit = BODY_LIMIT): ReadBody {
  const read = express.raw({ type: () => true, limit, inflate: false });
  return async (request, response) => {
    await new Promise<void>((resolve, reject) =>
      read(request, response, (error?: unknown) => (error ? reject(refusalOf(error, limit)) : resolve())),
    );
    const bytes: unknown = request.body;
    return bytes instanceof Uint8Array ? bytes : new Uint8Array();
  };
}

/** The JSON of a body. An empty body is no body: what is required then says so by its schema. */
export function jsonOf(bytes: Uint8Array): unknown {
  return bytes.length > 0 ? parseJson(bytes) : undefined;
}

/** Throws `wrong-media-type` where a body comes that is no JSON. */
export function refuseOtherThanJson({ headers }: Request): void {
  const isEmpty = headers['content-length'] === '0' || !('content-length' in headers || 'transfer-encoding' in headers);
  const isJson = /^application\/json\s*(;\s*charset="?utf-8"?\s*)?$/i.test(headers['content-type'] ?? '');
  if (!isEmpty && !isJson) throw new ProblemError('wrong-media-type', 'Send JSON as application/json in UTF-8.');
}

/** What the body reader throws is told by its status alone: its words are not for people. */
function refusalOf(error: unknown, limit: number): unknown {
  const status = typeof error === 'object' && error !== null && 'status' in error ? error.status : undefined;
  if (status === 413) return new ProblemError('too-large', `The body may have at most ${Math.floor(limit / 1024)} kB.`);
  if (status === 415) return new ProblemError('wrong-media-type', 'Send plain UTF-8, not compressed.');
  return error;
}
