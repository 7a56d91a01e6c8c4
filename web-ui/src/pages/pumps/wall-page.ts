import type { SharingView } from '@farmgate/gateway/contract';
import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { updateWhenLocaleChanges } from '@lit/localize';
import { picture } from '../../components/picture.ts';
import '../../components/queue-list.ts';
import '../../components/run-ring.ts';
import '../../components/state-face.ts';
import { clockTime, number } from '../../i18n/format.ts';
import { pumpPageWords } from '../../i18n/pump-page-words.ts';
import { pumpWords } from '../../i18n/pump-words.ts';
import { words } from '../../i18n/words.ts';
import { alarmsOf } from '../../points/alarms.ts';
import type { Face, FaceKind } from '../../points/face.ts';
import { pumpFace } from '../../points/pump-face.ts';
import { leftS } from '../../points/run-time.ts';
import { turnsIn, type Turn } from '../../points/turns.ts';
import { pictureStyle } from '../../styles/picture.ts';
import { shared } from '../../styles/shared.ts';
import type { View } from '../view.ts';
import { gridStrip, findPump, namesOf, tanks } from './parts.ts';

const QUEUE_SHOWN = 6;

/** The board on the wall: what runs, who comes next, how much water and power. It has no control but *Stop everything*. */
@customElement('fg-wall-page')
export class WallPage extends LitElement {
  static override readonly styles = [
    shared,
    pictureStyle,
    css`
      :host {
        --edge: var(--run);
        --text-s: max(0.875rem, 1.15vw);
        --text-m: max(1rem, 1.3vw);
        --text-l: max(1.25rem, 1.7vw);
        --text-xl: max(1.75rem, 2.3vw);
        --text-xxl: max(2.5rem, 3vw);
        --badge-size: max(44px, 3.6vw);
      }
      .board {
        display: grid;
        grid-template-rows: auto minmax(0, 1fr);
        gap: var(--s4);
        min-height: 100dvh;
        padding: var(--s4) var(--s5);
        border: 14px solid var(--edge);
      }
      .at-off {
        --edge: var(--off);
      }
      .at-wait {
        --edge: var(--wait);
      }
      .at-held {
        --edge: var(--hold);
      }
      .at-unknown {
        --edge: var(--off);
        border-style: dashed;
      }
      .at-fault {
        --edge: var(--fault);
      }
      header {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        justify-content: space-between;
        gap: var(--s2) var(--s4);
      }
      header time {
        font-size: var(--text-xl);
        font-weight: 700;
      }
      .columns {
        display: grid;
        grid-template-columns: minmax(0, 1.35fr) minmax(0, 1fr) minmax(0, 0.9fr);
        gap: var(--s5);
      }
      .columns > section {
        display: grid;
        align-content: start;
        gap: var(--s4);
        min-width: 0;
      }
      .digits {
        font-size: max(104px, 8.2vw);
        font-weight: 700;
        line-height: 1;
        letter-spacing: -0.03em;
      }
      .run {
        display: grid;
        gap: var(--s2);
        --face-size: max(56px, 4.5vw);
      }
      .run > div {
        display: grid;
        grid-template-columns: auto minmax(0, 1fr);
        gap: var(--s3);
        align-items: center;
      }
      .run p {
        overflow-wrap: anywhere;
        line-height: 1.25;
      }
      .calm {
        font-size: var(--text-xxl);
        font-weight: 700;
      }
      fg-tank {
        --tank-size: max(112px, 9vw);
      }
      fg-queue-list {
        font-size: var(--text-l);
      }
      .stop {
        border-color: var(--fault);
        background: var(--fault);
        color: var(--on-fault);
        min-height: var(--primary-target);
        --picture-ground: var(--fault);
      }
      @media (max-width: 56.25rem) {
        .columns {
          grid-template-columns: minmax(0, 1fr);
        }
        .board {
          padding: var(--s3);
          border-width: 8px;
        }
        .digits {
          font-size: min(104px, 24vw);
        }
      }
    `,
  ];

  @property({ attribute: false }) view!: View;

  constructor() {
    super();
    updateWhenLocaleChanges(this);
  }

  override render() {
    const { farm, now, isCurrent } = this.view;
    const sharing = farm?.sharing;
    return html`<div class="board at-${this.#worst()}" data-worst=${this.#worst()}>
      <header>
        <h1 tabindex="-1">${pumpPageWords.wallBoard()}</h1>
        ${isCurrent ? nothing : html`<p class="error" role="alert">${words.noLink()}</p>`}
        ${farm?.latch.latched ? html`<p class="error row" role="status">${picture('all-off')} ${words.everythingStopped()}</p>` : nothing}
        <time class="number">${clockTime(now)}</time>
        <a class="button stop" data-job="stop-all" href="/stop">${picture('stop')} ${words.stopEverything()}</a>
      </header>
      ${farm ? nothing : html`<p class="muted" aria-busy="true">${words.loading()}</p>`}
      ${farm && !sharing ? html`<p class="calm">${pumpPageWords.noPumps()}</p>` : nothing}
      ${sharing ? this.#columns(sharing) : nothing}
    </div>`;
  }

