import type { Slab } from '@farmgate/gateway/contract';
import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { energyWords } from '../../i18n/energy-words.ts';
import { number } from '../../i18n/format.ts';
import { kwh, rateMoney } from '../../i18n/money.ts';
import { standingIn, type SlabPlace } from '../../points/slab-standing.ts';
import { shared } from '../../styles/shared.ts';

/** Where a month stands among the slabs of its tariff, and to which it will come. */
@customElement('fg-slab-card')
export class SlabCard extends LitElement {
  static override readonly styles = [
    shared,
    css`
      li {
        display: grid;
        grid-template-columns: minmax(0, 1fr) auto;
        gap: var(--s1) var(--s3);
        padding: var(--s2);
        border: 2px solid transparent;
        border-radius: var(--radius);
      }
      .here {
        border-color: var(--water);
      }
      .track {
        grid-column: 1 / -1;
        height: 12px;
        border: 1.5px solid var(--border);
        border-radius: 6px;
        overflow: hidden;
      }
      .fill {
        height: 100%;
        background: var(--water);
      }
      .flag {
        grid-column: 1 / -1;
        font-weight: 600;
      }
      .here .flag {
        color: var(--water);
      }
      .soon .flag {
        color: var(--wait);
      }
    `,
  ];

  @property({ attribute: false }) slabs: readonly Slab[] = [];
  @property() currency = '';
  /** Unit: kWh. */
  @property({ attribute: false }) used = 0;
  /** What the month will come to; undefined once it is over. Unit: kWh. */
  @property({ attribute: false }) expected: number | undefined;

  override render() {
    const { slabs, left, ends } = standingIn(this.slabs, this.used, this.expected);
    return html`<section class="card stack number">
      <h2>${energyWords.slabs()}</h2>
      <ul>
        ${slabs.map((place, at) => this.#slab(place, at === ends))}
      </ul>
      <p>${left === undefined ? energyWords.inLast() : energyWords.untilNext(kwh(left))}</p>
    </section>`;
  }

  #slab({ slab, from, filled, isReached, isExpected }: SlabPlace, isEnd: boolean) {
    const { upToKwh, rate, takesAll } = slab;
    const flag = isReached ? energyWords.hereNow() : isExpected && isEnd ? energyWords.endsHere() : '';
    return html`<li class="${isReached ? 'here' : ''} ${isExpected ? 'soon' : ''}">
      <span>${rangeWords(from, upToKwh)}</span>
      <span>${energyWords.aKwh(rateMoney(rate, this.currency))}</span>
      <div class="track"><div class="fill" .style=${`width: ${filled * 100}%`}></div></div>
      ${takesAll ? html`<span class="small muted">${energyWords.allUnits()}</span>` : nothing}
      ${flag ? html`<span class="flag small">${flag}</span>` : nothing}
    </li>`;
  }
}

function rangeWords(from: number, to: number | undefined): string {
  if (to === undefined) return energyWords.slabOver(number(from));
  return from === 0 ? energyWords.slabUpTo(number(to)) : energyWords.slabFrom(number(from), number(to));
}
