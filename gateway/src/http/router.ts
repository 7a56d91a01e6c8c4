import type { IncomingMessage, RequestListener } from 'node:http';
import express, { type Express, type NextFunction, type Request, type Response } from 'express';
import helmet from 'helmet';
import type { Actor } from '../domain/people/actor.ts';
import { isAllowed } from '../domain/people/permissions.ts';
import { answerProblem, note, send, visitOf, type Visit } from './answers.ts';
import { bodyReader, jsonOf, refuseOtherThanJson } from './body.ts';
import { addressOf, findNode, findSignedIn, originOf, safeMethods } from './caller.ts';
import { parseCookies } from './cookies.ts';
import { isOurHost, isOurOrigin } from './hosts.ts';
import { parsed } from './parse.ts';
import type { HttpParts, SignedIn } from './parts.ts';
import { ProblemError } from './problem.ts';
import type { Answer, Route } from './route.ts';
import { mountWebUi } from './web-ui.ts';

/** Told of each request by somebody who is signed in, once it is to be answered. */
type OnSignedIn = (request: IncomingMessage) => void;

/**
 * What answers requests: the API by its table, then the web UI.
 *
 * Express gives up on a target that is no address, such as `http://[`, before any handler of ours: that is answered here.
 */
export function listenerOf(parts: HttpParts, onSignedIn: OnSignedIn): RequestListener {
  const app = makeExpress(parts, onSignedIn);
  const unreadable = new ProblemError('bad-request', 'The address of the request cannot be read.');
  return (request, response) =>
    app(request as Request, response as Response, (error: unknown) =>
      answerProblem(parts, error ?? unreadable, request as Request, response as Response),
    );
}

function makeExpress(parts: HttpParts, onSignedIn: OnSignedIn): Express {
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  app.set('query parser', 'simple');
  app.use(helmet(helmetOptions));
  app.use((request: Request, response: Response, next: NextFunction) => {
    response.locals['visit'] = { began: performance.now(), route: 'none' } satisfies Visit;
    guard(parts, request);
    next();
  });
  for (const route of parts.routes) mount(app, parts, route, onSignedIn);
  for (const path of new Set(parts.routes.map((route) => route.path))) mountWrongMethod(app, parts, path);
  app.use('/api', () => {
    throw new ProblemError('not-found', 'There is no such address in this API. See /api/v1/openapi.json.');
  });
  mountWebUi(app, parts.webRoot);
  app.use((error: unknown, request: Request, response: Response, _next: NextFunction) => {
    answerProblem(parts, error, request, response);
  });
  return app;
}

/** Plain HTTP on a LAN: nothing that only makes sense with TLS, and nothing from anywhere else. */
const helmetOptions: Parameters<typeof helmet>[0] = {
  strictTransportSecurity: false,
  contentSecurityPolicy: {
    useDefaults: false,
    directives: {
      'default-src': ["'self'"],
      'connect-src': ["'self'", 'ws:', 'wss:'],
      'img-src': ["'self'", 'data:'],
      'base-uri': ["'none'"],
      'form-action': ["'self'"],
      'frame-ancestors': ["'none'"],
      'object-src': ["'none'"],
    },
  },
  crossOriginOpenerPolicy: false,
  originAgentCluster: false,
  referrerPolicy: { policy: 'same-origin' },
};

function guard(parts: HttpParts, request: Request): void {
  if (!isOurHost(request.headers.host, parts.names))
    throw new ProblemError(
      'wrong-host',
      'Call the gateway by its address or its own name. Further names are set by http.names.',
    );
  if (request.originalUrl.length > parts.limits.targetChars)
    throw new ProblemError('bad-request', `An address may have at most ${parts.limits.targetChars} characters.`);
  if (!isDecodable(request.originalUrl))
    throw new ProblemError('bad-request', 'The address holds a % that begins no character of UTF-8.');
  if (safeMethods.has(request.method) || isOurOrigin(originOf(request))) return;
  throw new ProblemError('wrong-origin', 'This request came from a page of another site.');
}

