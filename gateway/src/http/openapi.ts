import * as z from 'zod/mini';
import { createDocument, type ZodOpenApiOperationObject, type ZodOpenApiPathsObject } from 'zod-openapi';
import { Problem } from '../contract/index.ts';
import type { Route } from './route.ts';

const problem = { description: 'A refusal, RFC 9457', content: { 'application/problem+json': { schema: Problem } } };

/** OpenAPI 3.1, made of the router's own table. */
export function describeApi(routes: readonly Route[], version: string): object {
  const paths: ZodOpenApiPathsObject = {};
  for (const route of routes) {
    const path = route.path.replaceAll(/:(\w+)/g, '{$1}');
    paths[path] = { ...paths[path], [route.method.toLowerCase()]: operationOf(route) };
  }
  return createDocument({
    openapi: '3.1.0',
    info: {
      title: 'Farmgate',
      version,
      description:
        'Every thing the web UI does. Live changes come over the WebSocket /api/v1/live. Browsers sign in with cookies, programs with `"session": "bearer"`.',
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: '/' }],
    components: {
      securitySchemes: {
        cookie: { type: 'apiKey', in: 'cookie', name: 'fg_access' },
        bearer: { type: 'http', scheme: 'bearer' },
        node: { type: 'http', scheme: 'basic' },
      },
    },
    paths,
  });
}

function operationOf(route: Route): ZodOpenApiOperationObject {
  const responses = Object.entries(route.responses).map(([status, schema]) => [
    status,
    schema ? { description: 'Done', content: { 'application/json': { schema } } } : { description: 'Done' },
  ]);
  return {
    summary: route.summary,
    operationId: operationId(route),
    tags: [route.path.split('/')[3] ?? 'system'],
    security: securityOf(route),
    ...describe(route),
    ...(route.params || route.query
      ? {
          requestParams: {
            ...(route.params instanceof z.ZodMiniObject ? { path: route.params } : {}),
            ...(route.query instanceof z.ZodMiniObject ? { query: route.query } : {}),
          },
        }
      : {}),
    ...(route.body ? { requestBody: { content: { 'application/json': { schema: route.body } } } } : {}),
    responses: { ...Object.fromEntries(responses), default: problem },
  };
}

/** What is to be known beside the schemas: who may, and whether PIN or password is asked for. */
function describe({ access, confirm }: Route): { description?: string } {
  const needs = ['public', 'signed-in', 'node'].includes(access) ? [] : [`Needs: ${access}.`];
  const confirms = confirm
    ? ['Asks for a confirmation (`confirm-first`) unless `POST /api/v1/session/confirm` was called within 5 minutes.']
    : [];
  const description = [...needs, ...confirms].join(' ');
  return description === '' ? {} : { description };
}

function securityOf({ access }: Route): Record<string, string[]>[] {
  if (access === 'public') return [];
  return access === 'node' ? [{ node: [] }] : [{ cookie: [] }, { bearer: [] }];
}

function operationId({ method, path }: Route): string {
  const words = path
    .replace('/api/v1', '')
    .split(/[^A-Za-z0-9]+/)
    .filter(Boolean);
  return [method.toLowerCase(), ...words.map((word) => word.charAt(0).toUpperCase() + word.slice(1))].join('');
}
