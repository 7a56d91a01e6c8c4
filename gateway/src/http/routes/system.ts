import { Registry } from 'prom-client';
import * as z from 'zod/mini';
import { PROBLEMS, type ProblemCode } from '../../contract/index.ts';
import { ProblemError } from '../problem.ts';
import { route, type Route } from '../route.ts';

/** A part whose health decides whether the gateway is ready. Throws, or answers false, when it is not. */
export type Check = () => boolean | void;

export interface SystemParts {
  readonly version: string;
  readonly checks: Readonly<Record<string, Check>>;
  readonly metrics: Registry;
  /** All routes, these included, for the description of the API. */
  readonly routes: () => readonly Route[];
}

/** Health, metrics, version, the description of the API and of its problems. */
export function systemRoutes({ version, checks, metrics, routes }: SystemParts): Route[] {
  let description: string | undefined;
  return [
    route({
      method: 'GET',
      path: '/healthz',
      summary: 'The process is alive',
      access: 'public',
      responses: { 200: z.object({ status: z.literal('ok') }) },
      handler: () => ({ status: 200, body: { status: 'ok' } }),
    }),
    route({
      method: 'GET',
      path: '/readyz',
      summary: 'Every part works',
      access: 'public',
      responses: { 200: z.object({ status: z.literal('ready') }) },
      handler: () => {
        const failing = Object.entries(checks).flatMap(([name, check]) => (holds(check) ? [] : [name]));
        if (failing.length > 0) throw new ProblemError('not-ready', `Not ready: ${failing.join(', ')}.`);
        return { status: 200, body: { status: 'ready' } };
      },
    }),
    route({
      method: 'GET',
      path: '/metrics',
      summary: 'Figures for Prometheus: counts and times, nothing of any site or person',
      access: 'public',
      responses: { 200: z.string() },
      handler: async () => ({
        status: 200,
        headers: { 'Content-Type': Registry.PROMETHEUS_CONTENT_TYPE },
        body: await metrics.metrics(),
      }),
    }),
    route({
      method: 'GET',
      path: '/api/v1/version',
      summary: 'Which version runs',
      access: 'public',
      responses: { 200: z.object({ version: z.string(), node: z.string() }) },
      handler: () => ({ status: 200, body: { version, node: process.version } }),
    }),
    route({
      method: 'GET',
      path: '/api/v1/openapi.json',
      summary: 'This description',
      access: 'public',
      responses: { 200: z.record(z.string(), z.unknown()) },
      handler: async () => {
        // Loaded when somebody asks: nobody waits for it at the start.
        description ??= JSON.stringify((await import('../openapi.ts')).describeApi(routes(), version));
        return { status: 200, headers: { 'Content-Type': 'application/json; charset=utf-8' }, body: description };
      },
    }),
    route({
      method: 'GET',
      path: '/problems/:code',
      summary: 'What a problem means',
      access: 'public',
      params: z.object({ code: z.string().check(z.maxLength(40)) }),
      responses: { 200: z.object({ code: z.string(), title: z.string(), status: z.int() }) },
      handler: ({ params: { code } }) => {
        if (!isProblem(code)) throw new ProblemError('not-found', 'There is no such problem.');
        return { status: 200, body: { code, ...PROBLEMS[code] } };
      },
    }),
  ];
}

function isProblem(code: string): code is ProblemCode {
  return Object.hasOwn(PROBLEMS, code);
}

function holds(check: Check): boolean {
  try {
    return check() !== false;
  } catch {
    return false;
  }
}
