import { html, nothing, type TemplateResult } from 'lit';
import { chartMoment } from '../../i18n/chart-time.ts';
import { historyWords } from '../../i18n/history-words.ts';
import { bucketsAt } from '../../points/chart-rows.ts';
import { bucketAt, type Trace } from '../../points/chart-traces.ts';
import { LETTERS } from './look.ts';
import { rangeWords, valueWords } from './value-words.ts';

/** Which series is which, with what each was at the cursor and at the other time that it is compared with. */
export function chartLegend(traces: readonly Trace[], at: number | undefined): TemplateResult {
  const hasGaps = traces.some(({ gaps, isBefore }) => gaps.length > 0 && !isBefore);
  return html`<ul class="legend small number">
    ${traces.filter(({ isBefore }) => !isBefore).map((trace) => item(traces, trace, at))}
    ${
      hasGaps
        ? html`<li class="muted"><span class="swatch hatch" aria-hidden="true"></span> ${historyWords.hatched()}</li>`
        : nothing
    }
  </ul>`;
}

/** The same in a sentence, for those who hear the page. */
export function valuesSaid(traces: readonly Trace[], at: number, apart: number): string {
  const said = bucketsAt(traces, at).map((bucket, index) => {
    const trace = traces[index];
    if (!trace) return '';
    const value = valueWords(trace, bucket);
    return trace.isBefore ? historyWords.thatTime(value) : `${trace.name}: ${value}`;
  });
  return [chartMoment(at, apart), ...said].join('. ');
}

function item(traces: readonly Trace[], trace: Trace, at: number | undefined): TemplateResult {
  return html`<li data-trace=${trace.key}>
    <span class="swatch place-${trace.place}" aria-hidden="true">${LETTERS[trace.place]}</span>
    <span>${trace.name} ${at === undefined ? nothing : values(traces, trace, at)}</span>
  </li>`;
}

function values(traces: readonly Trace[], trace: Trace, at: number): TemplateResult {
  const then = traces.find(({ place, isBefore }) => isBefore && place === trace.place);
  const bucket = bucketAt(trace, at);
  const notes = [
    ...(bucket ? [rangeWords(trace, bucket)] : []),
    ...(then ? [historyWords.thatTime(valueWords(then, bucketAt(then, at)))] : []),
  ].filter((note) => note !== '');
  return html`<strong>${valueWords(trace, bucket)}</strong> <span class="muted">${notes.join(', ')}</span>`;
}
