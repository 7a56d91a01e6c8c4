import * as z from 'zod/mini';
import {
  PlannedRun,
  PlannedRunRequest,
  RunDetail,
  RunExtend,
  RunId,
  RunMove,
  RunRequest,
  RunStop,
  RunSwap,
  RunView,
  WithReason,
} from '../../contract/index.ts';
import type { RunUses } from '../../domain/energy/run-uses.ts';
import type { PlannedRuns } from '../../domain/sharing/planned-runs.ts';
import type { RunBook } from '../../domain/sharing/run-book.ts';
import type { Sharing } from '../../domain/sharing/sharing.ts';
import { isAllowed } from '../../domain/people/permissions.ts';
import { grantedOf } from '../outcome.ts';
import { ProblemError } from '../problem.ts';
import { route, type Route } from '../route.ts';

const oneRun = z.object({ id: RunId });
const DEFAULT_PAGE = 50;
const count = (max: number) => z.coerce.number().check(z.int(), z.gte(1), z.lte(max));

export interface RunRouteParts {
  readonly sharing: Sharing;
  readonly book: RunBook;
  readonly planned: PlannedRuns;
  readonly uses: Pick<RunUses, 'of'>;
}

/** Runs of shared pumps: asked for, followed, ended. */
export function runRoutes({ sharing, book, planned, uses }: RunRouteParts): Route[] {
  return [
    route({
      method: 'POST',
      path: '/api/v1/runs',
      summary: 'Ask for a pump for so many seconds. The same id twice is the same run',
      access: 'pump',
      body: RunRequest,
      responses: { 201: RunView },
      handler: ({ actor, body: { id, pump, seconds, isConfirmed } }) => {
        const wish = {
          pump,
          seconds,
          ...(id === undefined ? {} : { id }),
          ...(isConfirmed === undefined ? {} : { isConfirmed }),
        };
        const run = book.view(actor.site, grantedOf(sharing.request(actor, wish)));
        return { status: 201, headers: { Location: `/api/v1/runs/${run.id}` }, body: run };
      },
    }),
    route({
      method: 'GET',
      path: '/api/v1/runs',
      summary: 'Runs, newest first: one’s own, or by an admin those of anybody',
      access: 'read',
      query: z.object({
        user: z.optional(z.string().check(z.maxLength(64))),
        before: z.optional(count(Number.MAX_SAFE_INTEGER)),
        limit: z.optional(count(200)),
      }),
      responses: { 200: z.object({ runs: z.array(RunView), next: z.optional(z.int()) }) },
      handler: ({ actor, query: { user, before, limit = DEFAULT_PAGE } }) => {
        const isAdmin = isAllowed(actor, 'order-queue');
        if (!isAdmin && user !== undefined && user !== actor.userId)
          throw new ProblemError('not-allowed', 'The runs of others are for admins.');
        const whose = isAdmin ? user : actor.userId;
        const runs = sharing.list(actor.site, { user: whose, before, limit }).map((run) => book.view(actor.site, run));
        const next = runs.length === limit ? runs.at(-1)?.number : undefined;
        return { status: 200, body: { runs, ...(next === undefined ? {} : { next }) } };
      },
    }),
    route({
      method: 'GET',
      path: '/api/v1/runs/:id',
      summary: 'A run with its whole trail, and what it took',
      access: 'read',
      params: oneRun,
      responses: { 200: RunDetail },
      handler: async ({ actor, params }) => {
        const detail = book.detail(actor.site, params.id);
        if (!detail) throw new ProblemError('not-found', `There is no run ${params.id} here.`);
        const hasHadPump = detail.run.startedAt !== undefined;
        return {
          status: 200,
          body: hasHadPump ? { ...detail, use: await uses.of(actor.site, detail.run) } : detail,
        };
      },
    }),
    route({
      method: 'POST',
      path: '/api/v1/runs/:id/stop',
      summary: 'End one’s own run, or by an admin anybody’s',
      access: 'pump',
      params: oneRun,
      body: RunStop,
      responses: { 200: RunView },
      handler: ({ actor, params, body: { isForced, reason } }) => {
        const how = {
          ...(isForced === undefined ? {} : { isForced }),
          ...(reason === undefined ? {} : { why: reason }),
        };
        return { status: 200, body: book.view(actor.site, grantedOf(sharing.end(actor, params.id, how))) };
      },
    }),
    route({
      method: 'POST',
      path: '/api/v1/runs/:id/extend',
      summary: 'More time for a run that waits, runs or pauses',
      access: 'pump',
      params: oneRun,
      body: RunExtend,
      responses: { 200: RunView },
      handler: ({ actor, params, body }) => ({
        status: 200,
        body: book.view(actor.site, grantedOf(sharing.extend(actor, params.id, body.seconds))),
      }),
    }),
    route({
      method: 'POST',
      path: '/api/v1/runs/:id/swap',
      summary: 'Offer to change places; done once the other has offered it too',
      access: 'pump',
      params: oneRun,
      body: RunSwap,
      responses: { 200: RunView },
      handler: ({ actor, params, body }) => ({
        status: 200,
        body: book.view(actor.site, grantedOf(sharing.swap(actor, params.id, body.with))),
      }),
    }),
    route({
      method: 'POST',
      path: '/api/v1/runs/:id/move',
      summary: 'Put a run that waits before another one, or last',
      access: 'order-queue',
      params: oneRun,
      body: RunMove,
      responses: { 200: RunView },
      handler: ({ actor, params, body: { before, reason } }) => ({
        status: 200,
        body: book.view(actor.site, grantedOf(sharing.move(actor, params.id, { before, why: reason }))),
      }),
    }),
    route({
      method: 'POST',
      path: '/api/v1/runs/:id/remove',
      summary: 'Take a run that waits out of the queue',
      access: 'order-queue',
      params: oneRun,
      body: WithReason,
      responses: { 200: RunView },
      handler: ({ actor, params, body }) => ({
        status: 200,
        body: book.view(actor.site, grantedOf(sharing.remove(actor, params.id, body.reason))),
      }),
    }),
    ...plannedRoutes(planned),
  ];
}

function plannedRoutes(planned: PlannedRuns): Route[] {
  return [
    route({
      method: 'GET',
      path: '/api/v1/planned-runs',
      summary: 'Runs to come: one’s own, or by an admin those of all',
      access: 'pump',
      responses: { 200: z.object({ planned: z.array(PlannedRun) }) },
      handler: ({ actor }) => ({
        status: 200,
        body: { planned: planned.list(actor.site, isAllowed(actor, 'order-queue') ? undefined : actor.userId) },
      }),
    }),
    route({
      method: 'POST',
      path: '/api/v1/planned-runs',
      summary: 'Ask for a pump at a time to come. Then it enters the queue like any other run',
      access: 'pump',
      body: PlannedRunRequest,
      responses: { 201: PlannedRun },
      handler: ({ actor, body }) => ({ status: 201, body: grantedOf(planned.plan(actor, body)) }),
    }),
    route({
      method: 'DELETE',
      path: '/api/v1/planned-runs/:id',
      summary: 'Take back a run to come',
      access: 'pump',
      params: oneRun,
      responses: { 204: undefined },
      handler: ({ actor, params }) => {
        grantedOf(planned.cancel(actor, params.id));
        return { status: 204 };
      },
    }),
  ];
}
