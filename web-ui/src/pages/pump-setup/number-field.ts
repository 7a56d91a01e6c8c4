import { html, type TemplateResult } from 'lit';
import { number } from '../../i18n/format.ts';
import { pumpSetupWords } from '../../i18n/pump-setup-words.ts';
import { numberAt, shownIn, type PumpField } from '../../points/pump-fields.ts';

/** Where the values of a form come from: what is set, and what is usual where nothing is. */
export interface FieldValues {
  readonly set: object;
  readonly usual: object;
  /** What the gateway found wrong, by the name of the field. */
  readonly faults: ReadonlyMap<string, string>;
}

/** A number with its unit and range; in grey what counts where it is left empty. */
export function numberField(field: PumpField, { set, usual, faults }: FieldValues, isNeeded = false): TemplateResult {
  const { name, label, unit, min, max, step } = field;
  const fault = faults.get(name);
  return html`<label
    >${label()}<span class="hint number" dir="auto">${pumpSetupWords.range(number(min), number(max), unit)}</span
    >${fault === undefined ? '' : html`<span class="error small">${fault}</span>`}<input
      type="number"
      inputmode=${step === 'any' ? 'decimal' : 'numeric'}
      name=${name}
      min=${min}
      max=${max}
      step=${step}
      ?required=${isNeeded}
      aria-invalid=${fault === undefined ? 'false' : 'true'}
      placeholder=${shownIn(field, numberAt(usual, name))}
      .defaultValue=${shownIn(field, numberAt(set, name))}
  /></label>`;
}
