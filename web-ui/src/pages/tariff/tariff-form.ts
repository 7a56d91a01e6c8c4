import { isCurrency, minorDigitsOf, type RateWindow } from '@farmgate/gateway/contract';
import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { number } from '../../i18n/format.ts';
import { currencyName, money } from '../../i18n/money.ts';
import { tariffWords } from '../../i18n/tariff-words.ts';
import { weekdays } from '../../i18n/weekdays.ts';
import { withPeriods, type RateKind, type Row, type TariffDraft } from '../../points/tariff-draft.ts';
import { shared } from '../../styles/shared.ts';
import { chips } from '../history/chips.ts';
import { columnsOf } from './columns.ts';
import './rate-board.ts';
import { faultText, input, rowList, rowStyle, type Column } from './row-list.ts';

const kinds: Readonly<Record<RateKind, () => string>> = {
  flat: tariffWords.flat,
  slabs: tariffWords.slabs,
  'time-of-use': tariffWords.timeOfUse,
};
const LONG_LIST = 6;
/** What totals are rounded to, in minor units. */
const roundings = [5, 10, 25, 50, 100, 500, 1_000];

/** The terms of a tariff as fields. Fires `draft` with each change; what is wrong stands at its field. */
@customElement('fg-tariff-form')
export class TariffForm extends LitElement {
  static override readonly styles = [
    shared,
    chips,
    rowStyle,
    css`
      .two {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(min(100%, 13rem), 1fr));
        gap: var(--s3);
        align-items: end;
      }
      select[aria-invalid='true'],
      textarea[aria-invalid='true'] {
        border-color: var(--fault);
      }
    `,
  ];

  @property({ attribute: false }) draft!: TariffDraft;
  @property({ attribute: false }) faults: ReadonlyMap<string, string> = new Map();

  override render() {
    return html`<div class="stack">${this.#what()} ${this.#units()} ${this.#charges()} ${this.#more()}</div>`;
  }

