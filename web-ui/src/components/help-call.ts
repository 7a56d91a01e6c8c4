import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { pumpWords } from '../i18n/pump-words.ts';
import { words } from '../i18n/words.ts';
import { pictureStyle } from '../styles/picture.ts';
import { shared } from '../styles/shared.ts';
import { picture } from './picture.ts';
import './sweep-button.ts';

/** Calls the owner: a tap, then three seconds in which it can be taken back. Fires `help`. */
@customElement('fg-help-call')
export class HelpCall extends LitElement {
  static override readonly styles = [
    shared,
    pictureStyle,
    css`
      p {
        margin-top: var(--s2);
        font-weight: 600;
      }
    `,
  ];

  @property({ type: Boolean }) linked = false;
  @property({ type: Boolean }) asking = false;
  /** It was sent. */
  @property({ type: Boolean }) called = false;

  override render() {
    return html`<fg-sweep-button
        plain
        .label=${this.linked ? pumpWords.callOwner() : words.noLine()}
        ?disabled=${!this.linked || this.asking}
        @sweep=${() => this.dispatchEvent(new CustomEvent('help'))}
        >${picture('help')}<span slot="cancel">${picture('close')}</span></fg-sweep-button
      >
      <p role="status" class="row" ?hidden=${!this.called}>
        ${this.called ? html`${picture('full')} ${pumpWords.called()}` : nothing}
      </p>`;
  }
}
