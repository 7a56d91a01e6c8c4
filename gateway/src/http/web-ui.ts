import { existsSync } from 'node:fs';
import { extname, join, sep } from 'node:path';
import express, { type Express, type NextFunction, type Request, type RequestHandler, type Response } from 'express';
import { ProblemError } from './problem.ts';

/** What the build wrote beside its files, the smallest first (RFC 9110, section 8.4.1). */
const codings = [
  { name: 'br', suffix: '.br' },
  { name: 'gzip', suffix: '.gz' },
] as const;

/**
 * Serves the built web UI below everything else: its files, and its page for each address that is no file. The disk is asked
 * at each request, so that a new build may take the old one's place while the gateway runs.
 */
export function mountWebUi(app: Express, webRoot: string): void {
  const serve = express.static(webRoot, {
    index: false,
    redirect: false,
    cacheControl: false,
    acceptRanges: false,
    setHeaders: describe,
  });
  app.use((request: Request, response: Response, next: NextFunction) => {
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      response.setHeader('Allow', 'GET, HEAD');
      throw new ProblemError('method-not-allowed', 'Pages can only be read.');
    }
    response.vary('Accept-Encoding');
    serveFirst(serve, placesOf(request), request, response, next);
  });
  app.use((_request: Request, response: Response) => {
    if (existsSync(join(webRoot, 'index.html'))) throw new ProblemError('not-found', 'There is no such page.');
    response.type('text').send('The web UI is not built. Run: npm run build\n');
  });
}

function serveFirst(
  serve: RequestHandler,
  [place, ...others]: readonly string[],
  request: Request,
  response: Response,
  next: NextFunction,
): void {
  if (place === undefined) return next();
  request.url = place;
  void serve(request, response, (error?: unknown) =>
    error ? next(error) : serveFirst(serve, others, request, response, next),
  );
}

/** Where the answer may lie, the best first. A name with a dot is a file; any other address is a view of the one page. */
function placesOf(request: Request): string[] {
  const file = /\.[^/]*$/.test(request.path) ? request.path : '/index.html';
  const coded = codings.filter(({ name }) => request.acceptsEncodings(name)).map(({ suffix }) => file + suffix);
  return [...coded, file];
}

/** Hashed names never change; everything else is asked for again each time. */
function describe(response: Response, file: string): void {
  const coding = codings.find(({ suffix }) => file.endsWith(suffix));
  const plain = coding ? file.slice(0, -coding.suffix.length) : file;
  if (coding) response.setHeader('Content-Encoding', coding.name);
  response.type(extname(plain));
  const isHashed = file.includes(`${sep}assets${sep}`);
  response.setHeader('Cache-Control', isHashed ? 'public, max-age=31536000, immutable' : 'no-cache');
}
