import * as z from 'zod/mini';
import { Why } from './why.ts';

/** Every way a request can be refused, with its HTTP status and the title of the RFC 9457 problem. */
export const PROBLEMS = {
  'bad-request': { status: 400, title: 'The request is not as it should be' },
  'not-signed-in': { status: 401, title: 'Sign in first' },
  'wrong-credentials': { status: 401, title: 'Name or password is wrong' },
  'session-ended': { status: 401, title: 'This session has ended' },
  'not-allowed': { status: 403, title: 'Your role does not allow this' },
  suspended: { status: 403, title: 'This person is suspended' },
  expired: { status: 403, title: 'The time of this installer is over' },
  waiting: { status: 403, title: 'Waiting for approval' },
  rejected: { status: 403, title: 'An admin did not let you in' },
  'confirm-first': { status: 403, title: 'Say your PIN or password first' },
  'wrong-confirmation': { status: 403, title: 'PIN or password is wrong' },
  'wrong-origin': { status: 403, title: 'This page may not use the gateway' },
  'wrong-code': { status: 403, title: 'The claim code is wrong or has expired' },
  'not-found': { status: 404, title: 'There is no such thing here' },
  'method-not-allowed': { status: 405, title: 'This cannot be done here' },
  'already-claimed': { status: 409, title: 'This gateway is claimed already' },
  'not-claimed': { status: 409, title: 'This gateway is not claimed yet' },
  'clock-differs': { status: 409, title: 'The clocks differ' },
  'id-used': { status: 409, title: 'This id names another command' },
  latched: { status: 409, title: 'Everything is stopped' },
  conflict: { status: 409, title: 'That does not fit what is there' },
  'unsafe-load': { status: 409, title: 'This device cannot keep that load safe' },
  refused: { status: 409, title: 'This is not possible now' },
  'wrong-host': { status: 421, title: 'This is not the name of the gateway' },
  'too-large': { status: 413, title: 'The request is too large' },
  'wrong-media-type': { status: 415, title: 'The body must be JSON' },
  invalid: { status: 422, title: 'A value is not as it should be' },
  'slow-down': { status: 429, title: 'Too many tries' },
  internal: { status: 500, title: 'The gateway made a mistake' },
  storage: { status: 507, title: 'The disk of the gateway cannot be written' },
  'not-ready': { status: 503, title: 'The gateway is not ready' },
} as const satisfies Record<string, { status: number; title: string }>;
export type ProblemCode = keyof typeof PROBLEMS;

/** RFC 9457 problem. `type` is `/problems/<code>`; `errors` names the fields, by JSON pointer. */
export const Problem = z
  .object({
    type: z.string(),
    code: z.string(),
    title: z.string(),
    status: z.int(),
    detail: z.optional(z.string()),
    errors: z.optional(z.array(z.object({ pointer: z.string(), detail: z.string() }))),
    /** Seconds to wait, with `slow-down`. */
    retryAfterS: z.optional(z.number()),
    /** The gateway's own time, with `clock-differs`. */
    now: z.optional(z.int()),
    /** With `refused`: the code to translate by, and what to do. */
    why: z.optional(Why),
  })
  .register(z.globalRegistry, { id: 'Problem' });
export type Problem = z.infer<typeof Problem>;
