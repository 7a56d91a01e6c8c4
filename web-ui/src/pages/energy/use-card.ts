import type { BillParts, EnergyRate } from '@farmgate/gateway/contract';
import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import '../../components/bar-chart.ts';
import { energyWords } from '../../i18n/energy-words.ts';
import { kwh, money } from '../../i18n/money.ts';
import { dayName } from '../../i18n/months.ts';
import { timeOfDay } from '../../i18n/weekdays.ts';
import { dayBars, hourBars, type Bar, type Measure } from '../../points/energy-chart.ts';
import { shared } from '../../styles/shared.ts';
import { chips } from '../history/chips.ts';
import { tableStyle } from './table-style.ts';

/** When the energy of a month was used: its days by cost or energy, and the hours of the day. */
@customElement('fg-use-card')
export class UseCard extends LitElement {
  static override readonly styles = [
    shared,
    chips,
    tableStyle,
    css`
      .card {
        height: 100%;
        align-content: start;
      }
    `,
  ];

  @property({ attribute: false }) parts!: BillParts;
  /** `2026-11-21`: what comes after it is still to come. */
  @property() today = '';
  @property() of: 'days' | 'hours' = 'days';
  /** What a unit costs, where that hangs on the hour. */
  @property({ attribute: false }) energy: EnergyRate | undefined;
  @state() private wanted: Measure = 'cost';

  override render() {
    return html`<section class="card stack">${this.of === 'days' ? this.#days() : this.#hours()}</section>`;
  }

  #days() {
    const measure: Measure = this.parts.currency === undefined ? 'energy' : this.wanted;
    const bars = dayBars(this.parts, measure, this.today);
    const say = ({ key, value, isAhead }: Bar) => [dayName(key), this.#amount(value, measure, isAhead)] as const;
    const at = (index: number) => dayName(bars[index]?.key ?? this.today);
    return html`<h2>${energyWords.byDay()}</h2>
      ${this.parts.currency === undefined ? nothing : this.#measures()}
      <fg-bar-chart
        .bars=${bars}
        .label=${energyWords.byDay()}
        .say=${say}
        .ticks=${[at(0), at(Math.floor(bars.length / 2)), at(bars.length - 1)]}
      ></fg-bar-chart>
      ${this.#legend(bars, measure)} ${this.#dayTable()}`;
  }

  #measures() {
    const choice = (measure: Measure, label: string) =>
      html`<button aria-pressed=${this.wanted === measure} @click=${() => (this.wanted = measure)}>${label}</button>`;
    return html`<div class="chips" role="group" aria-label=${energyWords.byDay()}>
      ${choice('cost', energyWords.cost())} ${choice('energy', energyWords.energy())}
    </div>`;
  }

  #legend(bars: readonly Bar[], measure: Measure) {
    const { currency, standing } = this.parts;
    const isCost = measure === 'cost' && currency !== undefined;
    const said = [
      ...(isCost ? [energyWords.perDay()] : []),
      ...(isCost && standing ? [energyWords.standing(money(standing, currency))] : []),
      ...(bars.some(({ isEstimated }) => isEstimated) ? [energyWords.striped()] : []),
      ...(bars.some(({ value, isAhead }) => value === undefined && !isAhead) ? [energyWords.hatched()] : []),
    ];
    return said.length > 0 ? html`<p class="small muted number">${said.join(' ')}</p>` : nothing;
  }

  #dayTable() {
    const { days, currency } = this.parts;
    return html`<details>
      <summary>${energyWords.asTable()}</summary>
      <div class="rows" tabindex="0" role="region" aria-label=${energyWords.byDay()}>
        <table class="number">
          <thead>
            <tr>
              <th scope="col">${energyWords.day()}</th>
              <th scope="col">${energyWords.energy()}</th>
              ${currency === undefined ? nothing : html`<th scope="col">${energyWords.cost()}</th>`}
            </tr>
          </thead>
          <tbody>
            ${days.toReversed().map(
              ({ day, energyKwh, amount, estimated }) =>
                html`<tr>
                  <th scope="row">
                    ${dayName(day)}
                    ${estimated ? html`<span class="muted small">${energyWords.guessed()}</span>` : nothing}
                  </th>
                  <td>${kwh(energyKwh)}</td>
                  ${currency === undefined ? nothing : html`<td>${amount === undefined ? '' : money(amount, currency)}</td>`}
                </tr>`,
            )}
          </tbody>
        </table>
      </div>
    </details>`;
  }

  #hours() {
    const bars = hourBars(this.parts, this.energy);
    const say = ({ key, value }: Bar) => {
      const hour = Number(key);
      return [`${timeOfDay(hour * 60)}–${timeOfDay((hour + 1) * 60)}`, this.#amount(value, 'energy')] as const;
    };
    const dear = this.energy?.kind === 'time-of-use' ? dearest(this.energy) : undefined;
    return html`<h2>${energyWords.byHour()}</h2>
      <fg-bar-chart
        .bars=${bars}
        .label=${energyWords.byHour()}
        .say=${say}
        .ticks=${[0, 6, 12, 18, 24].map((hour) => timeOfDay(hour * 60))}
      ></fg-bar-chart>
      <p class="small muted">${energyWords.allHours()} ${dear === undefined ? nothing : energyWords.dear(dear)}</p>`;
  }

  #amount(value: number | undefined, measure: Measure, isAhead = false): string {
    if (value === undefined) return isAhead ? energyWords.ahead() : energyWords.unknown();
    return measure === 'cost' ? money(value, this.parts.currency ?? '') : kwh(value);
  }
}

function dearest({ periods }: Extract<EnergyRate, { kind: 'time-of-use' }>): string | undefined {
  return periods.toSorted((a, b) => Number(b.rate) - Number(a.rate))[0]?.name;
}
