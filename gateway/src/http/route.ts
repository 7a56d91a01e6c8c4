import type * as z from 'zod/mini';
import type { Actor } from '../domain/people/actor.ts';
import type { Permission } from '../domain/people/permissions.ts';

/**
 * Who may call a route: anybody, whoever is signed in, whose role has the permission; or `node`: a device by a credential of
 * its own and nobody else, whose `actor` has the device's id for its name and no right anywhere.
 */
export type Access = 'public' | 'signed-in' | 'node' | Permission;

/** What a handler is given: everything parsed. `actor` is there unless the route is public. */
export interface Call<Params, Query, Body> {
  readonly actor: Actor;
  /** Id of the session the call is made in; empty for a public route. */
  readonly session: string;
  /** Wall time at which the access token of the call ends; 0 for a public route. */
  readonly expiresAt: number;
  readonly params: Params;
  readonly query: Query;
  readonly body: Body;
  readonly address: string;
  readonly agent: string;
  /** Cookies by name. */
  readonly cookies: Readonly<Record<string, string>>;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
}

export interface Cookie {
  readonly name: string;
  /** Empty takes the cookie away. */
  readonly value: string;
  readonly path: string;
  readonly maxAgeS: number;
}

export interface Answer {
  readonly status: number;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  readonly cookies?: readonly Cookie[];
}

type Schema = z.ZodMiniType;
type Out<S> = S extends Schema ? z.output<S> : undefined;

/** A route as it is written: typed by its schemas. */
export interface RouteDefinition<P, Q, B> {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** With `:name` for parameters. */
  readonly path: string;
  readonly summary: string;
  readonly access: Access;
  /** Only for who has said PIN or password just now: else `confirm-first`. Never for what stops something. */
  readonly confirm?: true;
  readonly params?: P;
  readonly query?: Q;
  readonly body?: B;
  /** Unit: bytes; 64 kB unless it is said. */
  readonly bodyLimit?: number;
  /** Schema of each good answer; undefined where it has no body. */
  readonly responses: Readonly<Record<number, Schema | undefined>>;
  readonly handler: (call: Call<Out<P>, Out<Q>, Out<B>>) => Answer | Promise<Answer>;
}

/** One row of the router's table. The router, OpenAPI and the role matrix are all made of it. */
export interface Route extends Omit<RouteDefinition<Schema, Schema, Schema>, 'handler' | 'params' | 'query' | 'body'> {
  readonly params: Schema | undefined;
  readonly query: Schema | undefined;
  readonly body: Schema | undefined;
  readonly handler: (call: Call<unknown, unknown, unknown>) => Answer | Promise<Answer>;
}

/** Checks a definition against its own schemas and forgets their types: the server parses before it calls. */
export function route<
  P extends Schema | undefined = undefined,
  Q extends Schema | undefined = undefined,
  B extends Schema | undefined = undefined,
>(definition: RouteDefinition<P, Q, B>): Route {
  const { params, query, body, handler } = definition;
  // The one cast: the server hands `handler` only what these very schemas have parsed.
  return { ...definition, params, query, body, handler: handler as Route['handler'] };
}
