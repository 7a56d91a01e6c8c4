import { Readable } from 'node:stream';
import * as z from 'zod/mini';
import {
  DeviceId,
  ExportFormat,
  HistoryAnswer,
  HistoryImport,
  HistoryImported,
  HistoryLast,
  HistoryPeak,
  HistoryState,
  HistoryStep,
  SeriesInfo,
  SeriesName,
} from '../../contract/index.ts';
import type { Actor } from '../../domain/people/actor.ts';
import { ProblemError } from '../problem.ts';
import { route, type Route } from '../route.ts';

interface Question {
  readonly series: readonly { readonly device: string; readonly point: string }[];
  readonly from: number;
  readonly to: number;
}

/** Whoever keeps the history. */
export interface HistoryPort {
  series(site: string): Promise<SeriesInfo[]>;
  history(
    site: string,
    question: Question & { readonly points: number; readonly step?: HistoryStep | undefined },
  ): Promise<HistoryAnswer>;
  last(site: string, series: Question['series'], at?: number): Promise<HistoryLast[]>;
  peaks(site: string, question: Question, count: number): Promise<HistoryPeak[]>;
  export(
    site: string,
    question: Question & { readonly step: HistoryStep; readonly format: ExportFormat },
  ): AsyncGenerator<string | Uint8Array>;
  state(site: string): Promise<HistoryState>;
  forget(actor: Actor, device: string): Promise<void>;
  takeIn(actor: Actor, table: HistoryImport): Promise<HistoryImported>;
  /** Whether the site has it, or has a history of it. */
  hasDevice(site: string, device: string): Promise<boolean>;
  /** Which of them the site has not, nor ever had. */
  unknown(
    site: string,
    series: Question['series'],
  ): Promise<readonly { readonly device: string; readonly point: string }[]>;
}

/** A chart has room for no more, and a page that needs more asks for an export. */
const POINTS_MOST = 2_000;
const POINTS = 600;
const BUCKETS_MOST = 20_000;
/** Each reading as it was, in an answer that is one piece. */
const RAW_MOST_MS = 26 * 3_600_000;
const SERIES_MOST = 20;
/** A table of so many bytes, with what JSON adds to it. What is larger is for the command line. */
const IMPORT_LIMIT = 12 * 2 ** 20;
const formats = {
  csv: { type: 'text/csv; charset=utf-8', file: 'history.csv' },
  jsonl: { type: 'application/x-ndjson', file: 'history.jsonl' },
  parquet: { type: 'application/vnd.apache.parquet', file: 'history.parquet' },
} as const;

const wall = z.coerce.number().check(z.int(), z.gte(0), z.lt(7_258_118_400_000));
const names = z.pipe(
  z.pipe(
    z.string().check(z.maxLength(4_000)),
    z.transform((text: string) => text.split(',')),
  ),
  z.array(SeriesName).check(z.minLength(1), z.maxLength(SERIES_MOST)),
);
const step = z.pipe(z.coerce.number(), HistoryStep);
const span = { series: names, from: wall, to: wall };

/** What was read over the years: for charts, for spreadsheets, and to be forgotten. */
export function historyRoutes(history: HistoryPort | undefined): Route[] {
  /** Who is asked, once it is sure that what it is asked for is this site's. */
  const of = async (site: string, series: Question['series']) => {
    const [unknown] = await port().unknown(site, series);
    if (unknown) throw new ProblemError('not-found', `There is no history of ${unknown.device}/${unknown.point} here.`);
    return port();
  };
  const port = () => {
    if (!history)
      throw new ProblemError(
        'not-ready',
        'The history is not open, in safe mode or because of the disk: the log of the gateway says which.',
      );
    return history;
  };
  return [...readRoutes(port, of), ...keptRoutes(port)];
}

