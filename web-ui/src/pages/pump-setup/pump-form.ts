import type {
  DayWindow,
  DeviceView,
  PointRef,
  PointView,
  PumpDetail,
  PumpGroup,
  PumpSetup,
  PumpUsual,
  PumpView,
} from '@farmgate/gateway/contract';
import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { Refusal } from '../../api/answer.ts';
import type { MotorSize } from '../../api/pump-admin-api.ts';
import { refusalText } from '../../components/field-error.ts';
import { FormValues } from '../../components/form.ts';
import { pointOptions } from '../../components/point-options.ts';
import { amperes } from '../../i18n/format.ts';
import { channelWords, pumpSetupWords } from '../../i18n/pump-setup-words.ts';
import { pointChoices, valueOfPoint } from '../../points/point-choices.ts';
import {
  breakerFields,
  flowField,
  kvaFields,
  kwField,
  limitFields,
  nominalField,
  ratedField,
  shownIn,
} from '../../points/pump-fields.ts';
import { setupOf } from '../../points/pump-form.ts';
import { shared } from '../../styles/shared.ts';
import './hours-fields.ts';
import { numberField, type FieldValues } from './number-field.ts';
import { protectionRows, protectionStyles } from './protection-rows.ts';

const noGroups: readonly PumpGroup[] = [];

/** Everything that is said of a pump, in one form. Fires `save` with the whole set-up, and `size` when the motor's size is known or another. */
@customElement('fg-pump-form')
export class PumpForm extends LitElement {
  static override readonly styles = [
    shared,
    protectionStyles,
    css`
      form {
        max-width: 52rem;
      }
      .two {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(min(100%, 13rem), 1fr));
        gap: var(--s3);
        align-items: end;
      }
      .tick {
        display: flex;
        align-items: start;
        gap: var(--s3);
        min-height: var(--target);
      }
      .grave {
        border-color: var(--fault);
      }
    `,
  ];

  /** Undefined: a new one. */
  @property({ attribute: false }) detail: PumpDetail | undefined;
  @property({ attribute: false }) devices: readonly DeviceView[] = [];
  @property({ attribute: false }) pumps: readonly PumpView[] = [];
  @property({ attribute: false }) groups: readonly PumpGroup[] = noGroups;
  @property({ attribute: false }) transformers: readonly string[] = [];
  @property({ attribute: false }) usual: PumpUsual | undefined;
  @property({ attribute: false }) problem: Refusal | undefined;
  @property({ type: Boolean }) linked = false;
  @property({ type: Boolean }) busy = false;
  /** Undefined: as they are. */
  @state() private hours: readonly DayWindow[] | undefined;
  @query('form') private form!: HTMLFormElement;

  override render() {
    const { detail } = this;
    const values = this.#values();
    return html`<form
      class="stack"
      @submit=${(event: SubmitEvent) => this.#save(event)}
      @change=${() => this.#tellSize()}
    >
      ${this.#whatItIs(detail?.setup)} ${this.#plate(values, detail?.setup)} ${this.#limits(values)}
      ${this.#hours(detail?.setup)} ${this.#supply(values, detail?.setup)} ${this.#sensors(detail?.setup)}
      ${detail ? this.#safety(detail) : nothing}
      ${this.problem?.code === 'unsafe-load' ? nothing : refusalText(this.problem)}
      <div class="row">
        <button class="primary" ?disabled=${!this.linked || this.busy}>
          ${detail ? pumpSetupWords.save() : pumpSetupWords.addPump()}
        </button>
        <slot></slot>
      </div>
    </form>`;
  }

