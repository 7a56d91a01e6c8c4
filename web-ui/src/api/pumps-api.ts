import * as z from 'zod/mini';
import {
  PlannedRun,
  type PlannedRunRequest,
  RunDetail,
  type RunExtend,
  type RunMove,
  type RunRequest,
  type RunStop,
  type RunSwap,
  RunView,
  SharingView,
  WalletView,
  type WithReason,
} from '@farmgate/gateway/contract';
import type { Answer } from './answer.ts';
import type { Send } from './send.ts';

const RunPage = z.object({ runs: z.array(RunView), next: z.optional(z.union([z.string(), z.int()])) });
const PlannedList = z.object({ planned: z.array(PlannedRun) });

/** Runs, newest first; `next` is `before` of the page after it. */
export type RunPage = z.infer<typeof RunPage>;

/** What those ask who use a pump. */
export interface PumpsApi {
  sharing(): Promise<Answer<SharingView>>;
  /** The same id twice is the same run. */
  start(body: RunRequest): Promise<Answer<RunView>>;
  stop(run: string, body?: RunStop): Promise<Answer<RunView>>;
  extend(run: string, body: RunExtend): Promise<Answer<RunView>>;
  swap(run: string, body: RunSwap): Promise<Answer<RunView>>;
  move(run: string, body: RunMove): Promise<Answer<RunView>>;
  remove(run: string, body: WithReason): Promise<Answer<RunView>>;
  runs(user: string, before?: string | number): Promise<Answer<RunPage>>;
  run(id: string): Promise<Answer<RunDetail>>;
  planned(): Promise<Answer<{ planned: PlannedRun[] }>>;
  plan(body: PlannedRunRequest): Promise<Answer<PlannedRun>>;
  cancelPlan(id: string): Promise<Answer<void>>;
  /** One's own. */
  wallet(): Promise<Answer<WalletView>>;
  help(pump?: string): Promise<Answer<void>>;
}

const PAGE = 30;

/** The requests of shared pumps, on a signed-in sender. */
export function createPumpsApi(send: Send): PumpsApi {
  const post = (path: string, body: unknown) => send({ method: 'POST', path, body, schema: RunView });
  return {
    sharing: () => send({ method: 'GET', path: '/sharing', schema: SharingView }),
    start: (body) => post('/runs', body),
    stop: (run, body = {}) => post(`/runs/${run}/stop`, body),
    extend: (run, body) => post(`/runs/${run}/extend`, body),
    swap: (run, body) => post(`/runs/${run}/swap`, body),
    move: (run, body) => post(`/runs/${run}/move`, body),
    remove: (run, body) => post(`/runs/${run}/remove`, body),
    runs: (user, before) =>
      send({
        method: 'GET',
        path: `/runs?user=${user}&limit=${PAGE}${before === undefined ? '' : `&before=${before}`}`,
        schema: RunPage,
      }),
    run: (id) => send({ method: 'GET', path: `/runs/${id}`, schema: RunDetail }),
    planned: () => send({ method: 'GET', path: '/planned-runs', schema: PlannedList }),
    plan: (body) => send({ method: 'POST', path: '/planned-runs', body, schema: PlannedRun }),
    cancelPlan: (id) => send({ method: 'DELETE', path: `/planned-runs/${id}` }),
    wallet: () => send({ method: 'GET', path: '/wallet', schema: WalletView }),
    help: (pump) => send({ method: 'POST', path: '/help', body: pump === undefined ? {} : { pump } }),
  };
}
