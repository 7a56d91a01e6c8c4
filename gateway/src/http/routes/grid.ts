import { GridSettings, GridSwitchRequest, GridView } from '../../contract/index.ts';
import type { SiteGrids } from '../../domain/grid/site-grids.ts';
import { valueOf } from '../outcome.ts';
import { route, type Route } from '../route.ts';

/** The power of the site: what is known of it, and what an admin says of it. */
export function gridRoutes(grids: SiteGrids): Route[] {
  return [
    route({
      method: 'GET',
      path: '/api/v1/grid',
      summary: 'Whether there is power, and what says so',
      access: 'read',
      responses: { 200: GridView },
      handler: ({ actor }) => ({ status: 200, body: grids.view(actor.site) }),
    }),
    route({
      method: 'PUT',
      path: '/api/v1/grid/switch',
      summary: 'Say that there is power or none, above every source; `auto` leaves it to them',
      access: 'order-queue',
      body: GridSwitchRequest,
      responses: { 200: GridView },
      handler: ({ actor, body }) => ({ status: 200, body: grids.turn(actor, body) }),
    }),
    route({
      method: 'GET',
      path: '/api/v1/grid/settings',
      summary: 'How the site knows of its power',
      access: 'manage-pumps',
      responses: { 200: GridSettings },
      handler: ({ actor }) => ({ status: 200, body: grids.settings(actor.site) }),
    }),
    route({
      method: 'PUT',
      path: '/api/v1/grid/settings',
      summary: 'Set how the site knows of its power',
      access: 'manage-pumps',
      body: GridSettings,
      responses: { 200: GridSettings },
      handler: ({ actor, body }) => ({ status: 200, body: valueOf(grids.setUp(actor, body)) }),
    }),
  ];
}
