import type { DeviceView, GridSettings, SupplySlot } from '@farmgate/gateway/contract';
import { LitElement, css, html } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { pointOptions } from '../../components/point-options.ts';
import { gridWords, sourceWords } from '../../i18n/grid-words.ts';
import { pointChoices, readPoint, valueOfPoint } from '../../points/point-choices.ts';
import { shared } from '../../styles/shared.ts';
import './rota-board.ts';
import './slot-list.ts';

/** One source of a farm's grid, as it is set up. */
export type GridSource = GridSettings['sources'][number];

/** A source being set up. Fires `source` with what it becomes, and `gone`. */
@customElement('fg-grid-source')
export class GridSourceCard extends LitElement {
  static override readonly styles = [
    shared,
    css`
      .two {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(min(100%, 12rem), 1fr));
        gap: var(--s3);
        align-items: end;
      }
    `,
  ];

  @property({ attribute: false }) source!: GridSource;
  @property({ attribute: false }) devices: readonly DeviceView[] = [];

  /** Whether all that is needed is there; the browser says at the field what is not. */
  isWhole(): boolean {
    return [...this.renderRoot.querySelectorAll<HTMLInputElement | HTMLSelectElement>('input, select')].every((field) =>
      field.reportValidity(),
    );
  }

  override render() {
    const { id, kind } = this.source;
    return html`<div class="card stack">
      <h3>${sourceWords[kind]()}</h3>
      <label
        >${gridWords.name()}<input
          required
          maxlength="80"
          autocomplete="off"
          .value=${id}
          @change=${(event: Event) => this.#change({ ...this.source, id: valueOf(event).trim() })}
      /></label>
      ${this.#own()}
      <p>
        <button type="button" @click=${() => this.dispatchEvent(new CustomEvent('gone'))}>
          ${gridWords.remove(id)}
        </button>
      </p>
    </div>`;
  }

  #own() {
    const { source } = this;
    switch (source.kind) {
      case 'sense':
        return this.#point(source);
      case 'meter':
        return html`${this.#point(source)}
          <div class="two">${this.#nominal(source)} ${this.#percent(source)}</div>`;
      case 'timetable':
        return this.#rota(source);
    }
  }

  #point(source: Extract<GridSource, { kind: 'sense' | 'meter' }>) {
    const { device } = source.point;
    const isVolts = source.kind === 'meter';
    const choices = pointChoices(this.devices, ({ definition }) =>
      isVolts ? definition.unit === 'V' : definition.kind === 'flag' || definition.kind === 'measure',
    );
    return html`<label
      >${gridWords.point()}<span class="hint">${choices.length === 0 ? gridWords.noPoints() : ''}</span
      ><select
        required
        @change=${(event: Event) => {
          const chosen = readPoint(valueOf(event));
          if (chosen) this.#change({ ...source, point: chosen });
        }}
      >
        ${pointOptions(choices, device ? valueOfPoint(source.point) : undefined, gridWords.choose())}
      </select></label
    >`;
  }

  #nominal(source: Extract<GridSource, { kind: 'meter' }>) {
    return html`<label
      >${gridWords.nominal()}<span class="hint">V, 90–500</span
      ><input
        type="number"
        required
        min="90"
        max="500"
        step="1"
        .value=${String(source.nominalV)}
        @change=${(event: Event) => this.#change({ ...source, nominalV: Number(valueOf(event)) })}
    /></label>`;
  }

  #percent(source: Extract<GridSource, { kind: 'meter' }>) {
    const { badPercent: _, ...rest } = source;
    return html`<label
      >${gridWords.badBelow()}<span class="hint">10–95</span
      ><input
        type="number"
        min="10"
        max="95"
        step="1"
        placeholder="50"
        .value=${String(source.badPercent ?? '')}
        @change=${(event: Event) => {
          const text = valueOf(event);
          this.#change(text === '' ? rest : { ...rest, badPercent: Number(text) });
        }}
    /></label>`;
  }

  #rota(source: Extract<GridSource, { kind: 'timetable' }>) {
    const set = ({ detail }: CustomEvent<SupplySlot[]>) => this.#change({ ...source, slots: detail });
    return html`<fg-rota-board .slots=${source.slots} .label=${source.id} @slots=${set}></fg-rota-board>
      <p><strong>${gridWords.slots()}</strong></p>
      <fg-slot-list .slots=${source.slots} @slots=${set}></fg-slot-list>`;
  }

  #change(source: GridSource): void {
    this.dispatchEvent(new CustomEvent('source', { detail: source }));
  }
}

function valueOf({ target }: Event): string {
  return (target as HTMLInputElement | HTMLSelectElement).value;
}
