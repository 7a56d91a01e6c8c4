import { html, type TemplateResult } from 'lit';
import { historyWords } from '../../i18n/history-words.ts';
import { questions, type Question } from '../../points/history-asked.ts';

const questionWords: Readonly<Record<Question, () => string>> = {
  ran: historyWords.whenRan,
  level: historyWords.howFull,
  power: historyWords.howMuchPower,
  who: historyWords.whoUsed,
  any: historyWords.anything,
};

/** What people ask of the history, with the one that is chosen. */
export function questionBar(chosen: Question, choose: (question: Question) => void): TemplateResult {
  return html`<fieldset class="chips">
    <legend class="hidden">${historyWords.question()}</legend>
    ${questions.map(
      (one) =>
        html`<button aria-pressed=${one === chosen} @click=${() => choose(one)}>${questionWords[one]()}</button>`,
    )}
  </fieldset>`;
}
