import type { HistoryAnswer, SeriesInfo } from '@farmgate/gateway/contract';
import { scaleOf } from '../i18n/quantity.ts';
import { traceOf, type Trace } from './chart-traces.ts';
import { nameOf, titleOf } from './history-choices.ts';

/** What a chart of the history is made of. */
export interface HistoryParts {
  readonly answer: HistoryAnswer;
  /** The same of another time, which was so much earlier. */
  readonly other: HistoryAnswer | undefined;
  readonly shiftMs: number;
  /** The series that are shown, in their order. */
  readonly infos: readonly SeriesInfo[];
  readonly now: number;
}

/** The traces of an answer, and after them those of the time that it is compared with. */
export function tracesOf({ answer, other, shiftMs, infos, now }: HistoryParts): readonly Trace[] {
  const of = (from: HistoryAnswer, shift: number) =>
    from.series.flatMap((series) => {
      const place = infos.findIndex((info) => nameOf(info) === nameOf(series));
      const info = infos[place];
      if (!info) return [];
      return traceOf(from, series, { name: titleOf(info), scale: scaleOf(series.unit), place, shiftMs: shift, now });
    });
  return [...of(answer, 0), ...(other ? of(other, shiftMs) : [])];
}
