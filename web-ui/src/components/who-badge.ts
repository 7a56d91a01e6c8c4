import type { Badge } from '@farmgate/gateway/contract';
import { LitElement, css, html } from 'lit';
import { customElement, property } from 'lit/decorators.js';

/** Whose a run is: the person's mark, or the first letter of the name where there is none. One's own has a ring around it. */
@customElement('fg-who-badge')
export class WhoBadge extends LitElement {
  static override readonly styles = css`
    :host {
      display: inline-grid;
      place-items: center;
      flex: none;
      width: var(--badge-size, 44px);
      height: var(--badge-size, 44px);
      border-radius: 50%;
      --badge: var(--badge-size, 44px);
    }
    :host([mine]) {
      outline: 3px solid var(--text);
      outline-offset: 2px;
    }
    span {
      display: grid;
      place-items: center;
      box-sizing: border-box;
      width: 100%;
      height: 100%;
      border: 3px solid var(--border);
      border-radius: 50%;
      background: var(--surface);
      color: var(--text);
      font: 700 calc(var(--badge-size, 44px) * 0.45) / 1 var(--font);
    }
  `;

  @property({ attribute: false }) badge: Badge | undefined;
  @property() name = '';
  @property({ type: Boolean, reflect: true }) mine = false;

  override render() {
    const { badge } = this;
    if (badge) void import('./person-badge.ts');
    return badge
      ? html`<fg-person-badge .symbol=${badge.symbol} .colour=${badge.colour}></fg-person-badge>`
      : html`<span aria-hidden="true">${initialOf(this.name)}</span>`;
  }
}

function initialOf(name: string): string {
  const code = name.codePointAt(0);
  return code === undefined ? '?' : String.fromCodePoint(code).toLocaleUpperCase();
}
