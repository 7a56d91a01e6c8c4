import { PROBLEMS, type ProblemCode } from '@farmgate/gateway/contract';
import type { FakeGateway } from './fake-gateway.ts';

/** How a fake gateway answers a request; `match` is that of the route's pattern. */
export type Handler = (gateway: FakeGateway, body: unknown, match: readonly string[]) => Response | Promise<Response>;

/** What is asked, as `METHOD /path`, and how it is answered. */
export type Route = readonly [RegExp, Handler];

/** A refusal as the gateway writes it. */
export function problem(code: ProblemCode, more: object = {}): Response {
  const { status, title } = PROBLEMS[code];
  return answer(status, { type: `/problems/${code}`, code, title, status, ...more });
}

/** A body as JSON, or none. */
export function answer(status: number, body?: unknown): Response {
  return new Response(body === undefined ? null : JSON.stringify(body), { status });
}
