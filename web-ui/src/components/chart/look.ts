/** What a chart is painted with: the tokens as they are where it stands. */
export interface Look {
  readonly series: readonly string[];
  readonly text: string;
  readonly muted: string;
  readonly hairline: string;
  readonly surface: string;
  readonly off: string;
  /** A font of 14 px of the page, as a canvas wants it. */
  readonly font: string;
}

/** Colours of the four series; each has a letter besides. */
const SERIES = ['--water', '--hold', '--wait', '--run'] as const;

/** The look of an element's surroundings. */
export function lookOf(element: Element): Look {
  const style = getComputedStyle(element);
  const token = (name: string) => style.getPropertyValue(name).trim();
  return {
    series: SERIES.map(token),
    text: token('--text'),
    muted: token('--muted'),
    hairline: token('--hairline'),
    surface: token('--surface'),
    off: token('--off'),
    font: `${parseFloat(style.fontSize) * 0.8125}px ${style.fontFamily}`,
  };
}

/** The letters that series are known by, for those who do not tell their colours apart. */
export const LETTERS = ['A', 'B', 'C', 'D'] as const;
