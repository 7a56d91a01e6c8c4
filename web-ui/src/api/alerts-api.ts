import { Alert, AlertPage } from '@farmgate/gateway/contract';
import type { Answer } from './answer.ts';
import type { Send } from './send.ts';

/** The inbox of the site. */
export interface AlertsApi {
  alerts(state: 'open' | 'all', before?: number): Promise<Answer<AlertPage>>;
  acknowledge(id: string): Promise<Answer<Alert>>;
  clear(id: string): Promise<Answer<Alert>>;
}

const PAGE = 50;

/** The requests about alerts, on a signed-in sender. */
export function createAlertsApi(send: Send): AlertsApi {
  return {
    alerts: (state, before) =>
      send({
        method: 'GET',
        path: `/alerts?state=${state}&limit=${PAGE}${before === undefined ? '' : `&before=${before}`}`,
        schema: AlertPage,
      }),
    acknowledge: (id) => send({ method: 'POST', path: `/alerts/${id}/acknowledge`, schema: Alert }),
    clear: (id) => send({ method: 'POST', path: `/alerts/${id}/clear`, schema: Alert }),
  };
}
