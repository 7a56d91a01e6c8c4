import type { SeriesHistory } from '@farmgate/gateway/contract';
import { css, html, nothing, type TemplateResult } from 'lit';
import { number } from '../../i18n/format.ts';
import { duration } from '../../i18n/duration.ts';
import { historyWords } from '../../i18n/history-words.ts';
import { quantity, scaleOf } from '../../i18n/quantity.ts';
import { words } from '../../i18n/words.ts';

/** How the figures of a while are laid out. */
export const figureStyle = css`
  .figures {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(min(100%, 17rem), 1fr));
    gap: var(--s4);
  }
  .figures dl {
    display: grid;
    grid-template-columns: auto auto;
    justify-content: start;
    gap: var(--s1) var(--s4);
  }
  .figures dd {
    font-weight: 700;
  }
`;

const SECONDS_AN_HOUR = 3600;

/** What each series comes to over the whole while. Unit of `seconds`: s, how long that is up to now. */
export function figures(
  all: readonly { readonly title: string; readonly series: SeriesHistory }[],
  seconds: number,
): TemplateResult | typeof nothing {
  const known = all.filter(({ series }) => series.whole);
  if (known.length === 0) return nothing;
  return html`<section class="card stack">
    <h2>${historyWords.inAll()}</h2>
    <div class="figures">${known.map(({ title, series }) => one(title, series, seconds))}</div>
  </section>`;
}

function one(title: string, series: SeriesHistory, seconds: number): TemplateResult {
  const share = Math.min(100, ((series.whole?.coverS ?? 0) / Math.max(1, seconds)) * 100);
  return html`<div data-figures=${`${series.device}/${series.point}`}>
    <h3>${title}</h3>
    <dl class="number">
      ${rowsOf(series).map(
        ([name, value]) =>
          html`<dt>${name}</dt>
            <dd>${value}</dd>`,
      )}
    </dl>
    <p class="muted small">${historyWords.known(number(Math.round(share)))}</p>
  </div>`;
}

function rowsOf({ kind, unit, whole }: SeriesHistory): [string, string][] {
  if (!whole) return [];
  const scale = scaleOf(unit);
  const read = (value: number) => quantity(value / scale.per, scale);
  if (kind === 'flag') return [[historyWords.hoursOn(), long(whole.total)]];
  if (kind === 'counter') return [[historyWords.grew(), read(whole.total)]];
  const energy = quantity(whole.total / SECONDS_AN_HOUR / 1000, { per: 1, unit: 'kWh' });
  return [
    [historyWords.mean(), read(whole.value)],
    [historyWords.least(), read(whole.min)],
    [historyWords.most(), read(whole.max)],
    ...(unit === 'W' ? [[historyWords.energy(), energy] as [string, string]] : []),
  ];
}

/** Minutes and seconds while it is short, hours and minutes when it is long. */
function long(seconds: number): string {
  if (seconds < SECONDS_AN_HOUR) return duration(seconds);
  const minutes = Math.floor(seconds / 60);
  return `${words.hours(number(Math.floor(minutes / 60)))} ${words.minutes(number(minutes % 60))}`;
}
