import type { PumpDetail, PumpSetup, PumpUsual } from '@farmgate/gateway/contract';
import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Answer, Refusal } from '../api/answer.ts';
import type { MotorSize, PumpAdminApi } from '../api/pump-admin-api.ts';
import { fetchState } from '../components/fetch-state.ts';
import { refusalText } from '../components/field-error.ts';
import { pumpSetupWords } from '../i18n/pump-setup-words.ts';
import { words } from '../i18n/words.ts';
import { Fetched } from '../state/fetched.ts';
import { shared } from '../styles/shared.ts';
import './pump-setup/learn-card.ts';
import './pump-setup/pump-form.ts';
import './pump-setup/state-card.ts';
import type { PumpDeed } from './pump-setup/state-card.ts';
import { mayManageDevices, type View } from './view.ts';

/** While the gateway learns, what it has measured is asked for so often. */
const LEARNING_MS = 3_000;

/** What it is called. */
export const title = pumpSetupWords.pump;

/** One pump as who sets it up sees it, or a new one: how it stands, its usual current, and all that is said of it. */
@customElement('fg-pump-edit-page')
export class PumpEditPage extends LitElement {
  static override readonly styles = [
    shared,
    css`
      .page {
        max-width: 52rem;
      }
    `,
  ];

  @property({ attribute: false }) view!: View;
  /** Empty: a new one. */
  @property() pump = '';
  @property({ attribute: false }) api!: PumpAdminApi;
  @property({ attribute: false }) go!: (path: string) => void;
  @state() private usual: PumpUsual | undefined;
  @state() private problem: Refusal | undefined;
  @state() private deedProblem: Refusal | undefined;
  @state() private isBusy = false;
  @state() private isSaved = false;
  #asking: ReturnType<typeof setInterval> | undefined;
  readonly #detail = new Fetched<PumpDetail | undefined>(
    this,
    () => (this.pump && this.#mayManage() ? this.api.pump(this.pump) : Promise.resolve({ value: undefined })),
    () => this.view.farm?.sharing?.pumps.find(({ id }) => id === this.pump),
  );
  readonly #settings = new Fetched(this, () => this.api.settings());

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearInterval(this.#asking);
  }

  protected override updated(): void {
    const isLearning = this.#detail.value.value?.learning.isAwaited ?? false;
    if (isLearning === (this.#asking !== undefined)) return;
    clearInterval(this.#asking);
    this.#asking = isLearning ? setInterval(() => void this.#detail.load(), LEARNING_MS) : undefined;
  }

  override render() {
    const detail = this.#detail.value.value;
    const title = this.pump ? (detail?.pump.name ?? pumpSetupWords.pump()) : pumpSetupWords.newPump();
    return html`<div class="stack page">
      <p><a href="/pump-setup">← ${words.pumpSetup()}</a></p>
      <h1 tabindex="-1">${title}</h1>
      ${this.#mayManage() ? this.#body(detail) : html`<p class="card">${pumpSetupWords.onlyThose()}</p>`}
    </div>`;
  }

  #body(detail: PumpDetail | undefined) {
    if (!this.pump) return this.#form(undefined);
    if (this.#detail.value.problem?.code === 'not-found') return html`<p class="card">${pumpSetupWords.gone()}</p>`;
    return html`${fetchState(this.#detail)} ${detail ? html`${this.#standing(detail)} ${this.#form(detail)}` : nothing}`;
  }

  #standing({ pump, learning }: PumpDetail) {
    const { now, isLinked, user } = this.view;
    return html`<fg-pump-state
        .pump=${pump}
        .now=${now}
        ?linked=${isLinked}
        ?admin=${user.role === 'admin'}
        @deed=${({ detail }: CustomEvent<PumpDeed>) => void this.#do(detail)}
      ></fg-pump-state>
      ${refusalText(this.deedProblem)}
      <fg-learn-card
        .learning=${learning}
        .now=${now}
        ?on=${pump.is === 'on'}
        ?linked=${isLinked}
        @learn=${() => void this.#put(this.api.learn(this.pump))}
        @forget=${() => void this.#put(this.api.forget(this.pump))}
      ></fg-learn-card>`;
  }

  #form(detail: PumpDetail | undefined) {
    const { farm, isLinked } = this.view;
    return html`<fg-pump-form
        .detail=${detail}
        .devices=${farm?.devices ?? []}
        .pumps=${farm?.sharing?.pumps ?? []}
        .groups=${farm?.sharing?.groups ?? []}
        .transformers=${Object.keys(this.#settings.value.value?.transformers ?? {})}
        .usual=${this.usual}
        .problem=${this.problem}
        ?linked=${isLinked}
        ?busy=${this.isBusy}
        @size=${({ detail: size }: CustomEvent<MotorSize>) => void this.#suggest(size)}
        @save=${({ detail: setup }: CustomEvent<PumpSetup>) => void this.#save(setup)}
      ></fg-pump-form>
      <p role="status" class=${this.isSaved ? '' : 'hidden'}>${this.isSaved ? pumpSetupWords.saved() : ''}</p>`;
  }

  #mayManage(): boolean {
    return mayManageDevices(this.view.user);
  }

  async #suggest(size: MotorSize): Promise<void> {
    const answer = await this.api.usual(size);
    if ('value' in answer) this.usual = answer.value;
  }

  async #save(setup: PumpSetup): Promise<void> {
    this.isBusy = true;
    this.isSaved = false;
    const answer = this.pump ? await this.api.change(this.pump, setup) : await this.api.add(setup);
    this.isBusy = false;
    this.problem = 'problem' in answer ? answer.problem : undefined;
    if ('problem' in answer) return;
    if ('setup' in answer.value) this.#detail.put(answer.value);
    else return this.go(`/pump-setup/${answer.value.id}`);
    this.isSaved = true;
  }

  async #put(asked: Promise<Answer<PumpDetail>>): Promise<void> {
    const answer = await asked;
    this.deedProblem = 'problem' in answer ? answer.problem : undefined;
    if ('value' in answer) this.#detail.put(answer.value);
  }

  async #do(deed: PumpDeed): Promise<void> {
    const answer = await this.#send(deed);
    this.deedProblem = 'problem' in answer ? answer.problem : undefined;
    if ('problem' in answer) return;
    if (deed.what === 'remove') this.go('/pump-setup');
    else await this.#detail.load();
  }

  #send(deed: PumpDeed): Promise<Answer<unknown>> {
    const { api, pump } = this;
    switch (deed.what) {
      case 'reset':
        return api.reset(pump, { reason: deed.reason });
      case 'off-at-panel':
        return api.offAtPanel(pump, { reason: deed.reason });
      case 'take-out':
        return api.service(pump, { outOfService: deed.reason });
      case 'put-back':
        return api.service(pump, { outOfService: null });
      case 'remove':
        return api.remove(pump);
    }
  }
}
