import type { GridView } from '@farmgate/gateway/contract';
import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { clockTime } from '../i18n/format.ts';
import { pumpWords } from '../i18n/pump-words.ts';
import { pictureStyle } from '../styles/picture.ts';
import { shared } from '../styles/shared.ts';
import { picture } from './picture.ts';

/** Whether there is power: nothing while there is, else since when it is away and when it is expected. */
@customElement('fg-grid-strip')
export class GridStrip extends LitElement {
  static override readonly styles = [
    shared,
    pictureStyle,
    css`
      .plate {
        --plate-edge: var(--hold);
        --picture-size: 48px;
        display: grid;
        grid-template-columns: auto minmax(0, 1fr);
        gap: var(--s3);
        align-items: center;
        line-height: 1.3;
      }
      .unknown {
        --plate-edge: var(--off);
      }
      .picture {
        color: var(--plate-edge);
      }
    `,
  ];

  @property({ attribute: false }) grid!: GridView;

  override render() {
    const { state, since } = this.grid;
    if (state === 'good') return this.#goes();
    const says = state === 'shedding' ? pumpWords.powerAway() : pumpWords.powerUnknown();
    return html`<section class="plate ${state}" data-grid=${state}>
      ${picture('power')}
      <p class="number">
        <strong>${says}</strong> ${pumpWords.since(clockTime(since))} ${this.#back()}<br />
        <span class="muted">${state === 'shedding' ? pumpWords.runsKept() : nothing}</span>
      </p>
    </section>`;
  }

  #back() {
    const { expected } = this.grid;
    return expected?.state === 'good' ? html`<strong>· ${pumpWords.backAt(clockTime(expected.at))}</strong>` : nothing;
  }

  #goes() {
    const { expected } = this.grid;
    return expected?.state === 'shedding'
      ? html`<p class="muted small number">${pumpWords.awayAt(clockTime(expected.at))}</p>`
      : nothing;
  }
}
