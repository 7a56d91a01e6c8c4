import type { TariffEntry, TariffPreset, TariffView } from '@farmgate/gateway/contract';
import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { updateWhenLocaleChanges } from '@lit/localize';
import type { Answer, Refusal } from '../api/answer.ts';
import type { EnergyApi } from '../api/energy-api.ts';
import { fetchState } from '../components/fetch-state.ts';
import { refusalText } from '../components/field-error.ts';
import '../components/reason-dialog.ts';
import type { ReasonDialog } from '../components/reason-dialog.ts';
import { number } from '../i18n/format.ts';
import { kwh, money } from '../i18n/money.ts';
import { tariffWords } from '../i18n/tariff-words.ts';
import { monthAt, monthsOn } from '../points/months.ts';
import { momentOf, wallText } from '../points/site-time.ts';
import { draftOf, emptyDraft, faultsOf, termsOf, type TariffDraft } from '../points/tariff-draft.ts';
import { Fetched } from '../state/fetched.ts';
import { LeaveGuard } from '../state/leave-guard.ts';
import { TariffTrier } from '../state/tariff-trier.ts';
import { shared } from '../styles/shared.ts';
import './tariff/past-list.ts';
import './tariff/preset-list.ts';
import './tariff/tariff-form.ts';
import { faultText } from './tariff/row-list.ts';
import './tariff/trial-card.ts';
import type { View } from './view.ts';

export const title = tariffWords.tariff;

/** Beside what somebody asks for. Unit: kWh in a month. */
const examples = [50, 300, 1_000];

/** One tariff as who runs the farm writes it, or a new one: its fields, what a month would cost by it, and what it was before. */
@customElement('fg-tariff-edit-page')
export class TariffEditPage extends LitElement {
  static override readonly styles = [
    shared,
    css`
      @media (min-width: 62rem) {
        .with-trial {
          display: grid;
          grid-template-columns: minmax(0, 2fr) minmax(18rem, 1fr);
          gap: var(--s4);
          align-items: start;
        }
        fg-trial-card {
          position: sticky;
          top: var(--s4);
        }
      }
      form {
        max-width: none;
      }
    `,
  ];

