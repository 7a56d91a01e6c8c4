import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { words } from '../i18n/words.ts';
import type { Face } from '../points/face.ts';
import { pictureStyle } from '../styles/picture.ts';
import { shared } from '../styles/shared.ts';
import './state-face.ts';

/** What runs or may run, as the strip shows it. */
export interface StripRow {
  readonly key: string;
  readonly name: unknown;
  readonly face: Face;
  /** What stands beside the words of its face. */
  readonly left?: string;
  /** On the button. */
  readonly off: unknown;
  /** Of the button, for those who hear it. */
  readonly label: string;
  readonly disabled: boolean;
}

/** Beside every page that does not show it itself: what runs or may run, each with its OFF, one tap without a question. Fires `off` with the key. */
@customElement('fg-running-strip')
export class RunningStrip extends LitElement {
  static override readonly styles = [
    shared,
    pictureStyle,
    css`
      ul {
        display: grid;
        gap: var(--s2);
        margin-bottom: var(--s2);
        grid-template-columns: repeat(auto-fill, minmax(min(100%, 20rem), 1fr));
        --face-size: 36px;
        --picture-size: 20px;
        --picture-ground: var(--text);
      }
      li {
        display: grid;
        grid-template-columns: auto minmax(0, 1fr) auto;
        align-items: center;
        gap: var(--s3);
        padding: var(--s1) var(--s1) var(--s1) var(--s3);
        border: 1.5px solid var(--hairline);
        border-radius: var(--plate-radius);
        background: var(--surface);
      }
      p {
        line-height: 1.25;
        overflow-wrap: anywhere;
      }
      button {
        min-width: 6.5rem;
        padding-inline: var(--s2);
      }
    `,
  ];

  @property({ attribute: false }) rows: readonly StripRow[] = [];

  override render() {
    if (this.rows.length === 0) return nothing;
    return html`<ul aria-label=${words.mayRun()}>
      ${repeat(
        this.rows,
        ({ key }) => key,
        (row) => html`<li>${this.#row(row)}</li>`,
      )}
    </ul>`;
  }

  #row({ key, name, face, left, off, label, disabled }: StripRow) {
    return html`<fg-state-face .kind=${face.kind}></fg-state-face>
      <p class="small">
        <strong>${name}</strong><br /><span class="number">${left ? `${face.words} · ${left}` : face.words}</span>
      </p>
      <button class="off" aria-label=${label} ?disabled=${disabled} @click=${() => this.#ask(key)}>${off}</button>`;
  }

  #ask(key: string): void {
    this.dispatchEvent(new CustomEvent('off', { detail: key }));
  }
}
