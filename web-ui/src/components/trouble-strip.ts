import { LitElement, css, html, nothing, svg } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { words } from '../i18n/words.ts';
import type { FaceKind } from '../points/face.ts';
import { shared } from '../styles/shared.ts';
import './state-face.ts';

/** One line of trouble: an alarm, or a switch whose face says so. */
export interface Trouble {
  readonly key: string;
  readonly severity: 'critical' | 'fault' | 'warning';
  /** The face of a switch; alarms have a picture of their own. */
  readonly face?: FaceKind;
  readonly title: string;
  readonly text: string;
  /** Whose trouble it is, where the title does not say. */
  readonly from?: string;
  /** Where more is to be seen; absent where one is there already. */
  readonly href?: string;
}

/** What is wrong now, the worst first; nothing where nothing is. */
@customElement('fg-trouble-strip')
export class TroubleStrip extends LitElement {
  static override readonly styles = [
    shared,
    css`
      .plate {
        --plate-edge: var(--fault);
        --face-size: 40px;
        display: grid;
        gap: var(--s3);
      }
      .mild {
        --plate-edge: var(--wait);
      }
      li {
        display: grid;
        grid-template-columns: auto minmax(0, 1fr);
        gap: var(--s3);
        align-items: center;
        line-height: 1.35;
        overflow-wrap: anywhere;
      }
      svg {
        width: var(--face-size);
        height: var(--face-size);
        fill: none;
        stroke: var(--wait);
        stroke-width: 3.5;
        stroke-linecap: round;
        stroke-linejoin: round;
      }
      .critical svg {
        fill: var(--fault);
        stroke: var(--fault);
      }
      .critical .bang {
        stroke: var(--on-fault);
      }
      a {
        display: inline-block;
        padding-block: var(--s1);
        color: inherit;
        font-weight: 700;
      }
    `,
  ];

  @property({ attribute: false }) troubles: readonly Trouble[] = [];

  override render() {
    if (this.troubles.length === 0) return nothing;
    const isMild = this.troubles.every(({ severity }) => severity === 'warning');
    return html`<ul class="plate ${isMild ? 'mild' : ''}" aria-label=${words.trouble()}>
      ${repeat(
        this.troubles.toSorted((a, b) => ranks[a.severity] - ranks[b.severity]),
        ({ key }) => key,
        (trouble) => this.#item(trouble),
      )}
    </ul>`;
  }

  #item({ severity, face, title, text, from, href }: Trouble) {
    return html`<li class=${severity}>
      ${face ? html`<fg-state-face .kind=${face}></fg-state-face>` : sign}
      <p>
        ${href ? html`<a href=${href}>${title}</a>` : html`<strong>${title}</strong>`}
        <br />${from ? html`<span class="muted">${from}:</span> ` : nothing}${text}
      </p>
    </li>`;
  }
}

const ranks: Readonly<Record<Trouble['severity'], number>> = { critical: 0, fault: 1, warning: 2 };

const sign = html`<svg viewBox="0 0 48 48" aria-hidden="true">
  ${svg`<path d="M24 6 44 41H4z"/><path class="bang" d="M24 18.500v10.500M24 35v.1"/>`}
</svg>`;
