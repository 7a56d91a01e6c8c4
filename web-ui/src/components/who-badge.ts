import type { Badge } from '@farmgate/gateway/contract';
import { LitElement, css, html } from 'lit';
import { customElement, property } from 'lit/decorators.js';

/** The pictures people are told apart by, by their names. */
const symbols: Readonly<Record<string, string>> = {
  fish: '🐟',
  tree: '🌳',
  sun: '☀️',
  moon: '🌙',
  star: '⭐',
  cow: '🐄',
  bird: '🐦',
  leaf: '🍃',
  drop: '💧',
  flower: '🌸',
  key: '🔑',
  wheel: '🛞',
  boat: '⛵',
  bell: '🔔',
  house: '🏠',
  mango: '🥭',
  hill: '⛰️',
  kite: '🪁',
  lamp: '💡',
  basket: '🧺',
  fire: '🔥',
  anchor: '⚓',
  spade: '♠️',
  cup: '☕',
};

/** Okabe and Ito, 2008: told apart also by the colour-blind. */
const colours: Readonly<Record<string, string>> = {
  black: '#000000',
  orange: '#e69f00',
  sky: '#56b4e9',
  green: '#009e73',
  yellow: '#f0e442',
  blue: '#0072b2',
  red: '#d55e00',
  pink: '#cc79a7',
};

/** A person's mark: a picture in a ring of a colour, or the first letter of the name. One's own has a second ring. */
@customElement('fg-who-badge')
export class WhoBadge extends LitElement {
  static override readonly styles = css`
    :host {
      display: inline-grid;
      place-items: center;
      flex: none;
      box-sizing: border-box;
      width: var(--badge-size, 44px);
      height: var(--badge-size, 44px);
      border: 4px solid var(--badge-colour, var(--border));
      border-radius: 50%;
      background: var(--surface);
      color: var(--text);
      font: 700 calc(var(--badge-size, 44px) * 0.45) / 1 var(--font);
    }
    :host([mine]) {
      outline: 3px solid var(--text);
      outline-offset: 1px;
    }
  `;

  @property({ attribute: false }) badge: Badge | undefined;
  @property() name = '';
  @property({ type: Boolean, reflect: true }) mine = false;

  protected override willUpdate(): void {
    this.style.setProperty('--badge-colour', colours[this.badge?.colour ?? ''] ?? 'var(--border)');
  }

  override render() {
    const { symbol = '' } = this.badge ?? {};
    return html`<span aria-hidden="true">${symbols[symbol] ?? initialOf(this.name)}</span>`;
  }
}

function initialOf(name: string): string {
  const code = name.codePointAt(0);
  return code === undefined ? '?' : String.fromCodePoint(code).toLocaleUpperCase();
}
