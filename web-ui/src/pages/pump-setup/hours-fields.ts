import type { DayWindow } from '@farmgate/gateway/contract';
import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { pumpSetupWords } from '../../i18n/pump-setup-words.ts';
import { minuteOf, timeOfDay, timeValue } from '../../i18n/weekdays.ts';
import { shared } from '../../styles/shared.ts';

/** How many the gateway takes. */
const MOST = 8;
const DAY = 1440;

/** The parts of a day in which a pump may be asked for. Fires `hours`. */
@customElement('fg-hours-fields')
export class HoursFields extends LitElement {
  static override readonly styles = [
    shared,
    css`
      li {
        display: grid;
        grid-template-columns: minmax(0, 1fr) minmax(0, 1fr) auto;
        gap: var(--s1);
        align-items: end;
      }
      input {
        padding-inline: var(--s1);
      }
      button {
        padding-inline: var(--s3);
      }
    `,
  ];

  @property({ attribute: false }) hours: readonly DayWindow[] = [];

  override render() {
    return html`<div class="stack">
      ${this.hours.length === 0 ? html`<p class="muted">${pumpSetupWords.hoursAlways()}</p>` : nothing}
      <ul class="stack">
        ${this.hours.map((window, index) => html`<li>${this.#window(window, index)}</li>`)}
      </ul>
      ${
        this.hours.length < MOST
          ? html`<p>
              <button type="button" @click=${() => this.#tell([...this.hours, { from: 360, to: 1080 }])}>
                ${pumpSetupWords.addHours()}
              </button>
            </p>`
          : nothing
      }
    </div>`;
  }

  #window(window: DayWindow, index: number) {
    const { from, to } = window;
    const put = (changed: DayWindow) => this.#tell(this.hours.with(index, changed));
    return html`<label
        >${pumpSetupWords.from()}<input
          type="time"
          required
          .value=${timeValue(from)}
          @change=${(event: Event) => put({ from: read(event) ?? from, to })}
      /></label>
      <label
        >${pumpSetupWords.to()}<input
          type="time"
          required
          .value=${timeValue(to)}
          @change=${(event: Event) => put({ from, to: untilOf(read(event) ?? to) })}
      /></label>
      <button
        type="button"
        class="quiet"
        aria-label=${pumpSetupWords.removeHours(`${timeOfDay(from)}–${timeOfDay(to)}`)}
        @click=${() => this.#tell(this.hours.toSpliced(index, 1))}
      >
        ✕
      </button>`;
  }

  #tell(hours: readonly DayWindow[]): void {
    this.hours = hours;
    this.dispatchEvent(new CustomEvent('hours', { detail: hours }));
  }
}

function read({ target }: Event): number | undefined {
  return minuteOf((target as HTMLInputElement).value);
}

/** Midnight as an end is that of the day. */
function untilOf(minute: number): number {
  return minute === 0 ? DAY : minute;
}
