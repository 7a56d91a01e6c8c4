import type { RadioStep } from '@farmgate/gateway/contract';
import { LitElement, css, html, nothing, svg, type SVGTemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { number } from '../i18n/format.ts';
import { radioWords } from '../i18n/radio-words.ts';
import { words } from '../i18n/words.ts';
import { shared } from '../styles/shared.ts';
import type { Work } from '../state/work.ts';

type StepState = 'waits' | 'asking' | 'done' | 'failed';

/** The steps of a work at the radio, each with its state, and beneath one that failed what to do. */
@customElement('fg-step-list')
export class StepList extends LitElement {
  static override readonly styles = [
    shared,
    css`
      li {
        display: grid;
        grid-template-columns: auto minmax(0, 1fr);
        gap: 0 var(--s3);
        padding: var(--s2) 0;
        border-top: 1px solid var(--hairline);
      }
      li:first-child {
        border-top: 0;
      }
      svg {
        grid-row: span 2;
        width: 32px;
        height: 32px;
        fill: none;
        stroke: currentColor;
        stroke-width: 2.5;
        stroke-linecap: round;
        stroke-linejoin: round;
        color: var(--off);
      }
      .asking svg,
      .asking .state {
        color: var(--wait);
      }
      .done svg,
      .done .state {
        color: var(--run);
      }
      .failed svg,
      .failed .state {
        color: var(--fault);
      }
      .line {
        display: flex;
        flex-wrap: wrap;
        justify-content: space-between;
        gap: 0 var(--s3);
        align-self: center;
        min-height: 32px;
        align-items: center;
      }
      .state {
        font-weight: 700;
      }
      .remedy {
        grid-column: 2;
        font-weight: 600;
      }
    `,
  ];

  /** The steps to come, in their order. */
  @property({ attribute: false }) expected: readonly RadioStep[] = [];
  @property({ attribute: false }) steps: Work['steps'] = new Map();
  /** The id is that of an outlet that is replaced. */
  @property({ type: Boolean }) replace = false;

  override render() {
    return html`<ol aria-live="polite">
      ${this.expected.map((step) => this.#step(step))}
    </ol>`;
  }

  #step(step: RadioStep) {
    const told = this.steps.get(step);
    const state = told?.state ?? 'waits';
    const tries = state === 'asking' && (told?.try ?? 1) > 1 ? words.tryOf(number(told?.try ?? 1)) : '';
    return html`<li class=${state}>
      <svg viewBox="0 0 24 24" aria-hidden="true">${marks[state]}</svg>
      <p class="line"><span>${labelOf(step)}</span> <span class="state small">${stateWords[state]()} ${tries}</span></p>
      ${state === 'failed' ? html`<p class="remedy small">${this.#remedy(step)}</p>` : nothing}
    </li>`;
  }

  #remedy(step: RadioStep): string {
    switch (step) {
      case 'free':
        return this.replace ? radioWords.freeRemedyReplace() : radioWords.freeRemedy();
      case 'master':
        return radioWords.masterRemedy();
      case 'id':
        return radioWords.idRemedy();
      case 'threshold':
        return radioWords.thresholdRemedy();
      case 'check':
        return radioWords.checkRemedy();
    }
  }
}

function labelOf(step: RadioStep): string {
  switch (step) {
    case 'free':
      return radioWords.stepFree();
    case 'master':
      return radioWords.stepMaster();
    case 'id':
      return radioWords.stepId();
    case 'threshold':
      return radioWords.stepThreshold();
    case 'check':
      return radioWords.stepCheck();
  }
}

const stateWords: Readonly<Record<StepState, () => string>> = {
  waits: radioWords.stepWaits,
  asking: radioWords.stepAsking,
  done: radioWords.stepDone,
  failed: radioWords.stepFailed,
};

const marks: Readonly<Record<StepState, SVGTemplateResult>> = {
  waits: svg`<circle cx="12" cy="12" r="8.500"/>`,
  asking: svg`<circle cx="12" cy="12" r="8.500" stroke-dasharray="0.1 4.350" stroke-width="3"/>`,
  done: svg`<circle cx="12" cy="12" r="8.500"/><path d="m8 12.500 3 3 5-6.500"/>`,
  failed: svg`<path d="M12 3.500 21.500 20.500h-19zM12 10v4.500M12 17.500v.1"/>`,
};
