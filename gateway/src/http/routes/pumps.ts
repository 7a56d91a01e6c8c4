import * as z from 'zod/mini';
import {
  GroupId,
  PumpDetail,
  PumpGroup,
  PumpGroupSetup,
  PumpService,
  PumpSetup,
  PumpUsual,
  PumpView,
  RowId,
  SharingSettings,
  SharingView,
  WithReason,
} from '../../contract/index.ts';
import { usualOf } from '../../domain/sharing/pump-setup.ts';
import type { Pumps } from '../../domain/sharing/pumps.ts';
import type { SharingDesk } from '../../domain/sharing/sharing-desk.ts';
import type { SharingLive } from '../../domain/sharing/sharing-live.ts';
import { valueOf } from '../outcome.ts';
import { route, type Route } from '../route.ts';

const onePump = z.object({ id: RowId });

/** What the routes of pumps are made with. */
export interface PumpRouteParts {
  readonly pumps: Pumps;
  readonly desk: SharingDesk;
  readonly live: Pick<SharingLive, 'view'>;
}

/** Shared pumps: seen by all, set up by those who may. */
export function pumpRoutes({ pumps, desk, live }: PumpRouteParts): Route[] {
  return [
    route({
      method: 'GET',
      path: '/api/v1/sharing',
      summary: 'The shared pumps of the site with all who use them or wait for them, and its grid',
      access: 'read',
      responses: { 200: SharingView },
      handler: ({ actor }) => ({ status: 200, body: live.view(actor.site) }),
    }),
    route({
      method: 'GET',
      path: '/api/v1/sharing/settings',
      summary: 'How the site shares its pumps',
      access: 'read',
      responses: { 200: SharingSettings },
      handler: ({ actor }) => ({ status: 200, body: desk.settings(actor.site) }),
    }),
    route({
      method: 'PUT',
      path: '/api/v1/sharing/settings',
      summary: 'Set how the site shares its pumps',
      access: 'order-queue',
      confirm: true,
      body: SharingSettings,
      responses: { 200: SharingSettings },
      handler: ({ actor, body }) => ({ status: 200, body: desk.configure(actor, body) }),
    }),
    route({
      method: 'PUT',
      path: '/api/v1/pump-groups/:id',
      summary: 'Set how many pumps of a group may run together',
      access: 'order-queue',
      confirm: true,
      params: z.object({ id: GroupId }),
      body: PumpGroupSetup,
      responses: { 200: PumpGroup },
      handler: ({ actor, params, body }) => ({ status: 200, body: desk.saveGroup(actor, params.id, body) }),
    }),
    route({
      method: 'GET',
      path: '/api/v1/pump-usual',
      summary: 'What is usual for a motor of this size',
      access: 'manage-pumps',
      query: z.object({
        kw: z.coerce.number().check(z.gt(0), z.lte(500)),
        phases: z.optional(z.enum(['1', '3'])),
        nominalV: z.optional(z.coerce.number().check(z.int(), z.gte(90), z.lte(500))),
      }),
      responses: { 200: PumpUsual },
      handler: ({ query: { kw, phases, nominalV } }) => ({
        status: 200,
        body: usualOf({ kw, phases: phases === '3' ? 3 : 1, ...(nominalV === undefined ? {} : { nominalV }) }),
      }),
    }),
    route({
      method: 'POST',
      path: '/api/v1/pumps',
      summary: 'Set up a pump on a switch of a device that can keep it safe',
      access: 'manage-pumps',
      body: PumpSetup,
      responses: { 201: PumpView },
      handler: ({ actor, body }) => ({ status: 201, body: valueOf(pumps.add(actor, body)) }),
    }),
    route({
      method: 'GET',
      path: '/api/v1/pumps/:id',
      summary: 'A pump with its set-up, its protections and what was learned of it',
      access: 'manage-pumps',
      params: onePump,
      responses: { 200: PumpDetail },
      handler: ({ actor, params }) => ({ status: 200, body: valueOf(pumps.detail(actor.site, params.id)) }),
    }),
    route({
      method: 'PUT',
      path: '/api/v1/pumps/:id',
      summary: 'Set up a pump anew',
      access: 'manage-pumps',
      confirm: true,
      params: onePump,
      body: PumpSetup,
      responses: { 200: PumpDetail },
      handler: ({ actor, params, body }) => ({ status: 200, body: valueOf(pumps.change(actor, params.id, body)) }),
    }),
    route({
      method: 'DELETE',
      path: '/api/v1/pumps/:id',
      summary: 'Remove a pump that nobody uses or waits for',
      access: 'manage-pumps',
      confirm: true,
      params: onePump,
      responses: { 204: undefined },
      handler: ({ actor, params }) => {
        valueOf(pumps.remove(actor, params.id));
        return { status: 204 };
      },
    }),
    ...careRoutes(pumps),
  ];
}

/** What is done to a pump by whoever stands before it. */
function careRoutes(pumps: Pumps): Route[] {
  return [
    route({
      method: 'POST',
      path: '/api/v1/pumps/:id/reset',
      summary: 'Let a pump run again that its protections have stopped, after somebody has looked at it',
      access: 'manage-pumps',
      params: onePump,
      body: WithReason,
      responses: { 200: PumpView },
      handler: ({ actor, params, body }) => ({
        status: 200,
        body: valueOf(pumps.reset(actor, params.id, body.reason)),
      }),
    }),
    route({
      method: 'POST',
      path: '/api/v1/pumps/:id/learn',
      summary: 'Learn the usual current from the next even stretch of a run that somebody watches',
      access: 'manage-pumps',
      params: onePump,
      responses: { 200: PumpDetail },
      handler: ({ actor, params }) => ({ status: 200, body: valueOf(pumps.learn(actor, params.id)) }),
    }),
    route({
      method: 'DELETE',
      path: '/api/v1/pumps/:id/learn',
      summary: 'Forget the usual current',
      access: 'manage-pumps',
      confirm: true,
      params: onePump,
      responses: { 200: PumpDetail },
      handler: ({ actor, params }) => ({ status: 200, body: valueOf(pumps.forgetLearned(actor, params.id)) }),
    }),
    route({
      method: 'POST',
      path: '/api/v1/pumps/:id/off-at-panel',
      summary: 'Say that a pump was switched off at its panel, so that nobody waits for a proof',
      access: 'order-queue',
      params: onePump,
      body: WithReason,
      responses: { 200: PumpView },
      handler: ({ actor, params, body }) => ({
        status: 200,
        body: valueOf(pumps.offAtPanel(actor, params.id, body.reason)),
      }),
    }),
    route({
      method: 'PUT',
      path: '/api/v1/pumps/:id/service',
      summary: 'Put a pump out of service, or into it again',
      access: 'manage-pumps',
      params: onePump,
      body: PumpService,
      responses: { 200: PumpView },
      handler: ({ actor, params, body }) => ({
        status: 200,
        body: valueOf(pumps.setService(actor, params.id, body.outOfService)),
      }),
    }),
  ];
}
