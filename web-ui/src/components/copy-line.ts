import { LitElement, css, html } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { copyText } from '../api/clipboard.ts';
import { networkWords } from '../i18n/network-words.ts';
import { shared } from '../styles/shared.ts';

type Outcome = 'copied' | 'by-hand';

/** A value that is to be typed elsewhere, letter by letter, with a button that copies it. */
@customElement('fg-copy-line')
export class CopyLine extends LitElement {
  static override readonly styles = [
    shared,
    css`
      :host {
        container-type: inline-size;
      }
      .line {
        display: grid;
        grid-template-columns: minmax(0, 1fr) auto;
        align-items: center;
        gap: 0 var(--s3);
      }
      .label {
        font-weight: 600;
        font-size: var(--text-s);
        color: var(--muted);
      }
      code {
        display: block;
        grid-column: 1;
        font:
          600 var(--text-m) / 1.4 ui-monospace,
          'Cascadia Mono',
          'Roboto Mono',
          'Noto Sans Mono',
          monospace;
        overflow-wrap: anywhere;
        user-select: all;
        text-align: start;
      }
      button {
        grid-column: 2;
        grid-row: 1 / span 2;
        min-width: 7rem;
      }
      @container (max-width: 18.5rem) {
        code,
        .label {
          grid-column: 1 / -1;
        }
        button {
          grid-column: 1 / -1;
          grid-row: auto;
          justify-self: start;
          margin-top: var(--s1);
        }
      }
      .done {
        border-color: var(--run);
        color: var(--run);
      }
      @media print {
        button {
          display: none;
        }
      }
    `,
  ];

  @property() label = '';
  @property() value = '';
  @state() private outcome: Outcome | undefined;
  @query('code') private code!: HTMLElement;

  protected override willUpdate(changed: Map<string, unknown>): void {
    if (changed.has('value')) this.outcome = undefined;
  }

  override render() {
    return html`<div class="line">
        <span class="label" id="label">${this.label}</span>
        <code dir="ltr" translate="no">${this.value}</code>
        <button
          class=${this.outcome === 'copied' ? 'done' : ''}
          aria-label=${networkWords.copyWhat(this.label)}
          @click=${() => void this.#copy()}
        >
          ${this.outcome === 'copied' ? networkWords.copied() : networkWords.copy()}
        </button>
      </div>
      <p role="status" class=${this.outcome === 'by-hand' ? 'small muted' : 'hidden'}>${this.#said()}</p>`;
  }

  #said(): string {
    if (this.outcome === 'copied') return networkWords.copied();
    return this.outcome === 'by-hand' ? networkWords.copyByHand() : '';
  }

  async #copy(): Promise<void> {
    this.outcome = undefined;
    this.outcome = (await copyText(this.value)) ? 'copied' : 'by-hand';
    if (this.outcome === 'by-hand') getSelection()?.selectAllChildren(this.code);
  }
}
