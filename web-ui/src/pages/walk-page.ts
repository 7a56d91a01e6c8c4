import type { DeviceView } from '@farmgate/gateway/contract';
import { LitElement, css, html, nothing, svg, type PropertyValues, type SVGTemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { createPingTone, type PingTone } from '../api/ping-tone.ts';
import { WakeLock } from '../api/wake-lock.ts';
import '../components/ping-strip.ts';
import { radioRefusal } from '../components/radio-refusal.ts';
import { countdown, number, span } from '../i18n/format.ts';
import { radioWords } from '../i18n/radio-words.ts';
import { words } from '../i18n/words.ts';
import { verdictOf, type Verdict } from '../points/link-quality.ts';
import { RadioController } from '../state/radio-controller.ts';
import type { RadioLine } from '../state/radio-work.ts';
import { isBusy, type Work } from '../state/work.ts';
import { shared } from '../styles/shared.ts';
import type { View } from './view.ts';

const WALK_S = 120;
/** PINGs come twice a second: after so long without one, what is on the screen is no more of this place. */
const SILENT_AFTER_MS = 3_000;

/** The walk test: somebody moves the antenna or the outlet, and reads or hears at each step how good the place is. */
@customElement('fg-walk-page')
export class WalkPage extends LitElement {
  static override readonly styles = [
    shared,
    css`
      .board {
        display: grid;
        gap: var(--s3);
        max-width: 40rem;
        text-align: center;
        color: var(--tone);
        --plate-edge: var(--tone);
        --tone: var(--off);
      }
      .good {
        --tone: var(--run);
      }
      .step {
        --tone: var(--wait);
      }
      .none {
        --tone: var(--fault);
      }
      .share {
        font-size: clamp(3.5rem, 20vw, 6.5rem);
        font-weight: 700;
        line-height: 1;
        letter-spacing: -0.02em;
      }
      .verdict {
        display: flex;
        align-items: center;
        justify-content: center;
        gap: var(--s2);
        min-height: 48px;
        font-size: var(--text-xl);
        font-weight: 700;
        line-height: 1.2;
      }
      .verdict svg {
        flex: none;
        width: 40px;
        height: 40px;
        fill: none;
        stroke: currentColor;
        stroke-width: 2.5;
        stroke-linecap: round;
        stroke-linejoin: round;
      }
      .board .muted {
        color: var(--muted);
      }
      .means {
        min-height: 3em;
        color: var(--text);
      }
      .buttons {
        display: grid;
        gap: var(--s3);
        max-width: 40rem;
      }
    `,
  ];

  @property({ attribute: false }) view!: View;
  @property() deviceId = '';
  @property({ attribute: false }) radio!: RadioLine;
  @property({ attribute: false }) tone: PingTone = createPingTone();
  @state() private sounds = false;
  readonly #work = new RadioController(this, () => this.radio);
  readonly #wakeLock = new WakeLock();
  #played = 0;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#wakeLock.release();
    this.tone.turn(false);
    this.sounds = false;
  }

  override render() {
    const device = this.view.farm?.devices.find(({ id }) => id === this.deviceId);
    if (!this.view.farm) return html`<p class="muted" aria-busy="true">${words.loading()}</p>`;
    if (!device)
      return html`<div class="stack">
        <h1 tabindex="-1">${words.noSuchDevice()}</h1>
        <p><a href="/devices">${words.devices()}</a></p>
      </div>`;
    return html`<div class="stack">
      <p><a href="/devices/${device.id}">← ${device.name}</a></p>
      <h1 tabindex="-1">${words.walkTest()}</h1>
      ${this.#board(this.#work.value)} ${this.#buttons(device, this.#work.value)}
      <p class="muted small">${radioWords.walkMeans()}</p>
    </div>`;
  }

  #board(work: Work) {
    const last = work.pings.at(-1);
    const verdict = this.#verdict(work);
    return html`<section class="plate board ${verdict ?? ''}">
      <p class="number">
        <span class="share" dir="auto"
          >${last ? radioWords.answeredOf(number(last.lastTen.answered), number(last.lastTen.of)) : '–'}</span
        ><br /><span class="muted">${radioWords.answeredLast()}</span>
      </p>
      <p class="verdict" role="status">
        ${verdict ? html`<svg viewBox="0 0 24 24" aria-hidden="true">${signs[verdict]}</svg>` : nothing}
        ${this.#verdictWords(work, verdict)}
      </p>
      <p class="means">${verdict ? means[verdict]?.() : nothing}</p>
      <fg-ping-strip .pings=${work.pings}></fg-ping-strip>
      <p class="muted number">
        ${last ? (last.answered ? radioWords.lastRoundTrip(number(Math.round(last.roundTripMs ?? 0))) : radioWords.lastLost()) : nothing}
      </p>
    </section>`;
  }

  /** Of this place, and now: what was heard a while ago says nothing of it. */
  #verdict(work: Work): Verdict | undefined {
    const last = work.pings.at(-1);
    if (!last || this.#isSilent(work)) return undefined;
    return verdictOf(last.lastTen);
  }

  #verdictWords(work: Work, verdict: Verdict | undefined): string {
    if (verdict) return verdictWords[verdict]();
    if (this.#isSilent(work)) return radioWords.walkSilent(span(this.#work.silentMs() ?? 0));
    return work.phase === 'asking' ? radioWords.waitingFirst() : '';
  }

  #isSilent(work: Work): boolean {
    return isBusy(work) && (this.#work.silentMs() ?? 0) > SILENT_AFTER_MS;
  }

  #buttons(device: DeviceView, work: Work) {
    return html`<div class="buttons">
      ${radioRefusal(work.problem)} ${this.#over(work)}
      ${isBusy(work) ? html`<p class="number" role="timer" aria-live="off">${radioWords.endsIn(countdown(this.#work.leftMs()))}</p>` : nothing}
      ${this.#startOrStop(device, work)} ${this.tone.canSound ? this.#soundButton() : nothing}
    </div>`;
  }

  /** One button: whoever works by keyboard keeps it under the finger. It stops also without a link. */
  #startOrStop(device: DeviceView, work: Work) {
    const busy = isBusy(work);
    return html`<button
      class="big ${busy ? 'stop' : 'primary'}"
      ?disabled=${!busy && !this.view.isLinked}
      @click=${() => (busy ? this.#work.stop() : this.#start(device))}
    >
      ${busy ? words.stop() : this.#startWords(work)}
    </button>`;
  }

  #startWords({ phase }: Work): string {
    if (!this.view.isLinked) return words.noLine();
    return phase === 'idle' ? radioWords.walkStart() : radioWords.walkAgain();
  }

  #soundButton() {
    return html`<button @click=${() => this.#turnSound()}>
        ${this.sounds ? radioWords.soundOff() : radioWords.soundOn()}
      </button>
      ${this.sounds ? html`<p class="small muted">${radioWords.soundMeans()}</p>` : nothing}`;
  }

  #over({ phase, problem, end }: Work) {
    if (phase !== 'ended' || problem) return nothing;
    return html`<p role="status">${radioWords.walkOver()} ${end?.note}</p>`;
  }

  protected override updated(_changed: PropertyValues<this>): void {
    const work = this.#work.value;
    if (isBusy(work)) this.#wakeLock.hold();
    else this.#wakeLock.release();
    const last = work.pings.at(-1);
    if (!last || last.sent === this.#played) return;
    this.#played = last.sent;
    this.tone.play(last.answered);
  }

  #start(device: DeviceView): void {
    this.#played = 0;
    this.#work.start(device.id, { ask: 'walk', seconds: WALK_S }, WALK_S * 1_000);
  }

  #turnSound(): void {
    this.sounds = !this.sounds;
    this.tone.turn(this.sounds);
  }
}

const verdictWords: Readonly<Record<Verdict, () => string>> = {
  good: radioWords.goodPlace,
  step: radioWords.moveAStep,
  none: radioWords.noLinkHere,
  counting: radioWords.counting,
};

const means: Readonly<Partial<Record<Verdict, () => string>>> = {
  good: radioWords.goodPlaceMeans,
  step: radioWords.moveMeans,
  none: radioWords.noLinkMeans,
};

const signs: Readonly<Record<Verdict, SVGTemplateResult>> = {
  good: svg`<circle cx="12" cy="12" r="9"/><path d="m7.500 12.500 3 3 6-7"/>`,
  step: svg`<path d="M3.500 12h17M13.500 5l7 7-7 7"/>`,
  none: svg`<path d="M8.300 3h7.400L21 8.300v7.400L15.700 21H8.300L3 15.700V8.300zM8.500 8.500l7 7M15.500 8.500l-7 7"/>`,
  counting: svg`<circle cx="12" cy="12" r="9" stroke-dasharray="0.1 4.700"/>`,
};
