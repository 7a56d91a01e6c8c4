import * as z from 'zod/mini';
import {
  Adopt,
  DeviceId,
  DevicePatch,
  DeviceView,
  PointId,
  PointPatch,
  PointView,
  SeenDevice,
} from '../../contract/index.ts';
import type { Registry } from '../../domain/field/registry.ts';
import { valueOf } from '../outcome.ts';
import { ProblemError } from '../problem.ts';
import { route, type Route } from '../route.ts';

const oneDevice = z.object({ id: DeviceId });
const onePoint = z.object({ id: DeviceId, point: PointId });

/** Devices of the site: looked at, renamed, placed, forgotten; and those that were seen and may be adopted. */
export function deviceRoutes(registry: Registry): Route[] {
  return [
    route({
      method: 'GET',
      path: '/api/v1/devices',
      summary: 'The devices of the site with their points',
      access: 'read',
      responses: { 200: z.object({ devices: z.array(DeviceView) }) },
      handler: ({ actor }) => ({ status: 200, body: { devices: registry.list(actor.site) } }),
    }),
    route({
      method: 'GET',
      path: '/api/v1/devices/:id',
      summary: 'One device',
      access: 'read',
      params: oneDevice,
      responses: { 200: DeviceView },
      handler: ({ actor, params }) => {
        const device = registry.find(actor.site, params.id);
        if (!device) throw new ProblemError('not-found', `There is no device ${params.id} here.`);
        return { status: 200, body: device };
      },
    }),
    route({
      method: 'PATCH',
      path: '/api/v1/devices/:id',
      summary: 'Rename or place a device',
      access: 'manage-devices',
      params: oneDevice,
      body: DevicePatch,
      responses: { 200: DeviceView },
      handler: ({ actor, params, body }) => ({ status: 200, body: valueOf(registry.patch(actor, params.id, body)) }),
    }),
    route({
      method: 'DELETE',
      path: '/api/v1/devices/:id',
      summary: 'Forget a device',
      access: 'manage-devices',
      confirm: true,
      params: oneDevice,
      responses: { 204: undefined },
      handler: ({ actor, params }) => {
        valueOf(registry.forget(actor, params.id));
        return { status: 204 };
      },
    }),
    route({
      method: 'PATCH',
      path: '/api/v1/devices/:id/points/:point',
      summary: 'Name a point and say what it feeds',
      access: 'manage-devices',
      params: onePoint,
      body: PointPatch,
      responses: { 200: PointView },
      handler: ({ actor, params, body }) => ({
        status: 200,
        body: valueOf(registry.patchPoint(actor, params.id, params.point, body)),
      }),
    }),
    route({
      method: 'GET',
      path: '/api/v1/seen',
      summary: 'Devices that were heard and belong to nobody yet',
      access: 'manage-devices',
      responses: { 200: z.object({ devices: z.array(SeenDevice) }) },
      handler: ({ actor }) => ({ status: 200, body: { devices: registry.listSeen(actor.site) } }),
    }),
    route({
      method: 'POST',
      path: '/api/v1/seen/:id/adopt',
      summary: 'Take a device that was heard into the site',
      access: 'manage-devices',
      params: oneDevice,
      body: Adopt,
      responses: { 201: DeviceView },
      handler: ({ actor, params, body }) => ({ status: 201, body: valueOf(registry.adopt(actor, params.id, body)) }),
    }),
  ];
}
