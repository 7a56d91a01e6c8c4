import type { BillParts, DeviceView, LoadPart } from '@farmgate/gateway/contract';
import { LitElement, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { energyWords } from '../../i18n/energy-words.ts';
import { number } from '../../i18n/format.ts';
import { kwh, money } from '../../i18n/money.ts';
import { loadName } from '../../points/load-name.ts';
import { shared } from '../../styles/shared.ts';
import { shareStyle } from './share-style.ts';

/** As many are shown at once: a farm may have hundreds. */
const FIRST = 8;

/** What used the energy of a month, the most first, and what nothing measured by itself. */
@customElement('fg-load-list')
export class LoadList extends LitElement {
  static override readonly styles = [shared, shareStyle];

  @property({ attribute: false }) parts!: BillParts;
  /** Of the whole site. Unit: kWh. */
  @property({ attribute: false }) used = 0;
  @property({ attribute: false }) devices: readonly DeviceView[] = [];

  override render() {
    const used = this.parts.loads.filter(({ energyKwh }) => Number(energyKwh) > 0);
    const sum = used.reduce((all, { energyKwh }) => all + Number(energyKwh), 0);
    const whole = Math.max(this.used, sum);
    const rest = this.used - sum;
    const silent = this.parts.loads.length - used.length;
    return html`<section class="card stack number">
      <h2>${energyWords.loads()}</h2>
      <p class="small muted">${energyWords.loadsMean()}</p>
      <ul>
        ${used.slice(0, FIRST).map((load) => this.#load(load, whole))}
        ${rest > whole / 100 ? this.#rest(rest, whole) : nothing}
      </ul>
      ${
        used.length > FIRST
          ? html`<details>
              <summary>${energyWords.moreLoads(number(used.length - FIRST))}</summary>
              <ul>
                ${used.slice(FIRST).map((load) => this.#load(load, whole))}
              </ul>
            </details>`
          : nothing
      }
      ${silent > 0 ? html`<p class="small muted">${energyWords.otherLoads(number(silent))}</p>` : nothing}
    </section>`;
  }

  #load(load: LoadPart, whole: number) {
    const { amount, energyKwh, estimated } = load;
    const { currency } = this.parts;
    const more = [
      ...(amount === undefined || !currency ? [] : [kwh(energyKwh)]),
      ...(estimated ? [energyWords.guessed()] : []),
    ];
    return html`<li>
      <span class="name">${loadName(load, this.devices)}</span>
      <span class="amount">${amount === undefined || !currency ? kwh(energyKwh) : money(amount, currency)}</span>
      ${this.#bar(Number(energyKwh), whole)}
      <span class="small muted">${more.join(' · ')}</span>
      <span class="small muted amount">${percentOf(Number(energyKwh), whole)}</span>
    </li>`;
  }

  #rest(rest: number, whole: number) {
    return html`<li class="rest">
      <span class="name">${energyWords.unmetered()}</span>
      <span class="amount">${kwh(rest)}</span>
      ${this.#bar(rest, whole)}<span></span>
      <span class="small muted amount">${percentOf(rest, whole)}</span>
    </li>`;
  }

  #bar(part: number, whole: number) {
    return html`<div class="track"><div class="fill" .style=${`width: ${(part / whole) * 100}%`}></div></div>`;
  }
}

function percentOf(part: number, whole: number): string {
  return energyWords.shareOf(number(Math.round((part / whole) * 1000) / 10));
}
