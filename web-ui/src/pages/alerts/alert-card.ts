import type { Alert, AlertSeverity } from '@farmgate/gateway/contract';
import { LitElement, css, html, nothing, svg, type SVGTemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Refusal } from '../../api/answer.ts';
import { refusalText } from '../../components/field-error.ts';
import { moment, number, span } from '../../i18n/format.ts';
import { alertWords, severityWords } from '../../i18n/alert-words.ts';
import { shared } from '../../styles/shared.ts';

/** One alert: how bad by shape, colour and word, what it is, what to do, how often. Fires `seen` and `over`. */
@customElement('fg-alert-card')
export class AlertCard extends LitElement {
  static override readonly styles = [
    shared,
    css`
      .card {
        display: grid;
        grid-template-columns: auto minmax(0, 1fr);
        gap: var(--s2) var(--s3);
        overflow-wrap: anywhere;
        --tone: var(--water);
      }
      .warning {
        --tone: var(--wait);
      }
      .critical {
        --tone: var(--fault);
      }
      .active {
        border-color: var(--tone);
      }
      .cleared {
        --tone: var(--off);
      }
      svg {
        width: 36px;
        height: 36px;
        fill: none;
        stroke: var(--tone);
        stroke-width: 3.5;
        stroke-linecap: round;
        stroke-linejoin: round;
      }
      .row {
        grid-column: 2;
      }
      .word {
        color: var(--tone);
        font-weight: 700;
      }
    `,
  ];

  @property({ attribute: false }) alert!: Alert;
  @property({ attribute: false }) problem: Refusal | undefined;
  @property({ attribute: false }) now = 0;
  @property({ type: Boolean }) linked = false;
  /** This person may say that they have seen it. */
  @property({ type: Boolean }) maysee = false;
  /** This person may say that it is over. */
  @property({ type: Boolean }) mayclear = false;

  override render() {
    const { severity, state, sentence, remedy } = this.alert;
    return html`<article class="card ${severity} ${state}" aria-label=${sentence}>
      <svg viewBox="0 0 48 48" aria-hidden="true">${shapes[severity]}</svg>
      <div>
        <p class="small">
          <span class="word">${severityWords[severity]()}</span>
          ${state === 'active' ? html`<span class="badge">${alertWords.isNew()}</span>` : nothing}
        </p>
        <p><strong>${sentence}</strong></p>
        ${state === 'cleared' ? nothing : html`<p>${remedy}</p>`}
        <p class="small muted number">${this.#facts()}</p>
        ${refusalText(this.problem)}
      </div>
      ${state === 'cleared' ? nothing : this.#actions()}
    </article>`;
  }

  #facts() {
    const { firstAt, lastAt, count, acknowledgedBy, acknowledgedAt, clearedAt } = this.alert;
    const at = (moment_: number) => moment(moment_, this.now);
    return [
      alertWords.since(at(firstAt), span(this.now - firstAt)),
      ...(count > 1 ? [alertWords.times(number(count)), alertWords.last(at(lastAt))] : []),
      ...(acknowledgedBy && acknowledgedAt !== undefined
        ? [alertWords.seenBy(acknowledgedBy, at(acknowledgedAt))]
        : []),
      ...(clearedAt === undefined ? [] : [alertWords.clearedAt(at(clearedAt))]),
    ].join(' · ');
  }

  #actions() {
    const { state, device, sentence } = this.alert;
    return html`<div class="row">
      ${
        state === 'active' && this.maysee
          ? html`<button
              class="primary"
              aria-label="${alertWords.seen()}: ${sentence}"
              ?disabled=${!this.linked}
              @click=${() => this.#tell('seen')}
            >
              ${alertWords.seen()}
            </button>`
          : nothing
      }
      ${
        this.mayclear
          ? html`<button
              aria-label="${alertWords.clear()}: ${sentence}"
              ?disabled=${!this.linked}
              @click=${() => this.#tell('over')}
            >
              ${alertWords.clear()}
            </button>`
          : nothing
      }
      ${device === undefined ? nothing : html`<a class="button" href="/devices/${device}">${alertWords.openDevice()}</a>`}
    </div>`;
  }

  #tell(what: 'seen' | 'over'): void {
    this.dispatchEvent(new CustomEvent(what));
  }
}

const shapes: Readonly<Record<AlertSeverity, SVGTemplateResult>> = {
  critical: svg`<path d="M16 5h16l11 11v16L32 43H16L5 32V16zM24 14v12M24 33v.1"/>`,
  warning: svg`<path d="M24 6 44 41H4zM24 19v10M24 35v.1"/>`,
  info: svg`<circle cx="24" cy="24" r="19"/><path d="M24 22v11M24 15v.1"/>`,
};
