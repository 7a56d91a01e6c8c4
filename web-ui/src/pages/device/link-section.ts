import type { DeviceView, LinkHistory } from '@farmgate/gateway/contract';
import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { refusalText } from '../../components/field-error.ts';
import '../../components/link-chart.ts';
import '../../components/link-face.ts';
import { number } from '../../i18n/format.ts';
import { radioWords } from '../../i18n/radio-words.ts';
import { words } from '../../i18n/words.ts';
import { figureOf, gradeOf, gradeWords, type Figure } from '../../points/link-quality.ts';
import type { Loadable } from '../../state/loadable.ts';
import { shared } from '../../styles/shared.ts';

/** How well an outlet is heard: its score, the figures it is made of, and the last day. Fires `retry`. */
@customElement('fg-link-section')
export class LinkSection extends LitElement {
  static override readonly styles = [
    shared,
    css`
      .score {
        display: grid;
        grid-template-columns: auto minmax(0, 1fr);
        align-items: center;
        gap: var(--s4);
      }
      .grade {
        font-size: var(--text-l);
        font-weight: 700;
        line-height: 1.25;
      }
      summary b {
        margin-inline-start: auto;
        padding-inline-start: var(--s3);
        color: var(--text);
        white-space: nowrap;
      }
      details {
        border-top: 1px solid var(--hairline);
      }
      details p {
        padding-bottom: var(--s3);
      }
      .old {
        font-style: italic;
      }
    `,
  ];

  @property({ attribute: false }) device!: DeviceView;
  @property({ attribute: false }) now = 0;
  /** What the page knows is new enough to be called present. */
  @property({ type: Boolean }) current = false;
  @property({ attribute: false }) history!: Loadable<LinkHistory>;

  override render() {
    return html`<section class="card stack">
      <h2>${radioWords.link()}</h2>
      ${this.#score()}
      <div>${this.#figures()}</div>
      <p><a class="button" href="/devices/${this.device.id}/walk">${words.walkTest()}</a></p>
      <h3>${radioWords.lastDay()}</h3>
      ${this.#day()}
    </section>`;
  }

  #score() {
    const score = this.#figure('link.score');
    return html`<div class="score">
      <fg-link-face .score=${score?.value} ?old=${score?.isOld ?? false}></fg-link-face>
      <div>
        <p class="number muted"><bdi>${score ? radioWords.scoreOf(number(Math.round(score.value))) : nothing}</bdi></p>
        <p class="grade">${scoreWords(score)}</p>
      </div>
    </div>`;
  }

  #figures() {
    const [bad, foreign] = [this.#figure('link.bad'), this.#figure('link.foreign')];
    return [
      this.#row(radioWords.firstTry(), [this.#figure('link.firstTry')], '%', radioWords.firstTryMeans()),
      this.#row(radioWords.tries(), [this.#figure('link.tries')], '', radioWords.triesMeans()),
      this.#row(radioWords.roundTrip(), [this.#figure('link.roundTrip')], 'ms', radioWords.roundTripMeans()),
      this.#row(radioWords.frames(), [bad, foreign], '', radioWords.framesMeans()),
    ];
  }

  #row(label: string, figures: readonly (Figure | undefined)[], unit: string, meaning: string) {
    const text = figures.map((figure) => (figure ? `${number(figure.value)} ${unit}`.trim() : '–')).join(' / ');
    const isOld = figures.some((figure) => figure?.isOld);
    return html`<details>
      <summary>${label} <b class="number ${isOld ? 'old' : ''}">${text}</b></summary>
      <p class="small muted">${meaning}</p>
    </details>`;
  }

  #figure(id: string): Figure | undefined {
    const figure = figureOf(this.device, id);
    return figure && { ...figure, isOld: figure.isOld || !this.current };
  }

  #day() {
    const { loading, value, problem } = this.history;
    if (value && value.slots.length > 0)
      return html`<fg-link-chart .history=${value} .now=${this.now}></fg-link-chart>`;
    if (problem)
      return html`${refusalText(problem)}
        <p>
          <button @click=${() => this.dispatchEvent(new CustomEvent('retry'))}>${words.retry()}</button>
        </p>`;
    if (loading) return html`<p class="muted" aria-busy="true">${words.loading()}</p>`;
    return html`<p class="muted">${radioWords.noHistory()}</p>`;
  }
}

function scoreWords(score: Figure | undefined): string {
  if (!score) return radioWords.noScore();
  const grade = gradeWords(gradeOf(score.value));
  return score.isOld ? radioWords.oldScore(grade) : grade;
}
