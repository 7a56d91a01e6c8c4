import type { RateWindow } from '@farmgate/gateway/contract';
import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { tariffWords } from '../../i18n/tariff-words.ts';
import { minuteOf, weekdays } from '../../i18n/weekdays.ts';
import { shared } from '../../styles/shared.ts';

const DAY = 1_440;
const all = [1, 2, 3, 4, 5, 6, 7];

/** A time of some days in a period, to the quarter of an hour. Fires `window`. It is no form of its own: it lies within one. */
@customElement('fg-window-form')
export class WindowForm extends LitElement {
  static override readonly styles = [
    shared,
    css`
      .fields {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(min(100%, 9rem), 1fr));
        gap: var(--s2) var(--s3);
        align-items: end;
      }
    `,
  ];

  @property({ attribute: false }) periods: readonly string[] = [];
  @state() private isWrong = false;

  override render() {
    const days = weekdays('long');
    return html`<div class="stack">
      <div class="fields">
        <label
          >${tariffWords.days()}<select name="days">
            <option value="1,2,3,4,5,6,7">${tariffWords.everyDay()}</option>
            <option value="1,2,3,4,5">${tariffWords.workdays()}</option>
            <option value="6,7">${tariffWords.weekend()}</option>
            ${all.map((day) => html`<option value=${day}>${days[day - 1]}</option>`)}
          </select></label
        >
        <label>${tariffWords.windowFrom()}<input type="time" name="from" step="900" value="09:00" /></label>
        <label>${tariffWords.windowTo()}<input type="time" name="to" step="900" value="22:00" /></label>
        <label
          >${tariffWords.period('')}<select name="period">
            ${this.periods.map((name) => html`<option value=${name}>${name}</option>`)}
          </select></label
        >
      </div>
      ${this.isWrong ? html`<p class="error" role="alert">${tariffWords.fromAfterTo()}</p>` : nothing}
      <p><button type="button" @click=${() => this.#draw()}>${tariffWords.draw()}</button></p>
    </div>`;
  }

  #draw(): void {
    const text = (name: string) =>
      this.renderRoot.querySelector<HTMLInputElement | HTMLSelectElement>(`[name=${name}]`)?.value ?? '';
    const [from, to] = [quarter(minuteOf(text('from'))), quarter(minuteOf(text('to')))];
    // Midnight as an end is that of the day.
    const end = to === 0 ? DAY : to;
    this.isWrong = from === undefined || end === undefined || end <= from;
    if (from === undefined || end === undefined || this.isWrong) return;
    const detail: RateWindow = { days: text('days').split(',').map(Number), from, to: end, period: text('period') };
    this.dispatchEvent(new CustomEvent('window', { detail }));
  }
}

/** The quarter that a minute is in. */
function quarter(minute: number | undefined): number | undefined {
  return minute === undefined ? undefined : Math.floor(minute / 15) * 15;
}
