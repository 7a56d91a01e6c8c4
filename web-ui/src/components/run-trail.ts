import type { Command, RunDetail, RunStep } from '@farmgate/gateway/contract';
import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { moment, span } from '../i18n/format.ts';
import { pumpPageWords } from '../i18n/pump-page-words.ts';
import { holdWords, stepWords } from '../i18n/pump-words.ts';
import { endSentence } from '../i18n/why.ts';
import { shared } from '../styles/shared.ts';
import './command-trail.ts';

/** A run as a line of time: who did what and why, and between it what was asked of its switch, acknowledged and measured. */
@customElement('fg-run-trail')
export class RunTrail extends LitElement {
  static override readonly styles = [
    shared,
    css`
      ol {
        border-inline-start: 3px solid var(--hairline);
        padding-inline-start: var(--s4);
        display: grid;
        gap: var(--s3);
      }
      li {
        position: relative;
        line-height: 1.35;
        overflow-wrap: anywhere;
      }
      li::before {
        content: '';
        position: absolute;
        inset-inline-start: calc(-1 * var(--s4) - 8px);
        top: 5px;
        width: 13px;
        height: 13px;
        border: 3px solid var(--water);
        border-radius: 50%;
        background: var(--surface);
      }
      .command::before {
        border-color: var(--border);
        border-radius: 2px;
      }
    `,
  ];

  @property({ attribute: false }) detail!: RunDetail;
  @property({ attribute: false }) now = 0;

  override render() {
    const { trail, commands } = this.detail;
    const lines = [
      ...trail.map((step) => ({ at: step.at, line: this.#step(step) })),
      ...commands.map((command) => ({ at: command.acceptedAt, line: this.#command(command) })),
    ].toSorted((a, b) => a.at - b.at);
    return html`<ol>
      ${lines.map(({ line }) => line)}
    </ol>`;
  }

  #step({ at, what, by, why }: RunStep) {
    const said = why === undefined ? '' : whySaid(what, why);
    return html`<li data-step=${what}>
      <time class="number muted small">${moment(at, this.now)}</time><br />
      <strong>${stepWords[what]?.() ?? what}</strong> <span class="muted">${pumpPageWords.byWhom(by)}</span>
      ${said ? html`<br />${said}` : nothing}
    </li>`;
  }

  #command(command: Command) {
    return html`<li class="command"><fg-command-trail .command=${command} .now=${this.now}></fg-command-trail></li>`;
  }
}

/** The gateway's codes and seconds in plain words; what a person wrote as it is. */
function whySaid(what: string, why: string): string {
  switch (what) {
    case 'requested':
    case 'extended':
      return /^\d+ s$/.test(why) ? span(Number.parseInt(why) * 1000) : why;
    case 'hold':
      return Object.entries(holdWords).find(([cause]) => cause === why)?.[1]() ?? why;
    case 'resumed':
      return '';
    case 'stopping':
    case 'ended':
      return endSentence(why);
    default:
      return why;
  }
}
