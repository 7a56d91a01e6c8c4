import { Observable } from './observable.ts';

/** How this person wants the page to look, kept in this browser. */
export interface Preferences {
  readonly theme: 'auto' | 'light' | 'dark';
  readonly text: 'normal' | 'large';
}

const KEY = 'farmgate.preferences';
const standard: Preferences = { theme: 'auto', text: 'normal' };

/** Keeps the preferences and puts them on the page. */
export class PreferenceStore extends Observable<Preferences> {
  readonly #dark = matchMedia('(prefers-color-scheme: dark)');

  constructor() {
    super(read());
    this.#dark.addEventListener('change', () => this.#apply());
    this.#apply();
  }

  change(preferences: Partial<Preferences>): void {
    this.value = { ...this.value, ...preferences };
    localStorage.setItem(KEY, JSON.stringify(this.value));
    this.#apply();
  }

  #apply(): void {
    const { theme, text } = this.value;
    const { dataset } = document.documentElement;
    dataset['theme'] = theme === 'auto' ? (this.#dark.matches ? 'dark' : 'light') : theme;
    dataset['text'] = text;
  }
}

/** What an older page or somebody's hand left there may be anything. */
function read(): Preferences {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(KEY) ?? '{}');
    const found = typeof kept === 'object' && kept !== null ? (kept as Partial<Preferences>) : {};
    return {
      theme: found.theme === 'light' || found.theme === 'dark' ? found.theme : standard.theme,
      text: found.text === 'large' ? 'large' : standard.text,
    };
  } catch {
    return standard;
  }
}
