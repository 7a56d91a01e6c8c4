import type { RateWindow } from '@farmgate/gateway/contract';
import { LitElement, css, html } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { tariffWords } from '../../i18n/tariff-words.ts';
import { timeOfDay, weekdays } from '../../i18n/weekdays.ts';
import { hourIn, painted, USUAL, weekOf, windowsOf, type RateWeek } from '../../points/rate-week.ts';
import { shared } from '../../styles/shared.ts';
import { chips } from '../history/chips.ts';
import './window-form.ts';

const HOURS = 24;
const steps: Readonly<Record<string, readonly [day: number, hour: number]>> = {
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
};

/**
 * A week of rates as a board, days side by side and hours beneath each other: the period that is chosen is drawn with mouse, finger or keys.
 * Each has its number and its tint; the usual one is blank. Fires `windows`.
 */
@customElement('fg-rate-board')
export class RateBoard extends LitElement {
  static override readonly styles = [
    shared,
    chips,
    css`
      .board {
        display: grid;
        grid-template-columns: 3rem repeat(7, minmax(0, 1fr));
        gap: 2px;
        max-width: 36rem;
        user-select: none;
      }
      [role='row'] {
        display: contents;
      }
      [role='columnheader'],
      [role='rowheader'] {
        font-size: var(--text-s);
        color: var(--muted);
        text-align: center;
        overflow: hidden;
        position: relative;
      }
      [role='rowheader'] {
        text-align: end;
        padding-inline-end: var(--s1);
        line-height: 26px;
      }
      .hour {
        height: 26px;
        border: 1.5px solid var(--border);
        border-radius: 4px;
        background: var(--surface);
        font-size: var(--text-s);
        font-weight: 700;
        line-height: 22px;
        text-align: center;
        cursor: pointer;
        touch-action: manipulation;
      }
      .hour:focus-visible {
        position: relative;
        z-index: 1;
      }
      .of-0 {
        --of: var(--wait);
      }
      .of-1 {
        --of: var(--water);
      }
      .of-2 {
        --of: var(--hold);
      }
      .of-3 {
        --of: var(--run);
      }
      .of-4 {
        --of: var(--off);
      }
      .drawn {
        border-color: var(--of);
        background: color-mix(in srgb, var(--of) 28%, var(--surface));
      }
      .mixed {
        background: repeating-linear-gradient(-45deg, var(--hairline) 0 5px, transparent 5px 9px);
      }
      .number-of {
        display: inline-grid;
        place-items: center;
        min-width: 1.5rem;
        height: 1.5rem;
        border: 1.5px solid currentColor;
        border-radius: 4px;
        font-size: var(--text-s);
      }
      @media (pointer: coarse) {
        .hour {
          height: 36px;
          line-height: 32px;
        }
        [role='rowheader'] {
          line-height: 36px;
        }
      }
    `,
  ];

  @property({ attribute: false }) windows: readonly RateWindow[] = [];
  @property({ attribute: false }) periods: readonly string[] = [];
  @property() usual = '';
  @state() private brush = 0;
  @state() private at: readonly [day: number, hour: number] = [0, 9];
  #isDrawing = false;

  override render() {
    const week = weekOf(this.windows, this.periods);
    const [short, long] = [weekdays('short'), weekdays('long')];
    return html`<div class="stack">
      ${this.#brushes()}
      <p class="small muted" id="help">${tariffWords.boardHelp()}</p>
      <div
        class="board number"
        role="grid"
        aria-label=${tariffWords.week()}
        aria-describedby="help"
        @keydown=${(event: KeyboardEvent) => this.#onKey(event)}
        @pointerup=${() => (this.#isDrawing = false)}
        @pointerleave=${() => (this.#isDrawing = false)}
      >
        <div role="row">
          <span role="columnheader"><span class="hidden">${tariffWords.hour()}</span></span>
          ${short.map((day, index) => html`<span role="columnheader" aria-label=${long[index]}>${day}</span>`)}
        </div>
        ${Array.from({ length: HOURS }, (_, hour) => this.#row(week, hour, long))}
      </div>
      <details>
        <summary>${tariffWords.addWindow()}</summary>
        <fg-window-form
          .periods=${this.periods}
          @window=${({ detail }: CustomEvent<RateWindow>) => this.#paint(detail, this.#placeOf(detail.period))}
        ></fg-window-form>
      </details>
    </div>`;
  }

