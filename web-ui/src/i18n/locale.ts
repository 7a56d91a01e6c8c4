import { configureLocalization, type LocaleModule } from '@lit/localize';

/** A language people can choose, by its own name. */
export interface Language {
  readonly code: string;
  readonly name: string;
  readonly direction: 'ltr' | 'rtl';
}

export const languages: readonly Language[] = [
  { code: 'en', name: 'English', direction: 'ltr' },
  { code: 'bn', name: 'বাংলা', direction: 'ltr' },
  { code: 'hi', name: 'हिन्दी', direction: 'ltr' },
  { code: 'ur', name: 'اردو', direction: 'rtl' },
  { code: 'th', name: 'ไทย', direction: 'ltr' },
  { code: 'fil', name: 'Filipino', direction: 'ltr' },
];

const loaders: Readonly<Record<string, () => Promise<LocaleModule>>> = {
  bn: () => import('./locales/bn.ts'),
  hi: () => import('./locales/hi.ts'),
  ur: () => import('./locales/ur.ts'),
  th: () => import('./locales/th.ts'),
  fil: () => import('./locales/fil.ts'),
};

const { getLocale, setLocale } = configureLocalization({
  sourceLocale: 'en',
  targetLocales: Object.keys(loaders),
  loadLocale: (code) => loaders[code]?.() ?? Promise.resolve({ templates: {} }),
});

export { getLocale };

const KEY = 'farmgate.language';

/** The language this browser chose before; undefined on a first visit. */
export function chosenLanguage(): string | undefined {
  const code = localStorage.getItem(KEY);
  return languages.some((language) => language.code === code) ? (code ?? undefined) : undefined;
}

/** Turns the page to a language and remembers it. What it has no words for stays English. */
export async function chooseLanguage(code: string): Promise<void> {
  await setLocale(code);
  localStorage.setItem(KEY, code);
  document.documentElement.lang = code;
  document.documentElement.dir = languages.find((language) => language.code === code)?.direction ?? 'ltr';
}
