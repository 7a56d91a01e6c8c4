import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { clockTime, number, span } from '../i18n/format.ts';
import { pumpPageWords } from '../i18n/pump-page-words.ts';
import { pumpWords } from '../i18n/pump-words.ts';
import { words } from '../i18n/words.ts';
import type { Turn } from '../points/turns.ts';
import { leftS } from '../points/run-time.ts';
import { pictureStyle } from '../styles/picture.ts';
import { shared } from '../styles/shared.ts';
import { picture, type PictureName } from './picture.ts';
import './state-face.ts';
import './who-badge.ts';

/** What somebody would do with a run of the queue. */
export interface QueueDeed {
  readonly run: string;
  readonly deed: 'swap' | 'leave' | 'up' | 'down' | 'remove' | 'stop' | 'force-stop';
}

/** Those who use or await a pump, in their order, one's own marked. Fires `deed`. */
@customElement('fg-queue-list')
export class QueueList extends LitElement {
  static override readonly styles = [
    shared,
    pictureStyle,
    css`
      li {
        display: grid;
        grid-template-columns: var(--badge-size, 44px) auto minmax(0, 1fr);
        gap: var(--s1) var(--s3);
        align-items: center;
        padding: var(--s2) 0;
        border-top: 1px solid var(--hairline);
        --face-size: 40px;
        --picture-size: 24px;
      }
      li:first-child {
        border-top: 0;
      }
      .mine {
        border-inline-start: 6px solid var(--water);
        padding-inline-start: var(--s2);
      }
      .place {
        font-size: var(--text-xl);
        font-weight: 700;
        text-align: center;
      }
      p {
        line-height: 1.25;
        overflow-wrap: anywhere;
      }
      .deeds {
        grid-column: 1 / -1;
        display: flex;
        flex-wrap: wrap;
        gap: var(--s2);
        justify-content: end;
      }
      .asked {
        flex-basis: 100%;
        text-align: end;
        font-weight: 600;
      }
      a {
        display: inline-block;
        padding-block: var(--s3);
        margin-block: calc(-1 * var(--s3));
        color: inherit;
        font-weight: 700;
      }
      :host {
        container-type: inline-size;
      }
      /* One deed beside a name needs less room than three. */
      @container (min-width: 26rem) {
        :host(:not([admin])) li {
          grid-template-columns: var(--badge-size, 44px) auto minmax(0, 1fr) auto;
        }
        :host(:not([admin])) .deeds {
          grid-column: auto;
        }
      }
      @container (min-width: 34rem) {
        li {
          grid-template-columns: var(--badge-size, 44px) auto minmax(0, 1fr) auto;
        }
        .deeds {
          grid-column: auto;
        }
        .asked {
          text-align: start;
        }
      }
    `,
  ];

  @property({ attribute: false }) turns: readonly Turn[] = [];
  /** Names of the pumps, where there are several. */
  @property({ attribute: false }) pumps: ReadonlyMap<string, string> = new Map();
  /** Whose own is marked. */
  @property() user = '';
  @property({ attribute: false }) now = 0;
  @property({ type: Boolean }) admin = false;
  @property({ type: Boolean }) linked = false;
  /** Shows it alone, with nothing to be done. */
  @property({ type: Boolean }) plain = false;
  /** Leads nowhere: it hangs on a wall. */
  @property({ type: Boolean }) still = false;

  override render() {
    const own = this.turns.find(({ run }) => run.user === this.user && run.state === 'waiting');
    return html`<ol>
      ${repeat(
        this.turns,
        ({ run }) => run.id,
        (turn) => this.#turn(turn, own),
      )}
    </ol>`;
  }

