import type { SignedIn } from '@farmgate/gateway/contract';
import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Answer } from '../../api/answer.ts';
import { createSignedInApi } from '../../api/person-api.ts';
import type { Send } from '../../api/send.ts';
import { refusalText } from '../../components/field-error.ts';
import { moment } from '../../i18n/format.ts';
import { peopleWords } from '../../i18n/people-words.ts';
import { words } from '../../i18n/words.ts';
import { loading, settle, type Loadable } from '../../state/loadable.ts';
import { shared } from '../../styles/shared.ts';

/** Where somebody is signed in, with the way to end it. Without `user` it is oneself. */
@customElement('fg-session-list')
export class SessionList extends LitElement {
  static override readonly styles = [
    shared,
    css`
      li {
        padding: var(--s3) 0;
        border-top: 1px solid var(--hairline);
        overflow-wrap: anywhere;
      }
    `,
  ];

  @property({ attribute: false }) send!: Send;
  @property() user: string | undefined;
  @property({ type: Number }) now = 0;
  @property({ type: Boolean }) linked = false;
  @state() private list: Loadable<{ sessions: readonly SignedIn[] }> = loading;

  override connectedCallback(): void {
    super.connectedCallback();
    void this.#load();
  }

  override render() {
    const sessions = this.list.value?.sessions;
    const others = sessions?.filter(({ current }) => !current) ?? [];
    return html`<div class="stack">
      ${refusalText(this.list.problem)}
      ${sessions ? nothing : html`<p class="muted" aria-busy="true">${words.loading()}</p>`}
      ${sessions?.length === 0 ? html`<p class="muted">${peopleWords.nowhere()}</p>` : nothing}
      <ul>
        ${sessions?.map((session) => html`<li class="row spread">${this.#line(session)}</li>`)}
      </ul>
      ${
        others.length > 0
          ? html`<p>
              <button ?disabled=${!this.linked} @click=${() => void this.#after(this.#api.endAll())}>
                ${this.user === undefined ? peopleWords.endOthers() : peopleWords.endAll()}
              </button>
            </p>`
          : nothing
      }
    </div>`;
  }

  #line(session: SignedIn) {
    const { id, current, address, createdAt, lastUsedAt } = session;
    const name = nameOf(session);
    return html`<p>
        <strong>${name}</strong>${current ? html` (${peopleWords.thisOne()})` : nothing}<br />
        <span class="muted small number"
          >${address} · ${peopleWords.since(moment(createdAt, this.now))} ·
          ${peopleWords.lastUsed(moment(lastUsedAt, this.now))}</span
        >
      </p>
      ${
        current
          ? nothing
          : html`<button
              aria-label="${peopleWords.end()}: ${name}, ${address}"
              ?disabled=${!this.linked}
              @click=${() => void this.#after(this.#api.end(id))}
            >
              ${peopleWords.end()}
            </button>`
      }`;
  }

  get #api() {
    return createSignedInApi(this.send, this.user);
  }

  async #load(): Promise<void> {
    this.list = settle(this.list, await this.#api.list());
  }

  async #after(work: Promise<Answer<void>>): Promise<void> {
    const answer = await work;
    await this.#load();
    if ('problem' in answer) this.list = { ...this.list, problem: answer.problem };
  }
}

const browsers: readonly (readonly [RegExp, string])[] = [
  [/Edg\//, 'Edge'],
  [/SamsungBrowser\//, 'Samsung Internet'],
  [/Firefox\//, 'Firefox'],
  [/Chrome\//, 'Chrome'],
  [/Safari\//, 'Safari'],
];
const machines: readonly (readonly [RegExp, string])[] = [
  [/Android/, 'Android'],
  [/iPhone|iPad/, 'iPhone, iPad'],
  [/Windows/, 'Windows'],
  [/Mac OS/, 'Mac'],
  [/Linux/, 'Linux'],
];

/** As people know their devices: browsers say much more than that. */
function nameOf({ kind, agent }: SignedIn): string {
  const find = (list: readonly (readonly [RegExp, string])[]) => list.find(([pattern]) => pattern.test(agent))?.[1];
  const found = [find(browsers), find(machines)].filter((word) => word !== undefined);
  if (found.length > 0) return found.join(', ');
  return kind === 'browser' ? peopleWords.browser() : agent.slice(0, 40) || peopleWords.program();
}
