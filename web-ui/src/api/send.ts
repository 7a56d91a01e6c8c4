import * as z from 'zod/mini';
import { Problem } from '@farmgate/gateway/contract';
import { type Answer, noLink, oddAnswer } from './answer.ts';

/** One request to the gateway. `schema` checks the answer's body; without it the body is not read. */
export interface ApiRequest<T> {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Below `/api/v1`, e.g. `/devices`. */
  readonly path: string;
  readonly body?: unknown;
  readonly schema?: z.ZodMiniType<T>;
  /** It is sent also while the page is being left. */
  readonly keepalive?: boolean;
  /** When it is given up, in place of 10 s. */
  readonly signal?: AbortSignal;
}

/** Sends a request and answers with a value or a problem; never throws. */
export type Send = <T = void>(request: ApiRequest<T>) => Promise<Answer<T>>;

/** The part of `fetch` that is used here, so that tests hand in their own. */
export type Fetch = (path: string, init: RequestInit) => Promise<Response>;

const BASE = '/api/v1';
const TIMEOUT_MS = 10_000;

/** A sender on top of `fetch`: cookies of this origin only, JSON both ways, problems as data. */
export function createSend(fetch: Fetch): Send {
  return async <T>({ method, path, body, schema, keepalive = false, signal }: ApiRequest<T>) => {
    try {
      const response = await fetch(BASE + path, {
        method,
        credentials: 'same-origin',
        cache: 'no-store',
        keepalive,
        signal: signal ?? AbortSignal.timeout(TIMEOUT_MS),
        headers: { accept: 'application/json', ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      return await readAnswer<T>(response, schema);
    } catch {
      return { problem: noLink };
    }
  };
}

async function readAnswer<T>(response: Response, schema: z.ZodMiniType<T> | undefined): Promise<Answer<T>> {
  if (!response.ok) return { problem: await readProblem(response) };
  // Without a schema the caller asked for no value (`T` is void).
  if (!schema) return { value: undefined as T };
  const parsed = z.safeParse(schema, await readJson(response));
  return parsed.success ? { value: parsed.data } : { problem: oddAnswer };
}

async function readProblem(response: Response): Promise<Problem> {
  const parsed = z.safeParse(Problem, await readJson(response));
  return parsed.success ? parsed.data : { ...oddAnswer, status: response.status };
}

async function readJson(response: Response): Promise<unknown> {
  try {
    return await response.json();
  } catch {
    return undefined;
  }
}
