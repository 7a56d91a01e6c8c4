import type { Bill, BillAnswer } from '@farmgate/gateway/contract';
import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { energyWords } from '../../i18n/energy-words.ts';
import { number, span } from '../../i18n/format.ts';
import { kwh, money } from '../../i18n/money.ts';
import { monthName } from '../../i18n/months.ts';
import { shared } from '../../styles/shared.ts';

const QUARTER_MS = 900_000;

/** What a month cost or has cost so far, what it will come to, and how that is beside two other months. */
@customElement('fg-month-plate')
export class MonthPlate extends LitElement {
  static override readonly styles = [
    shared,
    css`
      .big {
        font-size: var(--text-xxl);
        font-weight: 700;
        line-height: 1.15;
        overflow-wrap: anywhere;
      }
      .ahead {
        font-size: var(--text-l);
        font-weight: 600;
      }
      dl {
        display: grid;
        grid-template-columns: auto minmax(0, 1fr);
        gap: var(--s2) var(--s4);
        border-top: 1px solid var(--hairline);
        padding-top: var(--s3);
      }
      dd {
        text-align: end;
      }
      .marks {
        border-top: 1px solid var(--hairline);
        padding-top: var(--s3);
      }
    `,
  ];

  @property({ attribute: false }) answer!: BillAnswer;
  /** It goes on. */
  @property({ type: Boolean }) current = false;
  @property({ attribute: false }) monthBefore: BillAnswer | undefined;
  @property({ attribute: false }) yearBefore: BillAnswer | undefined;

  override render() {
    const { month, bill, energyKwh } = this.answer;
    return html`<section class="plate stack number">
      <div>
        <h2 class="muted">${this.current ? energyWords.soFar() : energyWords.inAll(monthName(month))}</h2>
        <p class="big" data-total>${bill ? money(bill.total, bill.currency) : kwh(energyKwh)}</p>
        ${bill ? html`<p>${kwh(energyKwh)}</p>` : nothing}
      </div>
      ${this.current ? this.#forecast() : nothing} ${this.#compared()} ${bill ? this.#marks(bill) : nothing}
    </section>`;
  }

  #forecast() {
    const { forecast, bill } = this.answer;
    if (!forecast) return html`<p class="muted">${energyWords.noForecast()}</p>`;
    const energy = kwh(forecast.energyKwh);
    const ahead =
      forecast.total === undefined || !bill
        ? html`<p class="ahead">${energyWords.willBe(energy)}</p>`
        : html`<p class="ahead">${energyWords.willBe(money(forecast.total, bill.currency))}</p>
            <p>${energyWords.willUse(energy)}</p>`;
    return html`<div data-forecast>
      ${ahead}
      <p class="small muted">${energyWords.forecastMeans()}</p>
    </div>`;
  }

  #compared() {
    const row = (label: string, other: BillAnswer | undefined) =>
      other
        ? html`<dt>${label}<br /><span class="small muted">${monthName(other.month)}</span></dt>
            <dd>${this.#against(other)}</dd>`
        : nothing;
    if (!this.monthBefore && !this.yearBefore) return nothing;
    return html`<dl data-compared>
      ${row(energyWords.lastMonth(), this.monthBefore)} ${row(energyWords.lastYear(), this.yearBefore)}
    </dl>`;
  }

  /** Money with money of the same currency, else energy with energy; of the month that goes on what it will come to. */
  #against(other: BillAnswer) {
    const { bill, forecast, energyKwh } = this.answer;
    if (Number(other.energyKwh) === 0) return html`<span class="muted">${energyWords.nothingThen()}</span>`;
    if (bill && other.bill?.currency === bill.currency) {
      const now = this.current ? forecast?.total : bill.total;
      return html`<strong>${money(other.bill.total, bill.currency)}</strong
        ><br />${changeWords(other.bill.total, now)}`;
    }
    const now = this.current ? forecast?.energyKwh : energyKwh;
    return html`<strong>${kwh(other.energyKwh)}</strong
      ><br />${changeWords(Number(other.energyKwh), now === undefined ? undefined : Number(now))}`;
  }

  #marks({ marks }: Bill) {
    const { estimatedPercent, missingQuarters, untariffedKwh } = marks;
    const said = [
      ...(estimatedPercent > 0 ? [energyWords.estimated(number(estimatedPercent))] : []),
      ...(missingQuarters > 0 ? [energyWords.missing(span(missingQuarters * QUARTER_MS))] : []),
      ...(Number(untariffedKwh) > 0 ? [energyWords.untariffed(kwh(untariffedKwh))] : []),
    ];
    if (said.length === 0) return nothing;
    return html`<ul class="marks small muted stack">
      ${said.map((sentence) => html`<li>${sentence}</li>`)}
    </ul>`;
  }
}

function changeWords(before: number, now: number | undefined) {
  if (now === undefined || before === 0) return nothing;
  const percent = Math.round(((now - before) / before) * 100);
  const words =
    percent === 0
      ? energyWords.sameAs()
      : percent > 0
        ? energyWords.moreThan(number(percent))
        : energyWords.lessThan(number(-percent));
  return html`<span class="small">${percent > 0 ? '▲' : percent < 0 ? '▼' : '='} ${words}</span>`;
}
