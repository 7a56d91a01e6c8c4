import type { BudgetStanding, BudgetView } from '@farmgate/gateway/contract';
import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Answer } from '../../api/answer.ts';
import { refusalText } from '../../components/field-error.ts';
import { budgetWords } from '../../i18n/budget-words.ts';
import { number } from '../../i18n/format.ts';
import { kwh, money } from '../../i18n/money.ts';
import { words } from '../../i18n/words.ts';
import { shared } from '../../styles/shared.ts';

const ticks = [50, 80, 100];

/** A budget, how much of it is used, and how much will be. Fires `change`, `remove` and `retry`. */
@customElement('fg-budget-card')
export class BudgetCard extends LitElement {
  static override readonly styles = [
    shared,
    css`
      .head {
        display: grid;
        grid-template-columns: minmax(0, 1fr) auto;
        gap: 0 var(--s3);
        align-items: start;
      }
      .state {
        font-weight: 700;
        color: var(--level);
      }
      .fine {
        --level: var(--run);
      }
      .near,
      .will-pass {
        --level: var(--wait);
      }
      .passed {
        --level: var(--fault);
      }
      .unknown {
        --level: var(--off);
      }
      .track {
        position: relative;
        height: 24px;
        border: 1.5px solid var(--border);
        border-radius: 8px;
        background: var(--bg);
        overflow: hidden;
      }
      .fill,
      .ahead {
        position: absolute;
        inset-block: 0;
        inset-inline-start: 0;
      }
      .fill {
        background: var(--level);
      }
      .ahead {
        background: repeating-linear-gradient(-45deg, var(--level) 0 3px, transparent 3px 7px);
      }
      .tick {
        position: absolute;
        inset-block: 0;
        width: 2px;
        background: var(--text);
        box-shadow: 0 0 0 1px var(--surface);
      }
      .labels {
        position: relative;
        height: 1.25rem;
      }
      .labels span {
        position: absolute;
        transform: translateX(-50%);
      }
      .labels:dir(rtl) span {
        transform: translateX(50%);
      }
      .labels .end {
        transform: translateX(-100%);
      }
      .labels:dir(rtl) .end {
        transform: translateX(100%);
      }
    `,
  ];

  @property({ attribute: false }) budget!: BudgetView;
  /** How it stands, or why that is not known; undefined while it is fetched. */
  @property({ attribute: false }) answer: Answer<BudgetStanding> | undefined;
  /** Whose it is. */
  @property() whose = '';
  /** Of the tariff that holds. */
  @property() currency = '';
  @property({ type: Boolean }) editable = false;

  override render() {
    const { name } = this.budget.entry;
    const level = this.#level();
    return html`<section class="card stack number ${level}">
      <div class="head">
        <div>
          <h2>${name}</h2>
          <p class="small muted">${this.whose}</p>
        </div>
        ${level === 'unknown' ? nothing : html`<p class="state" data-level=${level}>${levelWords[level]()}</p>`}
      </div>
      ${this.#standing(name)}
      ${
        this.editable
          ? html`<div class="row">
              <button aria-label=${budgetWords.change(name)} @click=${() => this.#tell('change')}>
                ${budgetWords.changeShort()}
              </button>
              <button aria-label=${budgetWords.remove(name)} @click=${() => this.#tell('remove')}>
                ${budgetWords.removeShort()}
              </button>
            </div>`
          : nothing
      }
    </section>`;
  }

  #standing(name: string) {
    if (!this.answer) return html`<p class="muted" aria-busy="true">${words.loading()}</p>`;
    if ('value' in this.answer) return this.#bar(this.answer.value, name);
    return html`<div class="row">
      ${refusalText(this.answer.problem)} <button @click=${() => this.#tell('retry')}>${words.retry()}</button>
    </div>`;
  }

  #bar({ used, limit, forecast }: BudgetStanding, name: string) {
    if (used === undefined) return html`<p class="muted">${budgetWords.noTariff()}</p>`;
    const percent = (used * 100) / limit;
    const ahead = ((forecast ?? used) * 100) / limit;
    // Something far over its limit is still a bar with its marks.
    const scale = Math.min(200, Math.max(100, percent, ahead));
    const at = (share: number) => Math.min(100, (share / scale) * 100);
    const said = budgetWords.usedOf(this.#amount(used), this.#amount(limit));
    return html`<p>
        <strong>${said}</strong> <span class="muted">· ${budgetWords.percent(number(Math.floor(percent)))}</span>
      </p>
      <div>
        <div
          class="track"
          role="meter"
          aria-label=${name}
          aria-valuemin="0"
          aria-valuemax="100"
          aria-valuenow=${Math.min(100, Math.floor(percent))}
          aria-valuetext=${said}
        >
          <div class="ahead" .style=${`width: ${at(ahead)}%`}></div>
          <div class="fill" .style=${`width: ${at(percent)}%`}></div>
          ${ticks.map((tick) => html`<div class="tick" .style=${`inset-inline-start: ${at(tick)}%`}></div>`)}
        </div>
        <div class="labels small muted" aria-hidden="true">
          ${ticks.map((tick) => html`<span class=${at(tick) > 95 ? 'end' : ''} .style=${`inset-inline-start: ${at(tick)}%`}>${number(tick)}</span>`)}
        </div>
      </div>
      ${
        forecast === undefined || forecast <= used
          ? nothing
          : html`<p class="small">
              ${budgetWords.willBe(this.#amount(forecast), number(Math.floor(ahead)))}
              <span class="muted">${budgetWords.expectedIs()}</span>
            </p>`
      }`;
  }

  get #known(): BudgetStanding | undefined {
    return this.answer && 'value' in this.answer ? this.answer.value : undefined;
  }

  #amount(value: number): string {
    const { currency = this.currency } = this.#known ?? {};
    return this.budget.entry.measure === 'money' && currency ? money(value, currency) : kwh(value / 1000);
  }

  #level(): Level {
    const { used, limit, forecast } = this.#known ?? {};
    if (used === undefined || limit === undefined) return 'unknown';
    if (used >= limit) return 'passed';
    if (forecast !== undefined && forecast > limit) return 'will-pass';
    return used * 100 >= limit * 80 ? 'near' : 'fine';
  }

  #tell(name: 'change' | 'remove' | 'retry'): void {
    this.dispatchEvent(new CustomEvent(name));
  }
}

type Level = 'passed' | 'will-pass' | 'near' | 'fine' | 'unknown';

const levelWords: Readonly<Record<Exclude<Level, 'unknown'>, () => string>> = {
  passed: budgetWords.passed,
  'will-pass': budgetWords.willPass,
  near: budgetWords.near,
  fine: budgetWords.fine,
};
