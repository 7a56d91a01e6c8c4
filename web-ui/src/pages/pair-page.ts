import type { DeviceView, OutletAddress, RadioStep, SeenDevice } from '@farmgate/gateway/contract';
import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Refusal } from '../api/answer.ts';
import type { FieldApi } from '../api/field-api.ts';
import { FormValues } from '../components/form.ts';
import { radioRefusal } from '../components/radio-refusal.ts';
import '../components/step-list.ts';
import { countdown } from '../i18n/format.ts';
import { radioWords } from '../i18n/radio-words.ts';
import { words } from '../i18n/words.ts';
import { firstFree, takenAddresses } from '../points/addresses.ts';
import { RadioController } from '../state/radio-controller.ts';
import type { RadioLine } from '../state/radio-work.ts';
import { isBusy, type Work } from '../state/work.ts';
import { shared } from '../styles/shared.ts';
import './pair/adopt-card.ts';
import type { Naming } from './pair/adopt-card.ts';
import { idChoice } from './pair/id-choice.ts';
import { fivePicture, holdPicture, pictureStyles, unplugPicture } from './pair/pictures.ts';
import './pair/threshold-choice.ts';
import type { View } from './view.ts';

/** How long an outlet is waited for. */
const WINDOW_MS = 120_000;
const REFRESH_MS = 2_000;
const steps: readonly RadioStep[] = ['free', 'master', 'id', 'threshold', 'check'];

/** Pairs an outlet from the box, with an id of its own or with that of the outlet it replaces. */
@customElement('fg-pair-page')
export class PairPage extends LitElement {
  static override readonly styles = [
    shared,
    pictureStyles,
    css`
      form {
        max-width: 44rem;
      }
      .shown {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: var(--s2) var(--s4);
      }
      .shown p {
        flex: 1 1 12rem;
      }
      h2:focus {
        outline: none;
      }
      ol.big {
        counter-reset: part;
      }
      ol.big > li > h2::before {
        counter-increment: part;
        content: counter(part) '. ';
      }
    `,
  ];

