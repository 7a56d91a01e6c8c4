import type { BudgetEntry, BudgetStanding, BudgetView } from '@farmgate/gateway/contract';
import { LitElement, html, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { updateWhenLocaleChanges } from '@lit/localize';
import type { Answer, Refusal } from '../api/answer.ts';
import type { EnergyApi } from '../api/energy-api.ts';
import { fetchState } from '../components/fetch-state.ts';
import { refusalText } from '../components/field-error.ts';
import '../components/reason-dialog.ts';
import type { ReasonDialog } from '../components/reason-dialog.ts';
import { budgetWords } from '../i18n/budget-words.ts';
import { energyWords } from '../i18n/energy-words.ts';
import { words } from '../i18n/words.ts';
import { loadName } from '../points/load-name.ts';
import { meteredPoints } from '../points/metered-points.ts';
import { Fetched } from '../state/fetched.ts';
import { columns } from '../styles/columns.ts';
import { shared } from '../styles/shared.ts';
import './budgets/budget-card.ts';
import './budgets/budget-form.ts';
import type { View } from './view.ts';

export const title = budgetWords.budgets;

/** What a month may come to, of the farm and of single loads, and how each stands. */
@customElement('fg-budgets-page')
export class BudgetsPage extends LitElement {
  static override readonly styles = [shared, columns];

  @property({ attribute: false }) view!: View;
  @property({ attribute: false }) api!: EnergyApi;
  /** The one that is written: its id, or `new`. */
  @state() private written: string | undefined;
  @state() private problem: Refusal | undefined;
  @state() private standings: ReadonlyMap<string, Answer<BudgetStanding>> = new Map();
  @query('fg-reason-dialog') private readonly dialog!: ReasonDialog;
  readonly #budgets = new Fetched(this, () => this.#fetch());
  readonly #tariffs = new Fetched(this, () => this.api.tariffs());
  /** Who is called what is for admins. */
  readonly #users = new Fetched(this, () =>
    this.#isAdmin ? this.api.users() : Promise.resolve({ value: { users: [] } }),
  );

  constructor() {
    super();
    updateWhenLocaleChanges(this);
  }

  override render() {
    const budgets = this.#budgets.value.value?.budgets;
    return html`<div class="stack">
      <p><a href="/energy">← ${words.energy()}</a></p>
      <h1 tabindex="-1">${budgetWords.budgets()}</h1>
      <p class="muted">${budgetWords.means()}</p>
      ${this.#isAdmin ? nothing : html`<p class="muted">${energyWords.onlyAdmins()}</p>`}
      ${this.written === undefined ? refusalText(this.problem) : nothing}
      ${budgets ? this.#list(budgets) : fetchState(this.#budgets)}
      <fg-reason-dialog ?linked=${this.view.isLinked}></fg-reason-dialog>
    </div>`;
  }

  #list(budgets: readonly BudgetView[]) {
    return html`${budgets.length === 0 && this.written === undefined ? html`<p class="card">${budgetWords.none()}</p>` : nothing}
      <div class="beside">
        ${budgets.map((budget) => (this.written === budget.id ? this.#form(budget) : this.#card(budget)))}
      </div>
      ${this.written === 'new' ? this.#form(undefined) : nothing}
      ${
        this.#isAdmin && this.written === undefined
          ? html`<p><button class="primary" @click=${() => this.#write('new')}>${budgetWords.add()}</button></p>`
          : nothing
      }`;
  }

  #card(budget: BudgetView) {
    return html`<fg-budget-card
      .budget=${budget}
      .answer=${this.standings.get(budget.id)}
      .whose=${this.#whose(budget)}
      .currency=${this.#currency}
      ?editable=${this.#isAdmin}
      @change=${() => this.#write(budget.id)}
      @remove=${() => this.#askToRemove(budget)}
      @retry=${() => void this.#fetchStandings([budget])}
    ></fg-budget-card>`;
  }

  #form(budget: BudgetView | undefined) {
    return html`<fg-budget-form
      .budget=${budget}
      .choices=${meteredPoints(this.view.farm?.devices ?? [])}
      .people=${this.#users.value.value?.users ?? []}
      .currency=${this.#currency}
      .problem=${this.problem}
      ?linked=${this.view.isLinked}
      @cancel=${() => this.#write(undefined)}
      @save=${({ detail }: CustomEvent<BudgetEntry>) => void this.#save(detail, budget)}
    ></fg-budget-form>`;
  }

  #whose({ entry: { subject } }: BudgetView): string {
    switch (subject.kind) {
      case 'site':
        return budgetWords.wholeFarm();
      case 'point':
        return loadName(subject, this.view.farm?.devices ?? []);
      case 'user':
        return budgetWords.runsOf(this.#nameOf(subject.user));
    }
  }

  #nameOf(user: string): string {
    const { id, name } = this.view.user;
    return user === id ? name : (this.#users.value.value?.users.find((one) => one.id === user)?.name ?? user);
  }

  get #isAdmin(): boolean {
    return this.view.user.role === 'admin';
  }

  get #currency(): string {
    const tariffs = this.#tariffs.value.value?.tariffs ?? [];
    return (tariffs.findLast(({ validFrom }) => validFrom <= this.view.now) ?? tariffs[0])?.terms.currency ?? '';
  }

  /** The list first; how each stands comes one after the other, for each takes a bill. */
  async #fetch(): Promise<Answer<{ budgets: BudgetView[] }>> {
    const answer = await this.api.budgets();
    if ('value' in answer) void this.#fetchStandings(answer.value.budgets);
    return answer;
  }

  async #fetchStandings(budgets: readonly BudgetView[]): Promise<void> {
    for (const { id } of budgets) {
      if (!this.isConnected) return;
      const answer = await this.api.standing(id);
      this.standings = new Map(this.standings).set(id, answer);
    }
  }

  #write(written: string | undefined): void {
    this.written = written;
    this.problem = undefined;
  }

  async #save(entry: BudgetEntry, budget: BudgetView | undefined): Promise<void> {
    const answer = budget ? await this.api.changeBudget(budget.id, entry) : await this.api.addBudget(entry);
    if (!this.#settled(answer)) return;
    this.written = undefined;
    await this.#budgets.load();
  }

  #askToRemove(budget: BudgetView): void {
    this.dialog.ask({
      title: budgetWords.remove(budget.entry.name),
      text: budgetWords.removeMeans(),
      action: budgetWords.removeShort(),
      isGrave: true,
      isPlain: true,
      onYes: () => void this.#remove(budget),
    });
  }

  async #remove({ id }: BudgetView): Promise<void> {
    if (this.#settled(await this.api.removeBudget(id))) await this.#budgets.load();
  }

  /** Whether it was done; else it says why not. */
  #settled(answer: Answer<unknown>): boolean {
    this.problem = 'problem' in answer ? answer.problem : undefined;
    return !this.problem;
  }
}