  #whatItIs(setup: PumpSetup | undefined) {
    const isUnsafe = this.problem?.code === 'unsafe-load';
    return html`<section class="card stack ${isUnsafe ? 'grave' : ''}">
      <h2>${pumpSetupWords.whatItIs()}</h2>
      <label
        >${pumpSetupWords.name()}<span class="hint">${pumpSetupWords.nameHint()}</span
        ><input name="name" required maxlength="80" autocomplete="off" .defaultValue=${setup?.name ?? ''}
      /></label>
      ${this.#switch(setup)} ${isUnsafe ? refusalText(this.problem) : nothing}
      <label class="tick"
        ><input type="checkbox" name="hasContactor" ?checked=${setup?.hasContactor ?? false} /><span
          >${pumpSetupWords.contactor()}<br /><span class="hint">${pumpSetupWords.contactorMeans()}</span></span
        ></label
      >
      <label
        >${pumpSetupWords.group()}<span class="hint">${pumpSetupWords.groupHint()}</span
        ><select name="group">
          ${this.groups.some(({ id }) => id === 'all') ? nothing : html`<option value="">${pumpSetupWords.allPumps()}</option>`}
          ${this.groups.map(({ id, name }) => html`<option value=${id} ?selected=${id === (setup?.group ?? 'all')}>${name}</option>`)}
        </select></label
      >
      <label class="tick"
        ><input type="checkbox" name="isCritical" ?checked=${setup?.isCritical ?? false} /><span
          >${pumpSetupWords.critical()}</span
        ></label
      >
    </section>`;
  }

  #switch(setup: PumpSetup | undefined) {
    const choices = pointChoices(this.devices, ({ definition }) => definition.kind === 'switch');
    const own = setup && valueOfPoint(setup);
    const takenBy = new Map(this.pumps.map((pump) => [valueOfPoint(pump), pump.name]));
    return html`<label
      >${pumpSetupWords.switchPoint()}<span class="hint"
        >${choices.length === 0 ? pumpSetupWords.noSwitches() : ''}</span
      ><select name="switch" required>
        <option value="">${pumpSetupWords.choose()}</option>
        ${own !== undefined && choices.every(({ value }) => value !== own) ? html`<option value=${own} selected>${own}</option>` : nothing}
        ${choices.map(({ value, label }) => {
          const other = value === own ? undefined : takenBy.get(value);
          return html`<option value=${value} ?selected=${value === own} ?disabled=${other !== undefined}>
            ${other === undefined ? label : `${label} (${pumpSetupWords.isTaken(other)})`}
          </option>`;
        })}
      </select></label
    >`;
  }

  #plate(values: FieldValues, setup: PumpSetup | undefined) {
    return html`<section class="card stack">
      <h2>${pumpSetupWords.plate()}</h2>
      <div class="two">
        <label
          >${pumpSetupWords.phases()}<select name="motor.phases">
            ${[1, 3].map((phases) => html`<option value=${phases} ?selected=${phases === (setup?.motor.phases ?? 1)}>${phases}</option>`)}
          </select></label
        >
        ${numberField(kwField, values)} ${numberField(nominalField, values)} ${numberField(ratedField, values)}
        ${numberField(flowField, values)}
      </div>
      ${
        this.usual
          ? html`<p class="row">
              ${pumpSetupWords.usualRated(amperes(this.usual.ratedMa))}
              <button type="button" @click=${() => this.#takeUsual()}>${pumpSetupWords.takeUsual()}</button>
            </p>`
          : nothing
      }
    </section>`;
  }

  #limits(values: FieldValues) {
    return html`<section class="card stack">
      <h2>${pumpSetupWords.limits()}</h2>
      <p class="muted">${pumpSetupWords.limitsMean()}</p>
      <div class="two">${limitFields.map((field) => numberField(field, values))}</div>
    </section>`;
  }

  #hours(setup: PumpSetup | undefined) {
    return html`<section class="card stack">
      <h2>${pumpSetupWords.hours()}</h2>
      <fg-hours-fields
        .hours=${this.hours ?? setup?.allowedHours ?? []}
        @hours=${({ detail }: CustomEvent<DayWindow[]>) => (this.hours = detail)}
      ></fg-hours-fields>
    </section>`;
  }

  #supply(values: FieldValues, setup: PumpSetup | undefined) {
    const named = setup?.supply?.transformer ?? '';
    const all = [...new Set([...this.transformers, ...(named ? [named] : [])])];
    return html`<details class="card" ?open=${named !== ''}>
      <summary>${pumpSetupWords.supply()}</summary>
      <div class="two">
        <label
          >${pumpSetupWords.transformer()}<span class="hint">${pumpSetupWords.transformerHint()}</span
          ><select name="supply.transformer">
            <option value="">${pumpSetupWords.none()}</option>
            ${all.map((name) => html`<option value=${name} ?selected=${name === named}>${name}</option>`)}
          </select></label
        >
        ${kvaFields.map((field) => numberField(field, values))}
        ${breakerFields.map((field) => numberField(field, values))}
        ${this.#point('feeder', pumpSetupWords.feeder(), setup?.feeder, ({ definition }) => definition.kind === 'switch', pumpSetupWords.feederHint())}
      </div>
    </details>`;
  }

  #sensors(setup: PumpSetup | undefined) {
    const isRead = ({ definition }: PointView) => definition.kind === 'measure' || definition.kind === 'flag';
    const wiring = setup?.wiring ?? {};
    return html`<details class="card" ?open=${Object.keys(wiring).length > 0}>
      <summary>${pumpSetupWords.sensors()}</summary>
      <div class="stack">
        <p class="muted">${pumpSetupWords.sensorsMean()}</p>
        <div class="two">
          ${Object.entries(channelWords).map(([channel, say]) => this.#point(`wiring.${channel}`, say(), wiring[channel], isRead))}
          ${this.#point('tank', pumpSetupWords.tank(), setup?.tank, isRead)}
        </div>
      </div>
    </details>`;
  }

  #point(name: string, label: string, set: PointRef | undefined, fits: (point: PointView) => boolean, hint = '') {
    const own = set && valueOfPoint(set);
    const choices = pointChoices(this.devices, fits);
    return html`<label
      >${label}${hint ? html`<span class="hint">${hint}</span>` : nothing}<select name=${name}>
        ${pointOptions(choices, own, name.startsWith('wiring.') ? pumpSetupWords.byItself() : pumpSetupWords.none())}
      </select></label
    >`;
  }

  #safety({ protections }: PumpDetail) {
    return html`<section class="card stack">
      <h2>${pumpSetupWords.protections()}</h2>
      <p class="muted">${pumpSetupWords.protectionsMean()}</p>
      ${protectionRows(protections)}
      <p class="small muted">${pumpSetupWords.savePumpAgain()}</p>
    </section>`;
  }

  #values(): FieldValues {
    const { detail, usual, problem } = this;
    const limits = usual?.limits ?? detail?.limits ?? {};
    const suggested = usual ? { motor: { ratedMa: usual.ratedMa }, supply: usual } : {};
    const faults = (problem?.errors ?? []).map(
      (fault) => [fault.pointer.slice(1).replaceAll('/', '.'), fault.detail] as const,
    );
    return { set: detail?.setup ?? {}, usual: { limits, ...suggested }, faults: new Map(faults) };
  }

  #takeUsual(): void {
    const field = this.form.elements.namedItem(ratedField.name);
    if (field instanceof HTMLInputElement) field.value = shownIn(ratedField, this.usual?.ratedMa);
  }

  /** What is usual hangs on the size alone. */
  #tellSize(): void {
    const data = new FormData(this.form);
    const number = (name: string) => Number(data.get(name));
    const detail: MotorSize = {
      kw: number(kwField.name),
      phases: number('motor.phases') === 3 ? 3 : 1,
      nominalV: number(nominalField.name) || 230,
    };
    if (detail.kw > 0) this.dispatchEvent(new CustomEvent('size', { detail }));
  }

  #save(event: SubmitEvent): void {
    const form = new FormValues(event);
    const setup = setupOf(form, {
      before: this.detail?.setup,
      hours: this.hours ?? this.detail?.setup.allowedHours ?? [],
      channels: Object.keys(channelWords),
      protections: this.detail?.protections ?? [],
    });
    this.dispatchEvent(new CustomEvent('save', { detail: setup }));
  }
}
