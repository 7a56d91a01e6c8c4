import type { NodeSecret } from '@farmgate/gateway/contract';
import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import '../../components/copy-line.ts';
import '../../components/qr-code.ts';
import { kindWords, networkWords } from '../../i18n/network-words.ts';
import { LeaveGuard } from '../../state/leave-guard.ts';
import { shared } from '../../styles/shared.ts';
import { lacksPlain, stepsFor } from './steps.ts';

/**
 * A new secret, the one time it is shown: as a sticker with a QR code, line by line, and what to do with it. Asks before it is left. Fires
 * `done`, and `leave` with the path that somebody wants to go to.
 */
@customElement('fg-secret-card')
export class SecretCard extends LitElement {
  static override readonly styles = [
    shared,
    css`
      .once {
        border-color: var(--wait);
      }
      .sides {
        display: grid;
        gap: var(--s4);
        grid-template-columns: repeat(auto-fit, minmax(min(100%, 19rem), 1fr));
        align-items: start;
      }
      /* A label of paper, also at night and in print. */
      .sticker {
        color-scheme: light;
        display: grid;
        gap: var(--s2);
        padding: var(--s4);
        border: 1.5px solid CanvasText;
        border-radius: var(--plate-radius);
        background: Canvas;
        color: CanvasText;
        text-align: center;
        overflow-wrap: anywhere;
        break-inside: avoid;
      }
      .sticker fg-qr-code {
        width: min(100%, 20rem);
        margin-inline: auto;
      }
      .sticker strong {
        font-size: var(--text-l);
        line-height: 1.2;
      }
      .sticker p {
        line-height: 1.3;
      }
      .only-print {
        display: none;
      }
      ol.steps {
        counter-reset: step;
      }
      ol.steps > li {
        display: grid;
        grid-template-columns: 2rem minmax(0, 1fr);
      }
      ol.steps > li::before {
        counter-increment: step;
        content: counter(step) '.';
        font-weight: 700;
      }
      .missing {
        border-inline-start: 4px solid var(--fault);
        padding-inline-start: var(--s3);
      }
      @media print {
        .no-print {
          display: none;
        }
        .only-print {
          display: block;
        }
        .sides {
          display: block;
        }
        .sticker {
          width: 62mm;
          padding: 3mm;
          border-width: 0.3mm;
          font-size: 8pt;
        }
      }
    `,
  ];

  @property({ attribute: false }) secret!: NodeSecret;
  /** Somebody has signed in with it: it may be left unasked. */
  @property({ type: Boolean }) used = false;
  /** Where somebody wants to go who has to be asked first. */
  @state() private wanted = '';
  @query('dialog') private dialog!: HTMLDialogElement;
  @query('h2') private heading!: HTMLElement;
  readonly #guard = new LeaveGuard(this, (path) => this.#askToLeave(path));

  protected override firstUpdated(): void {
    this.heading.focus();
  }

  protected override updated(): void {
    if (this.used) this.#guard.release();
  }

  override render() {
    const { name } = this.secret;
    return html`<section class="stack" aria-labelledby="title">
      <div class="card once stack no-print">
        <h2 id="title" tabindex="-1">${networkWords.secretOf(name)}</h2>
        <p>${networkWords.onlyOnce()}</p>
        <div class="row">
          <button class="primary" @click=${() => this.#end()}>${networkWords.haveIt()}</button>
          <button @click=${() => print()}>${networkWords.print()}</button>
        </div>
      </div>
      <div class="sides">
        ${this.#sticker()}
        <div class="stack no-print">${this.#plain()} ${this.#steps()} ${this.#lines()}</div>
      </div>
      ${this.#dialog()}
    </section>`;
  }

  #sticker() {
    const { name, id, qr, kind, secret, http } = this.secret;
    return html`<div class="sticker">
      <fg-qr-code .text=${qr} .label=${networkWords.qrLabel(name)}></fg-qr-code>
      <p><strong>${name}</strong></p>
      <p class="small">${kindWords[kind].name()} · <bdi dir="ltr">${id}</bdi></p>
      <p class="small only-print" dir="ltr">${secret}<br />${http}</p>
    </div>`;
  }

  #plain() {
    if (!lacksPlain(this.secret)) return nothing;
    return html`<div class="card" role="alert">
      <div class="missing stack">
        <p class="error">${networkWords.noPlain()}</p>
        <p>
          ${networkWords.noPlainHelp()} <code dir="ltr">farmgate start --nodes-plain</code> (<code dir="ltr"
            >nodes.plain = true</code
          >)
        </p>
        <p>${networkWords.noPlainRisk()} ${networkWords.noPlainEnd()}</p>
      </div>
    </div>`;
  }

  #steps() {
    return html`<div class="card stack">
      <h3>${networkWords.steps()}</h3>
      ${stepsFor(this.secret)}
    </div>`;
  }

  #lines() {
    const { id, secret, mqtt, ca, http } = this.secret;
    const addresses = [
      [networkWords.mqttPlain(), mqtt.plain],
      [networkWords.mqttTls(), mqtt.tls],
      [networkWords.caAddress(), ca?.url],
      [networkWords.caPrint(), ca?.sha256],
      [networkWords.mqttWs(), mqtt.ws],
      [networkWords.httpAddress(), http],
    ] as const;
    return html`<div class="card stack">
      <h3>${networkWords.values()}</h3>
      ${line(networkWords.clientId(), id)} ${line(networkWords.secret(), secret)}
      ${addresses.map(([label, value]) => (value === undefined ? nothing : line(label, value)))}
    </div>`;
  }

  #dialog() {
    return html`<dialog aria-labelledby="leave-title">
      <div class="stack">
        <h2 id="leave-title">${networkWords.leaveAsk(this.secret.name)}</h2>
        <p>${networkWords.leaveMeans()}</p>
        <div class="row">
          <button class="primary" @click=${() => this.dialog.close()}>${networkWords.stay()}</button>
          <button @click=${() => this.#leave()}>${networkWords.leave()}</button>
        </div>
      </div>
    </dialog>`;
  }

  #askToLeave(path: string): void {
    this.wanted = path;
    if (!this.dialog.open) this.dialog.showModal();
  }

  #leave(): void {
    this.#guard.release();
    this.dialog.close();
    this.dispatchEvent(new CustomEvent('leave', { detail: this.wanted }));
  }

  #end(): void {
    this.#guard.release();
    this.dispatchEvent(new CustomEvent('done'));
  }
}

function line(label: string, value: string) {
  return html`<fg-copy-line .label=${label} .value=${value}></fg-copy-line>`;
}
