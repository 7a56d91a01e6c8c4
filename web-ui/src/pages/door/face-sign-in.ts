import type { Face, OpenSite, Session } from '@farmgate/gateway/contract';
import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Answer, Refusal } from '../../api/answer.ts';
import { createDoorApi } from '../../api/person-api.ts';
import type { Send } from '../../api/send.ts';
import { refusalText } from '../../components/field-error.ts';
import { FormValues } from '../../components/form.ts';
import '../../components/person-badge.ts';
import { peopleWords } from '../../i18n/people-words.ts';
import { doorWords } from '../../i18n/door-words.ts';
import { words } from '../../i18n/words.ts';
import { shared } from '../../styles/shared.ts';

/** Signs somebody in by picture and PIN: the farm, the face, the digits. */
@customElement('fg-face-sign-in')
export class FaceSignIn extends LitElement {
  static override readonly styles = [
    shared,
    css`
      ul {
        display: grid;
        grid-template-columns: repeat(auto-fill, minmax(112px, 1fr));
        gap: var(--s2);
      }
      .face {
        flex-direction: column;
        width: 100%;
        height: 100%;
        --badge: 64px;
      }
    `,
  ];

  @property({ attribute: false }) send!: Send;
  @property({ attribute: false }) sites: readonly OpenSite[] = [];
  @property({ attribute: false }) enter!: (answer: Answer<Session>) => Refusal | undefined;
  @state() private site: string | undefined;
  @state() private faces: readonly Face[] | undefined;
  @state() private face: Face | undefined;
  @state() private problem: Refusal | undefined;
  @state() private busy = false;

  override connectedCallback(): void {
    super.connectedCallback();
    const [only, ...others] = this.sites;
    if (only && others.length === 0) void this.#choose(only.name);
  }

  override render() {
    if (this.face) return this.#digits(this.face);
    if (this.site === undefined) return this.#farms();
    return html`<div class="stack">
      <h2>${peopleWords.whoAreYou()}</h2>
      ${refusalText(this.problem)}
      ${this.faces || this.problem ? nothing : html`<p aria-busy="true">${words.loading()}</p>`}
      ${this.faces?.length === 0 ? html`<p class="muted">${peopleWords.noFaces()}</p>` : nothing}
      <ul>
        ${this.faces?.map((face) => html`<li>${this.#button(face)}</li>`)}
      </ul>
    </div>`;
  }

  #farms() {
    return html`<div class="stack">
      <h2>${peopleWords.whichFarm()}</h2>
      ${this.sites.map(({ name }) => html`<button @click=${() => void this.#choose(name)}>${name}</button>`)}
    </div>`;
  }

  #button(face: Face) {
    return html`<button class="face" @click=${() => this.#pick(face)}>
      <fg-person-badge .symbol=${face.symbol} .colour=${face.colour}></fg-person-badge>${face.name}
    </button>`;
  }

  #digits(face: Face) {
    return html`<form class="stack" @submit=${(event: SubmitEvent) => void this.#submit(event, face)}>
      <div class="row">
        <fg-person-badge .symbol=${face.symbol} .colour=${face.colour}></fg-person-badge>
        <h2>${face.name}</h2>
      </div>
      <label
        >${peopleWords.pinOf(face.name)}<input
          name="pin"
          type="password"
          inputmode="numeric"
          pattern="[0-9]{4,8}"
          maxlength="8"
          autocomplete="off"
          required
      /></label>
      ${refusalText(this.problem)}
      <button class="big primary" ?disabled=${this.busy}>${doorWords.signIn()}</button>
      <button type="button" @click=${() => this.#pick(undefined)}>${peopleWords.notMe()}</button>
    </form>`;
  }

  #pick(face: Face | undefined): void {
    this.face = face;
    this.problem = undefined;
    void this.updateComplete.then(() => this.renderRoot.querySelector<HTMLElement>('input, .face')?.focus());
  }

  async #choose(site: string): Promise<void> {
    this.site = site;
    const answer = await createDoorApi(this.send).faces(site);
    if ('value' in answer) this.faces = answer.value.faces;
    else this.problem = answer.problem;
  }

  async #submit(event: SubmitEvent, { id }: Face): Promise<void> {
    const pin = new FormValues(event).raw('pin');
    this.busy = true;
    this.problem = this.enter(await createDoorApi(this.send).byPin({ user: id, pin }));
    this.busy = false;
  }
}
