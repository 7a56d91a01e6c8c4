import type { HistoryAnswer } from '@farmgate/gateway/contract';
import type { Label, Sight } from './chart-sight.ts';

/** How far anything may be from where it belongs: half a line, and what its edge is smoothed by. Canvas pixels. */
export const NEAR = 2;
/** A label stands on a whole pixel. */
const HALF = 1.5;

/** Where in the box a moment and a value are. Canvas pixels. */
export interface Axes {
  readonly x: (at: number) => number;
  readonly y: (value: number) => number;
  readonly values: readonly Label[];
  readonly times: readonly Label[];
}

/** Time is even from the first moment to the last; values are where the labels of their axis say. */
export function axesOf({ box, labels }: Sight, { from, to, series }: HistoryAnswer): Axes {
  const values = labels.filter(({ x, text }) => x < box.left && Number.isFinite(numberOf(text)));
  const [first, last] = [values.at(0), values.at(-1)];
  if (!first || !last || first === last) throw new Error('An axis without two labels tells nothing.');
  const low = numberOf(first.text);
  const perUnit = (last.y - first.y) / (numberOf(last.text) - low);
  const scale = scaleOf(series[0]?.unit);
  return {
    values,
    times: labels.filter(({ y }) => y > box.top + box.height),
    x: (at) => ((at - from) / (to - from)) * box.width,
    y: (value) => first.y - box.top + (value / scale - low) * perUnit,
  };
}

/** People read kilowatt-hours and amperes. */
function scaleOf(unit: string | undefined): number {
  return unit === 'Wh' || unit === 'mA' ? 1_000 : 1;
}

function numberOf(text: string): number {
  return /^-?[\d,]+(?:\.\d+)?$/.test(text) ? Number(text.replaceAll(',', '')) : Number.NaN;
}

/** Labels lie where what they say is, each says something else, and all that was read is between the edges of the box. */
export function axisFaults({ box }: Sight, answer: HistoryAnswer, { x, y, values, times }: Axes): string[] {
  const [series] = answer.series;
  const height = (label: Label) => y(numberOf(label.text) * scaleOf(series?.unit));
  const uneven = values.filter((label) => Math.abs(height(label) - (label.y - box.top)) > HALF);
  const beyond = read(answer).filter((value) => y(value) < -1 || y(value) > box.height + 1);
  const moment = (px: number) => answer.from + ((px - box.left) / x(answer.to)) * (answer.to - answer.from);
  const late = times.filter((label) => !isAt(label.text, moment(label.x - NEAR), moment(label.x + NEAR)));
  const isFull = series?.unit !== '%' || (Math.abs(y(0) - box.height) <= HALF && Math.abs(y(100)) <= HALF);
  return [
    ...uneven.map(({ text }) => `The label ${text} is not where ${text} is.`),
    ...beyond.map((value) => `${value} is outside the axis.`),
    ...late.map(({ text }) => `The label ${text} is not at that time.`),
    ...(times.length < 2 ? ['It has no times.'] : []),
    ...(new Set(values.map(({ text }) => text)).size < values.length ? ['Two labels say the same.'] : []),
    ...(isFull ? [] : ['0 to 100 % do not fill it.']),
  ];
}

/** The least and the most of all that is drawn. */
function read({ series: [series], step }: HistoryAnswer): number[] {
  if (!series || series.kind === 'counter') return [];
  const shown = step === 0 ? series.value : [...series.min, ...series.max];
  return shown.length === 0 ? [] : [Math.min(...shown), Math.max(...shown)];
}

/** Whether a moment between two is written so. */
function isAt(text: string, from: number, to: number): boolean {
  const step = to - from < 600_000 ? 1_000 : 60_000;
  for (let at = Math.ceil(from / step) * step; at <= to; at += step) if (wordsOf(at).includes(plain(text))) return true;
  return false;
}

const style = (options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat('en', { timeZone: 'UTC', ...options });
const month = style({ month: 'short', year: 'numeric' });
const day = style({ day: 'numeric', month: 'short' });
const minute = style({ hour: 'numeric', minute: '2-digit' });
const second = style({ hour: 'numeric', minute: '2-digit', second: '2-digit' });

/** What begins at a moment: a month at its first midnight, a day at its own, a minute each minute. */
function wordsOf(at: number): string[] {
  const isMidnight = at % 86_400_000 === 0;
  const styles = [
    ...(isMidnight && new Date(at).getUTCDate() === 1 ? [month] : []),
    ...(isMidnight ? [day] : []),
    ...(at % 60_000 === 0 ? [minute] : []),
    second,
  ];
  return styles.map((one) => plain(one.format(at)));
}

/** Without the narrow spaces that one edition of these words has and another has not. */
export function plain(text: string): string {
  return text.replaceAll(/\s+/g, ' ').trim();
}
