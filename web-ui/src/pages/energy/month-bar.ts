import { LitElement, css, html } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { energyWords } from '../../i18n/energy-words.ts';
import { monthName } from '../../i18n/months.ts';
import { monthsOn } from '../../points/months.ts';
import { shared } from '../../styles/shared.ts';

/** As far back as is offered; what is asked for by the address may be older. */
const MONTHS = 36;

/** Which month is shown. Fires `month` with another, as `2026-11`. */
@customElement('fg-month-bar')
export class MonthBar extends LitElement {
  static override readonly styles = [
    shared,
    css`
      .bar {
        display: grid;
        grid-template-columns: auto minmax(0, 18rem) auto;
        justify-content: start;
        gap: var(--s2);
      }
      button {
        min-width: var(--target);
        padding-inline: var(--s2);
        font-size: var(--text-l);
      }
      :host(:dir(rtl)) button span {
        display: inline-block;
        transform: scaleX(-1);
      }
    `,
  ];

  @property() month = '';
  /** The month that goes on. */
  @property() latest = '';

  override render() {
    const { month, latest } = this;
    const offered = Array.from({ length: MONTHS }, (_, at) => monthsOn(latest, -at));
    const all = offered.includes(month) ? offered : [...offered, month];
    return html`<div class="bar">
      <button aria-label=${energyWords.monthBefore()} @click=${() => this.#tell(monthsOn(month, -1))}>
        <span aria-hidden="true">‹</span>
      </button>
      <label
        ><span class="hidden">${energyWords.month()}</span
        ><select @change=${({ target }: Event) => this.#tell((target as HTMLSelectElement).value)}>
          ${all.map((one) => html`<option value=${one} .selected=${one === month}>${monthName(one)}</option>`)}
        </select></label
      >
      <button
        aria-label=${energyWords.monthAfter()}
        ?disabled=${month >= latest}
        @click=${() => this.#tell(monthsOn(month, 1))}
      >
        <span aria-hidden="true">›</span>
      </button>
    </div>`;
  }

  #tell(month: string): void {
    this.dispatchEvent(new CustomEvent('month', { detail: month }));
  }
}
