import type { EnergyNow, LoadNow } from '@farmgate/gateway/contract';
import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { chartMoment } from '../../i18n/chart-time.ts';
import { energyWords } from '../../i18n/energy-words.ts';
import { kwh, money, rateMoney } from '../../i18n/money.ts';
import { watts } from '../../i18n/quantity.ts';
import { shared } from '../../styles/shared.ts';

/** What flows at this moment and what it costs: the whole site, the next unit, and each load that is on. */
@customElement('fg-now-card')
export class NowCard extends LitElement {
  static override readonly styles = [
    shared,
    css`
      .big {
        font-size: var(--text-xl);
        font-weight: 700;
        line-height: 1.2;
      }
      li {
        display: grid;
        grid-template-columns: minmax(0, 1fr) auto;
        gap: 0 var(--s3);
        padding-block: var(--s2);
        border-top: 1px solid var(--hairline);
      }
      li > :nth-child(even) {
        text-align: end;
      }
    `,
  ];

  @property({ attribute: false }) now!: EnergyNow;

  override render() {
    const { power, whyNoPower, costPerHour, price } = this.now;
    const cost = costPerHour !== null && price ? energyWords.anHour(money(costPerHour, price.currency)) : undefined;
    return html`<section class="card stack number">
      <h2>${energyWords.now()}</h2>
      <div>
        ${
          power
            ? html`<p class="big" data-now>${cost ?? watts(power.w)}</p>
                <p>
                  ${[...(cost === undefined ? [] : [watts(power.w)]), ...(power.estimated ? [energyWords.guessed()] : [])].join(' · ')}
                </p>
                ${power.missing > 0 ? html`<p class="small muted">${energyWords.unheard(String(power.missing))}</p>` : nothing}`
            : html`<p class="muted">
                ${whyNoPower ? `${whyNoPower.sentence} ${whyNoPower.remedy}` : energyWords.unknown()}
              </p>`
        }
      </div>
      ${this.#price()} ${this.#loads()}
    </section>`;
  }

  #price() {
    const { price } = this.now;
    if (!price) return nothing;
    const { perKwh, currency, label, leftKwh, until } = price;
    const facts = [
      ...(label === undefined ? [] : [label]),
      ...(leftKwh === undefined ? [] : [energyWords.leftAtIt(kwh(leftKwh))]),
      ...(until === undefined ? [] : [energyWords.untilThen(chartMoment(until, 60_000))]),
    ];
    return html`<p>
      ${energyWords.nextUnit(rateMoney(shortRate(perKwh), currency))}
      ${facts.length > 0 ? html`<br /><span class="small muted">${facts.join(' · ')}</span>` : nothing}
    </p>`;
  }

  #loads() {
    const { loads } = this.now;
    if (loads.length === 0) return html`<p class="muted">${energyWords.nothingOn()}</p>`;
    return html`<ul>
      ${loads.map((load) => this.#load(load))}
    </ul>`;
  }

  #load({ name, w, estimated, costPerHour }: LoadNow) {
    const { price } = this.now;
    const power = w === null ? energyWords.notMeasured() : watts(w);
    return html`<li>
      <span>${name}</span>
      <strong>${costPerHour !== null && price ? energyWords.anHour(money(costPerHour, price.currency)) : power}</strong>
      <span class="small muted"
        >${[...(costPerHour === null ? [] : [power]), ...(estimated ? [energyWords.guessed()] : [])].join(' · ')}</span
      >
    </li>`;
  }
}

/** Four digits are enough to read. */
function shortRate(rate: string): string {
  return String(Math.round(Number(rate) * 10_000) / 10_000);
}
