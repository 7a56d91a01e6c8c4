import { pipeline, Readable } from 'node:stream';
import type { Request, Response } from 'express';
import { Fault } from '../domain/fault.ts';
import { addressOf, safeMethods, withoutQuery } from './caller.ts';
import { formatCookie } from './cookies.ts';
import type { HttpParts } from './parts.ts';
import { bodyOf, ProblemError } from './problem.ts';
import type { Answer } from './route.ts';

/** What is to be logged of a request, as far as it has come. */
export interface Visit {
  readonly began: number;
  readonly route: string;
  readonly user?: string | undefined;
  /** Only devices may call it, by credentials of their own. */
  readonly isForNodes?: boolean;
}

/** What is known of a request so far. */
export function visitOf(response: Response): Visit {
  const visit: Visit | undefined = response.locals['visit'];
  return visit ?? { began: performance.now(), route: 'none' };
}

/** A route's answer, never to be kept by anybody. */
export function send(response: Response, { status, body, headers, cookies }: Answer, secure: boolean): void {
  response.status(status).setHeader('Cache-Control', 'no-store');
  for (const [name, value] of Object.entries(headers ?? {})) response.setHeader(name, value);
  if (cookies)
    response.setHeader(
      'Set-Cookie',
      cookies.map((cookie) => formatCookie(cookie, secure)),
    );
  if (body === undefined) response.end();
  // Whoever hangs up in the midst of it ends it.
  else if (body instanceof Readable) pipeline(body, response, () => {});
  else if (typeof body === 'string') response.send(body);
  else response.json(body);
}

/** A refusal or a mistake, as the problem it is. */
export function answerProblem(parts: HttpParts, error: unknown, request: Request, response: Response): void {
  const problem = problemFrom(error);
  if (problem.code === 'internal' || error instanceof Fault)
    parts.log.error(
      { err: error, method: request.method, path: pathOf(request) },
      'A request met a fault of the gateway',
    );
  if (response.headersSent) {
    response.destroy();
    return;
  }
  if (problem.facts.retryAfterS) response.setHeader('Retry-After', String(problem.facts.retryAfterS));
  if (problem.status === 401) response.setHeader('WWW-Authenticate', challengeOf(visitOf(response)));
  response.status(problem.status).setHeader('Cache-Control', 'no-store');
  response.type('application/problem+json').send(JSON.stringify(bodyOf(problem)));
  note(parts, request, response);
}

/** RFC 9110, section 11.6.1: how to sign in. */
function challengeOf({ isForNodes }: Visit): string {
  return isForNodes ? 'Basic realm="farmgate"' : 'Bearer';
}

/** What express throws is told by its status alone: its words are not for people. */
function problemFrom(error: unknown): ProblemError {
  if (error instanceof ProblemError) return error;
  if (error instanceof Fault && error.code === 'unwritable')
    return new ProblemError('storage', `${error.message} See whether your change is there.`);
  const status = typeof error === 'object' && error !== null && 'status' in error ? error.status : undefined;
  if (typeof status === 'number' && status >= 400 && status < 500)
    return new ProblemError('bad-request', 'The request cannot be read.');
  return new ProblemError(
    'internal',
    'The gateway made a mistake; its log says more. See whether your change is there.',
  );
}

/** Counts and logs what was answered. */
export function note(parts: HttpParts, request: Request, response: Response): void {
  const { began, route, user } = visitOf(response);
  const ms = Math.round((performance.now() - began) * 10) / 10;
  parts.onAnswer(route, request.method, response.statusCode, ms);
  const facts = {
    method: request.method,
    path: pathOf(request),
    status: response.statusCode,
    ms,
    user,
    from: addressOf(request.socket),
  };
  if (safeMethods.has(request.method)) parts.log.debug(facts, 'request');
  else parts.log.info(facts, 'request');
}

/** For the log. Not Express's own `path`, which throws where the target is no address. */
function pathOf(request: Request): string {
  return withoutQuery(request.originalUrl).slice(0, 120);
}
