import type { GridSwitchRequest, GridView } from '@farmgate/gateway/contract';
import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { FormValues } from '../../components/form.ts';
import { gridWords, switchWords } from '../../i18n/grid-words.ts';
import { shared } from '../../styles/shared.ts';

const choices = ['auto', 'good', 'shedding'] as const;

/** An admin's word on the power, with why. Fires `say`. */
@customElement('fg-grid-word')
export class GridWord extends LitElement {
  static override readonly styles = [
    shared,
    css`
      .choice {
        display: flex;
        align-items: center;
        gap: var(--s3);
        min-height: var(--target);
      }
      input[type='radio'] {
        width: 24px;
        min-height: 24px;
        flex: none;
      }
    `,
  ];

  @property({ attribute: false }) grid!: GridView;
  @property({ type: Boolean }) linked = false;
  /** Undefined: as it stands. */
  @state() private chosen: GridView['switch'] | undefined;

  override render() {
    const chosen = this.chosen ?? this.grid.switch;
    return html`<form class="card stack" @submit=${(event: SubmitEvent) => this.#say(event, chosen)}>
      <h2 id="title">${gridWords.yourWord()}</h2>
      <p class="muted">${gridWords.yourWordMeans()}</p>
      <div role="radiogroup" aria-labelledby="title">
        ${choices.map(
          (choice) =>
            html`<label class="choice"
              ><input
                type="radio"
                name="to"
                .checked=${choice === chosen}
                @change=${() => (this.chosen = choice)}
              />${switchWords[choice]()}</label
            >`,
        )}
      </div>
      ${chosen === this.grid.switch ? nothing : this.#reason(chosen)}
    </form>`;
  }

  #reason(chosen: GridView['switch']) {
    return html`${chosen === 'shedding' ? html`<p class="error">${gridWords.awayMeans()}</p>` : nothing}
      <label
        >${gridWords.why()}<input
          name="reason"
          ?required=${chosen !== 'auto'}
          minlength="3"
          maxlength="200"
          autocomplete="off"
      /></label>
      <button class=${chosen === 'shedding' ? 'stop' : 'primary'} ?disabled=${!this.linked}>
        ${gridWords.apply()}
      </button>`;
  }

  #say(event: SubmitEvent, to: GridView['switch']): void {
    const form = new FormValues(event);
    const reason = form.text('reason');
    const detail: GridSwitchRequest = { to, ...(reason ? { reason } : {}) };
    this.chosen = undefined;
    this.dispatchEvent(new CustomEvent('say', { detail }));
  }
}
