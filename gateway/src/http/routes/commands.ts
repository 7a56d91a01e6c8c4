import * as z from 'zod/mini';
import { Command, CommandId, CommandRequest, DeviceId, PointId } from '../../contract/index.ts';
import type { Commander } from '../../domain/field/commander.ts';
import { valueOf } from '../outcome.ts';
import { ProblemError } from '../problem.ts';
import { route, type Route } from '../route.ts';

const DEFAULT_LIMIT = 50;

/** Commands: asked, followed, listed. */
export function commandRoutes(commander: Commander): Route[] {
  return [
    route({
      method: 'POST',
      path: '/api/v1/commands',
      summary: 'Bring a point to a value. The same id twice is the same command',
      access: 'command',
      body: CommandRequest,
      responses: { 202: Command },
      handler: ({ actor, body }) => {
        const { command } = valueOf(commander.accept(actor, body));
        return { status: 202, headers: { Location: `/api/v1/commands/${command.id}` }, body: command };
      },
    }),
    route({
      method: 'GET',
      path: '/api/v1/commands/:id',
      summary: 'A command and its whole trail',
      access: 'read',
      params: z.object({ id: CommandId }),
      responses: { 200: Command },
      handler: ({ actor, params }) => {
        const command = commander.find(actor.site, params.id);
        if (!command) throw new ProblemError('not-found', `There is no command ${params.id} here.`);
        return { status: 200, body: command };
      },
    }),
    route({
      method: 'GET',
      path: '/api/v1/commands',
      summary: 'Commands, newest first',
      access: 'read',
      query: z.object({
        device: z.optional(DeviceId),
        point: z.optional(PointId),
        limit: z.optional(z.coerce.number().check(z.int(), z.gte(1), z.lte(200))),
      }),
      responses: { 200: z.object({ commands: z.array(Command) }) },
      handler: ({ actor, query }) => ({
        status: 200,
        body: { commands: commander.list(actor.site, { ...query, limit: query.limit ?? DEFAULT_LIMIT }) },
      }),
    }),
  ];
}
