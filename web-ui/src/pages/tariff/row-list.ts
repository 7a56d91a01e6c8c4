import { css, html, nothing, type TemplateResult } from 'lit';
import { tariffWords } from '../../i18n/tariff-words.ts';
import { YES, type Row } from '../../points/tariff-draft.ts';

/** A field that each row has. */
export interface Column {
  readonly key: string;
  readonly label: () => string;
  readonly kind: 'text' | 'decimal' | 'whole' | 'day' | 'tick' | 'choice';
  readonly choices?: () => readonly (readonly [value: string, label: string])[];
  /** What stands in grey while it is empty. */
  readonly hint?: () => string;
}

export interface RowList {
  /** As the gateway calls it: `slabs`. */
  readonly name: string;
  readonly columns: readonly Column[];
  readonly rows: readonly Row[];
  /** What a row is called. */
  readonly titleOf: (row: Row, at: number) => string;
  readonly add: { readonly label: string; readonly row: Row };
  readonly most: number;
  /** Of a list that is empty there is nothing to bill by. */
  readonly least?: number;
  readonly faults: ReadonlyMap<string, string>;
  readonly put: (rows: readonly Row[]) => void;
}

export const rowStyle = css`
  .rows-of > li {
    display: grid;
    grid-template-columns: minmax(0, 1fr) auto;
    gap: var(--s2);
    align-items: start;
    padding-block: var(--s3);
    border-top: 1px solid var(--hairline);
  }
  .rows-of > li:first-child {
    border-top: 0;
    padding-top: 0;
  }
  .fields {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(min(100%, 9rem), 1fr));
    gap: var(--s2) var(--s3);
    align-items: end;
  }
  .tick {
    display: flex;
    align-items: center;
    gap: var(--s3);
    min-height: var(--target);
    font-weight: 400;
  }
  .rows-of button {
    min-width: var(--target);
    padding-inline: var(--s2);
  }
`;

/** Rows of fields, with one to add another and one to take each away. */
export function rowList(list: RowList): TemplateResult {
  const { name, rows, titleOf, add, most, least = 0, faults, put } = list;
  const whole = faults.get(name);
  return html`${whole === undefined ? nothing : html`<p class="error small">${whole}</p>`}
  ${
    rows.length > 0
      ? html`<ul class="rows-of">
          ${rows.map(
            (row, at) =>
              html`<li>
                <div class="fields">${list.columns.map((column) => field(list, { row, at, column }))}</div>
                <button
                  type="button"
                  class="quiet"
                  ?hidden=${rows.length <= least}
                  aria-label=${tariffWords.removeRow(titleOf(row, at))}
                  @click=${() => put(rows.toSpliced(at, 1))}
                >
                  ✕
                </button>
              </li>`,
          )}
        </ul>`
      : nothing
  }
  ${
    rows.length < most
      ? html`<p><button type="button" @click=${() => put([...rows, add.row])}>${add.label}</button></p>`
      : nothing
  }`;
}

interface Place {
  readonly row: Row;
  readonly at: number;
  readonly column: Column;
}

function field({ name, rows, titleOf, faults, put }: RowList, { row, at, column }: Place) {
  const { key, kind } = column;
  const field = `${name}/${at}/${key}`;
  const change = (value: string) => put(rows.with(at, { ...row, [key]: value }));
  const fault = faults.get(field) ?? (kind === 'tick' ? undefined : faultOfRow(faults, `${name}/${at}`, key));
  const label = column.label();
  if (kind === 'tick')
    return html`<label class="tick"
      ><input
        type="checkbox"
        name=${field}
        .checked=${row[key] === YES}
        @change=${({ target }: Event) => change((target as HTMLInputElement).checked ? YES : '')}
      />${label}</label
    >`;
  return html`<label
    >${label}<span class="hidden">${titleOf(row, at)}</span>${faultText(fault)}${input(column, {
      name: field,
      value: row[key] ?? '',
      isWrong: fault !== undefined,
      change,
    })}</label
  >`;
}

/** What is wrong with a row as a whole stands at its first field. */
function faultOfRow(faults: ReadonlyMap<string, string>, row: string, key: string): string | undefined {
  return key === 'name' || key === 'upToKwh' ? faults.get(row) : undefined;
}

export function faultText(fault: string | undefined) {
  return fault === undefined ? nothing : html`<span class="error small">${fault}</span>`;
}

export interface Input {
  readonly name: string;
  readonly value: string;
  readonly isWrong: boolean;
  readonly change: (value: string) => void;
}

/** One field by its kind. Decimals are text: a number field would take a comma for nothing. */
export function input({ kind, choices, hint }: Column, { name, value, isWrong, change }: Input) {
  const take = ({ target }: Event) => change((target as HTMLInputElement | HTMLSelectElement).value);
  if (kind === 'choice')
    return html`<select name=${name} aria-invalid=${isWrong} @change=${take}>
      ${choices?.().map(([one, label]) => html`<option value=${one} .selected=${one === value}>${label}</option>`)}
    </select>`;
  return html`<input
    type=${kind === 'day' ? 'date' : 'text'}
    inputmode=${kind === 'decimal' ? 'decimal' : kind === 'whole' ? 'numeric' : 'text'}
    name=${name}
    maxlength="80"
    autocomplete="off"
    aria-invalid=${isWrong}
    placeholder=${hint?.() ?? ''}
    .value=${value}
    @input=${take}
  />`;
}
