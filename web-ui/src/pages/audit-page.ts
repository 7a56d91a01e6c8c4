import type { AuditEntry } from '@farmgate/gateway/contract';
import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { PeopleApi } from '../api/people-api.ts';
import type { Refusal } from '../api/answer.ts';
import { refusalText } from '../components/field-error.ts';
import { moment } from '../i18n/format.ts';
import { words } from '../i18n/words.ts';
import { shared } from '../styles/shared.ts';
import type { View } from './view.ts';

/** Who did what, newest first. */
@customElement('fg-audit-page')
export class AuditPage extends LitElement {
  static override readonly styles = [
    shared,
    css`
      li {
        padding: var(--s2) 0;
        border-top: 1px solid var(--hairline);
        overflow-wrap: anywhere;
      }
    `,
  ];

  @property({ attribute: false }) view!: View;
  @property({ attribute: false }) api!: PeopleApi;
  @state() private entries: readonly AuditEntry[] | undefined;
  @state() private next: number | undefined;
  @state() private filter = '';
  @state() private problem: Refusal | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    void this.#load();
  }

  override render() {
    const shown = this.entries?.filter((entry) => lineOf(entry).toLowerCase().includes(this.filter.toLowerCase()));
    return html`<div class="stack">
      <div class="row spread">
        <h1 tabindex="-1">${words.audit()}</h1>
        <a class="button" href="/health">${words.health()}</a>
      </div>
      <label
        >Find<input
          type="search"
          @input=${(event: InputEvent) => (this.filter = (event.target as HTMLInputElement).value)}
      /></label>
      ${refusalText(this.problem)} ${this.entries ? nothing : html`<p class="muted" aria-busy="true">Loading…</p>`}
      ${shown?.length === 0 ? html`<p class="muted">Nothing found.</p>` : nothing}
      <ol class="card">
        ${shown?.map((entry) => html`<li><span class="muted small number">${moment(entry.at, this.view.now)} · ${entry.from}</span><br />${lineOf(entry)}</li>`)}
      </ol>
      ${this.next ? html`<button @click=${() => void this.#load(this.next)}>Older</button>` : nothing}
    </div>`;
  }

  async #load(before?: number): Promise<void> {
    const answer = await this.api.audit(before);
    if ('problem' in answer) {
      this.problem = answer.problem;
      return;
    }
    this.entries = [...(before ? (this.entries ?? []) : []), ...answer.value.entries];
    this.next = answer.value.next;
  }
}

function lineOf({ actor, action, subject, result, after }: AuditEntry): string {
  const value = typeof after === 'object' && after !== null && 'value' in after ? ` ${String(after.value)}` : '';
  return `${actor}: ${action} ${subject}${value} (${result})`;
}
