import type { TariffView } from '@farmgate/gateway/contract';
import { LitElement, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { number } from '../../i18n/format.ts';
import { fullMoment } from '../../i18n/full-moment.ts';
import { tariffWords } from '../../i18n/tariff-words.ts';
import { shared } from '../../styles/shared.ts';

/** What a tariff was before it was changed, by whom and why. Fires `back` with the version to go back to. */
@customElement('fg-tariff-past')
export class TariffPast extends LitElement {
  static override readonly styles = [shared];

  @property({ attribute: false }) versions: readonly TariffView[] = [];

  override render() {
    const past = this.versions.filter(({ state }) => state !== 'current');
    if (past.length === 0) return nothing;
    return html`<section class="card stack">
      <h2>${tariffWords.versions()}</h2>
      <ul class="stack">
        ${past.map((version) => html`<li>${this.#version(version)}</li>`)}
      </ul>
    </section>`;
  }

  #version(version: TariffView) {
    const { version: count, by, at, reason } = version;
    return html`<p><strong>${tariffWords.version(number(count))}</strong></p>
      <p class="small muted">${tariffWords.versionBy(by, fullMoment(at))}${reason ? `: ${reason}` : ''}</p>
      <button @click=${() => this.dispatchEvent(new CustomEvent('back', { detail: version }))}>
        ${tariffWords.takeBack(number(count))}
      </button>`;
  }
}
