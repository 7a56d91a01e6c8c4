import type { PumpView, RunRequest, SharingView, WalletView } from '@farmgate/gateway/contract';
import { LitElement, css, html, nothing, type PropertyValues } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { createUuid } from '../api/uuid.ts';
import type { Refusal } from '../api/answer.ts';
import { clockTime, number } from '../i18n/format.ts';
import { pumpPageWords } from '../i18n/pump-page-words.ts';
import { pumpWords } from '../i18n/pump-words.ts';
import { words } from '../i18n/words.ts';
import { momentOf, wallText } from '../points/site-time.ts';
import { likelyStart } from '../points/turns.ts';
import { pictureStyle } from '../styles/picture.ts';
import { shared } from '../styles/shared.ts';
import './minute-jar.ts';
import { picture } from './picture.ts';
import './sweep-button.ts';
import { whyText } from './why-text.ts';

const presets = [5, 10, 15, 30] as const;
const STEP_MIN = 5;
/** What starts within this is said to start at once. */
const SOON_MS = 5_000;

/** What the sheet asks for: a run now, or `at` a time. */
export interface StartDetail extends RunRequest {
  readonly id: string;
  readonly at?: number;
}

/** Asks for a run: minutes by large buttons, what they cost, when it may start; then a tap and a sweep. Fires `ask` and `close`. */
@customElement('fg-start-sheet')
export class StartSheet extends LitElement {
  static override readonly styles = [
    shared,
    pictureStyle,
    css`
      dialog {
        max-height: calc(100dvh - 1rem);
        overflow-y: auto;
        padding: var(--s4);
        margin-bottom: var(--s2);
      }
      header,
      .minutes {
        display: flex;
        align-items: center;
        justify-content: space-between;
        gap: var(--s3);
      }
      .minutes output {
        min-width: 0;
        font-size: 3.5rem;
        font-weight: 700;
        line-height: 1;
        text-align: center;
      }
      .minutes button {
        width: 80px;
        min-height: var(--primary-target);
      }
      .presets {
        display: grid;
        grid-template-columns: repeat(4, minmax(0, 1fr));
        gap: var(--s2);
      }
      .presets button {
        padding-inline: var(--s1);
      }
      .presets [aria-pressed='true'] {
        border-color: var(--water);
        background: var(--water);
        color: var(--on-water);
      }
      fg-minute-jar {
        --jar-size: 64px;
      }
      .twice {
        border: 3px solid var(--wait);
      }
    `,
  ];