function isDecodable(target: string): boolean {
  try {
    return decodeURIComponent(target) !== undefined;
  } catch {
    return false;
  }
}

/** In this order: who asks, then where and what; strangers send no body and learn nothing of what one should look like. */
function mount(app: Express, parts: HttpParts, route: Route, onSignedIn: OnSignedIn): void {
  const method = route.method.toLowerCase() as 'get' | 'post' | 'put' | 'patch' | 'delete';
  const readBody = bodyReader(route.bodyLimit);
  app[method](route.path, async (request: Request, response: Response) => {
    if (admit(parts, route, request, response)) onSignedIn(request);
    if (route.body) refuseOtherThanJson(request);
    // Where none is wanted it is waited for as well: nothing is done for a request that never arrives whole.
    const bytes = await readBody(request, response);
    const body: unknown = route.body && parsed(route.body, jsonOf(bytes));
    // A body may take half a minute to come: who was suspended meanwhile is not heard.
    const signedIn = admit(parts, route, request, response);
    if (route.confirm && !(signedIn && parts.isConfirmed(signedIn.session)))
      throw new ProblemError('confirm-first', 'Say your PIN or password once more, then do it again.');
    const call: Asked = {
      actor: signedIn?.actor ?? nobody,
      session: signedIn?.session ?? '',
      expiresAt: signedIn?.expiresAt ?? 0,
      params: parsed(route.params, request.params),
      query: parsed(route.query, { ...request.query }),
      body,
      address: addressOf(request.socket),
      agent: request.headers['user-agent'] ?? '',
      cookies: parseCookies(request.headers.cookie),
      headers: request.headers,
    };
    const answer = await handle(parts, route, { call, what: `${request.method} ${request.path}` });
    send(response, answer, request.secure);
    note(parts, request, response);
  });
}

/** Runs a handler. Where what a person named is not there for them that is noted, and refused as before. */
async function handle(parts: HttpParts, route: Route, { call, what }: { call: Asked; what: string }): Promise<Answer> {
  try {
    return await route.handler(call);
  } catch (error) {
    const isNowhere = error instanceof ProblemError && error.code === 'not-found';
    if (isNowhere && call.session !== '' && route.access !== 'node') parts.onNowhere(call.actor, what);
    throw error;
  }
}

type Asked = Parameters<Route['handler']>[0];

const nobody: Actor = { userId: '', name: '', site: '', role: 'viewer', masterAdmin: false, from: '' };

/** Who asks. Throws where the route is not for them. */
function admit(parts: HttpParts, route: Route, request: Request, response: Response): SignedIn | undefined {
  const visit: Visit = { ...visitOf(response), route: route.path, isForNodes: route.access === 'node' };
  response.locals['visit'] = visit;
  const signedIn = visit.isForNodes ? findNode(parts, request) : findSignedIn(parts, request);
  response.locals['visit'] = { ...visit, user: signedIn?.actor.name } satisfies Visit;
  if (route.access === 'public') return signedIn;
  if (!signedIn) throw new ProblemError('not-signed-in');
  if (route.access === 'signed-in' || route.access === 'node' || isAllowed(signedIn.actor, route.access))
    return signedIn;
  throw new ProblemError('not-allowed', `As ${signedIn.actor.role} you may not do this. Ask an admin of your farm.`);
}

function mountWrongMethod(app: Express, parts: HttpParts, path: string): void {
  const allowed = parts.routes
    .filter((route) => route.path === path)
    .flatMap(({ method }) => (method === 'GET' ? ['GET', 'HEAD'] : [method]))
    .join(', ');
  app.all(path, (_request: Request, response: Response) => {
    response.setHeader('Allow', allowed);
    throw new ProblemError('method-not-allowed', `This address takes ${allowed}.`);
  });
}
