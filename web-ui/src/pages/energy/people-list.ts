import type { UsePart, UsesAnswer } from '@farmgate/gateway/contract';
import { LitElement, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { energyWords } from '../../i18n/energy-words.ts';
import { number } from '../../i18n/format.ts';
import { kwh, money } from '../../i18n/money.ts';
import { quantity } from '../../i18n/quantity.ts';
import { shared } from '../../styles/shared.ts';
import { shareStyle } from './share-style.ts';

/** What people's runs took in a month, the most first: energy, water and cost. */
@customElement('fg-people-uses')
export class PeopleUses extends LitElement {
  static override readonly styles = [shared, shareStyle];

  @property({ attribute: false }) uses!: UsesAnswer;
  /** Only one's own are known here. */
  @property({ type: Boolean }) own = false;

  override render() {
    const { parts, whole } = this.uses;
    const most = Number(whole.energyKwh ?? 0);
    const sorted = parts.toSorted((a, b) => energyOf(b) - energyOf(a));
    return html`<section class="card stack number">
      <h2>${this.own ? energyWords.ownRuns() : energyWords.peopleRuns()}</h2>
      ${sorted.length === 0 ? html`<p class="muted">${energyWords.noRuns()}</p>` : nothing}
      <ul>
        ${sorted.map((part) => this.#part(part, most))}
      </ul>
      ${whole.unknownRuns > 0 ? html`<p class="small muted">${energyWords.unknownRuns(number(whole.unknownRuns))}</p>` : nothing}
    </section>`;
  }

  #part(part: UsePart, most: number) {
    const { name, use } = part;
    const energy = use.energyKwh === undefined ? energyWords.unknown() : kwh(use.energyKwh);
    const cost = use.cost !== undefined && use.currency ? money(use.cost, use.currency) : undefined;
    const more = [
      ...(cost === undefined ? [] : [energy]),
      ...(use.litres === undefined ? [] : [quantity(use.litres, { per: 1, unit: 'L' })]),
      energyWords.nRuns(number(use.runs)),
      ...(use.estimated ? [energyWords.guessed()] : []),
    ];
    return html`<li>
      <span class="name">${name}</span>
      <span class="amount">${cost ?? energy}</span>
      <div class="track">
        <div class="fill" .style=${`width: ${most > 0 ? (energyOf(part) / most) * 100 : 0}%`}></div>
      </div>
      <span class="small muted whole">${more.join(' · ')}</span>
    </li>`;
  }
}

function energyOf({ use }: UsePart): number {
  return Number(use.energyKwh ?? 0);
}
