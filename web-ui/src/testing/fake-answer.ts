import { PROBLEMS, type ProblemCode } from '@farmgate/gateway/contract';
import type { FakeGateway } from './fake-gateway.ts';

export type Handler = (gateway: FakeGateway, body: unknown, match: readonly string[]) => Response | Promise<Response>;

/** What is asked, as `METHOD /path`, and how it is answered. */
export type Route = readonly [RegExp, Handler];

export function answer(status: number, body?: unknown): Response {
  return new Response(body === undefined ? null : JSON.stringify(body), { status });
}

/** A refusal as the gateway writes it. */
export function problem(code: ProblemCode, more: object = {}): Response {
  const { status, title } = PROBLEMS[code];
  return answer(status, { type: `/problems/${code}`, code, title, status, ...more });
}