function readRoutes(
  port: () => HistoryPort,
  of: (site: string, series: Question['series']) => Promise<HistoryPort>,
): Route[] {
  return [
    route({
      method: 'GET',
      path: '/api/v1/history/series',
      summary: 'What has a history',
      access: 'read',
      responses: { 200: z.object({ series: z.array(SeriesInfo) }) },
      handler: async ({ actor }) => ({ status: 200, body: { series: await port().series(actor.site) } }),
    }),
    route({
      method: 'GET',
      path: '/api/v1/history',
      summary: 'What series did from one time until before another, in at most so many points each',
      access: 'read',
      query: z.object({
        ...span,
        points: z.optional(z.coerce.number().check(z.int(), z.gte(2), z.lte(POINTS_MOST))),
        step: z.optional(step),
      }),
      responses: { 200: HistoryAnswer },
      handler: async ({ actor, query }) => {
        const question = questionOf(query);
        checkStep(question, query.step);
        const port = await of(actor.site, question.series);
        const body = await port.history(actor.site, {
          ...question,
          points: query.points ?? POINTS,
          step: query.step,
        });
        return { status: 200, body };
      },
    }),
    route({
      method: 'GET',
      path: '/api/v1/history/last',
      summary: 'The last good reading of each before a time, now unless it is said',
      access: 'read',
      query: z.object({ series: names, at: z.optional(wall) }),
      responses: { 200: z.object({ last: z.array(HistoryLast) }) },
      handler: async ({ actor, query }) => {
        const series = query.series.map(seriesOf);
        const port = await of(actor.site, series);
        return { status: 200, body: { last: await port.last(actor.site, series, query.at) } };
      },
    }),
    route({
      method: 'GET',
      path: '/api/v1/history/peaks',
      summary: 'When a series was highest',
      access: 'read',
      query: z.object({ ...span, count: z.optional(z.coerce.number().check(z.int(), z.gte(1), z.lte(50))) }),
      responses: { 200: z.object({ peaks: z.array(HistoryPeak) }) },
      handler: async ({ actor, query }) => {
        const question = questionOf(query);
        const port = await of(actor.site, question.series);
        return { status: 200, body: { peaks: await port.peaks(actor.site, question, query.count ?? 5) } };
      },
    }),
    route({
      method: 'GET',
      path: '/api/v1/history/export',
      summary: 'The same as a file, however long: each reading as it was, or in steps',
      access: 'read',
      query: z.object({ ...span, step: z.optional(step), format: z.optional(ExportFormat) }),
      responses: { 200: undefined },
      handler: async ({ actor, query }) => {
        const format = query.format ?? 'csv';
        const question = questionOf(query);
        const port = await of(actor.site, question.series);
        const lines = port.export(actor.site, { ...question, step: query.step ?? 0, format });
        const { type, file } = formats[format];
        return {
          status: 200,
          headers: { 'Content-Type': type, 'Content-Disposition': `attachment; filename="${file}"` },
          body: Readable.from(lines),
        };
      },
    }),
  ];
}

function keptRoutes(port: () => HistoryPort): Route[] {
  return [
    route({
      method: 'GET',
      path: '/api/v1/history/state',
      summary: 'How far back the history goes and what room it takes',
      access: 'read',
      responses: { 200: HistoryState },
      handler: async ({ actor }) => ({ status: 200, body: await port().state(actor.site) }),
    }),
    route({
      method: 'POST',
      path: '/api/v1/history/import',
      summary: 'Take in a table of readings, all of it or nothing; `check` only says what is in it',
      access: 'manage-devices',
      // Bills are made of what is in it.
      confirm: true,
      body: HistoryImport,
      bodyLimit: IMPORT_LIMIT,
      responses: { 200: HistoryImported },
      handler: async ({ actor, body }) => {
        const report = await port().takeIn(actor, body);
        if (!body.check && !report.taken)
          throw new ProblemError('invalid', refusalOf(report), { errors: errorsOf(report) });
        return { status: 200, body: report };
      },
    }),
    route({
      method: 'DELETE',
      path: '/api/v1/history/devices/:id',
      summary: 'Forget all that a device ever read; it cannot be brought back',
      access: 'manage-devices',
      confirm: true,
      params: z.object({ id: DeviceId }),
      responses: { 204: undefined },
      handler: async ({ actor, params }) => {
        if (!(await port().hasDevice(actor.site, params.id)))
          throw new ProblemError('not-found', `There is no device ${params.id} here, and never was.`);
        await port().forget(actor, params.id);
        return { status: 204 };
      },
    }),
  ];
}

function refusalOf({ faultCount }: HistoryImported): string {
  if (faultCount === 0) return 'The table has no reading: nothing was taken in.';
  return `${faultCount} ${faultCount === 1 ? 'line' : 'lines'} cannot be read, so that nothing was taken in. Mend the table, then send it again.`;
}

function errorsOf({ faults }: HistoryImported): { pointer: string; detail: string }[] {
  return faults.map(({ line, why }) => ({ pointer: '/csv', detail: `Line ${line}: ${why}.` }));
}

function questionOf({ series, from, to }: { series: readonly string[]; from: number; to: number }): Question {
  if (to <= from) throw new ProblemError('invalid', 'The span ends before it begins: `to` has to be after `from`.');
  return { series: series.map(seriesOf), from, to };
}

function checkStep({ from, to }: Question, asked: HistoryStep | undefined): void {
  if (asked === 0 && to - from > RAW_MOST_MS)
    throw new ProblemError(
      'invalid',
      'Each reading as it was is answered for a day at most. Ask for a step, or for an export.',
    );
  if (asked !== undefined && asked > 0 && (to - from) / 1000 / asked > BUCKETS_MOST)
    throw new ProblemError(
      'invalid',
      `That would be more than ${BUCKETS_MOST} buckets. Ask for a longer step, or for an export.`,
    );
}

function seriesOf(name: string): { device: string; point: string } {
  const [device = '', point = ''] = name.split('/');
  return { device, point };
}
