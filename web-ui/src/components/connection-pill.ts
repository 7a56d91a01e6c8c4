import { LitElement, css, html } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { span } from '../i18n/format.ts';
import { words } from '../i18n/words.ts';
import type { Link } from '../state/link.ts';

/** How the line to the gateway stands: `Live · 2 s`, `Old · 4 min`, `No link`. */
@customElement('fg-connection-pill')
export class ConnectionPill extends LitElement {
  static override readonly styles = css`
    span {
      display: inline-flex;
      align-items: center;
      gap: 6px;
      padding: 4px 12px;
      border: 2px solid currentColor;
      border-radius: 999px;
      font: 600 var(--text-s) / 1.3 var(--font);
      font-variant-numeric: tabular-nums;
      white-space: nowrap;
    }
    span::before {
      content: '';
      width: 10px;
      height: 10px;
      border: 2px solid currentColor;
      border-radius: 50%;
    }
    .live {
      color: var(--run);
    }
    .live::before {
      background: currentColor;
    }
    .old {
      color: var(--wait);
    }
    .none {
      color: var(--fault);
      border-style: dashed;
    }
  `;

  @property({ attribute: false }) link: Link = { kind: 'none' };

  override render() {
    const { kind, ageMs = 0 } = this.link;
    const text = kind === 'live' ? words.live(span(ageMs)) : kind === 'old' ? words.old(span(ageMs)) : words.noLine();
    return html`<span class=${kind} data-link=${kind}>${text}</span>`;
  }
}