  #turn(turn: Turn, own: Turn | undefined) {
    const { run } = turn;
    const isMine = run.user === this.user;
    return html`<li class=${isMine ? 'mine' : ''} data-state=${run.state} ?data-mine=${isMine}>
      ${this.#place(turn)}
      <fg-who-badge .badge=${run.badge} .name=${run.name} ?mine=${isMine}></fg-who-badge>
      <p class="number">
        ${this.still ? html`<strong>${run.name}</strong>` : html`<a href="/runs/${run.id}">${run.name}</a>`}
        ${isMine ? html`<span class="badge">${pumpPageWords.mine()}</span>` : nothing} <br /><span class="small"
          >${this.#says(turn)}</span
        >
      </p>
      ${this.plain ? nothing : this.#deeds(turn, own)}
    </li>`;
  }

  #place({ run, position }: Turn) {
    if (position > 0) return html`<span class="place number" data-position>${number(position)}</span>`;
    const kind = run.state === 'hold' ? 'hold' : run.state === 'running' ? 'running' : 'asking';
    return html`<fg-state-face .kind=${kind}></fg-state-face>`;
  }

  #says({ run, startsAt }: Turn): string {
    const pump = this.pumps.size > 1 ? this.pumps.get(run.pump) : undefined;
    const left = span(leftS(run, this.now) * 1000);
    const when = startsAt === undefined ? pumpWords.notKnownWhen() : unbroken(pumpWords.about(clockTime(startsAt)));
    const state = {
      waiting: when,
      hold: pumpWords.keptSafe(left),
      starting: words.askingPump(),
      running: words.running(),
      stopping: pumpWords.stopping(),
      ended: '',
    }[run.state];
    const length = run.state === 'hold' ? undefined : unbroken(left);
    return [pump, state, length].filter(Boolean).join('\u00A0· ');
  }

  #deeds(turn: Turn, own: Turn | undefined) {
    const { run } = turn;
    const isMine = run.user === this.user;
    const waits = run.state === 'waiting';
    const waiting = this.turns.filter((other) => other.position > 0);
    const asksMe = own !== undefined && run.swapWith === own.run.id;
    return html`<div class="deeds">
      ${asksMe ? html`<p class="asked" role="status">${pumpPageWords.swapAsked(run.name)}</p>` : nothing}
      ${isMine && run.swapWith !== undefined ? html`<p class="asked small" role="status">${pumpPageWords.swapOffered()}</p>` : nothing}
      ${!isMine && waits && own ? this.#button(run.id, 'swap', 'swap', asksMe ? pumpPageWords.swapAccept(run.name) : pumpPageWords.swapOffer(run.name), own.run.swapWith === run.id) : nothing}
      ${isMine && waits ? this.#button(run.id, 'leave', 'close', pumpWords.leaveQueue()) : nothing}
      ${
        this.admin && waits
          ? html`${this.#button(run.id, 'up', 'up', pumpPageWords.moveUp(run.name), turn.position === 1)}
            ${this.#button(run.id, 'down', 'down', pumpPageWords.moveDown(run.name), turn.position === waiting.length)}
            ${isMine ? nothing : this.#button(run.id, 'remove', 'close', pumpPageWords.remove(run.name))}`
          : nothing
      }
      ${(this.admin || isMine) && !waits && run.state !== 'stopping' ? this.#button(run.id, 'stop', 'stop', pumpPageWords.stopPump(run.name)) : nothing}
      ${this.admin && !waits ? this.#button(run.id, 'force-stop', 'all-off', pumpPageWords.forceStopOf(run.name)) : nothing}
    </div>`;
  }

  #button(run: string, deed: QueueDeed['deed'], shape: PictureName, label: string, isIdle = false) {
    return html`<button
      title=${label}
      aria-label=${this.linked ? label : `${label}: ${words.noLine()}`}
      data-deed=${deed}
      ?disabled=${!this.linked || isIdle}
      @click=${() => this.dispatchEvent(new CustomEvent<QueueDeed>('deed', { detail: { run, deed } }))}
    >
      ${picture(shape)}
    </button>`;
  }
}

/** What belongs together stays on one line. */
function unbroken(text: string): string {
  return text.replaceAll(/[ \u202F]/g, '\u00A0');
}
