import type { TariffPreset } from '@farmgate/gateway/contract';
import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { countryName, currencyName } from '../../i18n/money.ts';
import { siteZone } from '../../i18n/site-zone.ts';
import { tariffWords } from '../../i18n/tariff-words.ts';
import { columns } from '../../styles/columns.ts';
import { shared } from '../../styles/shared.ts';
import { termsSummary, summaryStyle } from './terms-summary.ts';

/** In which of the countries a farm is, by its time zone. */
const zones: Readonly<Record<string, string>> = {
  'Asia/Bangkok': 'TH',
  'Asia/Dhaka': 'BD',
  'Asia/Karachi': 'PK',
  'Asia/Kolkata': 'IN',
  'Asia/Calcutta': 'IN',
  'Asia/Manila': 'PH',
};

/** Tariffs to begin with, by country, the farm's own first, each with its source and what is not sure of it. Fires `begin` with one, or with none for one's own. */
@customElement('fg-preset-list')
export class PresetList extends LitElement {
  static override readonly styles = [
    shared,
    columns,
    summaryStyle,
    css`
      .unsure {
        padding-inline-start: var(--s3);
        border-inline-start: 4px solid var(--wait);
        font-weight: 600;
      }
    `,
  ];

  @property({ attribute: false }) presets: readonly TariffPreset[] = [];

  override render() {
    const own = zones[siteZone() ?? ''];
    const sorted = this.presets.toSorted((a, b) => Number(b.country === own) - Number(a.country === own));
    const countries = Map.groupBy(sorted, ({ country }) => country);
    return html`<div class="stack">
      <section class="card stack">
        <h2>${tariffWords.own()}</h2>
        <p>${tariffWords.ownMeans()}</p>
        <p><button @click=${() => this.#tell(undefined)}>${tariffWords.own()}</button></p>
      </section>
      <p class="muted">${tariffWords.beginMeans()}</p>
      ${[...countries].map(
        ([country, presets]) =>
          html`<details ?open=${own === undefined || country === own}>
            <summary><h2>${countryName(country)}</h2></summary>
            <div class="beside">${presets.map((preset) => this.#preset(preset))}</div>
          </details>`,
      )}
    </div>`;
  }

  #preset(preset: TariffPreset) {
    const { terms, asOf, check } = preset;
    return html`<section class="card stack" data-preset=${preset.id}>
      <div>
        <h3>${terms.name}</h3>
        <p class="small muted">${currencyName(terms.currency)} · ${tariffWords.asOf(asOf)}</p>
      </div>
      ${check ? html`<p class="unsure small">${tariffWords.unsure()}</p>` : nothing} ${termsSummary(terms)}
      ${
        terms.source === undefined
          ? nothing
          : html`<details>
              <summary>${tariffWords.where()}</summary>
              <p class="small">${terms.source}</p>
            </details>`
      }
      <p>
        <button class="primary" aria-label=${tariffWords.use(terms.name)} @click=${() => this.#tell(preset)}>
          ${tariffWords.useShort()}
        </button>
      </p>
    </section>`;
  }

  #tell(preset: TariffPreset | undefined): void {
    this.dispatchEvent(new CustomEvent('begin', { detail: preset }));
  }
}
