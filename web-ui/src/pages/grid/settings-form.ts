import type { DeviceView, GridSettings } from '@farmgate/gateway/contract';
import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Refusal } from '../../api/answer.ts';
import { refusalText } from '../../components/field-error.ts';
import { FormValues } from '../../components/form.ts';
import { gridWords, sourceWords } from '../../i18n/grid-words.ts';
import { number } from '../../i18n/format.ts';
import { MOST_SLOTS } from '../../points/rota.ts';
import { shared } from '../../styles/shared.ts';
import './source-card.ts';
import type { GridSource, GridSourceCard } from './source-card.ts';

/** How many sources the gateway takes. */
const MOST_SOURCES = 8;
const seconds = [
  { key: 'badS', label: gridWords.badS, usual: 2, min: 1, max: 60 },
  { key: 'goodS', label: gridWords.goodS, usual: 60, min: 1, max: 600 },
  { key: 'staleS', label: gridWords.staleS, usual: 60, min: 10, max: 3600 },
] as const;

/** What tells the farm of its power, and how fast it believes that. Fires `save`. */
@customElement('fg-grid-settings')
export class GridSettingsForm extends LitElement {
  static override readonly styles = [
    shared,
    css`
      .three {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(min(100%, 10rem), 1fr));
        gap: var(--s3);
        align-items: end;
      }
    `,
  ];

  @property({ attribute: false }) settings!: GridSettings;
  @property({ attribute: false }) devices: readonly DeviceView[] = [];
  @property({ attribute: false }) problem: Refusal | undefined;
  @property({ type: Boolean }) linked = false;
  @property({ type: Boolean }) saved = false;
  /** Undefined: as they are. */
  @state() private draft: readonly GridSource[] | undefined;

  override render() {
    const sources = this.draft ?? this.settings.sources;
    const hasTooMany = sources.some((source) => source.kind === 'timetable' && source.slots.length > MOST_SLOTS);
    return html`<form class="stack" @submit=${(event: SubmitEvent) => this.#save(event, sources)}>
      ${sources.map(
        (source, index) =>
          html`<fg-grid-source
            .source=${source}
            .devices=${this.devices}
            @source=${({ detail }: CustomEvent<GridSource>) => this.#put(sources.with(index, detail))}
            @gone=${() => this.#put(sources.toSpliced(index, 1))}
          ></fg-grid-source>`,
      )}
      ${sources.length < MOST_SOURCES ? this.#adding(sources) : nothing}
      <div class="three">${seconds.map((field) => this.#seconds(field))}</div>
      ${refusalText(this.problem)}
      <p role="status" class=${this.saved ? '' : 'hidden'}>${this.saved ? gridWords.saved() : ''}</p>
      <p><button class="primary" ?disabled=${!this.linked || hasTooMany}>${gridWords.save()}</button></p>
    </form>`;
  }

  #adding(sources: readonly GridSource[]) {
    const add = (source: GridSource) => this.#put([...sources, source]);
    const id = (kind: GridSource['kind']) => freeName(sourceWords[kind](), sources);
    const point = { device: '', point: '' };
    return html`<div class="row">
      <button type="button" @click=${() => add({ id: id('sense'), kind: 'sense', point })}>
        ${gridWords.addSense()}
      </button>
      <button type="button" @click=${() => add({ id: id('meter'), kind: 'meter', point, nominalV: 230 })}>
        ${gridWords.addMeter()}
      </button>
      <button type="button" @click=${() => add({ id: id('timetable'), kind: 'timetable', slots: [] })}>
        ${gridWords.addRota()}
      </button>
    </div>`;
  }

  #seconds({ key, label, usual, min, max }: (typeof seconds)[number]) {
    return html`<label
      >${label()}<span class="hint">${gridWords.secondsUsual(number(usual))}</span
      ><input
        type="number"
        inputmode="numeric"
        name=${key}
        min=${min}
        max=${max}
        step="1"
        placeholder=${usual}
        .defaultValue=${String(this.settings[key] ?? '')}
    /></label>`;
  }

  #put(draft: readonly GridSource[]): void {
    this.draft = draft;
  }

  #save(event: SubmitEvent, sources: readonly GridSource[]): void {
    const form = new FormValues(event);
    // The form knows nothing of what is within its sources.
    const cards = this.renderRoot.querySelectorAll<GridSourceCard>('fg-grid-source');
    if (![...cards].every((card) => card.isWhole())) return;
    const times = seconds.flatMap(({ key }) => (form.text(key) === '' ? [] : [[key, Number(form.text(key))] as const]));
    const detail: GridSettings = { sources: [...sources], ...Object.fromEntries(times) };
    this.dispatchEvent(new CustomEvent('save', { detail }));
  }
}

function freeName(name: string, sources: readonly GridSource[]): string {
  const isFree = (wanted: string) => sources.every(({ id }) => id !== wanted);
  if (isFree(name)) return name;
  return [2, 3, 4, 5, 6, 7, 8].map((count) => `${name} ${count}`).find(isFree) ?? name;
}
