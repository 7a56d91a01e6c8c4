import type { Span } from './chart-traces.ts';
import { yearBefore } from './site-time.ts';

export const questions = ['ran', 'level', 'power', 'who', 'any'] as const;
/** What people ask of the history. */
export type Question = (typeof questions)[number];

/** How long each preset is. Unit: ms. */
export const presets = {
  '1h': 3_600_000,
  '6h': 21_600_000,
  '24h': 86_400_000,
  '7d': 604_800_000,
  '30d': 2_592_000_000,
  '1y': 31_536_000_000,
} as const;
export type Preset = keyof typeof presets;

export const comparisons = ['before', 'week', 'year'] as const;
/** With which other time it is compared. */
export type Comparison = (typeof comparisons)[number];

/** What the page shows, as its address says it: a link to it shows the same to somebody else. */
export interface Asked {
  readonly question: Question;
  /** Undefined: those that fit the question. */
  readonly series?: readonly string[] | undefined;
  /** It ends now, and goes on. */
  readonly preset: Preset;
  /** Another while than the preset's. */
  readonly span?: Span | undefined;
  readonly compare?: Comparison | undefined;
}

export const MOST_SERIES = 4;
const NAME = /^[a-z0-9-]{1,48}\/[a-zA-Z0-9.]{1,80}$/;

/** What an address asks for; what makes no sense is left out. */
export function askedFrom(search: string): Asked {
  const given = new URLSearchParams(search);
  const named = given
    .get('series')
    ?.split(',')
    .filter((name) => NAME.test(name));
  const series = [...new Set(named)].slice(0, MOST_SERIES);
  const span = spanFrom(given);
  const compare = comparisons.find((one) => one === given.get('compare'));
  return {
    question: questions.find((one) => one === given.get('q')) ?? (series.length > 0 ? 'any' : 'ran'),
    preset: presetNames.find((one) => one === given.get('span')) ?? '24h',
    ...(series.length > 0 ? { series } : {}),
    ...(span ? { span } : {}),
    ...(compare ? { compare } : {}),
  };
}

/** The address of what is asked. */
export function addressOf({ question, series, preset, span, compare }: Asked): string {
  const parts = [
    `q=${question}`,
    ...(series ? [`series=${series.join(',')}`] : []),
    `span=${preset}`,
    ...(span ? [`from=${Math.round(span.from)}`, `to=${Math.round(span.to)}`] : []),
    ...(compare ? [`compare=${compare}`] : []),
  ];
  return `/history?${parts.join('&')}`;
}

/** The while it is about. */
export function spanOf({ preset, span }: Asked, now: number): Span {
  return span ?? { from: now - presets[preset], to: now };
}

/** How much earlier the other time was. A year is one of the calendar, about the end. Unit: ms. */
export function shiftOf(compare: Comparison, { from, to }: Span): number {
  if (compare === 'week') return presets['7d'];
  return compare === 'year' ? to - yearBefore(to) : to - from;
}

export const presetNames = Object.keys(presets) as Preset[];

function spanFrom(given: URLSearchParams): Span | undefined {
  const [from, to] = [Number(given.get('from')), Number(given.get('to'))];
  const isSpan = Number.isSafeInteger(from) && Number.isSafeInteger(to) && from >= 0 && from < to && to < 7.2e12;
  return isSpan && given.has('from') ? { from, to } : undefined;
}
