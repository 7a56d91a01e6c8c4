import type { TariffView } from '@farmgate/gateway/contract';
import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { updateWhenLocaleChanges } from '@lit/localize';
import type { EnergyApi } from '../api/energy-api.ts';
import { fetchState } from '../components/fetch-state.ts';
import { fullMoment } from '../i18n/full-moment.ts';
import { tariffWords } from '../i18n/tariff-words.ts';
import { words } from '../i18n/words.ts';
import { Fetched } from '../state/fetched.ts';
import { columns } from '../styles/columns.ts';
import { shared } from '../styles/shared.ts';
import { summaryStyle, termsSummary } from './tariff/terms-summary.ts';
import type { View } from './view.ts';

export const title = tariffWords.tariffs;

/** What the supplier charges: the tariffs there are, the last one first, with when each holds. */
@customElement('fg-tariffs-page')
export class TariffsPage extends LitElement {
  static override readonly styles = [
    shared,
    columns,
    summaryStyle,
    css`
      .now {
        border-color: var(--run);
      }
      .now .badge {
        border-color: var(--run);
        color: var(--run);
      }
    `,
  ];

  @property({ attribute: false }) view!: View;
  @property({ attribute: false }) api!: EnergyApi;
  readonly #tariffs = new Fetched(this, () => this.api.tariffs());

  constructor() {
    super();
    updateWhenLocaleChanges(this);
  }

  override render() {
    const tariffs = this.#tariffs.value.value?.tariffs;
    const isAdmin = this.view.user.role === 'admin';
    return html`<div class="stack">
      <p><a href="/energy">← ${words.energy()}</a></p>
      <h1 tabindex="-1">${tariffWords.tariffs()}</h1>
      ${isAdmin ? nothing : html`<p class="muted">${tariffWords.onlyAdmins()}</p>`}
      ${tariffs ? this.#list(tariffs) : fetchState(this.#tariffs)}
      ${
        isAdmin && tariffs
          ? html`<div class="row"><a class="button primary" href="/energy/tariffs/new">${tariffWords.add()}</a></div>`
          : nothing
      }
    </div>`;
  }

  #list(tariffs: readonly TariffView[]) {
    if (tariffs.length === 0)
      return html`<section class="card stack">
        <h2>${tariffWords.none()}</h2>
        <p>${tariffWords.noneMeans()}</p>
      </section>`;
    const now = tariffs.findLast(({ validFrom }) => validFrom <= this.view.now);
    return html`<div class="beside">
      ${tariffs.toReversed().map((tariff) => this.#tariff(tariff, tariff === now))}
    </div>`;
  }

  #tariff({ id, terms, validFrom }: TariffView, isNow: boolean) {
    const isAhead = validFrom > this.view.now;
    const state = isNow ? tariffWords.holdsNow() : isAhead ? tariffWords.willHold() : tariffWords.didHold();
    return html`<section class="card stack ${isNow ? 'now' : ''}">
      <div>
        <h2>${terms.name}</h2>
        <p class="number">
          <span class="badge">${state}</span>
          <span>${validFrom === 0 ? tariffWords.always() : tariffWords.from(fullMoment(validFrom))}</span>
        </p>
      </div>
      ${termsSummary(terms)}
      ${
        this.view.user.role === 'admin'
          ? html`<div class="row">
              <a class="button" href="/energy/tariffs/${id}" aria-label="${tariffWords.change()}: ${terms.name}"
                >${tariffWords.change()}</a
              >
            </div>`
          : nothing
      }
    </section>`;
  }
}
