import * as z from 'zod/mini';
import { MAX_NODE_WAIT_S, NodeCommands, NodeHello, NodeReport } from '../../contract/index.ts';
import type { NetworkNodes } from '../../domain/field/network-nodes.ts';
import type { NodeGate } from '../node-gate.ts';
import { valueOf } from '../outcome.ts';
import { ProblemError } from '../problem.ts';
import { route, type Route } from '../route.ts';

/** As long as a message may be that comes by MQTT. Unit: bytes. */
const BODY_LIMIT = 16 * 1024;

/** What a node does that asks over HTTP: say hello, report, and fetch what it is told. */
export function nodeRoutes(network: NetworkNodes, gate: NodeGate): Route[] {
  return [
    route({
      method: 'PUT',
      path: '/api/v1/node/hello',
      summary: 'A node says what it is and how often it will ask',
      access: 'node',
      body: NodeHello,
      bodyLimit: BODY_LIMIT,
      responses: { 204: undefined },
      handler: ({ actor, body }) => {
        gate.count(actor.name);
        valueOf(network.hello(actor.name, body));
        return { status: 204 };
      },
    }),
    route({
      method: 'POST',
      path: '/api/v1/node/report',
      summary: 'What a node measured, and how far it got with its commands',
      access: 'node',
      body: NodeReport,
      bodyLimit: BODY_LIMIT,
      responses: { 204: undefined },
      handler: ({ actor, body }) => {
        gate.count(actor.name);
        if (!network.report(actor.name, body)) throw helloFirst();
        return { status: 204 };
      },
    }),
    route({
      method: 'GET',
      path: '/api/v1/node/commands',
      summary:
        'What a node is to do; with `wait` it is answered as soon as there is something, or after so many seconds',
      access: 'node',
      query: z.object({ wait: z.optional(z.coerce.number().check(z.int(), z.gte(0), z.lte(MAX_NODE_WAIT_S))) }),
      responses: { 200: NodeCommands },
      handler: async ({ actor, query }) => {
        gate.count(actor.name);
        const commands = await network.poll(actor.name, (query.wait ?? 0) * 1_000);
        if (!commands) throw helloFirst();
        return { status: 200, body: { commands } };
      },
    }),
  ];
}

/** The gateway started anew, or the node spoke in another way: what it was told before it may have to be told again. */
function helloFirst(): ProblemError {
  return new ProblemError('conflict', 'Say hello first: PUT /api/v1/node/hello.');
}
