import { html, type TemplateResult } from 'lit';
import { historyWords } from '../../i18n/history-words.ts';
import { comparisons, type Comparison } from '../../points/history-asked.ts';

export const comparisonWords: Readonly<Record<Comparison, () => string>> = {
  before: historyWords.before,
  week: historyWords.weekBefore,
  year: historyWords.yearBefore,
};

/** With which other time it is compared. */
export function compareChoice(
  chosen: Comparison | undefined,
  choose: (compare: Comparison | undefined) => void,
): TemplateResult {
  const take = ({ target }: Event) => choose(comparisons.find((one) => one === (target as HTMLSelectElement).value));
  return html`<label
    >${historyWords.compare()}<select @change=${take}>
      <option value="" ?selected=${chosen === undefined}>${historyWords.compareNot()}</option>
      ${comparisons.map((one) => html`<option value=${one} ?selected=${chosen === one}>${comparisonWords[one]()}</option>`)}
    </select></label
  >`;
}