  @property({ attribute: false }) view!: View;
  /** The device whose outlet is replaced; empty: the outlet is one more. */
  @property() replaced = '';
  @property({ attribute: false }) api!: FieldApi;
  @property({ attribute: false }) radio!: RadioLine;
  @property({ attribute: false }) go!: (path: string) => void;
  @state() private seen: readonly SeenDevice[] = [];
  @state() private thresholdMa: number | undefined;
  /** What was last asked for. */
  @state() private address = '';
  @state() private problem: Refusal | undefined;
  readonly #work = new RadioController(this, () => this.radio);
  #timer: ReturnType<typeof setInterval> | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    this.#timer = setInterval(() => void this.#look(), REFRESH_MS);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearInterval(this.#timer);
  }

  protected override firstUpdated(): void {
    void this.#look();
  }

  override render() {
    const { farm } = this.view;
    if (!farm) return html`<p class="muted" aria-busy="true">${words.loading()}</p>`;
    const old = farm.devices.find(({ id }) => id === this.replaced);
    if (this.replaced && !old?.address)
      return html`<div class="stack">
        <h1 tabindex="-1">${words.noSuchDevice()}</h1>
        <p><a href="/devices">${words.devices()}</a></p>
      </div>`;
    const bridges = farm.devices.filter(({ type }) => type === 'rf-bridge');
    return html`<div class="stack">
      <p><a href=${old ? `/devices/${old.id}` : '/add'}>← ${old?.name ?? words.addDevice()}</a></p>
      <h1 tabindex="-1">${old ? words.replaceOutlet() : words.newOutlet()}</h1>
      <p class="muted">${old ? radioWords.replaceMeans(old.name) : radioWords.newOutletMeans()}</p>
      ${bridges.length === 0 ? html`<p class="card">${radioWords.noBridge()}</p>` : this.#form(farm.devices, bridges, old)}
      ${this.#progress(this.#work.value, old)}
    </div>`;
  }

  #form(devices: readonly DeviceView[], bridges: readonly DeviceView[], old: DeviceView | undefined) {
    const taken = takenAddresses(devices, this.seen);
    const busy = isBusy(this.#work.value);
    return html`<form class="stack" @submit=${(event: SubmitEvent) => this.#pair(event, old)}>
      <ol class="stack big">
        ${old ? this.#unplug(old) : nothing} ${this.#press()}
        ${old ? html`<input type="hidden" name="address" value=${old.address ?? ''} />` : this.#id(taken)}
        <li class="card stack">
          <h2>${radioWords.pairThreshold()}</h2>
          <fg-threshold-choice
            .value=${this.#threshold(old)}
            ?disabled=${busy}
            @threshold=${({ detail }: CustomEvent<number>) => (this.thresholdMa = detail)}
          ></fg-threshold-choice>
        </li>
        ${this.#bridge(bridges, old)}
      </ol>
      <p class="stack">
        ${radioRefusal(this.#work.value.problem)}
        <button class="big primary" ?disabled=${busy || !this.view.isLinked}>
          ${this.view.isLinked ? (this.#work.value.phase === 'idle' ? radioWords.pairStart() : radioWords.pairAgain()) : words.noLine()}
        </button>
      </p>
    </form>`;
  }

  #unplug(old: DeviceView) {
    return html`<li class="card stack">
      <h2>${radioWords.pairUnplug()}</h2>
      <div class="shown">
        ${unplugPicture()}
        <p>${radioWords.pairUnplugMeans(old.address ?? '')}</p>
      </div>
    </li>`;
  }

  #press() {
    return html`<li class="card stack">
      <h2>${radioWords.pairPress()}</h2>
      <div class="shown">
        ${holdPicture()}
        <p>${radioWords.pairHold()}</p>
      </div>
      <div class="shown">
        ${fivePicture()}
        <p class="muted">${radioWords.pairFive()}</p>
      </div>
    </li>`;
  }

  /** Once asked for, an id is answered by the new outlet itself: it stays chosen. */
  #id(taken: Map<string, string>) {
    if (this.address) taken.delete(this.address);
    return html`<li class="card stack">
      <h2>${radioWords.pairId()}</h2>
      ${idChoice(radioWords.pairIdLabel(), taken, this.address || firstFree(taken))}
      <p class="small muted">${radioWords.pairIdHint()}</p>
    </li>`;
  }

  #bridge(bridges: readonly DeviceView[], old: DeviceView | undefined) {
    const [only] = bridges;
    if (only && bridges.length === 1) return html`<input type="hidden" name="bridge" value=${only.id} />`;
    return html`<li class="card stack">
      <h2>${radioWords.pairBridge()}</h2>
      <label
        >${radioWords.bridge()}<select name="bridge">
          ${bridges.map(({ id, name }) => html`<option value=${id} ?selected=${id === old?.via}>${name}</option>`)}
        </select></label
      >
    </li>`;
  }

  #progress(work: Work, old: DeviceView | undefined) {
    if (work.phase === 'idle' || work.problem) return nothing;
    return html`<section class="card stack">
        <h2 tabindex="-1">${radioWords.pairProgress()}</h2>
        <fg-step-list .expected=${steps} .steps=${work.steps} ?replace=${old !== undefined}></fg-step-list>
        ${isBusy(work) ? this.#window() : this.#outcome(work, old)}
      </section>
      ${work.end?.ok && !old ? this.#adopt() : nothing}`;
  }

  #window() {
    return html`<p class="number" role="timer" aria-live="off">
        ${radioWords.pairWindow(countdown(this.#work.leftMs()))}
      </p>
      <button @click=${() => this.#work.stop()}>${words.cancel()}</button>`;
  }

  #outcome({ end }: Work, old: DeviceView | undefined) {
    if (!end) return html`<p class="error" role="alert">${radioWords.pairTimeOut()}</p>`;
    if (!end.ok) return html`<p class="error" role="alert">${end.note}</p>`;
    return html`<p role="status">
        <strong>${old ? radioWords.replaceDone() : radioWords.pairDone()}</strong> ${end.note}
      </p>
      ${old ? html`<p><a class="button primary" href="/devices/${old.id}">${radioWords.toDevice(old.name)}</a></p>` : nothing}`;
  }

  #adopt() {
    return html`<fg-adopt-card
      .address=${this.address}
      .seen=${this.#justSeen()}
      .problem=${this.problem}
      ?linked=${this.view.isLinked}
      @adopt=${({ detail }: CustomEvent<Naming>) => void this.#adoptAs(detail)}
    ></fg-adopt-card>`;
  }

  #threshold(old: DeviceView | undefined): number {
    if (this.thresholdMa !== undefined) return this.thresholdMa;
    const desired = old?.points.find(({ definition }) => definition.id === 'threshold')?.setting?.desired;
    return typeof desired === 'number' ? desired : 10_000;
  }

  /** The paired outlet in the list of what was heard and belongs to nobody. */
  #justSeen(): SeenDevice | undefined {
    return this.seen.find(({ address }) => address === this.address);
  }

  async #look(): Promise<void> {
    const answer = await this.api.seen();
    if ('value' in answer) this.seen = answer.value.devices;
  }

  /** The reader goes on at the steps; the button that was pressed is asleep meanwhile. */
  #pair(event: SubmitEvent, old: DeviceView | undefined): void {
    const form = new FormValues(event);
    const address: OutletAddress = form.text('address');
    this.address = address;
    this.problem = undefined;
    const wish = {
      ask: 'pair',
      address,
      thresholdMa: this.#threshold(old),
      ...(old ? { replace: true } : {}),
    } as const;
    this.#work.start(form.text('bridge'), wish, WINDOW_MS);
    void this.updateComplete.then(() => this.renderRoot.querySelector<HTMLElement>('h2[tabindex]')?.focus());
  }

  async #adoptAs(naming: Naming): Promise<void> {
    const seen = this.#justSeen();
    if (!seen) return;
    const answer = await this.api.adopt(seen.id, naming);
    if ('value' in answer) this.go(`/devices/${seen.id}`);
    else this.problem = answer.problem;
  }
}
