import type { DeviceView, EnergySettings, PointView } from '@farmgate/gateway/contract';
import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { updateWhenLocaleChanges } from '@lit/localize';
import type { Refusal } from '../api/answer.ts';
import type { EnergyApi } from '../api/energy-api.ts';
import { fetchState } from '../components/fetch-state.ts';
import { refusalText } from '../components/field-error.ts';
import { FormValues } from '../components/form.ts';
import { pointOptions } from '../components/point-options.ts';
import { energyWords } from '../i18n/energy-words.ts';
import { meterWords } from '../i18n/meter-words.ts';
import { words } from '../i18n/words.ts';
import { pointChoices, readPoint, valueOfPoint } from '../points/point-choices.ts';
import { Fetched } from '../state/fetched.ts';
import { shared } from '../styles/shared.ts';
import type { View } from './view.ts';

export const title = meterWords.meters;

/** By what the farm knows its energy: what all of it goes through, and what would be counted twice. */
@customElement('fg-meters-page')
export class MetersPage extends LitElement {
  static override readonly styles = [
    shared,
    css`
      .tick {
        display: flex;
        align-items: center;
        gap: var(--s3);
        min-height: var(--target);
        font-weight: 400;
      }
    `,
  ];

  @property({ attribute: false }) view!: View;
  @property({ attribute: false }) api!: EnergyApi;
  @state() private problem: Refusal | undefined;
  @state() private isSaved = false;
  readonly #settings = new Fetched(this, () => this.api.settings());

  constructor() {
    super();
    updateWhenLocaleChanges(this);
  }

  override render() {
    const settings = this.#settings.value.value;
    const isAdmin = this.view.user.role === 'admin';
    return html`<div class="stack">
      <p><a href="/energy">← ${words.energy()}</a></p>
      <h1 tabindex="-1">${meterWords.meters()}</h1>
      ${isAdmin ? nothing : html`<p class="muted">${energyWords.onlyAdmins()}</p>`}
      ${settings ? this.#form(settings, isAdmin) : fetchState(this.#settings)}
    </div>`;
  }

  #form(settings: EnergySettings, isAdmin: boolean) {
    const devices = (this.view.farm?.devices ?? []).filter((device) => device.points.some(measures));
    const own = settings.main ? valueOfPoint(settings.main) : undefined;
    return html`<form class="card stack" @submit=${(event: SubmitEvent) => void this.#save(event)}>
      <fieldset class="stack" ?disabled=${!isAdmin}>
        <label
          >${meterWords.main()}<span class="hint">${meterWords.mainHint()}</span
          ><select name="main">
            ${pointOptions(pointChoices(devices, measures), own, meterWords.mainUsual())}
          </select></label
        >
        ${this.#leftOut(devices, settings)}
        <label
          >${meterWords.tolerance()}<span class="hint">${meterWords.exactHint()}</span
          ><input
            type="number"
            name="tolerance"
            min="1"
            max="100"
            step="1"
            required
            .defaultValue=${String(settings.tolerancePercent)}
        /></label>
        <label
          >${meterWords.warnAfter()}<span class="hint">${meterWords.quarterHint()}</span
          ><input
            type="number"
            name="warnAfter"
            min="30"
            max="1440"
            step="15"
            required
            .defaultValue=${String(settings.warnAfterMin)}
        /></label>
      </fieldset>
      ${refusalText(this.problem)}
      ${
        isAdmin
          ? html`<p class="small muted">${meterWords.means()}</p>
              <div class="row">
                <button class="primary" ?disabled=${!this.view.isLinked}>${meterWords.save()}</button>
                <span role="status">${this.isSaved ? meterWords.saved() : ''}</span>
              </div>`
          : nothing
      }
    </form>`;
  }

  #leftOut(devices: readonly DeviceView[], { leftOut }: EnergySettings) {
    return html`<fieldset>
      <legend><strong>${meterWords.leftOut()}</strong></legend>
      <p class="small muted">${devices.length > 0 ? meterWords.leftOutMeans() : meterWords.none()}</p>
      ${devices.map(
        ({ id, name }) =>
          html`<label class="tick"
            ><input type="checkbox" name="out ${id}" ?checked=${leftOut.includes(id)} />${name}</label
          >`,
      )}
    </fieldset>`;
  }

  async #save(event: SubmitEvent): Promise<void> {
    const form = new FormValues(event);
    const devices = this.view.farm?.devices ?? [];
    this.isSaved = false;
    const answer = await this.api.saveSettings({
      main: readPoint(form.text('main')) ?? null,
      leftOut: devices.filter(({ id }) => form.isTicked(`out ${id}`)).map(({ id }) => id),
      tolerancePercent: Number(form.text('tolerance')),
      warnAfterMin: Number(form.text('warnAfter')),
    });
    this.problem = 'problem' in answer ? answer.problem : undefined;
    if (!('value' in answer)) return;
    this.#settings.put(answer.value);
    this.isSaved = true;
  }
}

/** Whether a point tells energy, power or current. */
function measures({ definition }: PointView): boolean {
  return definition.kind === 'measure' && ['Wh', 'W', 'mA'].includes(definition.unit) && !isLimit(definition.id);
}

/** What a device may bear is no measurement of what flows. */
function isLimit(point: string): boolean {
  return /^(?:threshold|rated)/.test(point);
}
