import * as z from 'zod/mini';
import { HistoryAnswer, HistoryPeak, RunView, SeriesInfo } from '@farmgate/gateway/contract';
import type { Answer } from './answer.ts';
import type { Send } from './send.ts';

/** What is asked of the history. Wall ms. */
export interface HistoryQuestion {
  /** `<device>/<point>`, at most four. */
  readonly series: readonly string[];
  readonly from: number;
  readonly to: number;
  /** No series has more places than this, 50 to 600. */
  readonly points: number;
}

/** What was read before now. */
export interface HistoryApi {
  series(): Promise<Answer<{ series: SeriesInfo[] }>>;
  /** `signal` ends it: what it would answer is no longer wanted. */
  read(question: HistoryQuestion, signal?: AbortSignal): Promise<Answer<HistoryAnswer>>;
  /** Runs, newest first: one's own, or an admin everybody's. `next` is `before` of those before them. */
  runs(before?: number): Promise<Answer<z.infer<typeof RunList>>>;
  peaks(question: Pick<HistoryQuestion, 'from' | 'to'> & { series: string }): Promise<Answer<{ peaks: HistoryPeak[] }>>;
}

const SeriesList = z.object({ series: z.array(SeriesInfo) });
const RunList = z.object({ runs: z.array(RunView), next: z.optional(z.int()) });
const PeakList = z.object({ peaks: z.array(HistoryPeak) });
const TIMEOUT_MS = 20_000;
const PEAKS = 5;

/** The requests of the history, on a signed-in sender. */
export function createHistoryApi(send: Send): HistoryApi {
  return {
    series: () => send({ method: 'GET', path: '/history/series', schema: SeriesList }),
    read: (question, signal) =>
      send({
        method: 'GET',
        path: `/history?${queryOf(question)}`,
        schema: HistoryAnswer,
        signal: inTime(signal),
      }),
    runs: (before) =>
      send({
        method: 'GET',
        path: `/runs?limit=200${before === undefined ? '' : `&before=${before}`}`,
        schema: RunList,
      }),
    peaks: ({ series, from, to }) =>
      send({
        method: 'GET',
        path: `/history/peaks?series=${series}&from=${Math.round(from)}&to=${Math.round(to)}&count=${PEAKS}`,
        schema: PeakList,
      }),
  };
}

/** Where the browser fetches it as a file for a spreadsheet. */
export function exportPath({ series, from, to }: Omit<HistoryQuestion, 'points'>, step?: number): string {
  const asked = `series=${series.join(',')}&from=${Math.round(from)}&to=${Math.round(to)}`;
  return `/api/v1/history/export?${asked}${step === undefined ? '' : `&step=${step}`}&format=csv`;
}

function queryOf({ series, from, to, points }: HistoryQuestion): string {
  return `series=${series.join(',')}&from=${Math.round(from)}&to=${Math.round(to)}&points=${points}`;
}

/** A year takes a small gateway longer than a switch. */
function inTime(signal: AbortSignal | undefined): AbortSignal {
  const ending = new AbortController();
  const timer = setTimeout(() => ending.abort(), TIMEOUT_MS);
  signal?.addEventListener('abort', () => {
    clearTimeout(timer);
    ending.abort();
  });
  return ending.signal;
}
