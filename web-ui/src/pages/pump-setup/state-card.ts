import type { PumpReason, PumpView } from '@farmgate/gateway/contract';
import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import '../../components/reason-dialog.ts';
import type { Asking, ReasonDialog } from '../../components/reason-dialog.ts';
import { moment } from '../../i18n/format.ts';
import { pumpSetupWords } from '../../i18n/pump-setup-words.ts';
import { shared } from '../../styles/shared.ts';

/** What somebody who set the pump up does to it. */
export type PumpDeed =
  | { readonly what: 'reset' | 'off-at-panel' | 'take-out'; readonly reason: string }
  | { readonly what: 'put-back' | 'remove' };

/** How a pump stands: what keeps it, and what can be done about it, each with a reason. Fires `deed`. */
@customElement('fg-pump-state')
export class PumpStateCard extends LitElement {
  static override readonly styles = [
    shared,
    css`
      li {
        padding: var(--s2) 0 var(--s2) var(--s3);
        border-inline-start: 4px solid var(--wait);
        padding-inline: var(--s3) 0;
        margin-bottom: var(--s2);
        overflow-wrap: anywhere;
      }
      .lock-out,
      .stop {
        border-color: var(--fault);
      }
      .hold {
        border-color: var(--hold);
      }
    `,
  ];

  @property({ attribute: false }) pump!: PumpView;
  @property({ attribute: false }) now = 0;
  @property({ type: Boolean }) linked = false;
  /** Only an admin says that something is off which nobody hears. */
  @property({ type: Boolean }) admin = false;
  @query('fg-reason-dialog') private dialog!: ReasonDialog;

  override render() {
    const { reasons, outOfService, holdsSlot, is } = this.pump;
    const isCalm = reasons.length === 0 && outOfService === undefined;
    const isUnsure = holdsSlot && is !== 'on';
    return html`<section class="card stack" aria-labelledby="title">
        <h2 id="title">${pumpSetupWords.state()}</h2>
        ${isCalm ? html`<p>${pumpSetupWords.allWell()}</p>` : nothing}
        <ul>
          ${outOfService === undefined ? nothing : html`<li><strong>${pumpSetupWords.outOfService()}</strong><br />${outOfService}</li>`}
          ${isUnsure ? html`<li><strong>${pumpSetupWords.slotKept()}</strong></li>` : nothing}
          ${reasons.map((reason) => this.#reason(reason))}
        </ul>
        <div class="row">${this.#actions()}</div>
      </section>
      <fg-reason-dialog ?linked=${this.linked}></fg-reason-dialog>`;
  }

  #reason({ kind, sentence, remedy, until }: PumpReason) {
    return html`<li class=${kind}>
      <strong>${sentence}</strong><br />${remedy}
      ${until === undefined ? nothing : html`<span class="muted number">${moment(until, this.now)}</span>`}
    </li>`;
  }

  #actions() {
    const { lockedOutBy, outOfService, holdsSlot, name } = this.pump;
    const plain = { title: pumpSetupWords.removeAsk(name), text: pumpSetupWords.removeMeans() };
    return html`${lockedOutBy === undefined ? nothing : this.#button('reset', pumpSetupWords.reset(), pumpSetupWords.resetMeans())}
      ${holdsSlot && this.admin ? this.#button('off-at-panel', pumpSetupWords.offAtPanel(), pumpSetupWords.offAtPanelMeans()) : nothing}
      ${
        outOfService === undefined
          ? this.#button('take-out', pumpSetupWords.takeOut(), pumpSetupWords.takeOutMeans())
          : html`<button ?disabled=${!this.linked} @click=${() => this.#tell({ what: 'put-back' })}>
              ${pumpSetupWords.putBack()}
            </button>`
      }
      <button
        @click=${() => this.dialog.ask({ ...plain, action: pumpSetupWords.remove(), isGrave: true, isPlain: true, onYes: () => this.#tell({ what: 'remove' }) })}
      >
        ${pumpSetupWords.remove()}…
      </button>`;
  }

  #button(what: 'reset' | 'off-at-panel' | 'take-out', label: string, text: string) {
    const asking: Asking = { title: label, text, action: label, onYes: (reason) => this.#tell({ what, reason }) };
    return html`<button class=${what === 'reset' ? 'primary' : ''} @click=${() => this.dialog.ask(asking)}>
      ${label}…
    </button>`;
  }

  #tell(detail: PumpDeed): void {
    this.dispatchEvent(new CustomEvent('deed', { detail }));
  }
}
