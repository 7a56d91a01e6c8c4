import type { HistoryAnswer } from '@farmgate/gateway/contract';

type Series = HistoryAnswer['series'][number];

/** So far off is still a picture of something else: a share of the span, or of the highest value. */
const OFF = 0.03;

/** Answers that are almost the same as one, by what is wrong with each: a check that takes them for the same sees too little. */
export function nearMisses(answer: HistoryAnswer): [string, HistoryAnswer][] {
  const lateMs = OFF * (answer.to - answer.from);
  const change = (changed: (series: Series) => Series) => ({ ...answer, series: answer.series.map(changed) });
  return [
    ['later', change((series) => ({ ...series, at: series.at.map((at) => at + lateMs) }))],
    ['higher', change((series) => higher(series, answer.step))],
    ['without some', change((series) => withoutSome(series))],
  ];
}

function higher(series: Series, step: number): Series {
  const { kind, value, min, max } = series;
  // What a counter reads is drawn by how much it grew.
  const isReading = kind === 'counter' && step === 0;
  const growths = value.slice(1).map((one, index) => one - (value[index] ?? 0));
  const more = OFF * Math.max(...(isReading ? growths : [...value, ...(kind === 'counter' ? [] : max)]));
  const raised = (list: readonly number[]) => list.map((one, index) => one + (isReading ? index : 1) * more);
  return { ...series, value: raised(value), min: raised(min), max: raised(max) };
}

/** Without one bucket in the middle, or where there are many, so many that they are some pixels wide. */
function withoutSome(series: Series): Series {
  const count = series.at.length;
  const first = Math.floor(count / 2);
  const rest = (list: readonly number[]) => list.filter((_, index) => index < first || index >= first + OFF * count);
  const { at, value, min, max, total, coverS } = series;
  return {
    ...series,
    at: rest(at),
    value: rest(value),
    min: rest(min),
    max: rest(max),
    total: rest(total),
    coverS: rest(coverS),
  };
}