  #columns(sharing: SharingView) {
    const turns = sharing.groups.flatMap(({ id }) => turnsIn(sharing, id));
    const begun = turns.filter(({ position }) => position === 0);
    const waiting = turns.filter(({ position }) => position > 0);
    const vessels = tanks({ view: this.view, sharing });
    return html`<div class="columns">
      <section>
        <h2>${pumpPageWords.runsNow()}</h2>
        ${begun.length === 0 ? html`<p class="calm">${pumpPageWords.nothingRuns()}</p>` : nothing}
        ${begun.map((turn) => this.#run(sharing, turn))} ${this.#idleTrouble(sharing)}
      </section>
      <section>
        <h2>${pumpWords.next()} · ${number(waiting.length)}</h2>
        ${waiting.length === 0 ? html`<p class="muted">${pumpPageWords.nobodyWaits()}</p>` : nothing}
        <fg-queue-list
          plain
          still
          .turns=${waiting.slice(0, QUEUE_SHOWN)}
          .pumps=${namesOf(sharing)}
          .now=${this.view.now}
        ></fg-queue-list>
      </section>
      <section>
        <h2>${pumpPageWords.water()}</h2>
        ${vessels.length === 0 ? html`<p class="muted">${pumpPageWords.noTanks()}</p>` : vessels} ${gridStrip(sharing)}
      </section>
    </div>`;
  }

  #run(sharing: SharingView, { run }: Turn) {
    const { now } = this.view;
    const pump = findPump(sharing, run.pump);
    const face = this.#faceOf(sharing, run.pump);
    const left = Math.ceil(leftS(run, now));
    return html`<article class="card run" data-run=${run.state}>
      <div>
        <fg-state-face .kind=${face.kind}></fg-state-face>
        <p>
          <strong>${pump?.name ?? pumpWords.gonePump()} · ${run.name}</strong><br />
          <span class="number" data-face=${face.kind}>${face.words}</span>
          ${face.note ? html`<br /><span class="muted">${face.note}</span>` : nothing}
        </p>
      </div>
      <p class="digits number" role="timer" aria-label=${pumpWords.timeLeft()}>
        ${number(Math.floor(left / 60))}:${String(left % 60).padStart(2, '0')}
      </p>
    </article>`;
  }

  /** Pumps that nobody has but that are not simply off. */
  #idleTrouble(sharing: SharingView) {
    return sharing.pumps
      .filter(({ run }) => run === undefined)
      .map((pump) => ({ pump, face: this.#faceOf(sharing, pump.id) }))
      .filter(({ face }) => face.kind !== 'off')
      .map(
        ({ pump, face }) =>
          html`<article class="card run">
            <div>
              <fg-state-face .kind=${face.kind}></fg-state-face>
              <p><strong>${pump.name}</strong><br />${face.words}</p>
            </div>
          </article>`,
      );
  }

  #faceOf(sharing: SharingView, id: string): Face {
    const pump = findPump(sharing, id);
    const { farm, now, isCurrent } = this.view;
    if (!pump) return { kind: 'unknown', words: words.noNews() };
    const run = sharing.runs.find((one) => one.id === pump.run || (one.pump === id && one.state === 'hold'));
    return pumpFace({ pump, run, devices: farm?.devices ?? [], now, isCurrent });
  }

  /** The colour of the edge: of the worst that is known. */
  #worst(): 'unknown' | 'fault' | 'held' | 'wait' | 'run' | 'off' {
    const { farm, isCurrent } = this.view;
    if (!farm || !isCurrent) return 'unknown';
    const sharing = farm.sharing;
    const kinds = sharing?.pumps.map(({ id }) => this.#faceOf(sharing, id).kind) ?? [];
    const has = (...wanted: readonly FaceKind[]) => kinds.some((kind) => wanted.includes(kind));
    const isCritical = alarmsOf(farm.devices).some(({ severity }) => severity === 'critical');
    if (farm.latch.latched || isCritical || has('not-stopping', 'tripped', 'no-power', 'no-answer')) return 'fault';
    if (has('unknown')) return 'unknown';
    if (sharing?.grid.state === 'shedding' || has('hold')) return 'held';
    if (has('asking', 'acknowledged', 'waiting')) return 'wait';
    return has('running') ? 'run' : 'off';
  }
}