  #what() {
    const code = this.draft.currency.trim().toUpperCase();
    const known = isCurrency(code)
      ? tariffWords.minorUnit(currencyName(code), money(1, code))
      : tariffWords.currencyHint();
    return html`<section class="card stack">
      <h2>${tariffWords.whatItIs()}</h2>
      <div class="two">
        ${this.#field('name', { key: 'name', label: tariffWords.name, kind: 'text' })}
        ${this.#field('currency', { key: 'currency', label: tariffWords.currency, kind: 'text' }, known)}
      </div>
      <slot></slot>
    </section>`;
  }

  #units() {
    const { kind } = this.draft;
    return html`<section class="card stack">
      <h2>${tariffWords.unit()}</h2>
      <div class="chips" role="group" aria-label=${tariffWords.unit()}>
        ${Object.entries(kinds).map(
          ([one, label]) =>
            html`<button
              type="button"
              aria-pressed=${one === kind}
              @click=${() => this.#put({ kind: one as RateKind })}
            >
              ${label()}
            </button>`,
        )}
      </div>
      ${this.#rate()}
    </section>`;
  }

  #rate() {
    switch (this.draft.kind) {
      case 'flat':
        return this.#field('rate', { key: 'rate', label: tariffWords.rate, kind: 'decimal' });
      case 'slabs':
        return this.#rows('slabs', {
          titleOf: (_row, at) => tariffWords.slab(number(at + 1)),
          add: { label: tariffWords.addSlab(), row: { rate: '' } },
          most: 20,
          least: 1,
        });
      case 'time-of-use':
        return this.#timeOfUse();
    }
  }

  #timeOfUse() {
    const { periods, usual, windows, holidays } = this.draft;
    const names = periods.map((row) => row['name'] ?? '');
    const days = weekdays('long');
    const list = this.#rows('holidays', {
      titleOf: (row, at) => row['day'] || days[at % 7] || '',
      add: { label: tariffWords.addHoliday(), row: { day: '', as: '7' } },
      most: 400,
    });
    return html`${this.#rows('periods', {
        titleOf: (row, at) => row['name'] || tariffWords.period(number(at + 1)),
        add: { label: tariffWords.addPeriod(), row: { name: '', rate: '' } },
        most: 8,
        least: 1,
        put: (rows) => this.#tell(withPeriods(this.draft, rows)),
      })}
      ${this.#field('usual', {
        key: 'usual',
        label: tariffWords.usual,
        kind: 'choice',
        choices: () => names.map((name) => [name, name] as const),
      })}
      <h3>${tariffWords.week()}</h3>
      ${[...this.faults].filter(([field]) => field.startsWith('windows')).map(([, fault]) => faultText(fault))}
      <fg-rate-board
        .windows=${windows}
        .periods=${names}
        .usual=${usual}
        @windows=${({ detail }: CustomEvent<RateWindow[]>) => this.#put({ windows: detail })}
      ></fg-rate-board>
      <h3>${tariffWords.holidays()}</h3>
      <p class="small muted">${tariffWords.holidaysMean()}</p>
      ${
        holidays.length > LONG_LIST
          ? html`<details ?open=${[...this.faults.keys()].some((field) => field.startsWith('holidays'))}>
              <summary>${tariffWords.nHolidays(number(holidays.length))}</summary>
              ${list}
            </details>`
          : list
      }`;
  }

  #charges() {
    const named = (row: Row, fallback: string) => row['name'] || fallback;
    return html`<section class="card stack">
        <h2>${tariffWords.fixed()}</h2>
        ${this.#rows('fixed', {
          titleOf: (row) => named(row, tariffWords.fixed()),
          add: { label: tariffWords.addFixed(), row: { name: '', rate: '', per: 'month' } },
          most: 10,
        })}
      </section>
      <section class="card stack">
        <h2>${tariffWords.surcharges()}</h2>
        <p class="small muted">${tariffWords.surchargesMean()}</p>
        ${this.#rows('surcharges', {
          titleOf: (row) => named(row, tariffWords.surcharges()),
          add: { label: tariffWords.addSurcharge(), row: { name: '', rate: '' } },
          most: 30,
        })}
      </section>
      <section class="card stack">
        <h2>${tariffWords.taxes()}</h2>
        ${this.#rows('taxes', {
          titleOf: (row) => named(row, tariffWords.taxes()),
          add: { label: tariffWords.addTax(), row: { name: '', percent: '', on: 'all' } },
          most: 8,
        })}
      </section>`;
  }

  #more() {
    const { sanctionedKw, minimum, roundTo, source } = this.draft;
    const fields = ['sanctionedKw', 'minimum', 'roundTo', 'source'];
    const isOpen = Boolean(sanctionedKw || minimum || roundTo) || fields.some((field) => this.faults.has(field));
    return html`<details class="card" ?open=${isOpen}>
        <summary>${tariffWords.more()}</summary>
        <div class="two">
          ${this.#field(
            'sanctionedKw',
            { key: 'sanctionedKw', label: tariffWords.sanctioned, kind: 'decimal' },
            tariffWords.sanctionedHint(),
          )}
          ${this.#field('minimum', { key: 'minimum', label: tariffWords.minimum, kind: 'decimal' })}
          ${this.#field('minimumPer', { ...columnsOf.per, label: tariffWords.per })}
          ${this.#field('roundTo', {
            key: 'roundTo',
            label: tariffWords.roundTo,
            kind: 'choice',
            choices: () => this.#roundings(),
          })}
        </div>
      </details>
      <label
        >${tariffWords.source()}<span class="hint">${tariffWords.sourceHint()}</span
        >${faultText(this.faults.get('source'))}<textarea
          name="source"
          rows="3"
          maxlength="600"
          .value=${source}
          @input=${({ target }: Event) => this.#put({ source: (target as HTMLTextAreaElement).value })}
        ></textarea>
      </label>`;
  }

  #roundings(): (readonly [string, string])[] {
    const code = this.draft.currency.trim().toUpperCase();
    const own = Number(this.draft.roundTo);
    const all = own > 0 && !roundings.includes(own) ? [own, ...roundings] : roundings;
    const name = (minor: number) => (isCurrency(code) ? money(minor, code) : String(minor / 10 ** minorDigitsOf(code)));
    return [['', tariffWords.noRounding()], ...all.map((minor) => [String(minor), name(minor)] as const)];
  }

  #rows(
    name: 'slabs' | 'periods' | 'holidays' | 'fixed' | 'surcharges' | 'taxes',
    list: Pick<Parameters<typeof rowList>[0], 'titleOf' | 'add' | 'most' | 'least'> & {
      readonly put?: (rows: readonly Row[]) => void;
    },
  ) {
    const put = list.put ?? ((rows: readonly Row[]) => this.#put({ [name]: rows }));
    return rowList({ ...list, name, columns: columnsOf[name], rows: this.draft[name], faults: this.faults, put });
  }

  #field(name: keyof TariffDraft, column: Column, hint = '') {
    const value = this.draft[name];
    const fault = this.faults.get(name);
    return html`<label
      >${column.label()}${hint ? html`<span class="hint">${hint}</span>` : nothing}${faultText(fault)}${input(column, {
        name,
        value: typeof value === 'string' ? value : '',
        isWrong: fault !== undefined,
        change: (text) => this.#put({ [name]: text }),
      })}</label
    >`;
  }

  #put(changes: Partial<TariffDraft>): void {
    this.#tell({ ...this.draft, ...changes });
  }

  #tell(draft: TariffDraft): void {
    this.draft = draft;
    this.dispatchEvent(new CustomEvent('draft', { detail: draft }));
  }
}
