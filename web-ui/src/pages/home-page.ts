import { LitElement, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { words } from '../i18n/words.ts';
import type { PumpLine } from '../state/pump-desk.ts';
import { shared } from '../styles/shared.ts';
import { isPumpUser, type View } from './view.ts';

/** Home. What it is made of is loaded by those who see it: who shares a pump sees no outlets, and a farm without pumps has nothing to share. */
@customElement('fg-home-page')
export class HomePage extends LitElement {
  static override readonly styles = [shared];

  @property({ attribute: false }) view!: View;
  @property({ attribute: false }) line!: PumpLine;

  override render() {
    return html`<h1 class="hidden" tabindex="-1">${words.home()}</h1>
      ${this.#body()}`;
  }

  #body() {
    const { farm, user } = this.view;
    // All but users see it for sure: it comes while the farm is still asked for.
    if (user.role !== 'user') void import('./farm-home.ts');
    if (!farm) return html`<p class="muted" aria-busy="true">${words.loading()}</p>`;
    const pumps = farm.sharing?.pumps.length ? this.#pumps() : nothing;
    if (isPumpUser(this.view)) return pumps;
    void import('./farm-home.ts');
    return html`<fg-farm-home .view=${this.view}>${pumps}</fg-farm-home>`;
  }

  #pumps() {
    void import('./pumps/sharing-home.ts');
    return html`<fg-sharing-home .view=${this.view} .line=${this.line}></fg-sharing-home>`;
  }
}
