import type { DeviceView } from '@farmgate/gateway/contract';
import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import '../../components/mark-bar.ts';
import { radioRefusal } from '../../components/radio-refusal.ts';
import { number } from '../../i18n/format.ts';
import { radioWords } from '../../i18n/radio-words.ts';
import { words } from '../../i18n/words.ts';
import { figureOf } from '../../points/link-quality.ts';
import { RadioController } from '../../state/radio-controller.ts';
import type { RadioLine } from '../../state/radio-work.ts';
import { isBusy, type Work } from '../../state/work.ts';
import { shared } from '../../styles/shared.ts';

/** A search asks every id more than once; a slow module takes its time. */
const SEARCH_MS = 600_000;
/** From here on polls wait, then ON waits as well; the rest belongs to OFF. Unit: % of what an hour allows. */
const POLLS_UP_TO = 80;
const ON_UP_TO = 90;

/** A radio bridge: its port and cycle, the air time it has left, its frames, and a search for outlets. */
@customElement('fg-bridge-section')
export class BridgeSection extends LitElement {
  static override readonly styles = [
    shared,
    css`
      :host {
        display: contents;
      }
      dl > div {
        display: flex;
        justify-content: space-between;
        gap: var(--s3);
        padding: var(--s2) 0;
        border-top: 1px solid var(--hairline);
      }
      dl > div:first-child {
        border-top: 0;
      }
      dd {
        font-weight: 600;
        text-align: end;
      }
      .bad {
        color: var(--fault);
      }
      .old {
        color: var(--muted);
        font-style: italic;
      }
      progress {
        width: 100%;
        height: 16px;
        accent-color: var(--water);
      }
      .found {
        display: flex;
        flex-wrap: wrap;
        gap: var(--s2);
      }
      .found li {
        padding: var(--s1) var(--s3);
        border: 1.5px solid var(--border);
        border-radius: 999px;
      }
      .found a {
        display: inline-block;
        padding-block: 6px;
      }
    `,
  ];

  @property({ attribute: false }) device!: DeviceView;
  /** Every device of the farm, to know who is found. */
  @property({ attribute: false }) devices: readonly DeviceView[] = [];
  @property({ attribute: false }) radio!: RadioLine;
  @property({ type: Boolean }) current = false;
  @property({ type: Boolean }) linked = false;
  /** Whether this person may search and add. */
  @property({ type: Boolean }) manages = false;
  readonly #work = new RadioController(this, () => this.radio);

  override render() {
    return html`<section class="card stack">
        <h2>${radioWords.bridge()}</h2>
        <dl class="number">
          ${this.#port()} ${this.#row('cycle', radioWords.cycle(), (ms) => words.seconds(number(ms / 1_000)))}
          ${this.#row('frames.good', radioWords.framesGood())} ${this.#row('frames.bad', radioWords.framesBad())}
          ${this.#row('frames.foreign', radioWords.framesForeign())}
        </dl>
        ${this.#air()}
      </section>
      ${this.manages ? this.#search(this.#work.value) : nothing}`;
  }

  #port() {
    const isOpen = this.device.points.find(({ definition }) => definition.id === 'port.open')?.reading?.value;
    const text = isOpen === undefined ? '–' : isOpen === true ? radioWords.portOpen() : radioWords.portClosed();
    return html`<div>
      <dt>${radioWords.port()}</dt>
      <dd class=${isOpen === false ? 'bad' : this.current ? '' : 'old'}>${text}</dd>
    </div>`;
  }

  #row(id: string, label: string, say: (value: number) => string = number) {
    const figure = figureOf(this.device, id);
    return html`<div>
      <dt>${label}</dt>
      <dd class=${figure?.isOld || !this.current ? 'old' : ''}>${figure ? say(figure.value) : '–'}</dd>
    </div>`;
  }

  #air() {
    const used = figureOf(this.device, 'air.used');
    const isNews = used !== undefined && !used.isOld && this.current;
    const said = isNews ? `${number(used.value)} %` : words.noNews();
    return html`<div class="stack">
      <div class="row spread">
        <h3>${radioWords.airTime()}</h3>
        <p class="number">${said}</p>
      </div>
      <fg-mark-bar
        .label=${radioWords.airTime()}
        .words=${said}
        .percent=${isNews ? used.value : undefined}
        .marks=${[
          { at: POLLS_UP_TO, label: radioWords.air80() },
          { at: ON_UP_TO, label: radioWords.air90() },
        ]}
      ></fg-mark-bar>
      <p class="small muted">${radioWords.airMeans()}</p>
    </div>`;
  }

  #search(work: Work) {
    return html`<section class="card stack">
      <h2>${radioWords.search()}</h2>
      <p class="muted">${radioWords.searchMeans()}</p>
      ${radioRefusal(work.problem)} ${work.progress || isBusy(work) ? this.#progress(work) : nothing}
      ${work.phase === 'idle' || work.problem ? nothing : this.#found(work)}
      ${work.end ? html`<p role="status">${work.end.note}</p>` : nothing}
      <button ?disabled=${!isBusy(work) && !this.linked} @click=${() => this.#startOrStop(work)}>
        ${isBusy(work) ? words.stop() : this.linked ? radioWords.search() : words.noLine()}
      </button>
      <p><a href="/add">${words.addDevice()}</a> · <a href="/add/new">${words.newOutlet()}</a></p>
    </section>`;
  }

  #startOrStop(work: Work): void {
    if (isBusy(work)) this.#work.stop();
    else this.#work.start(this.device.id, { ask: 'scan' }, SEARCH_MS);
  }

  #progress({ progress }: Work) {
    const said = progress
      ? radioWords.searchDone(number(progress.done), number(progress.of))
      : radioWords.waitingFirst();
    return html`<div>
      <progress aria-label=${radioWords.search()} max=${progress?.of ?? 1} .value=${progress?.done ?? 0}></progress>
      <p class="small number">${said}</p>
    </div>`;
  }

  #found({ found }: Work) {
    if (found.length === 0) return html`<p class="muted" role="status">${radioWords.foundNone()}</p>`;
    return html`<p role="status">${radioWords.found(number(found.length))}</p>
      <ul class="found number">
        ${found.map((address) => html`<li>${this.#who(address)}</li>`)}
      </ul>`;
  }

  #who(address: string) {
    const known = this.devices.find((device) => device.address === address);
    return known
      ? html`<a href="/devices/${known.id}">${known.name}</a>`
      : html`<a href="/add">${radioWords.foundNew(address)}</a> <strong>${radioWords.isNew()}</strong>`;
  }
}
