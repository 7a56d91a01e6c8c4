import type { ChildHealth, Health } from '@farmgate/gateway/contract';
import { LitElement, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { createNetworkApi } from '../api/network-api.ts';
import type { Send } from '../api/send.ts';
import { refusalText } from '../components/field-error.ts';
import '../components/health-line.ts';
import { number, span } from '../i18n/format.ts';
import { networkWords, trustWords } from '../i18n/network-words.ts';
import { size } from '../i18n/size.ts';
import { words } from '../i18n/words.ts';
import { answerMark, clockMark, diskMark, LATE_MS, partMark, recordMark, type Mark } from '../points/health-marks.ts';
import { loading, settle, type Loadable } from '../state/loadable.ts';
import { columns } from '../styles/columns.ts';
import { shared } from '../styles/shared.ts';
import type { View } from './view.ts';

const REFRESH_MS = 10_000;

/** How the gateway itself is, for its admins: its parts, its answers, memory, card, clock and records. */
@customElement('fg-health-page')
export class HealthPage extends LitElement {
  static override readonly styles = [shared, columns];

  @property({ attribute: false }) view!: View;
  @property({ attribute: false }) send!: Send;
  @state() private health: Loadable<Health> = loading;
  #heardAt = 0;
  #timer: ReturnType<typeof setInterval> | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    this.#timer = setInterval(() => void this.#load(), REFRESH_MS);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearInterval(this.#timer);
  }

  protected override firstUpdated(): void {
    void this.#load();
  }

  override render() {
    const { value, problem, loading: isLoading } = this.health;
    return html`<div class="stack">
      <h1 tabindex="-1">${words.health()}</h1>
      ${
        problem
          ? html`${refusalText(problem)}
              <p><button @click=${() => void this.#load()}>${words.retry()}</button></p>`
          : nothing
      }
      ${isLoading ? html`<p class="muted" aria-busy="true">${words.loading()}</p>` : nothing}
      ${value ? this.#all(value, problem !== undefined) : nothing}
    </div>`;
  }

  #all(health: Health, isOld: boolean) {
    const { now } = this.view;
    return html`<p class="muted number">
        ${networkWords.healthMeans(span(now - health.since))}
        ${isOld ? networkWords.asOf(span(now - this.#heardAt)) : nothing}
      </p>
      <div class="beside">
        <section class="card stack">
          <h2>${networkWords.machine()}</h2>
          ${this.#machine(health)}
        </section>
        <section class="card stack">
          <h2>${networkWords.parts()}</h2>
          ${health.children.length === 0 ? html`<p class="muted">${networkWords.noParts()}</p>` : nothing}
          <ul class="stack">
            ${health.children.map((child) => html`<li>${this.#part(child)}</li>`)}
          </ul>
        </section>
      </div>`;
  }

  #machine(health: Health) {
    const { eventLoop, memory, disk, clockTrust, databaseOk } = health;
    const held = number(Math.round(eventLoop.maxMs));
    const answers = answerMark(health);
    return html`<ul class="stack">
      ${line(recordMark(health), networkWords.records(), databaseOk ? networkWords.recordsGood() : networkWords.recordsBad())}
      ${line(answers, networkWords.answers(), answers === 'good' ? networkWords.answersQuick(held) : networkWords.answersSlow(held))}
      ${line(clockMark(health), networkWords.clock(), trustWords[clockTrust]())}
      ${line(diskMark(health), networkWords.disk(), disk ? room(health, disk) : networkWords.diskUnknown())}
      ${line('good', networkWords.memory(), size(memory.rss))}
    </ul>`;
  }

  #part(child: ChildHealth) {
    const { name, pid, since, restarts, lastEnd, delayMs = 0 } = child;
    const ran = span(this.view.now - since);
    return html`<fg-health-line .mark=${partMark(child)} .label=${name}>
      <p>${pid === undefined ? networkWords.partStopped(ran) : networkWords.partRuns(ran)}</p>
      ${delayMs > LATE_MS ? html`<p>${networkWords.partLate(number(Math.round(delayMs)))}</p>` : nothing}
      <p class="muted">${restarted(restarts)}</p>
      ${lastEnd ? html`<p class="muted">${networkWords.lastEnd(lastEnd)}</p>` : nothing}
    </fg-health-line>`;
  }

  async #load(): Promise<void> {
    const answer = await createNetworkApi(this.send).health();
    if ('value' in answer) this.#heardAt = this.view.now;
    const { problem: _, ...before } = this.health;
    this.health = settle(before, answer);
  }
}

function line(mark: Mark, label: string, text: string) {
  return html`<li>
    <fg-health-line .mark=${mark} .label=${label}><span>${text}</span></fg-health-line>
  </li>`;
}

function room(health: Health, disk: NonNullable<Health['disk']>): string {
  const [free, all] = [size(disk.free), size(disk.size)];
  return diskMark(health) === 'good' ? networkWords.diskFree(free, all) : networkWords.diskFull(free, all);
}

function restarted(times: number): string {
  if (times === 0) return networkWords.restartsNone();
  return times === 1 ? networkWords.restartedOnce() : networkWords.restarts(number(times));
}
