import type { Command, TrailStep } from '@farmgate/gateway/contract';
import { LitElement, css, html } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { moment } from '../i18n/format.ts';
import { shared } from '../styles/shared.ts';

/** The whole story of a command: each step with its time, the newest last. */
@customElement('fg-command-trail')
export class CommandTrail extends LitElement {
  static override readonly styles = [
    shared,
    css`
      li {
        display: grid;
        grid-template-columns: 7.5rem minmax(0, 1fr);
        gap: var(--s2);
        padding: var(--s1) 0;
        border-top: 1px solid var(--hairline);
      }
    `,
  ];

  @property({ attribute: false }) command!: Command;
  @property({ attribute: false }) now = 0;

  override render() {
    const { value, by, trail } = this.command;
    const what = value === true ? 'ON' : value === false ? 'OFF' : String(value);
    return html`<p class="small"><strong>${what}</strong> asked by ${by}</p>
      <ol class="small number">
        ${trail.map((step) => html`<li><time>${moment(step.at, this.now)}</time><span>${wordsOf(step)}</span></li>`)}
      </ol>`;
  }
}

function wordsOf({ state, try: k, of, reason, evidence, note }: TrailStep): string {
  const tail = note ? `: ${note}` : '';
  switch (state) {
    case 'pending':
      return `Written down${tail}`;
    case 'sent':
      return k ? `Sent, try ${k}${of && k <= of ? ` of ${of}` : ''}${tail}` : `Sent${tail}`;
    case 'delivered':
      return `The device said yes${tail}`;
    case 'confirmed':
      return `Confirmed by ${evidence === 'measurement' ? 'the measured current' : evidence === 'report' ? 'its own report' : 'its word alone'}${tail}`;
    case 'failed':
      return `Failed, ${reason ?? 'unknown'}${tail}`;
  }
}
