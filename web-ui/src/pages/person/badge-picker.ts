import { COLOURS, SYMBOLS, type BadgeColour, type BadgeSymbol } from '@farmgate/gateway/contract';
import { LitElement, css, html } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Refusal } from '../../api/answer.ts';
import { refusalText } from '../../components/field-error.ts';
import '../../components/person-badge.ts';
import { colourWords, peopleWords, symbolWords } from '../../i18n/people-words.ts';
import { shared } from '../../styles/shared.ts';

/** A choice of symbol and colour. */
export interface BadgeChoice {
  readonly symbol: BadgeSymbol;
  readonly colour: BadgeColour;
}

/** Chooses a symbol and a colour. Fires `pick` with both. */
@customElement('fg-badge-picker')
export class BadgePicker extends LitElement {
  static override readonly styles = [
    shared,
    css`
      .choices {
        display: grid;
        grid-template-columns: repeat(auto-fill, minmax(52px, 1fr));
        gap: var(--s1);
      }
      label {
        position: relative;
        display: grid;
        place-items: center;
        min-height: var(--target);
        padding: var(--s1);
        border: 3px solid transparent;
        border-radius: var(--radius);
        cursor: pointer;
      }
      label:has(:checked) {
        border-color: var(--water);
      }
      label:has(:focus-visible) {
        outline: 3px solid var(--focus);
      }
      input {
        position: absolute;
        inset: 0;
        width: 100%;
        height: 100%;
        margin: 0;
        opacity: 0;
        cursor: pointer;
      }
      legend {
        font-weight: 600;
        padding: 0;
      }
      .now {
        --badge: 72px;
      }
    `,
  ];

  @property() symbol: BadgeSymbol = 'drop';
  @property() colour: BadgeColour = 'blue';
  @property({ attribute: false }) problem: Refusal | undefined;
  @property({ type: Boolean }) saved = false;
  @property({ type: Boolean }) linked = false;
  @state() private picked: Partial<BadgeChoice> = {};

  override render() {
    const { symbol, colour } = this.#choice;
    return html`<div class="stack">
      <div class="row">
        <fg-person-badge class="now" .symbol=${symbol} .colour=${colour}></fg-person-badge>
        <span>${symbolWords[symbol]()}, ${colourWords[colour]()}</span>
      </div>
      <fieldset>
        <legend>${peopleWords.symbol()}</legend>
        <div class="choices">
          ${SYMBOLS.map((each) => this.#radio('symbol', each === symbol, { symbol: each, colour }, symbolWords[each]()))}
        </div>
      </fieldset>
      <fieldset>
        <legend>${peopleWords.colour()}</legend>
        <div class="choices">
          ${COLOURS.map((each) => this.#radio('colour', each === colour, { symbol, colour: each }, colourWords[each]()))}
        </div>
      </fieldset>
      ${refusalText(this.problem)} ${this.saved ? html`<p role="status">${peopleWords.saved()}</p>` : ''}
      <p>
        <button ?disabled=${!this.linked} @click=${() => this.#save()}>${peopleWords.takeBadge()}</button>
      </p>
    </div>`;
  }

  #radio(group: 'symbol' | 'colour', checked: boolean, choice: BadgeChoice, name: string) {
    return html`<label title=${name}
      ><input
        type="radio"
        name=${group}
        aria-label=${name}
        .checked=${checked}
        @change=${() => (this.picked = { ...this.picked, [group]: choice[group] })} /><fg-person-badge
        .symbol=${choice.symbol}
        .colour=${choice.colour}
      ></fg-person-badge
    ></label>`;
  }

  get #choice(): BadgeChoice {
    return { symbol: this.symbol, colour: this.colour, ...this.picked };
  }

  #save(): void {
    this.dispatchEvent(new CustomEvent<BadgeChoice>('pick', { detail: this.#choice }));
  }
}
