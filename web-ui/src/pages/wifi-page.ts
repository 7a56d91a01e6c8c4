import { CredentialKind, type NodeSecret, type SeenDevice } from '@farmgate/gateway/contract';
import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Refusal } from '../api/answer.ts';
import type { FieldApi } from '../api/field-api.ts';
import { createNetworkApi } from '../api/network-api.ts';
import type { Send } from '../api/send.ts';
import { refusalText } from '../components/field-error.ts';
import { FormValues } from '../components/form.ts';
import { kindWords, networkWords } from '../i18n/network-words.ts';
import { words } from '../i18n/words.ts';
import { shared } from '../styles/shared.ts';
import type { View } from './view.ts';
import './wifi/fresh-secret.ts';
import { kindOfSeen } from './wifi/sighted.ts';

const DEFAULT_KIND: CredentialKind = 'node';

/** Lets something on the network in: says what it is, gets its secret, and waits until it is there. */
@customElement('fg-wifi-page')
export class WifiPage extends LitElement {
  static override readonly styles = [
    shared,
    css`
      .kinds {
        display: grid;
        gap: var(--s2);
        grid-template-columns: repeat(auto-fit, minmax(min(100%, 16rem), 1fr));
      }
      .kinds label {
        display: grid;
        grid-template-columns: auto minmax(0, 1fr);
        align-items: center;
        gap: 0 var(--s3);
        min-height: var(--target);
        padding: var(--s3);
        border: 2px solid var(--border);
        border-radius: var(--radius);
        cursor: pointer;
      }
      .kinds label:has(:checked) {
        border-color: var(--water);
        outline: 1px solid var(--water);
      }
      .kinds label:has(:focus-visible) {
        outline: 3px solid var(--focus);
        outline-offset: 2px;
      }
      .kinds input {
        grid-row: 1 / span 2;
        width: 24px;
        min-height: 24px;
        accent-color: var(--water);
        outline: none;
      }
      .kinds .hint {
        grid-column: 2;
      }
      .accept {
        display: flex;
        align-items: center;
        gap: var(--s3);
        min-height: var(--target);
      }
      .accept input {
        flex: none;
        width: 24px;
        min-height: 24px;
      }
      legend {
        padding: 0 0 var(--s2);
        font-size: var(--text-l);
        font-weight: 700;
      }
      @media print {
        .no-print {
          display: none;
        }
      }
    `,
  ];

  @property({ attribute: false }) view!: View;
  @property({ attribute: false }) send!: Send;
  @property({ attribute: false }) api!: FieldApi;
  @property({ attribute: false }) go!: (path: string) => void;
  /** What was sighted on the network and is to be let in; empty: something else. */
  @property() sighted = '';
  @state() private seen: SeenDevice | undefined;
  @state() private isLooking = true;
  @state() private secret: NodeSecret | undefined;
  @state() private problem: Refusal | undefined;
  @state() private isBusy = false;
  @state() private isShared = false;
  #madeAt = 0;

  protected override firstUpdated(): void {
    if (this.sighted) void this.#look();
  }

  override render() {
    return html`<div class="stack">
      <p class="no-print"><a href="/add">← ${words.addDevice()}</a></p>
      <h1 tabindex="-1" class="no-print">${this.secret?.name ?? words.addWifi()}</h1>
      ${this.secret ? this.#fresh(this.secret) : this.#ask()}
    </div>`;
  }

