import { LitElement, css, html, svg } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { correction, generate } from 'lean-qr';
import { toSvgPath } from 'lean-qr/extras/svg';
import { networkWords } from '../i18n/network-words.ts';
import { shared } from '../styles/shared.ts';

/** The quiet zone that the standard asks for on every side (ISO/IEC 18004, 6.3.8). Unit: modules. */
const QUIET = 4;

/** A text as a QR code, dark on light in every theme: cameras read no other. A seventh of it may be scratched off. */
@customElement('fg-qr-code')
export class QrCode extends LitElement {
  static override readonly styles = [
    shared,
    css`
      svg {
        color-scheme: light;
        forced-color-adjust: none;
        print-color-adjust: exact;
        display: block;
        width: 100%;
        background: Canvas;
        fill: CanvasText;
        border-radius: var(--s1);
        shape-rendering: crispEdges;
      }
    `,
  ];

  @property() text = '';
  /** What it says, for who does not see it. */
  @property() label = '';

  override render() {
    const code = drawn(this.text);
    if (!code) return html`<p class="muted">${networkWords.qrMissing()}</p>`;
    const side = code.size + 2 * QUIET;
    return html`<svg role="img" aria-label=${this.label} viewBox="${-QUIET} ${-QUIET} ${side} ${side}">
      ${svg`<path d=${toSvgPath(code)}/>`}
    </svg>`;
  }
}

/** Undefined for what is too long for any code. */
function drawn(text: string) {
  try {
    return generate(text, { minCorrectionLevel: correction.M });
  } catch {
    return undefined;
  }
}
