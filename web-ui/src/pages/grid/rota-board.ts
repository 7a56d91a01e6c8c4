import type { SupplySlot } from '@farmgate/gateway/contract';
import { LitElement, css, html } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { gridWords } from '../../i18n/grid-words.ts';
import { timeOfDay, weekdays } from '../../i18n/weekdays.ts';
import { shareOf, slotsOf, weekOf, withHour, type Week } from '../../points/rota.ts';
import { shared } from '../../styles/shared.ts';

const HOURS = 24;
const steps: Readonly<Record<string, readonly [day: number, hour: number]>> = {
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
};

/**
 * A week as a board, days side by side and hours beneath each other: a tap or the space key gives an hour power or takes it. With a mouse, or with
 * shift and an arrow, several are drawn. Fires `slots`.
 */
@customElement('fg-rota-board')
export class RotaBoard extends LitElement {
  static override readonly styles = [
    shared,
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
        position: relative;
        height: 26px;
        border: 1.5px solid var(--border);
        border-radius: 4px;
        background: var(--surface);
        cursor: pointer;
        touch-action: manipulation;
      }
      .on {
        border-color: var(--run);
        background: var(--run);
      }
      .part {
        border-color: var(--run);
        background: repeating-linear-gradient(-45deg, var(--run) 0 5px, transparent 5px 9px);
      }
      .on::after {
        content: '';
        position: absolute;
        inset: 8px 35%;
        border-radius: 4px;
        background: var(--surface);
      }
      #help {
        margin-bottom: var(--s2);
      }
      @media (pointer: coarse) {
        .hour {
          height: 36px;
        }
        [role='rowheader'] {
          line-height: 36px;
        }
      }
      .hour:focus-visible {
        z-index: 1;
      }
    `,
  ];

  @property({ attribute: false }) slots: readonly SupplySlot[] = [];
  @property() label = '';
  @state() private at: readonly [day: number, hour: number] = [0, 6];
  /** What the mouse draws while it is held down. */
  #drawing: boolean | undefined;

  override render() {
    const week = weekOf(this.slots);
    const [short, long] = [weekdays('short'), weekdays('long')];
    return html`<p class="small muted" id="help">${gridWords.boardHelp()}</p>
      <div
        class="board number"
        role="grid"
        aria-label=${gridWords.boardLabel(this.label)}
        aria-describedby="help"
        @keydown=${(event: KeyboardEvent) => this.#onKey(event)}
        @pointerup=${() => (this.#drawing = undefined)}
        @pointerleave=${() => (this.#drawing = undefined)}
      >
        <div role="row">
          <span role="columnheader"><span class="hidden">${gridWords.hour()}</span></span>
          ${short.map((day, index) => html`<span role="columnheader" aria-label=${long[index]}>${day}</span>`)}
        </div>
        ${Array.from({ length: HOURS }, (_, hour) => this.#row(week, hour, long))}
      </div>`;
  }

  #row(week: Week, hour: number, days: readonly string[]) {
    return html`<div role="row">
      <span role="rowheader">${timeOfDay(hour * 60)}</span>
      ${days.map((name, day) => this.#cell(week, day, hour, name))}
    </div>`;
  }

  #cell(week: Week, day: number, hour: number, name: string) {
    const share = shareOf(week, day, hour);
    const say = share === 0 ? gridWords.hourOff : share === 1 ? gridWords.hourOn : gridWords.hourPart;
    const isAt = this.at[0] === day && this.at[1] === hour;
    return html`<span
      role="gridcell"
      class="hour ${share === 0 ? '' : share === 1 ? 'on' : 'part'}"
      aria-selected=${share === 1}
      aria-label=${say(name, timeOfDay(hour * 60), timeOfDay((hour + 1) * 60))}
      tabindex=${isAt ? 0 : -1}
      data-cell="${day} ${hour}"
      @pointerdown=${(event: PointerEvent) => this.#press(event, day, hour)}
      @pointerenter=${() => this.#drawing !== undefined && this.#set(day, hour, this.#drawing)}
      @click=${(event: MouseEvent) => this.#tap(event, day, hour)}
    ></span>`;
  }

  /** A mouse draws at once; a finger may be about to scroll, its tap comes as a click. */
  #press({ pointerType, button }: PointerEvent, day: number, hour: number): void {
    if (pointerType !== 'mouse' || button !== 0) return;
    this.#drawing = !this.#isOn(day, hour);
    this.#set(day, hour, this.#drawing);
  }

  #tap(event: MouseEvent, day: number, hour: number): void {
    const isMouse = event instanceof PointerEvent && event.pointerType === 'mouse';
    if (!isMouse) this.#set(day, hour, !this.#isOn(day, hour));
  }

  #onKey(event: KeyboardEvent): void {
    const [day, hour] = this.at;
    const step = steps[event.key];
    if (event.key === ' ' || event.key === 'Enter') this.#set(day, hour, !this.#isOn(day, hour));
    else if (step) this.#move(step, event.shiftKey);
    else return;
    event.preventDefault();
  }

  #move([days, hours]: readonly [number, number], draws: boolean): void {
    const [day, hour] = this.at;
    const isOn = this.#isOn(day, hour);
    const sign = getComputedStyle(this).direction === 'rtl' ? -1 : 1;
    const next = [within(day + sign * days, 7), within(hour + hours, HOURS)] as const;
    if (draws) this.#set(next[0], next[1], isOn);
    this.#goTo(next);
  }

  #goTo(at: readonly [number, number]): void {
    this.at = at;
    void this.updateComplete.then(() =>
      this.renderRoot.querySelector<HTMLElement>(`[data-cell="${at[0]} ${at[1]}"]`)?.focus(),
    );
  }

  #isOn(day: number, hour: number): boolean {
    return shareOf(weekOf(this.slots), day, hour) === 1;
  }

  #set(day: number, hour: number, isOn: boolean): void {
    this.at = [day, hour];
    this.slots = slotsOf(withHour(weekOf(this.slots), day, hour, isOn));
    this.dispatchEvent(new CustomEvent('slots', { detail: this.slots }));
  }
}

function within(value: number, count: number): number {
  return Math.min(count - 1, Math.max(0, value));
}
