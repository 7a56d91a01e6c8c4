import * as z from 'zod/mini';
import { RowId } from '../../contract/index.ts';
import type { Alerts } from '../../domain/alerts/alerts.ts';
import { calledOf } from '../../domain/people/actor.ts';
import { route, type Route } from '../route.ts';

export interface HelpRouteParts {
  readonly alerts: Pick<Alerts, 'occur'>;
  /** The name of a pump of this site; undefined where there is none. */
  readonly pumpName: (site: string, pump: string) => string | undefined;
}

/** Calling for help: whoever stands at the pump and does not know what to do. */
export function helpRoutes({ alerts, pumpName }: HelpRouteParts): Route[] {
  return [
    route({
      method: 'POST',
      path: '/api/v1/help',
      summary: 'Call for help: those who look after the farm are told, with the pump it is about',
      access: 'stop-all',
      body: z.strictObject({ pump: z.optional(RowId) }),
      responses: { 204: undefined },
      handler: ({ actor, body }) => {
        const name = body.pump === undefined ? undefined : pumpName(actor.site, body.pump);
        alerts.occur({
          site: actor.site,
          rule: 'help-call',
          subject: actor.userId,
          severity: 'critical',
          sentence: `${calledOf(actor)} calls for help${name === undefined ? '' : ` at ${name}`}.`,
          remedy: 'Call back or go there. Then say here that it is over.',
        });
        return { status: 204 };
      },
    }),
  ];
}
