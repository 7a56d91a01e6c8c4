import type { RunView } from '@farmgate/gateway/contract';
import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { updateWhenLocaleChanges } from '@lit/localize';
import type { Refusal } from '../../api/answer.ts';
import type { RunPage } from '../../api/pumps-api.ts';
import { refusalText } from '../../components/field-error.ts';
import '../../components/state-face.ts';
import { moment, number } from '../../i18n/format.ts';
import { pumpPageWords } from '../../i18n/pump-page-words.ts';
import { pumpWords } from '../../i18n/pump-words.ts';
import { endSentence } from '../../i18n/why.ts';
import { words } from '../../i18n/words.ts';
import type { FaceKind } from '../../points/face.ts';
import { deskOf, type PumpLine } from '../../state/pump-desk.ts';
import { shared } from '../../styles/shared.ts';
import type { View } from '../view.ts';

/** One's own runs, the newest first. */
@customElement('fg-runs-page')
export class RunsPage extends LitElement {
  static override readonly styles = [
    shared,
    css`
      a {
        display: grid;
        grid-template-columns: auto minmax(0, 1fr) auto;
        gap: var(--s3);
        align-items: center;
        min-height: var(--primary-target);
        border-top: 1px solid var(--hairline);
        color: inherit;
        text-decoration: none;
        line-height: 1.3;
        --face-size: 32px;
      }
      li:first-child a {
        border-top: 0;
      }
    `,
  ];

  @property({ attribute: false }) view!: View;
  @property({ attribute: false }) line!: PumpLine;
  @state() private runs: readonly RunView[] | undefined;
  @state() private next: RunPage['next'];
  @state() private problem: Refusal | undefined;

  constructor() {
    super();
    updateWhenLocaleChanges(this);
  }

  protected override firstUpdated(): void {
    void this.#load();
  }

  override render() {
    return html`<div class="stack">
      <h1 tabindex="-1">${pumpWords.myRuns()}</h1>
      ${refusalText(this.problem)}
      ${this.problem ? html`<p><button @click=${() => void this.#load()}>${words.retry()}</button></p>` : nothing}
      ${this.runs ? this.#list(this.runs) : this.problem ? nothing : html`<p class="muted" aria-busy="true">${words.loading()}</p>`}
      ${this.next === undefined ? nothing : html`<p><button @click=${() => void this.#load()}>${pumpPageWords.older()}</button></p>`}
    </div>`;
  }

  #list(runs: readonly RunView[]) {
    if (runs.length === 0) return html`<p class="muted">${pumpPageWords.noRuns()}</p>`;
    return html`<ul class="card">
      ${runs.map((run) => html`<li>${this.#run(run)}</li>`)}
    </ul>`;
  }

  #run(run: RunView) {
    const pump = this.view.farm?.sharing?.pumps.find(({ id }) => id === run.pump)?.name ?? pumpWords.gonePump();
    const asked = words.minutes(number(run.askedS / 60));
    const used = run.usedS === undefined ? undefined : words.minutes(number(Math.floor(run.usedS / 60)));
    return html`<a href="/runs/${run.id}">
      <fg-state-face .kind=${faceOfRun(run)}></fg-state-face>
      <span>
        <strong>${pump}</strong><br /><span class="muted small number">${moment(run.requestedAt, this.view.now)}</span>
        ${run.state === 'ended' ? html`<br /><span class="small">${endSentence(run.reason)}</span>` : nothing}
      </span>
      <span class="number">${used === undefined ? asked : pumpPageWords.runLine(used, asked)}</span>
    </a>`;
  }

  async #load(): Promise<void> {
    const { id } = this.view.user;
    const answer = await deskOf(this.line, id).api.runs(id, this.next);
    this.problem = 'problem' in answer ? answer.problem : undefined;
    if ('problem' in answer) return;
    this.runs = [...(this.runs ?? []), ...answer.value.runs];
    this.next = answer.value.next;
  }
}

function faceOfRun({ state: how, reason = '' }: RunView): FaceKind {
  if (how === 'running' || how === 'hold' || how === 'waiting') return how;
  if (how !== 'ended') return 'asking';
  return /^(?:protection|not-confirmed|node-lost)/.test(reason) ? 'no-power' : 'off';
}
