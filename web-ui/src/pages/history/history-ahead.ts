import type { Send } from '../../api/send.ts';
import { loadPlot } from '../../components/chart/load-plot.ts';
import { askSeriesAhead } from '../../state/series-ahead.ts';

/** Somebody is about to go to the history: the code of charts and what there is to be seen come meanwhile. */
export async function prepareHistory(send: Send): Promise<void> {
  askSeriesAhead(send);
  await loadPlot();
}
