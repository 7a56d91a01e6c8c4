import { html, nothing, type TemplateResult } from 'lit';
import type { PointChoice } from '../points/point-choices.ts';

/** The options of a list of points after an empty one; what is set stays to be seen, also where its device is gone. */
export function pointOptions(choices: readonly PointChoice[], own: string | undefined, none: string): TemplateResult {
  const isGone = own !== undefined && choices.every(({ value }) => value !== own);
  return html`<option value="">${none}</option>
    ${isGone ? html`<option value=${own} selected>${own}</option>` : nothing}
    ${choices.map(({ value, label }) => html`<option value=${value} ?selected=${value === own}>${label}</option>`)}`;
}
