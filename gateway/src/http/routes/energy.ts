import { EnergyNow } from '../../contract/index.ts';
import type { NowDesk } from '../../domain/energy/now-desk.ts';
import { route, type Route } from '../route.ts';

export interface EnergyRouteParts {
  readonly now: NowDesk;
}

/** Energy as it is used. */
export function energyRoutes({ now }: EnergyRouteParts): Route[] {
  return [
    route({
      method: 'GET',
      path: '/api/v1/energy/now',
      summary: 'What flows now, what the next unit costs, and what each load and each run that goes on costs',
      access: 'read',
      responses: { 200: EnergyNow },
      handler: async ({ actor }) => ({ status: 200, body: await now.now(actor.site) }),
    }),
  ];
}
