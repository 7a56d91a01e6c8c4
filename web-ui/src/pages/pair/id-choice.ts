import { html, type TemplateResult } from 'lit';
import { radioWords } from '../../i18n/radio-words.ts';
import { addresses } from '../../points/addresses.ts';

/** The field for an id on the air: taken ones are shown, with who has them, and cannot be chosen. */
export function idChoice(
  label: string,
  taken: ReadonlyMap<string, string>,
  suggested: string | undefined,
): TemplateResult {
  return html`<label
    >${label}<select name="address" class="number" required>
      ${addresses.map((address) => {
        const owner = taken.get(address);
        return html`<option value=${address} ?disabled=${owner !== undefined} ?selected=${address === suggested}>
          ${owner === undefined ? address : radioWords.pairTaken(address, owner)}
        </option>`;
      })}
    </select></label
  >`;
}