  #fresh(secret: NodeSecret) {
    return html`<fg-fresh-secret
        .view=${this.view}
        .api=${this.api}
        .go=${this.go}
        .secret=${secret}
        .madeAt=${this.#madeAt}
      ></fg-fresh-secret>
      <p class="no-print"><a href="/credentials">${words.credentials()}</a></p>`;
  }

  #ask() {
    if (this.sighted && this.isLooking) return html`<p class="muted" aria-busy="true">${words.loading()}</p>`;
    return html`<p class="muted">${networkWords.wifiMeans()}</p>
      ${this.seen ? html`<p class="card">${this.seen.join}</p>` : nothing}
      <form class="stack" @submit=${(event: SubmitEvent) => void this.#make(event)}>
        ${this.#kinds()} ${this.isShared ? this.#accepting() : nothing} ${this.#naming()}
        ${this.#isAtField() ? nothing : refusalText(this.problem)}
        <button class="big primary" ?disabled=${this.isBusy || !this.view.isLinked}>
          ${this.view.isLinked ? networkWords.makeSecret() : words.noLine()}
        </button>
      </form>
      <p><a href="/credentials">${words.credentials()}</a></p>`;
  }

  #kinds() {
    const chosen = (this.seen && kindOfSeen(this.seen)) ?? DEFAULT_KIND;
    return html`<fieldset @change=${({ target }: Event) => this.#choose(target)}>
      <legend>${networkWords.whatIsIt()}</legend>
      <div class="kinds">
        ${CredentialKind.options.map(
          (kind) =>
            html`<label
              ><input
                type="radio"
                name="kind"
                value=${kind}
                ?checked=${kind === chosen}
              />${kindWords[kind].name()}<span class="hint">${kindWords[kind].means()}</span></label
            >`,
        )}
      </div>
    </fieldset>`;
  }

  #choose(target: EventTarget | null): void {
    this.isShared = target instanceof HTMLInputElement && target.value === 'shared';
  }

  #accepting() {
    return html`<label class="accept card"
      ><input type="checkbox" name="accept" required />${networkWords.acceptUnsafe()}</label
    >`;
  }

  #naming() {
    const { seen } = this;
    const name = seen ? (seen.model ?? seen.typeLabel) : '';
    return html`${this.#field('name', {
      label: networkWords.nameIt(),
      hint: networkWords.nameHint(),
      value: name,
      isRequired: true,
    })}
    ${
      seen
        ? this.#field('id', {
            label: networkWords.idLabel(),
            hint: networkWords.idSeen(),
            value: seen.id,
            isFixed: true,
          })
        : html`<details ?open=${this.#errorAt('/id') !== undefined}>
            <summary>${networkWords.ownId()}</summary>
            ${this.#field('id', { label: networkWords.idLabel(), hint: networkWords.idHint() })}
          </details>`
    }`;
  }

  #field(name: 'name' | 'id', { label, hint, value = '', isRequired = false, isFixed = false }: Field) {
    const error = this.#errorAt(`/${name}`);
    const isId = name === 'id';
    return html`<label
      >${label}<span class="hint" id="${name}-hint">${hint}</span
      ><input
        name=${name}
        .defaultValue=${value}
        maxlength=${isId ? 48 : 80}
        ?required=${isRequired}
        ?readonly=${isFixed}
        autocomplete="off"
        autocapitalize=${isId ? 'off' : 'sentences'}
        spellcheck="false"
        aria-invalid=${error ? 'true' : 'false'}
        aria-describedby=${error ? `${name}-error` : `${name}-hint`}
      />${error ? html`<span class="error small" id="${name}-error" role="alert">${error}</span>` : nothing}</label
    >`;
  }

  #errorAt(pointer: string): string | undefined {
    return this.problem?.errors?.find((error) => error.pointer === pointer)?.detail;
  }

  #isAtField(): boolean {
    return this.#errorAt('/name') !== undefined || this.#errorAt('/id') !== undefined;
  }

  /** What was sighted is named in the path alone: a link to it can be kept. */
  async #look(): Promise<void> {
    const answer = await this.api.seen();
    if ('value' in answer) this.seen = answer.value.devices.find(({ id, join }) => id === this.sighted && join);
    this.isLooking = false;
  }

  async #make(event: SubmitEvent): Promise<void> {
    const form = new FormValues(event);
    const id = form.text('id').toLowerCase();
    const kind = CredentialKind.options.find((one) => one === form.raw('kind')) ?? DEFAULT_KIND;
    this.isBusy = true;
    const answer = await createNetworkApi(this.send).make({
      name: form.text('name'),
      kind,
      ...(id ? { id } : {}),
      ...(kind === 'shared' ? { acceptUnsafe: true } : {}),
    });
    this.isBusy = false;
    this.problem = 'problem' in answer ? answer.problem : undefined;
    if ('problem' in answer) return;
    this.#madeAt = this.view.now;
    this.secret = answer.value;
    scrollTo(0, 0);
  }
}

interface Field {
  readonly label: string;
  readonly hint: string;
  readonly value?: string;
  readonly isRequired?: boolean;
  readonly isFixed?: boolean;
}
