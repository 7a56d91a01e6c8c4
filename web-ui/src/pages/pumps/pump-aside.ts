import type { RunView, SharingView } from '@farmgate/gateway/contract';
import { LitElement, css, html, nothing, type PropertyValues } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { updateWhenLocaleChanges } from '@lit/localize';
import { picture } from '../../components/picture.ts';
import '../../components/state-face.ts';
import { countdown } from '../../i18n/format.ts';
import { pumpWords } from '../../i18n/pump-words.ts';
import { words } from '../../i18n/words.ts';
import { pumpFace } from '../../points/pump-face.ts';
import { leftS } from '../../points/run-time.ts';
import { Observe } from '../../state/observe.ts';
import { deskOf, type PumpLine } from '../../state/pump-desk.ts';
import { RunAnnouncer } from '../../state/run-announcer.ts';
import { pictureStyle } from '../../styles/picture.ts';
import { shared } from '../../styles/shared.ts';
import type { View } from '../view.ts';
import { findPump, mayPump, mayStop } from './parts.ts';

/** Beside every page of a site with shared pumps: STOP of what one may stop, and what becomes of one's own run for those who hear the page. */
@customElement('fg-pump-aside')
export class PumpAside extends LitElement {
  static override readonly styles = [
    shared,
    pictureStyle,
    css`
      ul {
        display: grid;
        gap: var(--s2);
        margin-bottom: var(--s4);
        grid-template-columns: repeat(auto-fill, minmax(min(100%, 20rem), 1fr));
        --face-size: 36px;
        --picture-ground: var(--text);
      }
      li {
        display: grid;
        grid-template-columns: auto minmax(0, 1fr) auto;
        align-items: center;
        gap: var(--s3);
        padding: var(--s1) var(--s1) var(--s1) var(--s3);
        border: 1.5px solid var(--hairline);
        border-radius: var(--plate-radius);
        background: var(--surface);
      }
      p {
        line-height: 1.25;
        overflow-wrap: anywhere;
      }
    `,
  ];

  @property({ attribute: false }) view!: View;
  @property({ attribute: false }) line!: PumpLine;
  /** The page shows these runs itself. */
  @property({ type: Boolean }) quiet = false;
  @state() private said = '';
  readonly #announcer = new RunAnnouncer();
  #wasLinked = true;
  #minutes: number | undefined;

  constructor() {
    super();
    updateWhenLocaleChanges(this);
    new Observe(this, () => deskOf(this.line, this.view.user.id));
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('view')) return;
    const { farm, user, isLinked } = this.view;
    if (farm?.sharing) this.said = this.#announcer.say(farm.sharing, user.id);
    // While there was no line nobody heard of the wallet.
    const isNews = farm !== undefined && farm.minutes !== this.#minutes;
    if (isLinked && (isNews || !this.#wasLinked)) void deskOf(this.line, user.id).loadWallet();
    this.#wasLinked = isLinked;
    this.#minutes = farm?.minutes;
  }

  override render() {
    const sharing = this.view.farm?.sharing;
    if (!sharing) return nothing;
    const mine = sharing.runs.filter(({ state: how }) => how !== 'waiting' && how !== 'ended');
    const stoppable = this.quiet || !mayPump(this.view.user) ? [] : mine.filter((run) => mayStop(this.view.user, run));
    return html`<p class="hidden" role="status">${this.said}</p>
      ${
        stoppable.length === 0
          ? nothing
          : html`<ul aria-label=${words.mayRun()}>
              ${repeat(
                stoppable,
                ({ id }) => id,
                (run) => html`<li>${this.#run(sharing, run)}</li>`,
              )}
            </ul>`
      }`;
  }

  #run(sharing: SharingView, run: RunView) {
    const pump = findPump(sharing, run.pump);
    if (!pump) return nothing;
    const { farm, now, isCurrent, isLinked, user } = this.view;
    const face = pumpFace({ pump, run, devices: farm?.devices ?? [], now, isCurrent });
    const desk = deskOf(this.line, user.id);
    const isAsked = desk.value.asking.has(run.id) || run.state === 'stopping';
    const label = isLinked ? words.stop() : words.noLine();
    return html`<fg-state-face .kind=${face.kind}></fg-state-face>
      <p class="small">
        <strong><a href="/pumps/${pump.id}">${pump.name}</a> · ${run.name}</strong><br />
        <span class="number">${face.words} · ${countdown(leftS(run, now) * 1000)}</span>
      </p>
      <button
        class="off"
        aria-label="${label}: ${pump.name}"
        ?disabled=${!isLinked || isAsked}
        @click=${() => void desk.ask(run.id, (api) => api.stop(run.id))}
      >
        ${picture('stop')} ${isAsked ? pumpWords.stopping() : label}
      </button>`;
  }
}
