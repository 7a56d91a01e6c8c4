import { AllOff, AllOffRequest, Latch, LatchRelease } from '../../contract/index.ts';
import type { Field } from '../../domain/field/field.ts';
import { isAllowed } from '../../domain/people/permissions.ts';
import { valueOf } from '../outcome.ts';
import { ProblemError } from '../problem.ts';
import { route, type Route } from '../route.ts';

/** Stop everything, see how far it got, and allow running again. */
export function allOffRoutes(field: Field): Route[] {
  return [
    route({
      method: 'GET',
      path: '/api/v1/all-off',
      summary: 'Whether everything is stopped, and the OFF of each load',
      access: 'read',
      responses: { 200: AllOff },
      handler: ({ actor }) => ({ status: 200, body: field.allOff(actor.site) }),
    }),
    route({
      method: 'POST',
      path: '/api/v1/all-off',
      summary: 'Stop everything and keep it stopped',
      access: 'stop-all',
      body: AllOffRequest,
      responses: { 202: AllOff },
      handler: ({ actor, body }) => {
        const scope = body.scope ?? 'site';
        if (scope === 'gateway' && !isAllowed(actor, 'gateway'))
          throw new ProblemError(
            'not-allowed',
            'Only a master admin can stop every site. Leave scope out to stop yours.',
          );
        return { status: 202, body: field.stopAll(actor, scope) };
      },
    }),
    route({
      method: 'POST',
      path: '/api/v1/all-off/release',
      summary: 'Allow running again. Nothing starts by that',
      access: 'release-latch',
      body: LatchRelease,
      responses: { 200: Latch },
      handler: ({ actor, body }) => ({ status: 200, body: valueOf(field.release(actor, body.reason)) }),
    }),
  ];
}
