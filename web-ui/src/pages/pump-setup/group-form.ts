import type { PumpGroup, PumpGroupSetup } from '@farmgate/gateway/contract';
import { LitElement, css, html } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { FormValues } from '../../components/form.ts';
import { pumpSetupWords } from '../../i18n/pump-setup-words.ts';
import { shared } from '../../styles/shared.ts';

/** A group with its id. */
export interface GroupToSave {
  readonly id: string;
  readonly setup: PumpGroupSetup;
}

/** A group of pumps that take turns, or a new one. Fires `save-group`. */
@customElement('fg-group-form')
export class GroupForm extends LitElement {
  static override readonly styles = [
    shared,
    css`
      .fields {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(min(100%, 9rem), 1fr));
        gap: var(--s3);
        align-items: end;
      }
    `,
  ];

  /** Undefined: a new one. */
  @property({ attribute: false }) group: PumpGroup | undefined;
  @property({ type: Boolean }) linked = false;

  override render() {
    const { group } = this;
    return html`<form class="stack" @submit=${(event: SubmitEvent) => this.#save(event)}>
      <div class="fields">
        ${
          group
            ? ''
            : html`<label
                >${pumpSetupWords.groupId()}<span class="hint">${pumpSetupWords.groupIdHint()}</span
                ><input name="id" required pattern="[a-z][a-z0-9\\-]{0,31}" autocomplete="off" autocapitalize="off"
              /></label>`
        }
        <label
          >${pumpSetupWords.name()}<input
            name="name"
            required
            maxlength="80"
            autocomplete="off"
            .defaultValue=${group?.name ?? ''}
        /></label>
        <label
          >${pumpSetupWords.maxRunning()}<input
            type="number"
            name="maxRunning"
            required
            min="1"
            max="50"
            .defaultValue=${String(group?.maxRunning ?? 1)}
        /></label>
        <label
          >${pumpSetupWords.rest()} (s)<input
            type="number"
            name="restS"
            required
            min="0"
            max="3600"
            .defaultValue=${String(group?.restS ?? 10)}
        /></label>
      </div>
      <p>
        <button ?disabled=${!this.linked}>${group ? pumpSetupWords.save() : pumpSetupWords.addGroup()}</button>
      </p>
    </form>`;
  }

  #save(event: SubmitEvent): void {
    const form = new FormValues(event);
    const detail: GroupToSave = {
      id: this.group?.id ?? form.text('id'),
      setup: {
        name: form.text('name'),
        maxRunning: Number(form.text('maxRunning')),
        restS: Number(form.text('restS')),
      },
    };
    this.dispatchEvent(new CustomEvent('save-group', { detail }));
    if (!this.group) form.reset();
  }
}
