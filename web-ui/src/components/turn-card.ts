import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { clockTime, countdown, number } from '../i18n/format.ts';
import { pumpWords } from '../i18n/pump-words.ts';
import { words } from '../i18n/words.ts';
import type { Turn } from '../points/turns.ts';
import { pictureStyle } from '../styles/picture.ts';
import { shared } from '../styles/shared.ts';
import { picture } from './picture.ts';
import './state-face.ts';
import './who-badge.ts';

/** What is farther off has its time of day alone. */
const AN_HOUR_MS = 3_600_000;

/** One's own place in the queue: its number in large digits, the clock, and about when it comes. Fires `leave`. */
@customElement('fg-turn-card')
export class TurnCard extends LitElement {
  static override readonly styles = [
    shared,
    pictureStyle,
    css`
      .card {
        border-color: var(--wait);
      }
      .turn {
        display: grid;
        grid-template-columns: auto auto minmax(0, 1fr);
        gap: var(--s4);
        align-items: center;
        --picture-size: 40px;
      }
      .place {
        font-size: 56px;
        font-weight: 700;
        line-height: 1;
      }
      p {
        line-height: 1.3;
        overflow-wrap: anywhere;
      }
      time {
        font-size: var(--text-l);
        font-weight: 700;
      }
    `,
  ];

  @property({ attribute: false }) turn!: Turn;
  /** Of the pump. */
  @property() name = '';
  @property({ attribute: false }) now = 0;
  @property({ type: Boolean }) linked = false;

  override render() {
    const { run, position } = this.turn;
    return html`<section class="card stack" data-turn aria-label="${pumpWords.myTurn()}, ${this.name}">
      <div class="turn">
        <fg-state-face kind="waiting"></fg-state-face>
        <p class="place number" data-position>${number(position)}</p>
        <p class="number">
          ${pumpWords.youAre(number(position))}<br />${this.#when()}<br />
          <span class="muted small">${this.name} · ${words.minutes(number(Math.round(run.askedS / 60)))}</span>
        </p>
      </div>
      <button data-job="leave" ?disabled=${!this.linked} @click=${() => this.dispatchEvent(new CustomEvent('leave'))}>
        ${picture('close')} ${this.linked ? pumpWords.leaveQueue() : words.noLine()}
      </button>
    </section>`;
  }

  #when() {
    const { startsAt } = this.turn;
    if (startsAt === undefined) return pumpWords.notKnownWhen();
    const left = startsAt - this.now;
    return html`<time>${pumpWords.about(clockTime(startsAt))}</time
      >${left > 0 && left < AN_HOUR_MS ? html` · ${countdown(left)}` : nothing}`;
  }
}
