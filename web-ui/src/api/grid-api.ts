import { GridSettings, type GridSwitchRequest, GridView } from '@farmgate/gateway/contract';
import type { Answer } from './answer.ts';
import type { Send } from './send.ts';

/** Whether there is power, and how the farm knows. */
export interface GridApi {
  grid(): Promise<Answer<GridView>>;
  /** An admin's word, which goes above every source. */
  say(body: GridSwitchRequest): Promise<Answer<GridView>>;
  settings(): Promise<Answer<GridSettings>>;
  save(body: GridSettings): Promise<Answer<GridSettings>>;
}

/** The grid's requests, on a signed-in sender. */
export function createGridApi(send: Send): GridApi {
  return {
    grid: () => send({ method: 'GET', path: '/grid', schema: GridView }),
    say: (body) => send({ method: 'PUT', path: '/grid/switch', body, schema: GridView }),
    settings: () => send({ method: 'GET', path: '/grid/settings', schema: GridSettings }),
    save: (body) => send({ method: 'PUT', path: '/grid/settings', body, schema: GridSettings }),
  };
}
