import type { PumpView } from '@farmgate/gateway/contract';
import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { picture } from '../../components/picture.ts';
import type { StartDetail } from '../../components/start-sheet.ts';
import { pumpWords } from '../../i18n/pump-words.ts';
import { words } from '../../i18n/words.ts';
import { Observe } from '../../state/observe.ts';
import { deskOf, type PumpLine } from '../../state/pump-desk.ts';
import { pictureStyle } from '../../styles/picture.ts';
import { shared } from '../../styles/shared.ts';
import type { View } from '../view.ts';

/** START of a pump, and the sheet behind it. What keeps it from being asked for stands on the button. */
@customElement('fg-start-door')
export class StartDoor extends LitElement {
  static override readonly styles = [
    shared,
    pictureStyle,
    css`
      .row {
        margin-top: var(--s2);
      }
    `,
  ];

  @property({ attribute: false }) view!: View;
  @property({ attribute: false }) line!: PumpLine;
  @property({ attribute: false }) pump!: PumpView;
  @state() private isOpen = false;
  @state() private isPlanned = false;

  constructor() {
    super();
    new Observe(this, () => deskOf(this.line, this.view.user.id));
  }

  override render() {
    const blocked = this.#blocked();
    const label = blocked ?? words.start();
    return html`<button
        class="big primary"
        data-job="start"
        aria-label="${label}: ${this.pump.name}"
        ?disabled=${blocked !== undefined}
        @click=${() => this.#open()}
      >
        ${picture('start')} ${label}
      </button>
      ${this.isPlanned ? html`<p class="row" role="status">${picture('later')} ${pumpWords.planned()}</p>` : nothing}
      ${this.isOpen ? this.#sheet() : nothing}`;
  }

  #sheet() {
    const { view, pump, line } = this;
    const sharing = view.farm?.sharing;
    if (!sharing) return nothing;
    const desk = deskOf(line, view.user.id);
    const { wallet, asking, refused } = desk.value;
    return html`<fg-start-sheet
      .pump=${pump}
      .sharing=${sharing}
      .wallet=${sharing.billing === 'minutes' ? wallet.value : undefined}
      .now=${view.now}
      ?linked=${view.isLinked}
      ?latched=${view.farm?.latch.latched ?? false}
      ?asking=${asking.has(pump.id)}
      .problem=${refused.get(pump.id)}
      @ask=${({ detail }: CustomEvent<StartDetail>) => void this.#ask(detail)}
      @change=${() => desk.forget(pump.id)}
      @close=${() => this.#close()}
    ></fg-start-sheet>`;
  }

  #blocked(): string | undefined {
    if (!this.view.isLinked) return words.noLine();
    if (deskOf(this.line, this.view.user.id).value.asking.has(this.pump.id)) return pumpWords.sending();
    if (this.view.farm?.latch.latched) return words.everythingStopped();
    if (this.pump.outOfService !== undefined) return pumpWords.outOfService(this.pump.outOfService);
    return this.pump.lockedOutBy === undefined ? undefined : pumpWords.lockedOut();
  }

  #open(): void {
    deskOf(this.line, this.view.user.id).forget(this.pump.id);
    this.isPlanned = false;
    this.isOpen = true;
    void import('../../components/start-sheet.ts');
  }

  #close(): void {
    this.isOpen = false;
    void this.updateComplete.then(() => this.renderRoot.querySelector('button')?.focus());
  }

  async #ask({ at, ...request }: StartDetail): Promise<void> {
    const desk = deskOf(this.line, this.view.user.id);
    const isTaken = at === undefined ? await desk.start(request) : await desk.plan({ ...request, at });
    if (!isTaken) return;
    this.isPlanned = at !== undefined;
    this.#close();
  }
}
