import { minorDigitsOf, type BudgetEntry, type BudgetView, type User } from '@farmgate/gateway/contract';
import { LitElement, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Refusal } from '../../api/answer.ts';
import { refusalText } from '../../components/field-error.ts';
import { FormValues } from '../../components/form.ts';
import { pointOptions } from '../../components/point-options.ts';
import { budgetWords } from '../../i18n/budget-words.ts';
import { words } from '../../i18n/words.ts';
import { mainText, minorOf } from '../../points/amounts.ts';
import { readPoint, valueOfPoint, type PointChoice } from '../../points/point-choices.ts';
import { shared } from '../../styles/shared.ts';

const measures = ['money', 'energy'] as const;
/** A Wh is the finest of a kWh. */
const KWH_DIGITS = 3;

/** What a month may come to. Fires `save` with the whole budget, and `cancel`. */
@customElement('fg-budget-form')
export class BudgetForm extends LitElement {
  static override readonly styles = [shared];

  /** Undefined: a new one. */
  @property({ attribute: false }) budget: BudgetView | undefined;
  @property({ attribute: false }) choices: readonly PointChoice[] = [];
  @property({ attribute: false }) people: readonly Pick<User, 'id' | 'name'>[] = [];
  /** Of the tariff that holds; without one money cannot be counted. */
  @property() currency = '';
  @property({ attribute: false }) problem: Refusal | undefined;
  @property({ type: Boolean }) linked = false;
  @state() private isWrong = false;

  override render() {
    const entry = this.budget?.entry;
    const own = entry?.subject.kind === 'point' ? valueOfPoint(entry.subject) : undefined;
    return html`<form class="card stack" @submit=${(event: SubmitEvent) => this.#save(event)}>
      <h2 tabindex="-1">${entry ? budgetWords.change(entry.name) : budgetWords.newBudget()}</h2>
      <label
        >${budgetWords.name()}<input
          name="name"
          required
          maxlength="80"
          autocomplete="off"
          .defaultValue=${entry?.name ?? ''}
      /></label>
      <label
        >${budgetWords.subject()}<select name="subject">
          ${pointOptions(this.choices, own, budgetWords.wholeFarm())} ${this.#people(entry)}
        </select></label
      >
      <label
        >${budgetWords.measure()}<select name="measure">
          ${measures.map(
            (one) =>
              html`<option
                value=${one}
                ?selected=${one === (entry?.measure ?? (this.currency ? 'money' : 'energy'))}
                ?disabled=${one === 'money' && !this.currency}
              >
                ${one === 'energy' ? budgetWords.energy() : this.currency ? budgetWords.money(this.currency) : budgetWords.moneyPlain()}
              </option>`,
          )}
        </select></label
      >
      <label
        >${budgetWords.limit()}${this.isWrong ? html`<span class="error small">${budgetWords.notANumber()}</span>` : nothing}<input
          name="limit"
          inputmode="decimal"
          required
          autocomplete="off"
          aria-invalid=${this.isWrong}
          .defaultValue=${entry ? mainText(entry.limit, this.#digits(entry.measure)) : ''}
      /></label>
      ${refusalText(this.problem)}
      <div class="row">
        <button type="button" @click=${() => this.dispatchEvent(new CustomEvent('cancel'))}>${words.cancel()}</button>
        <button class="primary" ?disabled=${!this.linked}>${budgetWords.save()}</button>
      </div>
    </form>`;
  }

  /** By an id without a space, which no point has. */
  #people(entry: BudgetEntry | undefined) {
    const own = entry?.subject.kind === 'user' ? entry.subject.user : undefined;
    return this.people.map(
      ({ id, name }) => html`<option value=${id} ?selected=${id === own}>${budgetWords.runsOf(name)}</option>`,
    );
  }

  #digits(measure: BudgetEntry['measure']): number {
    return measure === 'energy' ? KWH_DIGITS : minorDigitsOf(this.currency);
  }

  #save(event: SubmitEvent): void {
    const form = new FormValues(event);
    const measure = form.choice('measure', measures);
    const limit = minorOf(form.text('limit'), this.#digits(measure));
    this.isWrong = limit === undefined || limit === 0;
    if (limit === undefined || this.isWrong) return;
    const subject = subjectOf(form.text('subject'));
    const detail: BudgetEntry = { name: form.text('name'), subject, measure, limit };
    this.dispatchEvent(new CustomEvent('save', { detail }));
  }
}

function subjectOf(text: string): BudgetEntry['subject'] {
  const point = readPoint(text);
  if (point) return { kind: 'point', ...point };
  return text === '' ? { kind: 'site' } : { kind: 'user', user: text };
}
