import type { RunView, SharingView } from '@farmgate/gateway/contract';
import { LitElement, html, nothing, type PropertyValues } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { updateWhenLocaleChanges } from '@lit/localize';
import { picture } from '../../components/picture.ts';
import '../../components/running-strip.ts';
import type { StripRow } from '../../components/running-strip.ts';
import { countdown } from '../../i18n/format.ts';
import { pumpWords } from '../../i18n/pump-words.ts';
import { words } from '../../i18n/words.ts';
import { pumpFace } from '../../points/pump-face.ts';
import { leftS } from '../../points/run-time.ts';
import { Observe } from '../../state/observe.ts';
import { deskOf, type PumpDesk, type PumpLine } from '../../state/pump-desk.ts';
import { RunAnnouncer } from '../../state/run-announcer.ts';
import { shared } from '../../styles/shared.ts';
import type { View } from '../view.ts';
import { findPump, mayPump, mayStop } from './parts.ts';

/** Beside every page of a site with shared pumps: STOP of what one may stop, and what becomes of one's own run for those who hear the page. */
@customElement('fg-pump-aside')
export class PumpAside extends LitElement {
  static override readonly styles = [shared];

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
    new Observe(this, () => this.#desk);
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('view')) return;
    const { farm, user, isLinked } = this.view;
    if (farm?.sharing) this.said = this.#announcer.say(farm.sharing, user.id);
    // While there was no line nobody heard of the wallet.
    const isNews = farm !== undefined && farm.minutes !== this.#minutes;
    if (isLinked && (isNews || !this.#wasLinked)) void this.#desk.loadWallet();
    this.#wasLinked = isLinked;
    this.#minutes = farm?.minutes;
  }

  override render() {
    const sharing = this.view.farm?.sharing;
    if (!sharing) return nothing;
    const mine = sharing.runs.filter(({ state: how }) => how !== 'waiting' && how !== 'ended');
    const stoppable = this.quiet || !mayPump(this.view.user) ? [] : mine.filter((run) => mayStop(this.view.user, run));
    return html`<p class="hidden" role="status">${this.said}</p>
      <fg-running-strip
        .rows=${stoppable.flatMap((run) => this.#row(sharing, run))}
        @off=${({ detail: id }: CustomEvent<string>) => void this.#desk.ask(id, (api) => api.stop(id))}
      ></fg-running-strip>`;
  }

  #row(sharing: SharingView, run: RunView): StripRow[] {
    const pump = findPump(sharing, run.pump);
    if (!pump) return [];
    const { farm, now, isCurrent, isLinked } = this.view;
    const isAsked = this.#desk.value.asking.has(run.id) || run.state === 'stopping';
    const label = isLinked ? words.stop() : words.noLine();
    return [
      {
        key: run.id,
        name: html`<a href="/pumps/${pump.id}">${pump.name}</a> · ${run.name}`,
        face: pumpFace({ pump, run, devices: farm?.devices ?? [], now, isCurrent }),
        left: countdown(leftS(run, now) * 1000),
        off: html`${picture('stop')} ${isAsked ? pumpWords.stopping() : label}`,
        label: `${label}: ${pump.name}`,
        disabled: !isLinked || isAsked,
      },
    ];
  }

  get #desk(): PumpDesk {
    return deskOf(this.line, this.view.user.id);
  }
}