  @property({ attribute: false }) view!: View;
  /** Empty: a new one. */
  @property() tariff = '';
  @property({ attribute: false }) api!: EnergyApi;
  @property({ attribute: false }) go!: (path: string) => void;
  @state() private draft: TariffDraft | undefined;
  @state() private validFrom = '';
  @state() private reason = '';
  @state() private energy = 100;
  @state() private problem: Refusal | undefined;
  @state() private isBusy = false;
  @state() private isDirty = false;
  /** How often it was tried before it was to be saved. */
  #triedBefore = 0;
  @state() private isTakenBack = false;
  @query('fg-reason-dialog') private readonly dialog!: ReasonDialog;
  readonly #tariffs = new Fetched(this, () => this.api.tariffs());
  readonly #presets = new Fetched(this, () =>
    this.tariff ? Promise.resolve({ value: { presets: [] } }) : this.api.presets(),
  );
  readonly #versions = new Fetched(this, () =>
    this.tariff && this.#isAdmin ? this.api.versions(this.tariff) : Promise.resolve({ value: { versions: [] } }),
  );
  readonly #trier = new TariffTrier(this, (trial) => this.api.tryOut(trial));
  readonly #guard = new LeaveGuard(
    this,
    (path) => this.#askToLeave(path),
    () => this.isDirty,
  );

  constructor() {
    super();
    updateWhenLocaleChanges(this);
  }

  protected override willUpdate(): void {
    const own = this.#own;
    if (!this.draft && own) this.#begin(draftOf(own.terms), own.validFrom);
  }

  override render() {
    const name = this.tariff ? (this.#own?.terms.name ?? tariffWords.tariff()) : tariffWords.newTariff();
    return html`<div class="stack">
      <p><a href="/energy/tariffs">← ${tariffWords.tariffs()}</a></p>
      <h1 tabindex="-1">${name}</h1>
      ${this.#isAdmin ? this.#body() : html`<p class="card">${tariffWords.onlyAdmins()}</p>`}
      <fg-reason-dialog linked></fg-reason-dialog>
    </div>`;
  }

  #body() {
    if (!this.#tariffs.value.value) return fetchState(this.#tariffs);
    if (this.tariff && !this.#own) return html`<p class="card">${tariffWords.gone()}</p>`;
    return this.draft ? this.#form(this.draft) : this.#choice();
  }

  #choice() {
    const presets = this.#presets.value.value?.presets;
    if (!presets) return fetchState(this.#presets);
    return html`<fg-preset-list
      .presets=${presets}
      @begin=${({ detail }: CustomEvent<TariffPreset | undefined>) => this.#beginNew(detail)}
    ></fg-preset-list>`;
  }

  #form(draft: TariffDraft) {
    return html`<div class="with-trial stack">
      <form class="stack" novalidate @submit=${(event: SubmitEvent) => void this.#save(event)}>
        ${this.isTakenBack ? html`<p class="card" role="status">${tariffWords.takenBack()}</p>` : nothing}
        <fg-tariff-form
          .draft=${draft}
          .faults=${this.#faults}
          @draft=${({ detail }: CustomEvent<TariffDraft>) => this.#change(detail)}
          >${this.#since()}</fg-tariff-form
        >
        ${this.#saving()}
      </form>
      <div class="stack">
        <fg-trial-card
          .bills=${this.#trier.bills}
          .energy=${this.energy}
          @energy=${({ detail }: CustomEvent<number>) => this.#tryWith(detail)}
        ></fg-trial-card>
        <fg-tariff-past
          .versions=${this.#versions.value.value?.versions ?? []}
          @back=${({ detail }: CustomEvent<TariffView>) => this.#takeBack(detail)}
        ></fg-tariff-past>
      </div>
    </div>`;
  }

  /** Since when it holds, and why, where that changes what is past. */
  #since() {
    const faults = this.#faults;
    return html`<div class="stack">
      <label
        >${tariffWords.validFrom()}<span class="hint">${tariffWords.validHint()}</span
        >${faultText(faults.get('validFrom'))}<input
          type="datetime-local"
          name="validFrom"
          step="900"
          aria-invalid=${faults.has('validFrom')}
          .value=${this.validFrom}
          @change=${({ target }: Event) => this.#changeFrom((target as HTMLInputElement).value)}
      /></label>
      ${
        this.#changesPast
          ? html`<label
              >${tariffWords.reason()}<span class="hint">${tariffWords.reasonHint()}</span
              >${faultText(faults.get('reason'))}<input
                name="reason"
                maxlength="200"
                autocomplete="off"
                aria-invalid=${faults.has('reason')}
                .value=${this.reason}
                @input=${({ target }: Event) => (this.reason = (target as HTMLInputElement).value)}
            /></label>`
          : nothing
      }
    </div>`;
  }

  #saving() {
    const [bill] = this.#trier.bills;
    const isAtFields = (this.problem?.errors?.length ?? 0) > 0;
    return html`${isAtFields ? this.#faultCount() : refusalText(this.problem)}
      ${bill ? html`<p class="number">${tariffWords.exampleFor(kwh(bill.energyKwh))} <strong>${money(bill.total, bill.currency)}</strong></p>` : nothing}
      <div class="row">
        <button class="primary" ?disabled=${!this.view.isLinked || this.isBusy}>${tariffWords.save()}</button>
        ${this.tariff ? html`<button type="button" @click=${() => this.#askToRemove()}>${tariffWords.remove()}</button>` : html`<button type="button" @click=${() => this.#beginAgain()}>${tariffWords.backToBegin()}</button>`}
      </div>`;
  }

  /** Nothing once all of it is mended. */
  #faultCount() {
    const { size } = this.#faults;
    return size > 0 ? html`<p class="error" role="alert">${tariffWords.faults(number(size))}</p>` : nothing;
  }

  get #isAdmin(): boolean {
    return this.view.user.role === 'admin';
  }

  get #own(): TariffView | undefined {
    return this.#tariffs.value.value?.tariffs.find(({ id }) => id === this.tariff);
  }

  /** Once it was to be saved, each change shows anew what is still wrong. */
  get #faults(): ReadonlyMap<string, string> {
    if (!this.problem) return new Map();
    const others = (this.problem.errors ?? []).filter(({ pointer }) => !pointer.startsWith('/terms'));
    const now =
      this.#trier.answered > this.#triedBefore ? (this.#trier.problem?.errors ?? []) : (this.problem.errors ?? []);
    return faultsOf([...others, ...now]);
  }

  get #from(): number | undefined {
    return momentOf(this.validFrom);
  }

  /** The gateway asks why. Of the very first tariff it does not: there were no bills. */
  get #changesPast(): boolean {
    const isFirst = !this.tariff && this.#tariffs.value.value?.tariffs.length === 0;
    const from = Math.min(this.#from ?? Infinity, this.#own?.validFrom ?? Infinity);
    return !isFirst && from < this.view.now;
  }

  #beginNew(preset: TariffPreset | undefined): void {
    const isFirst = this.#tariffs.value.value?.tariffs.length === 0;
    const next = `${monthsOn(monthAt(this.view.now), 1)}-01T00:00`;
    // The first one is to hold for all that was measured.
    const since = preset && isFirst ? `${preset.asOf}-01T00:00` : isFirst ? `${monthAt(this.view.now)}-01T00:00` : next;
    this.#begin(preset ? draftOf(preset.terms) : emptyDraft, momentOf(since) ?? this.view.now);
    void this.updateComplete.then(() => this.renderRoot.querySelector<HTMLElement>('h1')?.focus());
  }

  #begin(draft: TariffDraft, validFrom: number): void {
    this.draft = draft;
    this.validFrom = wallText(validFrom);
    this.#try(draft);
  }

  #beginAgain(): void {
    this.draft = undefined;
    this.problem = undefined;
    this.isDirty = false;
  }

  #change(draft: TariffDraft): void {
    this.draft = draft;
    this.isDirty = true;
    this.#try(draft);
  }

  #changeFrom(text: string): void {
    this.validFrom = text;
    this.isDirty = true;
  }

  #tryWith(energy: number): void {
    this.energy = energy;
    if (this.draft) this.#try(this.draft);
  }

  #try(draft: TariffDraft): void {
    this.#trier.want({ terms: termsOf(draft), energyKwh: [this.energy, ...examples] });
  }

  async #save(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    if (!this.draft) return;
    const reason = this.#changesPast ? this.reason.trim() : '';
    const entry: TariffEntry = {
      terms: termsOf(this.draft),
      validFrom: this.#from ?? -1,
      ...(reason ? { reason } : {}),
    };
    this.isBusy = true;
    const answer = this.tariff ? await this.api.changeTariff(this.tariff, entry) : await this.api.addTariff(entry);
    this.isBusy = false;
    this.#triedBefore = this.#trier.answered;
    if (this.#settled(answer)) return this.#leave('/energy/tariffs');
    await this.updateComplete;
    this.#showFault();
  }

  /** Brings the first field that is wrong into view. */
  #showFault(): void {
    const form = this.renderRoot.querySelector('fg-tariff-form');
    const wrong = [form?.shadowRoot, this.renderRoot].flatMap(
      (root) => root?.querySelector<HTMLElement>('[aria-invalid=true]') ?? [],
    );
    wrong[0]?.focus();
  }

  #askToRemove(): void {
    this.dialog.ask({
      title: tariffWords.remove(),
      text: tariffWords.removeMeans(),
      action: tariffWords.remove(),
      isGrave: true,
      onYes: (reason) => void this.#remove(reason),
    });
  }

  async #remove(reason: string): Promise<void> {
    if (this.#settled(await this.api.removeTariff(this.tariff, reason))) this.#leave('/energy/tariffs');
  }

  /** Whether it was done; else it says why not. */
  #settled(answer: Answer<unknown>): boolean {
    this.problem = 'problem' in answer ? answer.problem : undefined;
    return !this.problem;
  }

  #takeBack({ terms }: TariffView): void {
    this.#change(draftOf(terms));
    this.isTakenBack = true;
    scrollTo(0, 0);
  }

  #askToLeave(path: string): void {
    this.dialog.ask({
      title: tariffWords.leave(),
      text: tariffWords.leaveMeans(),
      action: tariffWords.leaveYes(),
      isGrave: true,
      isPlain: true,
      onYes: () => this.#leave(path),
    });
  }

  #leave(path: string): void {
    this.isDirty = false;
    this.#guard.release();
    this.go(path);
  }
}
