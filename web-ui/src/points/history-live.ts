import type { DeviceView, HistoryAnswer, SeriesHistory } from '@farmgate/gateway/contract';

/** A reading of a series that came on the live line. */
export interface LiveReading {
  readonly at: number;
  readonly value: number;
}

/** What a series reads now; undefined where it has no number, or an old one. */
export function readingOf(devices: readonly DeviceView[], name: string): LiveReading | undefined {
  const [device, id] = name.split('/');
  const point = devices.find((one) => one.id === device)?.points.find(({ definition }) => definition.id === id);
  const { reading, switch: contact } = point ?? {};
  if (contact?.reportedAt !== undefined && (contact.reported === 'on' || contact.reported === 'off'))
    return { at: contact.reportedAt, value: Number(contact.reported === 'on') };
  if (!reading || reading.old || reading.quality !== 'good' || typeof reading.value === 'string') return undefined;
  return { at: reading.at, value: Number(reading.value) };
}

/** An answer with what was read since: in its last buckets, or in new ones of the same length. Counters wait for the gateway. */
export function withLive(answer: HistoryAnswer, live: ReadonlyMap<string, readonly LiveReading[]>): HistoryAnswer {
  const series = answer.series.map((one) =>
    one.kind === 'counter'
      ? one
      : (live.get(`${one.device}/${one.point}`) ?? []).reduce(afterReading(answer.step), one),
  );
  return { ...answer, series };
}

function afterReading(step: number) {
  return (series: SeriesHistory, reading: LiveReading): SeriesHistory => {
    const last = series.at.at(-1);
    if (last !== undefined && reading.at <= Math.max(last, series.whole?.lastAt ?? last)) return series;
    const begin = bucketOf(last, reading.at, step * 1000);
    return begin === last ? inLast(series, reading) : afterLast(series, { ...reading, begin });
  };
}

/** Buckets go on as they were. */
function bucketOf(last: number | undefined, at: number, stepMs: number): number {
  if (stepMs === 0 || last === undefined) return at;
  return last + Math.floor((at - last) / stepMs) * stepMs;
}

/** Its mean counts by the time it was known for. */
function inLast(series: SeriesHistory, { at, value }: LiveReading): SeriesHistory {
  const index = series.at.length - 1;
  const known = series.coverS[index] ?? 0;
  const more = Math.max(0, (at - lastOf(series)) / 1000);
  const share = known + more === 0 ? 0.5 : more / (known + more);
  const put = (list: readonly number[], one: (before: number) => number) => list.with(index, one(list[index] ?? value));
  return {
    ...series,
    value: put(series.value, (before) => before + (value - before) * share),
    min: put(series.min, (before) => Math.min(before, value)),
    max: put(series.max, (before) => Math.max(before, value)),
    coverS: put(series.coverS, (before) => before + more),
    ...wholeAt(series, at),
  };
}

function afterLast(series: SeriesHistory, { at, value, begin }: LiveReading & { begin: number }): SeriesHistory {
  return {
    ...series,
    at: [...series.at, begin],
    value: [...series.value, value],
    min: [...series.min, value],
    max: [...series.max, value],
    total: [...series.total, 0],
    coverS: [...series.coverS, Math.max(0, (at - lastOf(series)) / 1000)],
    ...wholeAt(series, at),
  };
}

function lastOf({ at, whole }: SeriesHistory): number {
  return whole?.lastAt ?? at.at(-1) ?? Infinity;
}

/** When it was last read; its other figures wait for the gateway. */
function wholeAt({ whole }: SeriesHistory, lastAt: number) {
  return whole ? { whole: { ...whole, lastAt } } : {};
}