  @property({ attribute: false }) pump!: PumpView;
  @property({ attribute: false }) sharing!: SharingView;
  /** Undefined: not known, or nothing is paid for. */
  @property({ attribute: false }) wallet: WalletView | undefined;
  @property({ attribute: false }) now = 0;
  @property({ type: Boolean }) linked = false;
  @property({ type: Boolean }) latched = false;
  @property({ type: Boolean }) asking = false;
  @property({ attribute: false }) problem: Refusal | undefined;
  @state() private minutes = 10;
  @state() private isSure = false;
  @state() private isLater = false;
  @state() private at: number | undefined;
  /** One for each thing that is asked for: the same tap twice is the same run. */
  #id = createUuid();

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('pump') || this.hasUpdated) return;
    this.minutes = Math.min(10, this.#most()) || this.#least();
  }

  protected override firstUpdated(): void {
    this.renderRoot.querySelector('dialog')?.showModal();
  }

  override render() {
    return html`<dialog aria-labelledby="title" @close=${() => this.dispatchEvent(new CustomEvent('close'))}>
      <div class="stack">
        <header>
          <h2 id="title">${pumpPageWords.startPump(this.pump.name)}</h2>
          <button class="quiet" aria-label=${words.cancel()} @click=${() => this.#close()}>${picture('close')}</button>
        </header>
        ${this.#amount()} ${this.#cost()} ${this.#when()} ${whyText(this.problem)} ${this.#go()}
      </div>
    </dialog>`;
  }

  #amount() {
    return html`<div class="minutes" role="group" aria-label=${pumpPageWords.howLong()}>
        <button
          aria-label=${pumpPageWords.fewer()}
          data-job="fewer"
          ?disabled=${this.minutes <= this.#least()}
          @click=${() => this.#set(this.minutes - this.#step(-1))}
        >
          ${picture('fewer')}
        </button>
        <output class="number" data-minutes aria-label=${words.minutes(number(this.minutes))}
          >${number(this.minutes)}</output
        >
        <button
          aria-label=${pumpPageWords.more()}
          data-job="more"
          ?disabled=${this.minutes >= this.#longest()}
          @click=${() => this.#set(this.minutes + this.#step(1))}
        >
          ${picture('more')}
        </button>
      </div>
      <div class="presets" role="group" aria-label=${pumpPageWords.howLong()}>
        ${presets
          .filter((preset) => preset >= this.#least() && preset <= this.#longest())
          .map(
            (preset) =>
              html`<button
                class="number"
                aria-label=${words.minutes(number(preset))}
                aria-pressed=${preset === this.minutes ? 'true' : 'false'}
                @click=${() => this.#set(preset)}
              >
                ${number(preset)}
              </button>`,
          )}
      </div>`;
  }

  #cost() {
    if (!this.wallet) return nothing;
    const { availableS } = this.wallet;
    const after = availableS - this.minutes * 60;
    if (after < 0)
      return html`<fg-minute-jar .available=${availableS} low></fg-minute-jar>
        <p class="error row" role="alert" data-reason="minutes">${picture('minutes')} ${pumpPageWords.tooFew()}</p>`;
    return html`<fg-minute-jar .available=${after} .taken=${this.minutes * 60}
      ><br /><span class="small"
        >${pumpPageWords.costs(words.minutes(number(this.minutes)), words.minutes(number(Math.floor(after / 60))))}</span
      ></fg-minute-jar
    >`;
  }

  #when() {
    if (!this.isLater)
      return html`<p class="row spread">
        <span class="number">${this.#estimate()}</span>
        <button class="quiet" data-job="later" @click=${() => (this.isLater = true)}>
          ${picture('later')} ${pumpPageWords.later()}
        </button>
      </p>`;
    return html`<label
      >${pumpPageWords.when()}
      <input type="datetime-local" min=${wallText(this.now)} required @input=${(event: Event) => this.#choose(event)} />
    </label>`;
  }

  #estimate(): string {
    const at = likelyStart(this.sharing, this.pump, this.now);
    if (at === undefined) return pumpPageWords.startsUnknown();
    return at - this.now < SOON_MS ? pumpPageWords.startsNow() : pumpPageWords.startsAbout(clockTime(at));
  }

  /** A critical pump asks a second time before there is anything to sweep. */
  #go() {
    if (this.pump.isCritical && !this.isSure)
      return html`<div class="card twice stack">
        <p class="row">${picture('fault')} <strong>${pumpPageWords.critical()}</strong></p>
        <button class="big" data-job="sure" @click=${() => (this.isSure = true)}>
          ${picture('full')} ${pumpPageWords.iMeanIt()}
        </button>
      </div>`;
    const blocked = this.#blocked();
    return html`<fg-sweep-button
      .label=${blocked ?? (this.isLater ? pumpPageWords.plan() : words.start())}
      ?disabled=${blocked !== undefined}
      @sweep=${() => this.#ask()}
      >${picture(this.isLater ? 'later' : 'start')}<span slot="cancel">${picture('close')}</span></fg-sweep-button
    >`;
  }

  /** What keeps the button from acting, in its own words. */
  #blocked(): string | undefined {
    if (!this.linked) return words.noLine();
    if (this.asking) return pumpWords.sending();
    if (this.latched) return words.everythingStopped();
    if (this.wallet && this.wallet.availableS < this.minutes * 60) return pumpPageWords.tooFew();
    if (this.isLater && this.at === undefined) return pumpPageWords.when();
    return this.isLater && (this.at ?? 0) <= this.now ? pumpPageWords.planPast() : undefined;
  }

  #ask(): void {
    const detail: StartDetail = {
      id: this.#id,
      pump: this.pump.id,
      seconds: this.minutes * 60,
      ...(this.pump.isCritical ? { isConfirmed: this.isSure } : {}),
      ...(this.isLater && this.at !== undefined ? { at: this.at } : {}),
    };
    this.dispatchEvent(new CustomEvent('ask', { detail }));
  }

  #choose(event: Event): void {
    const { value } = event.target as HTMLInputElement;
    this.at = momentOf(value);
    this.#id = createUuid();
  }

  #set(minutes: number): void {
    this.minutes = Math.min(this.#longest(), Math.max(this.#least(), minutes));
    this.#id = createUuid();
    this.dispatchEvent(new CustomEvent('change'));
  }

  /** By ones while it is few, else to the next five. */
  #step(direction: 1 | -1): number {
    const isFew = direction === 1 ? this.minutes < STEP_MIN : this.minutes <= STEP_MIN;
    if (isFew) return 1;
    const over = this.minutes % STEP_MIN;
    if (over === 0) return STEP_MIN;
    return direction === 1 ? STEP_MIN - over : over;
  }

  #least(): number {
    return Math.max(1, Math.ceil(this.pump.shortestRunS / 60));
  }

  #longest(): number {
    return Math.max(this.#least(), Math.floor(this.pump.longestRunS / 60));
  }

  /** What may be asked for, by the pump and by the wallet. */
  #most(): number {
    const own = this.wallet ? Math.floor(this.wallet.availableS / 60) : Infinity;
    return Math.max(this.#least(), Math.min(this.#longest(), own));
  }

  #close(): void {
    this.renderRoot.querySelector('dialog')?.close();
  }
}
