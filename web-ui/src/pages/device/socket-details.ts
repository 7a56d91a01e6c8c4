import type { PointPatch, PointView } from '@farmgate/gateway/contract';
import { LitElement, html } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import '../../components/command-trail.ts';
import { FormValues } from '../../components/form.ts';
import { words } from '../../i18n/words.ts';
import { shared } from '../../styles/shared.ts';

/** What a socket may feed; what nobody said anything of is an outlet. */
const loads = ['outlet', 'light', 'pump', 'valve', 'siren'] as const;

/** One switch of a device: its last command step by step, its name, and what it feeds. Fires `patch`. */
@customElement('fg-socket-details')
export class SocketDetails extends LitElement {
  static override readonly styles = [shared];

  @property({ attribute: false }) point!: PointView;
  /** Gateway wall time. */
  @property({ attribute: false }) now = 0;
  /** Whether this person may name it. */
  @property({ type: Boolean }) manages = false;
  @property({ type: Boolean }) linked = false;

  override render() {
    return html`<section class="card">
      <h2>${this.point.name ?? this.point.definition.label}</h2>
      ${this.#trail()} ${this.manages ? this.#form() : null}
    </section>`;
  }

  #trail() {
    const command = this.point.switch?.command;
    if (!command) return html`<p class="muted small">Nothing was asked of it yet.</p>`;
    return html`<details>
      <summary>The last command, step by step</summary>
      <fg-command-trail .command=${command} .now=${this.now}></fg-command-trail>
    </details>`;
  }

  #form() {
    const { name, load: chosen, definition } = this.point;
    return html`<details>
      <summary>Name and what it feeds</summary>
      <form class="stack" @submit=${(event: SubmitEvent) => this.#save(event)}>
        <label
          >Name<input name="name" .defaultValue=${name ?? ''} placeholder=${definition.label} maxlength="80"
        /></label>
        <label
          >It feeds<select name="load">
            ${loads.map((load) => html`<option value=${load} ?selected=${load === chosen}>${load}</option>`)}
          </select></label
        >
        <label class="row"
          ><input type="checkbox" name="contactor" class="check" /> A supervised contactor stands behind it (needed for
          a pump on this outlet)</label
        >
        <button ?disabled=${!this.linked}>${words.save()}</button>
      </form>
    </details>`;
  }

  #save(event: SubmitEvent): void {
    const form = new FormValues(event);
    const detail: PointPatch = {
      name: form.text('name') || null,
      load: form.choice('load', loads),
      ...(form.isTicked('contactor') ? { contactor: true } : {}),
    };
    this.dispatchEvent(new CustomEvent('patch', { detail }));
  }
}
