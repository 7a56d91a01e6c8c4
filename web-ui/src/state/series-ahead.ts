import { createHistoryApi, type HistoryApi } from '../api/history-api.ts';
import type { Send } from '../api/send.ts';

type Series = ReturnType<HistoryApi['series']>;

/** What is older is asked for anew. Unit: ms. */
const FRESH_MS = 10_000;

const asked = new WeakMap<Send, { readonly at: number; readonly answer: Series }>();

/** Asks what has a history, for whoever will want it in a moment. */
export function askSeriesAhead(send: Send): void {
  if (!findFresh(send)) asked.set(send, { at: performance.now(), answer: createHistoryApi(send).series() });
}

/** What has a history: as it was asked for ahead, once, or now. */
export function takeSeries(send: Send): Series {
  const ahead = findFresh(send);
  asked.delete(send);
  return ahead?.answer ?? createHistoryApi(send).series();
}

function findFresh(send: Send) {
  const ahead = asked.get(send);
  return ahead && performance.now() - ahead.at < FRESH_MS ? ahead : undefined;
}
