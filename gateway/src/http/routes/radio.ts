import * as z from 'zod/mini';
import { CommandId, DeviceId, LinkHistory, RadioRequest, RadioWork } from '../../contract/index.ts';
import type { Field } from '../../domain/field/field.ts';
import { valueOf } from '../outcome.ts';
import { route, type Route } from '../route.ts';

const oneDevice = z.object({ id: DeviceId });

/** Work at the radio by way of an outlet or a bridge, whose answers come over the live socket; and how a link was. */
export function radioRoutes(field: Field): Route[] {
  return [
    route({
      method: 'POST',
      path: '/api/v1/devices/:id/radio',
      summary: 'Ask for work at the radio. Its answers come over the live socket',
      access: 'manage-devices',
      params: oneDevice,
      body: RadioRequest,
      responses: { 202: z.object({ id: CommandId }) },
      handler: ({ actor, params, body }) => ({ status: 202, body: valueOf(field.radio.ask(actor, params.id, body)) }),
    }),
    route({
      method: 'GET',
      path: '/api/v1/devices/:id/radio',
      summary: 'The work that is under way at the radio of a device; null where there is none',
      access: 'read',
      params: oneDevice,
      responses: { 200: z.object({ work: z.nullable(RadioWork) }) },
      handler: ({ actor, params }) => ({
        status: 200,
        body: { work: valueOf(field.radio.find(actor.site, params.id)) },
      }),
    }),
    route({
      method: 'GET',
      path: '/api/v1/devices/:id/link',
      summary: 'How the link of a device was over the last 24 hours',
      access: 'read',
      params: oneDevice,
      responses: { 200: LinkHistory },
      handler: ({ actor, params }) => ({ status: 200, body: valueOf(field.link(actor.site, params.id)) }),
    }),
  ];
}
