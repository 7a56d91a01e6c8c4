import type { Alert, AlertSeverity } from '@farmgate/gateway/contract';
import { LitElement, css, html, nothing, svg } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { AlertsApi } from '../api/alerts-api.ts';
import type { Answer, Refusal } from '../api/answer.ts';
import { fetchState } from '../components/fetch-state.ts';
import { alertWords } from '../i18n/alert-words.ts';
import { Fetched } from '../state/fetched.ts';
import { Paged, pageOf } from '../state/paged.ts';
import { shared } from '../styles/shared.ts';
import './alerts/alert-card.ts';
import { mayCommand, mayManageDevices, type View } from './view.ts';

/** What it is called. */
export const title = alertWords.alerts;

/** The inbox: what is wrong now, the worst first, and what was. */
@customElement('fg-alerts-page')
export class AlertsPage extends LitElement {
  static override readonly styles = [
    shared,
    css`
      .calm {
        display: grid;
        justify-items: center;
        gap: var(--s2);
        padding: var(--s6) var(--s4);
        text-align: center;
      }
      .calm svg {
        width: 72px;
        height: 72px;
        fill: none;
        stroke: var(--run);
        stroke-width: 3;
        stroke-linecap: round;
        stroke-linejoin: round;
      }
    `,
  ];

  @property({ attribute: false }) view!: View;
  @property({ attribute: false }) api!: AlertsApi;
  /** Why what was asked of one of them was refused, by its id. */
  @state() private problems: ReadonlyMap<string, Refusal> = new Map();
  @state() private showsHistory = false;
  readonly #open = new Fetched(
    this,
    () => this.api.alerts('open'),
    () => this.view.farm?.alerts,
  );
  readonly #all = new Paged(
    this,
    async (before) => pageOf(await this.api.alerts('all', before), ({ alerts }) => alerts),
    () => (this.showsHistory ? this.view.farm?.alerts : 'closed'),
  );

  override render() {
    const alerts = this.#open.value.value?.alerts;
    return html`<div class="stack">
      <h1 tabindex="-1">${alertWords.alerts()}</h1>
      ${fetchState(this.#open)} ${alerts ? this.#inbox(alerts) : nothing}
      <details @toggle=${({ target }: Event) => (this.showsHistory = (target as HTMLDetailsElement).open)}>
        <summary>${alertWords.history()}</summary>
        <div class="stack">${this.showsHistory ? this.#history() : nothing}</div>
      </details>
    </div>`;
  }

  #inbox(alerts: readonly Alert[]) {
    if (alerts.length === 0)
      return html`<div class="card calm">
        ${svg`<svg viewBox="0 0 48 48" aria-hidden="true"><circle cx="24" cy="24" r="20"/><path d="m15 25 6.500 6.500L34 18"/></svg>`}
        <p><strong>${alertWords.none()}</strong></p>
        <p class="muted">${alertWords.noneMeans()}</p>
      </div>`;
    return html`<ul class="stack" aria-label=${alertWords.open()}>
      ${repeat(
        alerts.toSorted((a, b) => rankOf(a) - rankOf(b) || b.lastAt - a.lastAt),
        ({ id }) => id,
        (alert) => html`<li>${this.#card(alert)}</li>`,
      )}
    </ul>`;
  }

  #history() {
    const over = this.#all.items?.filter(({ state }) => state === 'cleared');
    return html`${fetchState(this.#all.fetched)}
      ${over?.length === 0 ? html`<p class="muted">${alertWords.noneOver()}</p>` : nothing}
      <ul class="stack">
        ${over?.map((alert) => html`<li>${this.#card(alert)}</li>`)}
      </ul>
      ${this.#all.next === undefined ? nothing : html`<button @click=${this.#all.more}>${alertWords.older()}</button>`}`;
  }

  #card(alert: Alert) {
    const { user, now, isLinked } = this.view;
    return html`<fg-alert-card
      .alert=${alert}
      .problem=${this.problems.get(alert.id)}
      .now=${now}
      ?linked=${isLinked}
      ?maysee=${mayCommand(user)}
      ?mayclear=${mayManageDevices(user)}
      @seen=${() => void this.#after(alert, this.api.acknowledge(alert.id))}
      @over=${() => void this.#after(alert, this.api.clear(alert.id))}
    ></fg-alert-card>`;
  }

  async #after({ id }: Alert, asked: Promise<Answer<Alert>>): Promise<void> {
    const answer = await asked;
    const rest = [...this.problems].filter(([other]) => other !== id);
    this.problems = new Map('problem' in answer ? [...rest, [id, answer.problem]] : rest);
    await this.#open.load();
  }
}

const ranks: Readonly<Record<AlertSeverity, number>> = { critical: 0, warning: 1, info: 2 };

/** What nobody has seen comes before what somebody has, within the same severity. */
function rankOf({ severity, state }: Alert): number {
  return 2 * ranks[severity] + Number(state !== 'active');
}
