import type { PumpReason } from '@farmgate/gateway/contract';
import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { countdown } from '../i18n/format.ts';
import { pumpPageWords } from '../i18n/pump-page-words.ts';
import { whySentence } from '../i18n/why.ts';
import { reasonGroup } from '../points/reason-picture.ts';
import { pictureStyle } from '../styles/picture.ts';
import { shared } from '../styles/shared.ts';
import { picture } from './picture.ts';

/** Why a pump does not run, the worst first: a picture, a sentence, what to do, and how long it lasts. */
@customElement('fg-reason-list')
export class ReasonList extends LitElement {
  static override readonly styles = [
    shared,
    pictureStyle,
    css`
      ul {
        display: grid;
        gap: var(--s3);
      }
      li {
        display: grid;
        grid-template-columns: 48px minmax(0, 1fr) auto;
        gap: var(--s3);
        align-items: center;
        line-height: 1.3;
        --picture-size: 48px;
      }
      .lock-out,
      .stop {
        --pen: var(--fault);
      }
      .hold {
        --pen: var(--hold);
      }
      .wait,
      .alert {
        --pen: var(--wait);
      }
      .picture {
        color: var(--pen);
      }
      p {
        overflow-wrap: anywhere;
      }
      time {
        font-size: var(--text-l);
        font-weight: 700;
      }
    `,
  ];

  @property({ attribute: false }) reasons: readonly PumpReason[] = [];
  @property({ attribute: false }) now = 0;

  override render() {
    if (this.reasons.length === 0) return nothing;
    return html`<ul>
      ${this.reasons.map((reason) => this.#reason(reason))}
    </ul>`;
  }

  #reason(reason: PumpReason) {
    return html`<li class=${reason.kind} data-reason=${reasonGroup(reason)}>
      ${picture(reasonGroup(reason))}
      <p>
        <strong>${whySentence(reason)}</strong>
        ${reason.remedy ? html`<br /><span class="muted">${reason.remedy}</span>` : nothing}
      </p>
      ${this.#until(reason)}
    </li>`;
  }

  #until({ until }: PumpReason) {
    if (until === undefined || until <= this.now) return nothing;
    const left = countdown(until - this.now);
    return html`<time class="number" aria-label=${pumpPageWords.overIn(left)}>${left}</time>`;
  }
}
