import { LitElement, css, html } from 'lit';
import { customElement } from 'lit/decorators.js';

/** The blue enamel sign: a white keyline and white letters. What it says is its content. */
@customElement('fg-enamel-sign')
export class EnamelSign extends LitElement {
  static override readonly styles = css`
    :host {
      display: block;
      padding: var(--s4) var(--s5);
      border-radius: var(--plate-radius);
      outline: 2px solid color-mix(in srgb, var(--on-sign) 85%, transparent);
      outline-offset: -7px;
      background: var(--sign);
      color: var(--on-sign);
    }
  `;

  override render() {
    return html`<slot></slot>`;
  }
}
