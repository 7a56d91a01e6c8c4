import type { PumpLearning } from '@farmgate/gateway/contract';
import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import '../../components/mark-bar.ts';
import { amperes, moment, number } from '../../i18n/format.ts';
import { pumpSetupWords } from '../../i18n/pump-setup-words.ts';
import { shared } from '../../styles/shared.ts';

/** The usual current of a pump: what is known of it, and the guided run that teaches it, step by step. Fires `learn` and `forget`. */
@customElement('fg-learn-card')
export class LearnCard extends LitElement {
  static override readonly styles = [
    shared,
    css`
      ol {
        counter-reset: step;
      }
      li {
        display: grid;
        grid-template-columns: 2rem minmax(0, 1fr) auto;
        gap: var(--s2);
        align-items: center;
        min-height: 40px;
        border-top: 1px solid var(--hairline);
      }
      li::before {
        counter-increment: step;
        content: counter(step);
        display: grid;
        place-items: center;
        width: 28px;
        height: 28px;
        border: 2px solid var(--off);
        border-radius: 50%;
        font-weight: 700;
      }
      .done::before {
        content: '✓';
        border-color: var(--run);
        color: var(--run);
      }
      .now::before {
        border-color: var(--wait);
        color: var(--wait);
      }
      .now {
        font-weight: 700;
      }
      .figure {
        font-size: var(--text-l);
        font-weight: 700;
      }
    `,
  ];

  @property({ attribute: false }) learning!: PumpLearning;
  @property({ attribute: false }) now = 0;
  /** The pump's switch is on now. */
  @property({ type: Boolean }) on = false;
  @property({ type: Boolean }) linked = false;

  override render() {
    const { isAwaited, fault } = this.learning;
    return html`<section class="card stack" aria-labelledby="title">
      <h2 id="title">${pumpSetupWords.learn()}</h2>
      <p class="muted">${pumpSetupWords.learnMeans()}</p>
      <div class="stack number" aria-live="polite">${this.#known()} ${isAwaited ? this.#steps() : nothing}</div>
      ${fault ? html`<p class="error" role="alert">${pumpSetupWords.learnFault()}: ${fault}</p>` : nothing}
      ${this.#actions()}
    </section>`;
  }

  #known() {
    const { normalMa, by, at } = this.learning;
    if (normalMa === undefined) return html`<p>${pumpSetupWords.notLearned()}</p>`;
    const how = by === 'guided run' ? pumpSetupWords.guidedRun() : pumpSetupWords.goodRun();
    return html`<p>
      <span class="figure">${pumpSetupWords.learned(amperes(normalMa))}</span><br />
      ${at === undefined ? nothing : html`<span class="muted small">${pumpSetupWords.learnedBy(how, moment(at, this.now))}</span>`}
    </p>`;
  }

  #steps() {
    const { progress } = this.learning;
    // The first two are a person's to do: nobody knows that the valve is open until the pump runs.
    const at = progress !== undefined && progress > 0 ? 3 : this.on ? 2 : 1;
    const steps = [
      pumpSetupWords.stepReady,
      pumpSetupWords.stepStart,
      pumpSetupWords.stepFill,
      pumpSetupWords.stepMeasure,
    ];
    const percent = Math.round((progress ?? 0) * 100);
    return html`<ol>
        ${steps.map((label, index) => step(label(), index, at))}
      </ol>
      ${
        at === 3
          ? html`<p><strong>${pumpSetupWords.learnProgress(number(percent))}</strong></p>
              <fg-mark-bar
                .label=${pumpSetupWords.learn()}
                .words=${pumpSetupWords.learnProgress(number(percent))}
                .percent=${percent}
              ></fg-mark-bar>`
          : nothing
      }`;
  }

  #actions() {
    const { normalMa, isAwaited } = this.learning;
    const begin = normalMa === undefined ? pumpSetupWords.learnStart() : pumpSetupWords.learnAgain();
    return html`<div class="row">
      ${
        isAwaited
          ? nothing
          : html`<button class="primary" ?disabled=${!this.linked} @click=${() => this.#tell('learn')}>
              ${begin}
            </button>`
      }
      ${
        isAwaited || normalMa !== undefined
          ? html`<button ?disabled=${!this.linked} @click=${() => this.#tell('forget')}>
              ${isAwaited ? pumpSetupWords.learnStop() : pumpSetupWords.learnForget()}
            </button>`
          : nothing
      }
    </div>`;
  }

  #tell(what: 'learn' | 'forget'): void {
    this.dispatchEvent(new CustomEvent(what));
  }
}

function step(label: string, index: number, at: number) {
  const isNow = index === at || (index === 0 && at === 1);
  const state = isNow ? 'now' : index < at ? 'done' : 'waits';
  const word = { done: pumpSetupWords.learnDone, now: pumpSetupWords.learnNow, waits: pumpSetupWords.learnWaits }[
    state
  ];
  return html`<li class=${state}><span>${label}</span><span class="small">${word()}</span></li>`;
}
