import type { PumpGroup, PumpView, SharingSettings } from '@farmgate/gateway/contract';
import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Refusal } from '../api/answer.ts';
import type { PumpAdminApi } from '../api/pump-admin-api.ts';
import { fetchState } from '../components/fetch-state.ts';
import { refusalText } from '../components/field-error.ts';
import { gridWords } from '../i18n/grid-words.ts';
import { pumpSetupWords } from '../i18n/pump-setup-words.ts';
import { words } from '../i18n/words.ts';
import { Fetched } from '../state/fetched.ts';
import { shared } from '../styles/shared.ts';
import './pump-setup/group-form.ts';
import type { GroupToSave } from './pump-setup/group-form.ts';
import './pump-setup/sharing-form.ts';
import { mayManageDevices, type View } from './view.ts';

/** What it is called. */
export const title = words.pumpSetup;

/** The pumps of the farm with how each stands, their groups, and how they are shared. */
@customElement('fg-pump-setup-page')
export class PumpSetupPage extends LitElement {
  static override readonly styles = [
    shared,
    css`
      a.card {
        display: flex;
        flex-wrap: wrap;
        justify-content: space-between;
        gap: 0 var(--s3);
        color: inherit;
        text-decoration: none;
        overflow-wrap: anywhere;
      }
      .state {
        font-weight: 700;
        color: var(--run);
      }
      .fault .state {
        color: var(--fault);
      }
      .fault {
        border-color: var(--fault);
      }
      .wait .state {
        color: var(--wait);
      }
      .why {
        flex-basis: 100%;
      }
    `,
  ];

  @property({ attribute: false }) view!: View;
  @property({ attribute: false }) api!: PumpAdminApi;
  @state() private groupProblem: Refusal | undefined;
  @state() private saveProblem: Refusal | undefined;
  @state() private isSaved = false;
  readonly #settings = new Fetched(this, () =>
    this.#mayManage() ? this.api.settings() : Promise.resolve({ value: undefined }),
  );

  override render() {
    const { farm } = this.view;
    const pumps = farm?.sharing?.pumps ?? [];
    return html`<div class="stack">
      <div class="row spread">
        <h1 tabindex="-1">${words.pumpSetup()}</h1>
        <a class="button" href="/grid">${gridWords.grid()}</a>
      </div>
      ${this.#mayManage() ? this.#all(pumps, farm?.sharing?.groups ?? []) : html`<p class="card">${pumpSetupWords.onlyThose()}</p>`}
    </div>`;
  }

  #all(pumps: readonly PumpView[], groups: readonly PumpGroup[]) {
    return html`${
        pumps.length === 0
          ? html`<div class="card stack">
              <p><strong>${pumpSetupWords.noPumps()}</strong></p>
              <p class="muted">${pumpSetupWords.noPumpsMeans()}</p>
            </div>`
          : nothing
      }
      <ul class="stack">
        ${pumps.map((pump) => html`<li>${this.#pump(pump)}</li>`)}
      </ul>
      <p><a class="button primary" href="/pump-setup/new">${pumpSetupWords.addPump()}</a></p>
      ${this.#groups(groups)} ${this.#sharing()}`;
  }

  #pump(pump: PumpView) {
    const { tone, word, why } = standingOf(pump);
    return html`<a class="card ${tone}" href="/pump-setup/${pump.id}">
      <strong>${pump.name}</strong><span class="state">${word}</span>
      ${why ? html`<span class="why muted">${why}</span>` : nothing}
    </a>`;
  }

  #groups(groups: readonly PumpGroup[]) {
    if (this.view.user.role !== 'admin') return nothing;
    const save = ({ detail }: CustomEvent<GroupToSave>) => void this.#saveGroup(detail);
    return html`<section class="card stack">
      <h2>${pumpSetupWords.groups()}</h2>
      <p class="muted">${pumpSetupWords.groupsMean()}</p>
      ${groups.map((group) => html`<fg-group-form .group=${group} ?linked=${this.view.isLinked} @save-group=${save}></fg-group-form>`)}
      ${refusalText(this.groupProblem)}
      <details>
        <summary>${pumpSetupWords.addGroup()}</summary>
        <fg-group-form ?linked=${this.view.isLinked} @save-group=${save}></fg-group-form>
      </details>
    </section>`;
  }

  #sharing() {
    const settings = this.#settings.value.value;
    return html`<section class="card stack">
      <h2>${pumpSetupWords.sharing()}</h2>
      ${settings ? nothing : fetchState(this.#settings)}
      ${
        settings && this.view.user.role !== 'admin' ? html`<p class="muted">${pumpSetupWords.onlyAdmin()}</p>` : nothing
      }
      ${
        settings
          ? html`<fg-sharing-form
              .settings=${settings}
              .problem=${this.saveProblem}
              ?linked=${this.view.isLinked && this.view.user.role === 'admin'}
              ?saved=${this.isSaved}
              @save=${({ detail }: CustomEvent<SharingSettings>) => void this.#save(detail)}
            ></fg-sharing-form>`
          : nothing
      }
    </section>`;
  }

  #mayManage(): boolean {
    return mayManageDevices(this.view.user);
  }

  async #saveGroup({ id, setup }: GroupToSave): Promise<void> {
    const answer = await this.api.group(id, setup);
    this.groupProblem = 'problem' in answer ? answer.problem : undefined;
  }

  async #save(body: SharingSettings): Promise<void> {
    this.isSaved = false;
    const answer = await this.api.saveSettings(body);
    this.saveProblem = 'problem' in answer ? answer.problem : undefined;
    if ('problem' in answer) return;
    this.isSaved = true;
    this.#settings.put(answer.value);
  }
}

/** How a pump stands in a word, and why, the gravest first. */
function standingOf({ lockedOutBy, outOfService, isHeard, reasons, is }: PumpView) {
  const why = outOfService ?? reasons[0]?.sentence ?? '';
  if (lockedOutBy !== undefined) return { tone: 'fault', word: pumpSetupWords.lockedOut(), why };
  if (outOfService !== undefined) return { tone: 'wait', word: pumpSetupWords.outOfService(), why };
  if (!isHeard) return { tone: 'fault', word: pumpSetupWords.notHeard(), why };
  if (is === 'on') return { tone: '', word: pumpSetupWords.runs(), why };
  if (reasons.length > 0) return { tone: 'wait', word: pumpSetupWords.kept(), why };
  return { tone: '', word: pumpSetupWords.ready(), why };
}