  #brushes() {
    return html`<div class="chips" role="group" aria-label=${tariffWords.paint()}>
      ${this.periods.map((name, at) => {
        const isUsual = name === this.usual;
        return html`<button type="button" aria-pressed=${this.brush === at} @click=${() => (this.brush = at)}>
          <span class="number-of" aria-hidden="true">${isUsual ? '' : at + 1}</span>
          ${isUsual ? tariffWords.usually(name) : name}
        </button>`;
      })}
    </div>`;
  }

  #row(week: RateWeek, hour: number, days: readonly string[]) {
    return html`<div role="row">
      <span role="rowheader">${timeOfDay(hour * 60)}</span>
      ${days.map((name, day) => this.#cell(hourIn(week, day, hour), [day, hour], name))}
    </div>`;
  }

  #cell(period: number | undefined, [day, hour]: readonly [number, number], dayName: string) {
    const isAt = this.at[0] === day && this.at[1] === hour;
    const isUsual = period === USUAL || (period !== undefined && this.periods[period] === this.usual);
    const isDrawn = period !== undefined && !isUsual;
    const name = period === undefined ? tariffWords.mixed() : isUsual ? this.usual : (this.periods[period] ?? '');
    const kind = isDrawn ? `drawn of-${period % 5}` : period === undefined ? 'mixed' : '';
    return html`<span
      role="gridcell"
      class="hour ${kind}"
      aria-label=${tariffWords.hourIs(dayName, timeOfDay(hour * 60), timeOfDay((hour + 1) * 60), name)}
      tabindex=${isAt ? 0 : -1}
      data-cell="${day} ${hour}"
      @pointerdown=${(event: PointerEvent) => this.#press(event, day, hour)}
      @pointerenter=${() => this.#isDrawing && this.#set(day, hour)}
      @click=${(event: MouseEvent) => this.#tap(event, day, hour)}
      >${isDrawn ? period + 1 : ''}</span
    >`;
  }

  /** A mouse draws at once; a finger may be about to scroll, its tap comes as a click. */
  #press({ pointerType, button }: PointerEvent, day: number, hour: number): void {
    if (pointerType !== 'mouse' || button !== 0) return;
    this.#isDrawing = true;
    this.#set(day, hour);
  }

  #tap(event: MouseEvent, day: number, hour: number): void {
    const isMouse = event instanceof PointerEvent && event.pointerType === 'mouse';
    if (!isMouse) this.#set(day, hour);
  }

  #onKey(event: KeyboardEvent): void {
    const [day, hour] = this.at;
    const step = steps[event.key];
    if (event.key === ' ' || event.key === 'Enter') this.#set(day, hour);
    else if (step) this.#move(step, event.shiftKey);
    else return;
    event.preventDefault();
  }

  #move([days, hours]: readonly [number, number], draws: boolean): void {
    const [day, hour] = this.at;
    const sign = getComputedStyle(this).direction === 'rtl' ? -1 : 1;
    const next = [within(day + sign * days, 7), within(hour + hours, HOURS)] as const;
    if (draws) this.#set(next[0], next[1]);
    this.at = next;
    void this.updateComplete.then(() =>
      this.renderRoot.querySelector<HTMLElement>(`[data-cell="${next[0]} ${next[1]}"]`)?.focus(),
    );
  }

  #set(day: number, hour: number): void {
    this.at = [day, hour];
    this.#paint({ days: [day + 1], from: hour * 60, to: (hour + 1) * 60 }, this.#placeOf(this.periods[this.brush]));
  }

  /** The usual one is drawn by taking away what is there. */
  #placeOf(period: string | undefined): number {
    return period === undefined || period === this.usual ? USUAL : this.periods.indexOf(period);
  }

  #paint(part: Pick<RateWindow, 'days' | 'from' | 'to'>, period: number): void {
    this.windows = windowsOf(painted(weekOf(this.windows, this.periods), part, period), this.periods);
    this.dispatchEvent(new CustomEvent('windows', { detail: this.windows }));
  }
}

function within(value: number, count: number): number {
  return Math.min(count - 1, Math.max(0, value));
}
