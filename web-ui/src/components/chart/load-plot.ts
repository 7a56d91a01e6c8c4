import type * as PlotCode from './plot.ts';

/** The code of a chart, which comes when the first one is shown. */
export function loadPlot(): Promise<typeof PlotCode> {
  if (!isLanguage(navigator.language))
    Object.defineProperty(navigator, 'language', { value: 'en', configurable: true });
  return import('./plot.ts');
}

/** uPlot takes the browser's language as it loads; a Chromium under LANG=C calls its own `en-US@posix`, which is none. */
function isLanguage(tag: string): boolean {
  try {
    return Intl.getCanonicalLocales(tag).length > 0;
  } catch {
    return false;
  }
}
