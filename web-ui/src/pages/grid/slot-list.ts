import type { SupplySlot } from '@farmgate/gateway/contract';
import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { gridWords } from '../../i18n/grid-words.ts';
import { minuteOf, timeOfDay, weekdays } from '../../i18n/weekdays.ts';
import { MOST_SLOTS, slotsOf, weekOf } from '../../points/rota.ts';
import { shared } from '../../styles/shared.ts';

/** The times of a rota in words, each to be taken away, and a form to add one to the minute. Fires `slots`. */
@customElement('fg-slot-list')
export class SlotList extends LitElement {
  static override readonly styles = [
    shared,
    css`
      li {
        display: flex;
        justify-content: space-between;
        align-items: center;
        gap: var(--s2);
        border-top: 1px solid var(--hairline);
      }
      .times {
        display: grid;
        grid-template-columns: minmax(0, 1fr) minmax(0, 1fr);
        gap: var(--s2);
      }
      .days {
        display: grid;
        grid-template-columns: repeat(auto-fill, minmax(5.5rem, 1fr));
        gap: var(--s1);
      }
      .days label {
        display: flex;
        align-items: center;
        gap: var(--s2);
        min-height: var(--target);
        font-weight: 400;
      }
    `,
  ];

  @property({ attribute: false }) slots: readonly SupplySlot[] = [];
  @state() private days: readonly number[] = [1, 2, 3, 4, 5, 6, 7];
  @state() private from = '06:00';
  @state() private to = '12:00';

  override render() {
    return html`<div class="stack">
      ${this.slots.length === 0 ? html`<p class="muted">${gridWords.noSlots()}</p>` : nothing}
      <ul class="number">
        ${this.slots.map((slot) => this.#slot(slot))}
      </ul>
      ${this.slots.length > MOST_SLOTS ? html`<p class="error" role="alert">${gridWords.tooManySlots()}</p>` : nothing}
      <fieldset class="stack">
        <legend class="hidden">${gridWords.addSlot()}</legend>
        <div class="days" role="group" aria-label=${gridWords.slotDays()}>
          ${weekdays('short').map((name, index) => this.#day(name, index + 1))}
        </div>
        <div class="times">
          ${this.#time(gridWords.slotFrom(), this.from, (value) => (this.from = value))}
          ${this.#time(gridWords.slotTo(), this.to, (value) => (this.to = value))}
        </div>
        <p>
          <button type="button" ?disabled=${!this.#isWhole()} @click=${() => this.#add()}>
            ${gridWords.addSlot()}
          </button>
        </p>
      </fieldset>
    </div>`;
  }

  #slot(slot: SupplySlot) {
    const text = slotText(slot);
    return html`<li>
      <span>${text}</span>
      <button
        type="button"
        class="quiet"
        aria-label=${gridWords.removeSlot(text)}
        @click=${() => this.#tell(this.slots.filter((other) => other !== slot))}
      >
        ✕
      </button>
    </li>`;
  }

  #day(name: string, day: number) {
    return html`<label
      ><input
        type="checkbox"
        .checked=${this.days.includes(day)}
        @change=${() => (this.days = this.days.includes(day) ? this.days.filter((other) => other !== day) : [...this.days, day])}
      />${name}</label
    >`;
  }

  #time(label: string, value: string, set: (value: string) => void) {
    return html`<label
      >${label}<input
        type="time"
        .value=${value}
        @change=${({ target }: Event) => set((target as HTMLInputElement).value)}
    /></label>`;
  }

  #isWhole(): boolean {
    return this.days.length > 0 && minuteOf(this.from) !== undefined && minuteOf(this.to) !== undefined;
  }

  #add(): void {
    const [from, to] = [minuteOf(this.from), minuteOf(this.to)];
    if (from === undefined || to === undefined) return;
    this.#tell(slotsOf(weekOf([...this.slots, { days: [...this.days], from, to }])));
  }

  #tell(slots: readonly SupplySlot[]): void {
    this.slots = slots;
    this.dispatchEvent(new CustomEvent('slots', { detail: slots }));
  }
}

/** A slot in words: Mon, Tue 06:00–12:00. */
export function slotText({ days, from, to }: SupplySlot): string {
  const names = weekdays('short');
  const which = days.length === 7 ? gridWords.everyDay() : days.map((day) => names[day - 1]).join(', ');
  return `${which} ${timeOfDay(from)}–${timeOfDay(to)}`;
}
