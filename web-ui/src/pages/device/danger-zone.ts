import type { DeviceView, RadioStep } from '@farmgate/gateway/contract';
import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { FormValues } from '../../components/form.ts';
import { radioRefusal } from '../../components/radio-refusal.ts';
import '../../components/step-list.ts';
import { radioWords } from '../../i18n/radio-words.ts';
import { words } from '../../i18n/words.ts';
import { firstFree, takenAddresses } from '../../points/addresses.ts';
import { RadioController } from '../../state/radio-controller.ts';
import type { RadioLine, RadioWish } from '../../state/radio-work.ts';
import { isBusy } from '../../state/work.ts';
import { shared } from '../../styles/shared.ts';
import { idChoice } from '../pair/id-choice.ts';

/** The bridge tries for a while: an outlet may be pressed into config mode a moment later. */
const WINDOW_MS = 120_000;

type Change = Extract<RadioWish, { ask: 'set-id' | 'set-master' }>;

/** The steps of each change, as far as they are told. */
const stepsOf: Readonly<Record<Change['ask'], readonly RadioStep[]>> = {
  'set-id': ['free', 'id', 'check'],
  'set-master': ['master'],
};

/** What cannot be taken back from here: another id or master for an outlet, and forgetting a device. Fires `forget`. */
@customElement('fg-danger-zone')
export class DangerZone extends LitElement {
  static override readonly styles = [
    shared,
    css`
      .card {
        border-color: var(--fault);
      }
      details {
        border-top: 1px solid var(--hairline);
      }
      details form {
        padding-bottom: var(--s4);
      }
    `,
  ];

  @property({ attribute: false }) device!: DeviceView;
  /** Every device of the farm, to know which ids are taken. */
  @property({ attribute: false }) devices: readonly DeviceView[] = [];
  @property({ attribute: false }) radio!: RadioLine;
  @property({ type: Boolean }) linked = false;
  @state() private wish: Change | undefined;
  @query('#change') private changeDialog!: HTMLDialogElement;
  @query('#forget') private forgetDialog!: HTMLDialogElement;
  readonly #work = new RadioController(this, () => this.radio);

  override render() {
    const isOutlet = this.device.type === 'smart-outlet-v1' && this.device.address !== undefined;
    return html`<section class="card stack">
      <h2>${radioWords.danger()}</h2>
      ${isOutlet ? this.#outlet() : nothing}
      <button ?disabled=${!this.linked} @click=${() => this.forgetDialog.showModal()}>Forget this device</button>
      ${this.#changeDialog()} ${this.#forgetDialog()}
    </section>`;
  }

  #outlet() {
    const taken = takenAddresses(this.devices);
    const disabled = !this.linked || isBusy(this.#work.value);
    return html`<p><a href="/devices/${this.device.id}/replace">${words.replaceOutlet()}</a></p>
      <p class="small muted">${radioWords.configMeans()}</p>
      <div>
        <details>
          <summary>${radioWords.setId()}</summary>
          <form class="stack" @submit=${(event: SubmitEvent) => this.#askId(event)}>
            ${idChoice(radioWords.newId(), taken, firstFree(taken))}
            <button ?disabled=${disabled}>${radioWords.doSetId()}…</button>
          </form>
        </details>
        <details>
          <summary>${radioWords.setMaster()}</summary>
          <form class="stack" @submit=${(event: SubmitEvent) => this.#askMaster(event)}>
            <label
              >${radioWords.newMaster()}<input
                name="master"
                required
                pattern="[0-9A-Fa-f]{2}"
                maxlength="2"
                autocomplete="off"
                autocapitalize="characters"
              /><span class="hint">${radioWords.newMasterHint()}</span></label
            >
            <button ?disabled=${disabled}>${radioWords.doSetMaster()}…</button>
          </form>
        </details>
      </div>
      ${this.#progress()}`;
  }

  #progress() {
    const work = this.#work.value;
    if (work.problem) return radioRefusal(work.problem);
    if (work.phase === 'idle' || !this.wish) return nothing;
    return html`<fg-step-list .expected=${stepsOf[this.wish.ask]} .steps=${work.steps}></fg-step-list>
      ${work.end ? html`<p class=${work.end.ok ? '' : 'error'} role="status">${work.end.note}</p>` : nothing}
      ${work.phase === 'ended' && !work.end ? html`<p class="error" role="alert">${radioWords.pairTimeOut()}</p>` : nothing}
      ${isBusy(work) ? html`<button @click=${() => this.#work.stop()}>${words.cancel()}</button>` : nothing}`;
  }

  #changeDialog() {
    const { name, address = '' } = this.device;
    const to = this.wish?.to ?? '';
    const isId = this.wish?.ask === 'set-id';
    return html`<dialog id="change" aria-labelledby="change-title">
      <div class="stack">
        <h2 id="change-title">${isId ? radioWords.setIdAsk(name, to) : radioWords.setMasterAsk(name, to)}</h2>
        <p>${isId ? radioWords.setIdMeans(address, to) : radioWords.setMasterMeans()}</p>
        <div class="row">
          <button @click=${() => this.changeDialog.close()}>${words.cancel()}</button>
          <button class="stop" ?disabled=${!this.linked} @click=${() => this.#change()}>
            ${isId ? radioWords.doSetId() : radioWords.doSetMaster()}
          </button>
        </div>
      </div>
    </dialog>`;
  }

  #forgetDialog() {
    return html`<dialog id="forget" aria-labelledby="forget-title">
      <div class="stack">
        <h2 id="forget-title">Forget ${this.device.name}?</h2>
        <p>
          It is not asked any more and nobody can switch it from here. What it feeds stays as it is now. Its record is
          kept.
        </p>
        <div class="row">
          <button @click=${() => this.forgetDialog.close()}>${words.cancel()}</button>
          <button class="stop" @click=${() => this.#forget()}>Forget it</button>
        </div>
      </div>
    </dialog>`;
  }

  #askId(event: SubmitEvent): void {
    this.#confirm({ ask: 'set-id', to: new FormValues(event).text('address') });
  }

  #askMaster(event: SubmitEvent): void {
    this.#confirm({ ask: 'set-master', to: new FormValues(event).text('master').toUpperCase() });
  }

  #confirm(wish: Change): void {
    this.wish = wish;
    this.changeDialog.showModal();
  }

  #change(): void {
    this.changeDialog.close();
    if (this.wish) this.#work.start(this.device.id, this.wish, WINDOW_MS);
  }

  #forget(): void {
    this.forgetDialog.close();
    this.dispatchEvent(new CustomEvent('forget'));
  }
}
